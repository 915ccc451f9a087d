package store

import (
	"slices"
	"testing"
	"time"
)

// TestDropMail: a month is dropped when all of it is older than asked for, and
// never what was filed from it.
func TestDropMail(t *testing.T) {
	s, err := Open(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, month := range []time.Month{time.August, time.September, time.October} {
		at := time.Date(2026, month, 20, 12, 0, 0, 0, time.UTC)
		raw := []byte("From: ana@acme.example\n\nhello in " + month.String() + "\n")
		f := &Filing{Team: "acme", Raw: raw, Received: at, Outcome: "stray", StrayWhy: "a test"}
		if err := s.File(at, []*Filing{f}); err != nil {
			t.Fatal(err)
		}
	}
	dropped, err := s.DropMail(time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC))
	want := []string{"acme/mail/2026-08.mbox", "acme/mail/2026-09.mbox"}
	if err != nil || !slices.Equal(dropped, want) {
		t.Errorf("DropMail = %v, %v, want %v", dropped, err, want)
	}
	if problems := s.Check(); len(problems) > 0 {
		t.Errorf("after DropMail: %v", problems)
	}
	if strays, err := s.Strays("acme"); err != nil || len(strays) != 3 {
		t.Errorf("%d strays are left, want 3 (%v)", len(strays), err)
	}
}
