package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kabar/store/entry"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	var ids []string
	for n := range fewer(300, 160) { // some of the lines lie across the pieces that are read
		f := mailOf(n, updateOf("ana", "2026-11-22", fmt.Sprintf("%d", n)))
		mustFile(t, s, f)
		ids = append(ids, f.Entries[0].ID)
	}
	for i, id := range ids {
		got, err := s.Find(id, 2)
		if err != nil || !slices.Equal(got, []int64{int64(i) + 1}) {
			t.Fatalf("%s: %v, %v, want %d", id, got, err, i+1)
		}
		if got, _ := s.Find(id[:10], 2); !slices.Equal(got, []int64{int64(i) + 1}) {
			t.Fatalf("%s: %v, want %d", id[:10], got, i+1)
		}
	}
	for _, c := range []struct {
		prefix string
		want   int
	}{{"", 0}, {"0123456789abcdef", 0}, {"acme/updates", 0}, {"1 ", 0}, {ids[0][:1], 7}} {
		if got, err := s.Find(c.prefix, 7); err != nil || len(got) != c.want {
			t.Errorf("%q: %v, %v, want %d", c.prefix, got, err, c.want)
		}
	}
	if got, err := mustView(t, dir).Find(ids[7], 2); err != nil || len(got) != 1 {
		t.Errorf("beside the writer: %v, %v", got, err)
	}
}

func TestEachPlace(t *testing.T) {
	for _, c := range []struct {
		text, what string
		want       string
	}{
		{"", "ab", "[]"}, {"ab", "ab", "[0]"}, {"aaa", "aa", "[0 1]"}, {"xabxab", "ab", "[1 4]"},
		{strings.Repeat("x", 1<<20-1) + "ab", "ab", "[1048575]"},
		{strings.Repeat("x", 1<<20) + "ab", "ab", "[1048576]"},
		{strings.Repeat("x", 1<<20-2) + "ab", "ab", "[1048574]"},
		{strings.Repeat("x", 1<<20-2) + "aba", "ab", "[1048574]"},
		{"a", "ab", "[]"},
	} {
		got := []int64{}
		err := eachPlace(strings.NewReader(c.text), int64(len(c.text)), []byte(c.what), func(at int64) error {
			got = append(got, at)
			return nil
		})
		if fmt.Sprint(got) != c.want || err != nil {
			t.Errorf("%.8q of %d: %v, %v, want %s", c.text, len(c.text), got, err, c.want)
		}
	}
}

// TestMail: the mail of an entry comes back byte for byte, also when seen.log
// no longer knows where it is, and when its mailbox was rewritten.
func TestMail(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	var all []*Filing
	for n := range 5 {
		all = append(all, mailOf(n, updateOf("ana", "2026-11-22", fmt.Sprintf("%d", n))))
	}
	all[2].Received = noon.AddDate(0, -1, -20) // it waited since October
	mustFile(t, s, all...)
	same := func(what string, s *Store) {
		t.Helper()
		for i, f := range all {
			if raw, err := s.Mail(*f.Entries[0]); err != nil || !bytes.Equal(raw, f.Raw) {
				t.Errorf("%s: mail %d is %q, %v", what, i, raw, err)
			}
			k, err := s.MailKept(*f.Entries[0])
			if came := cmp.Or(f.Received, noon); err != nil || !k.Received.Equal(came) || k.From != f.From {
				t.Errorf("%s: mail %d came %v from %s, %v", what, i, k.Received, k.From, err)
			}
		}
	}
	same("as filed", s)
	same("beside", mustView(t, dir))

	box := filepath.Join(dir, "acme/mail/2026-11.mbox")
	data, err := os.ReadFile(box)
	if err != nil {
		t.Fatal(err)
	}
	first, rest, _ := bytes.Cut(data, []byte("\nFrom ana"))
	if err := os.WriteFile(box, append([]byte("From ana"), append(rest, append([]byte("\n"), first...)...)...), 0o600); err != nil {
		t.Fatal(err)
	}
	same("rewritten", s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, seenLog)); err != nil {
		t.Fatal(err)
	}
	s = mustOpen(t, dir)
	same("without seen.log", s)

	for what, e := range map[string]entry.Entry{
		"none":            {Team: "acme", Filed: noon},
		"another":         {Team: "acme", Filed: noon, Mail: "0123456789abcdef"},
		"another team's":  {Team: "lab", Filed: noon, Mail: all[0].Entries[0].Mail},
		"a month not his": {Team: "acme", Filed: noon.AddDate(0, -4, 0), Mail: "0123456789abcdef"},
	} {
		if raw, err := s.Mail(e); !errors.Is(err, ErrNoMail) || raw != nil {
			t.Errorf("%s: %q, %v", what, raw, err)
		}
	}
	if _, err := s.DropMail(noon.AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mail(*all[0].Entries[0]); !errors.Is(err, ErrNoMail) {
		t.Errorf("a mail that was dropped: %v", err)
	}
}
