package send

import (
	"slices"
	"testing"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct {
		in, want string
		same     bool // the very bytes given, not a copy
	}{
		{"", "\r\n", false},
		{"a", "a\r\n", false},
		{"a\r\n", "a\r\n", true},
		{"a\r\n\r\n.\r\nb\r\n", "a\r\n\r\n.\r\nb\r\n", true},
		{"a\nb\r\n", "a\r\nb\r\n", false},
		{"a\rb\r\n", "a\r\nb\r\n", false},
		{"a\n\rb\r\n", "a\r\n\r\nb\r\n", false}, // as many of each as if none were bare
		{"a\r\r\n", "a\r\n\r\n", false},
		{"a\r\n\n", "a\r\n\r\n", false},
		{"a\r\nb", "a\r\nb\r\n", false},
		{"a\r\nb\r", "a\r\nb\r\n", false},
	} {
		data := []byte(c.in)
		got := canonical(data)
		same := len(got) > 0 && len(data) > 0 && &got[0] == &data[0]
		if string(got) != c.want || same != c.same {
			t.Errorf("%q: %q, the same bytes %t; want %q, %t", c.in, got, same, c.want, c.same)
		}
	}
	for n := range 1 << 12 { // all texts of six characters, one of them twice as often
		var in, want []byte
		for i := 0; i < 12; i += 2 {
			in = append(in, "aa\r\n"[n>>i&3])
		}
		for i, b := range in { // the same, said in another way
			switch {
			case b == '\n' && i > 0 && in[i-1] == '\r':
			case b == '\r' || b == '\n':
				want = append(want, "\r\n"...)
			default:
				want = append(want, b)
			}
		}
		if last := in[len(in)-1]; last == 'a' {
			want = append(want, "\r\n"...)
		}
		if got := canonical(slices.Clone(in)); string(got) != string(want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestStuffed(t *testing.T) {
	for in, want := range map[string]string{
		"\r\n": "\r\n", ".\r\n": "..\r\n", "..\r\n": "...\r\n", "a.\r\n": "a.\r\n",
		"a\r\n.\r\n.\r\n\r\n.b\r\n": "a\r\n..\r\n..\r\n\r\n..b\r\n",
	} {
		if got := string(stuffed([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
