package digest

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// texts collects every text of a locale under its name in the source.
func texts(into map[string]string, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		into[name] = v.String()
	case reflect.Struct:
		for i := range v.NumField() {
			texts(into, name+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			texts(into, fmt.Sprintf("%s[%v]", name, k), v.MapIndex(k))
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			texts(into, fmt.Sprintf("%s[%d]", name, i), v.Index(i))
		}
	default:
		panic("a " + v.Kind().String() + " in a locale")
	}
}

var (
	names    = regexp.MustCompile(`\{[a-z]+\}`)
	commands = regexp.MustCompile("`[^`]*`")
)

// TestLocales holds every language against English: the same keys, the same
// names to fill in, nothing empty, and commands that kabar knows.
func TestLocales(t *testing.T) {
	english := map[string]string{}
	texts(english, "", reflect.ValueOf(*localeOf("en")))
	if len(english) < 150 {
		t.Fatalf("only %d texts found", len(english))
	}
	for _, l := range locales {
		own := map[string]string{}
		texts(own, "", reflect.ValueOf(*l))
		for key, text := range own {
			if strings.Contains(key, ".nothing[") || strings.HasPrefix(key, ".commands.") {
				continue // not a translation: what people of the language write
			}
			want, ok := english[key]
			if !ok {
				t.Errorf("%s%s is not in English", l.lang, key)
			}
			if a, b := filled(want), filled(text); !slices.Equal(a, b) {
				t.Errorf("%s%s fills in %v, English %v", l.lang, key, b, a)
			}
			if strings.TrimSpace(text) == "" || strings.TrimSpace(text) != text {
				t.Errorf("%s%s is %q", l.lang, key, text)
			}
			if a, b := len(commands.FindAllString(want, -1)), len(commands.FindAllString(text, -1)); a != b {
				t.Errorf("%s%s has %d commands, English %d", l.lang, key, b, a)
			}
		}
		for key := range english {
			if _, ok := own[key]; !ok && !strings.Contains(key, ".nothing[") {
				t.Errorf("%s%s is missing", l.lang, key)
			}
		}
	}
}

// filled are the names a text fills in, sorted, each once. A number may stand
// in one form of a count only.
func filled(text string) []string {
	list := names.FindAllString(text, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestSay(t *testing.T) {
	l := localeOf("en")
	for _, c := range []struct {
		text  string
		pairs []any
		want  phrase
	}{
		{"plain", nil, phrase{{"plain", plain}}},
		{"answer `get {num}`!", []any{"num", 14}, phrase{{"answer ", plain}, {"get 14", code}, {"!", plain}}},
		{"by {name}", []any{"name", "`{num}`", "num", 1}, phrase{{"by `{num}`", plain}}}, // a value is never read again
		{"by {name}.", []any{"name", phrase{{"Ana", strong}}}, phrase{{"by ", plain}, {"Ana", strong}, {".", plain}}},
		{"{unknown}", nil, phrase{{"{unknown}", plain}}},
	} {
		if got := l.say(c.text, c.pairs...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	today := day("2026-11-23")
	for _, c := range []struct{ lang, at, want string }{
		{"en", "2026-11-23T07:05", "Mon 07:05"},
		{"en", "2026-11-18T16:52", "Wed 16:52"},
		{"en", "2026-11-17T16:52", "17 Nov 16:52"}, // else "Tue" could be tomorrow's, a week ago
		{"en", "2026-11-25T16:52", "25 Nov 16:52"},
		{"en", "2026-03-01T16:52", "1 Mar 2026"},
		{"id", "2026-08-17T10:00", "17 Agu 10:00"},
	} {
		if got := localeOf(c.lang).when(utc(c.at), today); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.at, got, c.want)
		}
	}
	if got := localeOf("id").longDate(day("2026-05-01")); got != "Jumat, 1 Mei" {
		t.Errorf("longDate: %q", got)
	}
	if got := localeOf("xx").lang; got != "en" {
		t.Errorf("an unknown language is shown in %q", got)
	}
}

func TestIsNothing(t *testing.T) {
	for text, want := range map[string]bool{
		"none": true, "None.": true, "-": true, "": true, "N/A": true, "Tidak ada": true, "nggak ada!": true, "—": true,
		"none of the servers answer": false, "no access": false, "nothing works": false, "tidak ada akses": false,
	} {
		if isNothing(text) != want {
			t.Errorf("isNothing(%q) = %v", text, !want)
		}
	}
}
