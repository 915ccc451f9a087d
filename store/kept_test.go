package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

// keptStore is an archive with three mails of two months.
func keptStore(t *testing.T) (*Store, []string) {
	t.Helper()
	s, err := Open(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	raws := []string{
		"From: ana@acme.example\r\n\r\nFrom here on\r\n>From there\r\n",
		"From: ben@acme.example\n\nno end",
		"From: ana@acme.example\n\n" + strings.Repeat("x", 200_000) + "\n\n\n",
	}
	for i, raw := range raws {
		at := time.Date(2026, time.Month(9+(i+1)/2), 20, 12, i, 0, 0, time.UTC)
		f := &Filing{Team: "acme", From: fmt.Sprintf("m%d@acme.example", i), Raw: []byte(raw), Received: at,
			Outcome: "update", Hash: fmt.Sprint(i), Entries: []*entry.Entry{{Kind: entry.Update,
				Member: "ana", Date: civil.DateOf(at)}}}
		if err := s.File(at, []*Filing{f}); err != nil {
			t.Fatal(err)
		}
	}
	return s, raws
}

func eachKeptOf(s *Store) (raws, about []string, err error) {
	err = s.EachKept("acme", func(k Kept) error {
		raws = append(raws, string(k.Raw))
		about = append(about, k.From+" "+k.Received.Format(time.RFC3339)+" "+k.Key)
		return nil
	})
	return raws, about, err
}

func TestEachKept(t *testing.T) {
	s, want := keptStore(t)
	view, err := View(s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	got, about, err := eachKeptOf(view)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d mails, want %d (%v)", len(got), len(want), err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("mail %d is %.80q, want %.80q", i, got[i], want[i])
		}
	}
	e, err := view.Entry(2)
	if err != nil {
		t.Fatal(err)
	}
	if want := "m1@acme.example 2026-10-20T12:01:00Z " + e.Mail; about[1] != want {
		t.Errorf("got %q, want %q", about[1], want)
	}
	stop := errors.New("stop")
	if err := view.EachKept("acme", func(Kept) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the error of f is lost: %v", err)
	}
}

// TestEachKeptDamaged: a mail that lost something is named, the others come; one
// at the end may just be being written.
func TestEachKeptDamaged(t *testing.T) {
	s, want := keptStore(t)
	name := filepath.Join(s.Dir(), "acme", "mail", "2026-10.mbox")
	box, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for text, whole := range map[string]int{
		strings.Replace(string(box), "no end", "no", 1):            2,
		string(box[:len(box)-100]):                                 2,
		string(box) + "From x\n\nsomebody else's\n":                3,
		"somebody's words\n\n" + string(box):                       3,
		string(box) + "From ana@acme.example Tue Oct 20\nX-Kabar-": 3,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, _, err := eachKeptOf(s)
		var damaged *DamagedError
		named := errors.As(err, &damaged)
		if len(got) != whole || got[0] != want[0] || err != nil && !named {
			t.Errorf("%.60q: %d mails, %v", text, len(got), err)
		}
		if inside := strings.Contains(text, "\n\nno\n"); inside != named {
			t.Errorf("damage inside: %v, named: %v", inside, err)
		}
	}
}

// TestEachKeptForgotten: what was emptied is no mail any more.
func TestEachKeptForgotten(t *testing.T) {
	s, want := keptStore(t)
	name := filepath.Join(s.Dir(), "acme", "mail", "2026-09.mbox")
	box, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	emptied := emptyBoxed(box, "0123456789abcdef")
	if emptied == nil {
		t.Fatal("not emptied")
	}
	if err := os.WriteFile(name, emptied, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, _, err := eachKeptOf(s); err != nil || len(got) != 2 || got[0] != want[1] {
		t.Errorf("%d mails, %v", len(got), err)
	}
}

// TestPage: a page a day, without what is being filed; one that was lost and
// filed again stands there once.
func TestPage(t *testing.T) {
	s, _ := keptStore(t)
	date := civil.Date{Year: 2026, Month: 9, Day: 20}
	got, err := s.Page("acme", date)
	if err != nil || len(got) != 1 || got[0].Num != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	name := filepath.Join(s.Dir(), pagePath("acme", date))
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	again, later := got[0], got[0]
	again.Num, later.Num, later.ID = 3, 99, "00000000000000ff"
	page = append(append(page, entry.Encode(again)...), entry.Encode(later)...)
	if err := os.WriteFile(name, page, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Page("acme", date); err != nil || len(got) != 1 || got[0].Num != 3 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err = s.Page("acme", date.Add(1)); err != nil || got != nil {
		t.Errorf("a day without a page: %v, %v", got, err)
	}
}
