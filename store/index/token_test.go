package index

import (
	"strings"
	"testing"
	"unicode"

	"kabar/cmd/kabar/racetest"
)

func tokenTexts(s string) string {
	var list []string
	for _, t := range tokens(s) {
		list = append(list, t.text)
	}
	return strings.Join(list, " ")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Fixed the login-bug (#42), finally!", "fixed the login bug 42 finally"},
		{"Größe GRÖSSE grösse Grosse", "grosse grosse grosse grosse"},
		{"Straße STRASSE straẞe", "strasse strasse strasse"},
		{"café cafe\u0301 CAFÉ", "cafe cafe cafe"},
		{"Ærø Łódź İstanbul ŋ þing", "aero lodz istanbul n thing"},
		{"ﬁle ① Ｆｕｌｌ ½", "file 1 full 1 2"},
		{"don't O’Brien", "don t o brien"},
		{"foo_bar v2.23.1 x86", "foo bar v2 23 1 x86"},
		{"soft\u00adhyphen zero\u200bwidth jo\u200diner", "softhyphen zero width joiner"},
		{"日本語です", "日本 本語 語で です す"},
		{"日", "日"},
		{"東京 ガラス か\u3099", "東京 京 ガラ ラス ス が"},
		{"ﾃﾞｰﾀ", "デー ータ タ"},
		{"Go言語v2", "go 言語 語 v2"},
		{"한국어 \u1112\u1161\u11ab", "한국 국어 어 한"},
		{"สวัสดี", "สว วั ัส สด ดี ี"},
		{"हिन्दी", "हिन्दी"},
		{"أهلاً وَسَهْلاً", "اهلا وسهلا"},
		{"שָׁלוֹם", "שלום"},
		{"Ёлка ёлка", "елка елка"},
		{"Οδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευσ οδυσσευσ"},
		{"done 🎉👍🏽 ok", "done 🎉 👍 ok"},
		{"a\x00b\xffc\xc3", "a b c"},
		{"§tacme ¶ ¬", "tacme"},
		{"", ""},
		{" .,;", ""},
		{strings.Repeat("x", 200), strings.Repeat("x", maxToken)},
		{strings.Repeat("é", 200), strings.Repeat("e", maxToken)},
	} {
		if got := tokenTexts(c.text); got != c.want {
			t.Errorf("tokens(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestTokensKnowTheirPlace cuts each token out of the text again.
func TestTokensKnowTheirPlace(t *testing.T) {
	const text = "Ｆｉｘ: die Größe e\u0301t 日本語 x"
	var got []string
	for _, tok := range tokens(text) {
		got = append(got, text[tok.start:tok.end])
	}
	want := "Ｆｉｘ|die|Größe|e\u0301t|日本|本語|語|x"
	if strings.Join(got, "|") != want {
		t.Errorf("places %q, want %q", strings.Join(got, "|"), want)
	}
}

// TestFoldingIsDone walks Unicode, in longer steps where thousands of letters
// are alike: folding what is folded changes
// nothing, and no token has a sign that only tags have.
func TestFoldingIsDone(t *testing.T) {
	t.Parallel()
	for r := rune(1); r <= unicode.MaxRune; r++ {
		switch {
		case 0x3400 <= r && r <= 0x9F00, 0xAC00 <= r && r <= 0xD700, 0x20000 <= r && r <= 0xE0000, 0xF0000 <= r:
			r += 500
		case r == 0xD800:
			r = 0xE000
		case racetest.On():
			r += 12 // and the step: one of 13
		}
		once := tokens("a " + string(r))
		for _, tok := range once[1:] {
			again := tokens(tok.text)
			if len(again) != 1 && !strings.Contains(tokenTexts(tok.text), " ") || again[0].text != tok.text {
				t.Errorf("%U: token %q folds to %q", r, tok.text, tokenTexts(tok.text))
			}
			if strings.ContainsAny(tok.text, "§¶¬\"* ") {
				t.Errorf("%U: token %q has a sign of tags", r, tok.text)
			}
		}
	}
}

// TestTokensQuickEqualsSlow: the short cut for simple letters gives what the
// long way gives.
func TestTokensQuickEqualsSlow(t *testing.T) {
	for r := rune(0); r < 0x10000; r++ {
		if r == 0xD800 {
			r = 0xE000
		}
		for _, after := range []string{"", "x", "é", "\u0301", "\u3099", "が", "я"} {
			s := string(r) + after
			f, n := quick(s)
			if n == 0 {
				continue
			}
			if got := segment(s); got != n {
				t.Fatalf("%U + %q: quick takes %d bytes, the segment has %d", r, after, n, got)
			}
			if want := string(appendFolded(nil, s[:n])); f != want {
				t.Fatalf("%U: quick %q, slow %q", r, f, want)
			}
		}
	}
}

// TestTokensAreLinear has texts that break tokenisers (D22). It would not end
// in the time of a test run if a run of marks were looked at once a mark.
func TestTokensAreLinear(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"\u0301", "e\u0301\u0323", "日", "a", "\u0e31", "é", "\u1161", "#a", "\u200d"} {
		text := strings.Repeat(unit, fewer(50_000, 5_000))
		if n := len(tokens(text)); n > 100_000 {
			t.Errorf("%q: %d tokens", unit, n)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"Größe", "日本語 です", "e\u0301\u0323", "\xff\xc3", "สวัสดี 🎉", "a\u00adb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, tok := range tokens(s) {
			if tok.text == "" || len(tok.text) > maxToken || strings.ContainsAny(tok.text, " \"§¶") {
				t.Fatalf("token %q of %q", tok.text, s)
			}
			if tok.start < 0 || tok.start >= tok.end || tok.end > len(s) || tok.end < end {
				t.Fatalf("token %q of %q at %d:%d", tok.text, s, tok.start, tok.end)
			}
			end = tok.end
		}
		for _, h := range handles(s) {
			if label(h.name) != label(label(h.name)) {
				t.Fatalf("label of %q is not stable", h.name)
			}
		}
	})
}
