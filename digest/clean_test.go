package digest

import "testing"

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ordinary", "Größe 大きさ café\nsecond line", "Größe 大きさ café\nsecond line"},
		{"E20 terminal escapes", "a\x1b[31mred\x07\u009bz", "a[31mredz"},
		{"E21 zero width", "a\u200bb\u2060c\ufeffd\u00ade", "abcde"},
		{"E21 bidi override", "gpj\u202eexe", "gpj<U+202E>exe"},
		{"E21 bidi isolate", "a\u2067b\u2069", "a<U+2067>b<U+2069>"},
		{"joiners of Persian and emoji stay", "می\u200cخواهم 👩\u200d💻", "می\u200cخواهم 👩\u200d💻"},
		{"line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"tabs", "a\tb", "a    b"},
		{"invalid UTF-8", "a\xffb", "a\uFFFDb"},
		{"NUL", "a\x00b", "ab"},
	} {
		got := clean(c.in)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if again := clean(got); again != got {
			t.Errorf("%s: cleaned again %q", c.name, again)
		}
	}
	if got := oneLine(" Ana\r\nBcc: x\u2028y "); got != "Ana Bcc: x y" { // E02
		t.Errorf("oneLine: %q", got)
	}
}
