package mail

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

var mboxTime = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

func splitAll(t *testing.T, file string) []string {
	t.Helper()
	var got []string
	err := SplitMbox(strings.NewReader(file), func(raw []byte, _ time.Time) error {
		got = append(got, string(raw))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestMboxRoundTrip writes mails to one file and reads them back, byte for
// byte.
func TestMboxRoundTrip(t *testing.T) {
	mails := []string{
		"Subject: a\r\n\r\nplain\r\n",
		"Subject: b\n\nno end",
		"", "\n", "\r\n", "\r\n\r\n", "x\r\n\r", "\n\n\n",
		"Subject: c\n\nFrom here on\n>From there\n>>From far\n > From\n",
		"From ana@example.org Sun Nov 22 09:30:00 2026\nSubject: d\n\nFrom x Sun Nov 22 09:30:00 2026",
		"Subject: e\n\n" + strings.Repeat(">", 200_000) + "From x\n" + strings.Repeat("y", 200_000),
		"\x00\xff\xfe\nFrom \x00\n",
	}
	var file bytes.Buffer
	for i, m := range mails {
		file.Write(MboxEntry([]byte(m), fmt.Sprintf("a%d@example.org", i), mboxTime))
	}
	got := splitAll(t, file.String())
	if len(got) != len(mails) {
		t.Fatalf("%d mails became %d", len(mails), len(got))
	}
	for i := range mails {
		if got[i] != mails[i] {
			t.Errorf("mail %d: got %.80q, want %.80q", i, got[i], mails[i])
		}
	}
}

func TestMboxEntry(t *testing.T) {
	got := string(MboxEntry([]byte("Subject: x\n\nFrom now\n"), "", mboxTime))
	want := "From MAILER-DAEMON Sun Nov 22 09:30:00 2026\nSubject: x\n\n>From now\n\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = string(MboxEntry(nil, "a\nFrom b\x1b", mboxTime))
	if want := "From a_From_b Sun Nov 22 09:30:00 2026\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSplitMboxOfOthers(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       []string
	}{
		{"empty", "", nil},
		{"blank lines first", "\n\nFrom x\nA: b\n\n", []string{"A: b\n"}},
		{"CR LF", "From x Sun Nov 22 09:30:00 2026\r\nA: b\r\n\r\nt\r\n\r\nFrom y Sun Nov 22 09:30:00 2026\r\nC: d\r\n\r\n",
			[]string{"A: b\r\n\r\nt\r\n", "C: d\r\n"}},
		{"unquoted From in a text", "From x Sun Nov 22 09:30:00 2026\nA: b\n\nFrom here on\nend\n\n",
			[]string{"A: b\n\nFrom here on\nend\n"}},
		{"zone before the year", "From x Sun Nov 22 09:30:00 +0100 2026\nA: b\n\nFrom y Sun Nov  1 09:30:00 WIB 2026\nC: d\n\n",
			[]string{"A: b\n", "C: d\n"}},
		{"no end", "From x Sun Nov 22 09:30:00 2026\nA: b", []string{"A: b"}},
	} {
		if got := splitAll(t, c.file); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	err := SplitMbox(strings.NewReader("Subject: x\n"), nil)
	if !errors.Is(err, errNotMbox) {
		t.Errorf("a single mail: err = %v", err)
	}
}

// TestSplitMboxTimes: when a mail came is what its "From " line says.
func TestSplitMboxTimes(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"x Sun Nov 22 09:30:00 2026", "2026-11-22T09:30:00Z"},
		{"x Sun Nov 22 09:30 2026", "2026-11-22T09:30:00Z"},
		{"x Sun Nov 22 09:30:00 2026 +0100", "2026-11-22T09:30:00+01:00"},
		{"x Sun Nov 22 09:30:00 +0100 2026", "2026-11-22T09:30:00+01:00"},
		{"x Sun Nov  1 09:30:00 WIB 2026", "2026-11-01T09:30:00Z"},
		{"a b Sun Nov 22 09:30:00 2026\r", "2026-11-22T09:30:00Z"},
		{"x Sun Nov 22 99:30:00 2026", "0001-01-01T00:00:00Z"},
		{"x Sun Nov 22 : : :", "0001-01-01T00:00:00Z"},
		{"x Sun Nov 22 :30 WIB WIB", "0001-01-01T00:00:00Z"},
		{"x", "0001-01-01T00:00:00Z"},
	} {
		err := SplitMbox(strings.NewReader("From "+c.line+"\nA: b\n"), func(_ []byte, came time.Time) error {
			if got := came.Format(time.RFC3339); got != c.want {
				t.Errorf("%q: %s, want %s", c.line, got, c.want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestSplitMboxBounded cuts a mail over the limit, and reads on.
func TestSplitMboxBounded(t *testing.T) {
	large := MboxEntry(bytes.Repeat([]byte(strings.Repeat("line ", 200)+"\n"), MaxSize/1000), "x", mboxTime)
	file := string(large) + string(MboxEntry([]byte("A: b\n"), "y", mboxTime))
	got := splitAll(t, file)
	if len(got) != 2 || len(got[0]) <= MaxSize || len(got[0]) > MaxSize+10 || got[1] != "A: b\n" {
		t.Errorf("got %d mails, the first of %d bytes", len(got), len(got[0]))
	}
}

func FuzzMboxRoundTrip(f *testing.F) {
	f.Add([]byte("A: b\n\nFrom x\n"), []byte(">From"))
	f.Add([]byte(""), []byte("\r\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		file := append(MboxEntry(a, "x", mboxTime), MboxEntry(b, "", mboxTime)...)
		got := splitAll(t, string(file))
		if len(got) != 2 || got[0] != string(a) || got[1] != string(b) {
			t.Fatalf("%q and %q became %q", a, b, got)
		}
	})
}
