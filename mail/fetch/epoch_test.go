package fetch_test

import (
	"fmt"
	"strings"
	"testing"

	"kabar/mail/fetch"
)

func TestG11Renumbered(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 5)
	if err := s.Expunge("team", "INBOX", 1, 2); err != nil {
		t.Fatal(err)
	}
	i := dial(t, c)
	_, next := after(t, i, fetch.Cursor{})
	if i.Notices() != nil {
		t.Error("the first cursor is no change of epoch")
	}
	if err := s.Renumber("team", "INBOX"); err != nil {
		t.Fatal(err)
	}
	mails, then := after(t, i, next)
	if fmt.Sprint(uids(mails)) != "[1 2 3]" || string(mails[0].Raw) != string(message(3)) {
		t.Errorf("after the change: %v", uids(mails))
	}
	if then.Validity == next.Validity || then.UID != 3 {
		t.Errorf("cursor %v, before %v", then, next)
	}
	if n := i.Notices(); len(n) != 1 || !strings.Contains(n[0], "UIDVALIDITY") {
		t.Errorf("notices: %q", n)
	}
	if mails, _ := after(t, i, then); len(mails) != 0 {
		t.Errorf("and again: %v", uids(mails))
	}
}

func TestG11DoneAfterRenumbering(t *testing.T) {
	s, c := newServer(t)
	c.Archive = "Archive"
	fill(t, s, 1, 3)
	if err := s.Expunge("team", "INBOX", 1); err != nil {
		t.Fatal(err)
	}
	i := dial(t, c)
	mails, _ := after(t, i, fetch.Cursor{})
	if err := s.Renumber("team", "INBOX"); err != nil {
		t.Fatal(err)
	}
	if _, err := i.Has(t.Context(), "Sent", "x@y"); err != nil { // makes it select again
		t.Fatal(err)
	}
	if err := i.Done(t.Context(), mails[0].Cursor.Validity, uids(mails)); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages("team", "INBOX")); n != 2 {
		t.Errorf("%d mails left", n)
	}
	if n := i.Notices(); len(n) != 1 {
		t.Errorf("notices: %q", n)
	}
}

// TestDoneOfAnOlderEpoch: the same after the folder was listed anew.
func TestDoneOfAnOlderEpoch(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 3)
	i := dial(t, c)
	mails, cur := after(t, i, fetch.Cursor{})
	if err := s.Renumber("team", "INBOX"); err != nil {
		t.Fatal(err)
	}
	after(t, i, cur)
	if err := i.Done(t.Context(), cur.Validity, uids(mails)); err != nil {
		t.Fatal(err)
	}
	items, _ := s.Items("team", "INBOX")
	for _, item := range items {
		if len(item.Flags) > 0 {
			t.Errorf("flagged: %+v", item)
		}
	}
}

func TestG13BackInTime(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 3)
	i := dial(t, c)
	_, cur := after(t, i, fetch.Cursor{})
	for _, beyond := range []uint32{4, 1000, 1<<32 - 1} {
		mails, next := after(t, i, fetch.Cursor{Validity: cur.Validity, UID: beyond})
		if len(mails) != 3 || next != cur {
			t.Errorf("from %d: %v up to %v", beyond, uids(mails), next)
		}
	}
	if n := i.Notices(); len(n) != 3 || !strings.Contains(n[0], "back in time") {
		t.Errorf("notices: %q", n)
	}
}

func TestUnknownUIDNext(t *testing.T) {
	quiet := func(d string) string { return strings.ReplaceAll(d, "S: * OK [UIDNEXT 4] .", "") }
	_, c := play(t, quiet(hello+opened)+"C: UID SEARCH UID *\nS: * SEARCH 3\n"+ok+
		quiet(opened)+"C: UID SEARCH UID 4:*\nS: * SEARCH 3\n"+ok)
	i := dial(t, c)
	cur, err := i.Start(t.Context())
	if err != nil || cur != (fetch.Cursor{Validity: 7, UID: 3}) {
		t.Errorf("start: %v, %v", cur, err)
	}
	if mails, next := after(t, i, cur); len(mails) != 0 || next != cur {
		t.Errorf("%s up to %v", tell(mails), next)
	}
}

func TestStartIsFromNow(t *testing.T) {
	s, c := newServer(t)
	i := dial(t, c)
	cur, err := i.Start(t.Context())
	if err != nil || cur.UID != 0 || cur.Validity == 0 {
		t.Errorf("empty folder: %v, %v", cur, err)
	}
	fill(t, s, 1, 3)
	if cur, err = i.Start(t.Context()); err != nil || cur.UID != 3 {
		t.Errorf("three mails: %v, %v", cur, err)
	}
	fill(t, s, 4, 4)
	if mails, _ := after(t, i, cur); fmt.Sprint(uids(mails)) != "[4]" {
		t.Errorf("then came %v", uids(mails))
	}
}

func TestCursorText(t *testing.T) {
	c := fetch.Cursor{Validity: 3, UID: 1207}
	if got, err := fetch.ParseCursor(c.String() + "\n"); got != c || err != nil {
		t.Errorf("%q became %v, %v", c, got, err)
	}
	for _, bad := range []string{"", "3", "3 1207 4", "-1 2", "3 4294967296", "x y", "3\t7"} {
		if got, err := fetch.ParseCursor(bad); err == nil {
			t.Errorf("%q became %v", bad, got)
		}
	}
}
