package team

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"kabar/store/civil"
)

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func clock(s string) *civil.Clock {
	c, err := civil.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return &c
}

func ptr[T any](v T) *T { return &v }

func full() Settings {
	return Settings{
		Zone: ptr("Asia/Jakarta"), From: clock("09:00"), To: clock("17:30"),
		Prompt: clock("16:30"), Digest: clock("09:00"),
		Days: ptr([]string{"mon", "tue"}), Lang: ptr("id"), Paused: ptr(true),
		Away: []Range{{date("2026-12-24"), date("2027-01-02"), "at my parents'"},
			{date("2027-06-01"), civil.Date{}, ""}},
	}
}

func TestSettingsRoundTrip(t *testing.T) {
	for _, s := range []Settings{{}, full(), {Paused: ptr(false)}, {Away: full().Away},
		{Zone: ptr("")}} {
		file, err := Encode(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, errs := Decode(file)
		if diff := cmp.Diff(s, got); diff != "" || len(errs) > 0 {
			t.Errorf("errors %v (-want +got):\n%s\n%s", errs, diff, file)
		}
	}
}

func TestDecodeAsPeopleWriteIt(t *testing.T) {
	got, errs := Decode([]byte("from = 09:00:00 # early\n" +
		"[[away]]\nfirst = 2026-12-24\nlast = \"2026-12-26\"\n"))
	want := Settings{From: clock("09:00"), Away: []Range{{date("2026-12-24"), date("2026-12-26"),
		""}}}
	if diff := cmp.Diff(want, got); diff != "" || len(errs) > 0 {
		t.Errorf("errors %v (-want +got):\n%s", errs, diff)
	}
}

// TestBadValuesAreNamedAndKept is I24 for people files.
func TestBadValuesAreNamedAndKept(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{`from = "25:00"`, "from: 25:00 is not a time of day"},
		{`from = 9`, "from: 9 is not a time of day"},
		{`zone = 7`, "zone: 7 is not text"},
		{`paused = "yes"`, "paused: yes is neither"},
		{`days = ["mun"]`, `days: "mun" is not a weekday`},
		{`days = "mon"`, "days: mon is not a list"},
		{`tmezone = "UTC"`, "tmezone: kabar has no setting"},
		{`away = "soon"`, "away: write each range under"},
		{"[[away]]\nfirst = \"2027-02-29\"", "away 1: \"2027-02-29\" is not a date"},
		{"[[away]]\nfirst = \"2027-02-02\"\nlast = \"2027-02-01\"",
			"away 1: from 2027-02-02 to 2027-02-01"},
		{"[[away]]\nlast = \"2027-02-02\"", "away 1: a range without its first date"},
		{"[[away]]\nfirst = \"2027-02-02\"\nuntil = \"x\"", "away 1: until is none of"},
	} {
		got, errs := Decode([]byte(c.file))
		if len(errs) != 1 || !strings.Contains(errs[0].Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.file, errs, c.want)
		}
		if diff := cmp.Diff(Settings{}, got); diff != "" {
			t.Errorf("%s counts for something:\n%s", c.file, diff)
		}
		again, err := Encode(Settings{Lang: ptr("id")}, []byte(c.file))
		if err != nil {
			t.Fatal(err)
		}
		got, errs = Decode(again)
		if got.Lang == nil || len(errs) != 1 || !strings.Contains(errs[0].Error(), c.want) {
			t.Errorf("%s was rewritten as\n%s%v", c.file, again, errs)
		}
	}
	again, _ := Encode(Settings{From: clock("08:00")}, []byte(`from = "25:00"`))
	if _, errs := Decode(again); len(errs) > 0 {
		t.Errorf("a new value did not replace the bad one: %v", errs)
	}
}

// TestNotTOMLIsNeverOverwritten is I24: a file in the middle of an edit.
func TestNotTOMLIsNeverOverwritten(t *testing.T) {
	for _, file := range []string{"zone = ", "<<<<<<< HEAD\nlang = \"en\"\n",
		"lang = \"en\"\nlang = \"id\""} {
		if _, errs := Decode([]byte(file)); len(errs) != 1 || !strings.Contains(errs[0].Error(),
			"line ") {
			t.Errorf("%q: %v", file, errs)
		}
		if again, err := Encode(full(), []byte(file)); err == nil {
			t.Errorf("%q became\n%s", file, again)
		}
	}
}

func TestApply(t *testing.T) {
	jakarta, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		t.Fatal(err)
	}
	base := Member{ID: "ana", Name: "Ana", Zone: time.UTC, Days: 62, From: *clock("08:00"),
		To:     *clock("16:00"),
		Prompt: *clock("15:00"), Digest: *clock("08:30"), Lang: "en"}
	want := base
	want.Zone, want.Days, want.Lang, want.Paused = jakarta, 6, "id", true
	want.From, want.To, want.Prompt, want.Digest = *clock("09:00"), *clock("17:30"),
		*clock("16:30"), *clock("09:00")
	want.Away = full().Away
	same := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	got, errs := full().Apply(base)
	if diff := cmp.Diff(want, got, same); diff != "" || len(errs) > 0 {
		t.Errorf("errors %v (-want +got):\n%s", errs, diff)
	}
	if got, errs = (Settings{}).Apply(base); !cmp.Equal(base, got, same) || len(errs) > 0 {
		t.Errorf("empty settings changed %+v to %+v, %v", base, got, errs)
	}
	for _, c := range []struct {
		name string
		s    Settings
		want string
	}{
		{"L12 short zone", Settings{Zone: ptr("PST")}, "zone:"},
		{"L12 empty zone", Settings{Zone: ptr("")}, "zone:"},
		{"L12 Local", Settings{Zone: ptr("Local")}, "zone:"},
		{"zone with a path", Settings{Zone: ptr("../../etc/passwd")}, "zone:"},
		{"hours the wrong way", Settings{From: clock("17:00")}, "from, to:"},
		{"no hours", Settings{From: clock("09:00"), To: clock("09:00")}, "from, to:"},
		{"L14 weekday", Settings{Days: ptr([]string{"monday"})}, "days:"},
		{"no days", Settings{Days: ptr([]string{})}, "days:"},
		{"language", Settings{Lang: ptr("tlh")}, "lang:"},
		{"away", Settings{Away: []Range{{date("2026-02-02"), date("2026-02-01"), ""}}}, "away 1:"},
	} {
		got, errs := c.s.Apply(base)
		if len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), c.want) || !cmp.Equal(base, got,
			same) {
			t.Errorf("%s: %v, %+v", c.name, errs, got)
		}
	}
}

func TestAwayRangesAreJoined(t *testing.T) {
	config := []Range{{date("2026-12-24"), date("2026-12-26"), "holidays"}}
	for _, c := range []struct {
		name  string
		set   []Range
		wants []Range
	}{
		{"apart", []Range{{date("2026-12-01"), date("2026-12-02"), ""}},
			[]Range{{date("2026-12-01"), date("2026-12-02"), ""}, config[0]}},
		{"overlap", []Range{{date("2026-12-20"), date("2026-12-24"), ""}},
			[]Range{{date("2026-12-20"), date("2026-12-26"), "holidays"}}},
		{"inside", []Range{{date("2026-12-25"), date("2026-12-25"), "x"}}, config},
		{"open end", []Range{{date("2026-12-25"), civil.Date{}, "x"}},
			[]Range{{date("2026-12-24"), civil.Date{}, "holidays"}}},
	} {
		m, errs := Settings{Away: c.set}.Apply(Member{From: 0, To: 1, Away: config})
		if diff := cmp.Diff(c.wants, m.Away); diff != "" || len(errs) > 0 {
			t.Errorf("%s: %v\n%s", c.name, errs, diff)
		}
		if len(config) != 1 || config[0].Note != "holidays" ||
			config[0].Last != date("2026-12-26") {
			t.Fatalf("%s changed the config's ranges: %v", c.name, config)
		}
	}
}

func TestDays(t *testing.T) {
	days, err := ParseDays([]string{"sun", "Mon", "fri "})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(days.Names(), " "); got != "mon fri sun" {
		t.Errorf("Names = %s", got)
	}
}

func FuzzDecode(f *testing.F) {
	file, err := Encode(full(), nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte("a = 1\n[[away]]\nfirst = 2026-12-24T00:00:00Z\n[b]\nc = inf\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		s, errs := Decode(file)
		again, err := Encode(s, file)
		if err != nil {
			return // not TOML
		}
		got, errs2 := Decode(again)
		if diff := cmp.Diff(s, got); diff != "" || len(errs) != len(errs2) {
			t.Fatalf("errors %v, then %v (-want +got):\n%s\n%s", errs, errs2, diff, again)
		}
	})
}
