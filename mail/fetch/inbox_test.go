package fetch_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
)

var arrived = time.Date(2026, 11, 22, 16, 52, 0, 0, time.UTC)

func secret(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

// newServer is an in-memory server with one user, and a Config that reaches it
// over a pipe.
func newServer(t *testing.T, lacks ...string) (*imaptest.Server, fetch.Config) {
	t.Helper()
	s := imaptest.New(map[string]string{"team": "s3cret"})
	s.Lacks = lacks
	t.Cleanup(func() { s.Close() })
	return s, fetch.Config{
		Host: "localhost", Port: 143, TLS: "none", User: "team", Secret: secret("s3cret"),
		Folder: "INBOX", Dial: s.Dial,
	}
}

func dial(t *testing.T, c fetch.Config) *fetch.Inbox {
	t.Helper()
	i, err := fetch.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { i.Close() })
	return i
}

func message(n int) []byte {
	return fmt.Appendf(nil, "From: Ana <ana@team.example>\r\nMessage-ID: <%d@team.example>\r\n"+
		"Subject: mail %d\r\n\r\nDone: thing %d\r\n", n, n, n)
}

func fill(t *testing.T, s *imaptest.Server, from, to int) {
	t.Helper()
	for n := from; n <= to; n++ {
		if err := s.Append("team", "INBOX", message(n), arrived.Add(time.Duration(n)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
}

// after calls After with room for everything.
func after(t *testing.T, i *fetch.Inbox, cur fetch.Cursor) ([]fetch.Mail, fetch.Cursor) {
	t.Helper()
	mails, next, more, err := i.After(t.Context(), cur, 1000, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	if more {
		t.Fatal("more is true although all were asked for")
	}
	return mails, next
}

func uids(mails []fetch.Mail) []uint32 {
	var u []uint32
	for _, m := range mails {
		u = append(u, m.Cursor.UID)
	}
	return u
}

func TestAfterReadsEachMailOnce(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 3)
	i := dial(t, c)

	mails, next := after(t, i, fetch.Cursor{})
	if got := fmt.Sprint(uids(mails)); got != "[1 2 3]" {
		t.Fatalf("first call: %s", got)
	}
	m := mails[1]
	if string(m.Raw) != string(message(2)) || m.Size != int64(len(m.Raw)) ||
		!m.Received.Equal(arrived.Add(2*time.Minute)) || m.TooBig || m.Unreadable != "" {
		t.Errorf("mail 2 came as %+v", m)
	}
	if next != mails[2].Cursor {
		t.Errorf("next is %v", next)
	}
	if mails, _ := after(t, i, next); len(mails) != 0 {
		t.Errorf("the same mails came again: %v", uids(mails))
	}
	fill(t, s, 4, 4)
	if mails, _ := after(t, i, next); fmt.Sprint(uids(mails)) != "[4]" {
		t.Errorf("then came %v", uids(mails))
	}
}
