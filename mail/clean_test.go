package mail

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, line, lines string }{
		{"plain", "Done: it", "Done: it", "Done: it"},
		{"letters", "größer 日本語 שלום 😀", "größer 日本語 שלום 😀", "größer 日本語 שלום 😀"},
		{"line ends", "a\r\nb\rc\nd\u2028e\vf", "a b c d e f", "a\nb\nc\nd\ne\nf"},
		{"tab", "a\tb", "a b", "a\tb"},
		{"E20 escapes", "a\x1b[31mb\x1b]0;t\x07c\u009b31m", "a[31mb]0;tc31m", "a[31mb]0;tc31m"},
		{"E20 backspace and delete", "a\bb\x7fc\x00d", "abcd", "abcd"},
		{"E21 bidi", "a\u202eb\u2066c\u200fd", "abcd", "abcd"},
		{"E21 zero width", "a\u200bb\ufeffc\u2060d\u00ade", "abcde", "abcde"},
		{"E21 fillers", "a\u3164b\u115fc\u034fd", "abcd", "abcd"},
		{"E21 tags", "a\U000E0041\U000E007Fb", "ab", "ab"},
		{"E21 joiner that hides", "ev\u200dil", "evil", "evil"},
		{"joiner in Persian", "می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner in an emoji", "👩\u200d💻", "👩\u200d💻", "👩\u200d💻"},
		{"joiners in a row", "👩\u200d\u200d💻", "👩\u200d💻", "👩\u200d💻"},
		{"joiner before the end of a line", "日\u200d\u2029本", "日 本", "日\n本"},
		{"no UTF-8", "a\xffb", "a\uFFFDb", "a\uFFFDb"},
		{"combining", "e\u0301", "e\u0301", "e\u0301"},
	} {
		if got := Clean(c.in); got != c.line {
			t.Errorf("%s: Clean = %q, want %q", c.name, got, c.line)
		}
		if got := CleanLines(c.in); got != c.lines {
			t.Errorf("%s: CleanLines = %q, want %q", c.name, got, c.lines)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b[31m\u202e\u200b\r\nb\u200d👩\u200d💻\xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Clean(s), CleanLines(s)} {
			if !utf8.ValidString(got) || hidesOrder(strings.ReplaceAll(got, "\n", "")) {
				t.Errorf("%q became %q", s, got)
			}
			for _, r := range got {
				if unicode.IsControl(r) && r != '\n' && r != '\t' {
					t.Errorf("%q kept %q", s, r)
				}
			}
		}
		if got := Clean(s); Clean(got) != got || strings.Contains(got, "\n") {
			t.Errorf("%q became %q, and then %q", s, got, Clean(got))
		}
		if got := CleanLines(s); CleanLines(got) != got {
			t.Errorf("%q became %q, and then %q", s, got, CleanLines(got))
		}
	})
}
