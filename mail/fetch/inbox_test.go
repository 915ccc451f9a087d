package fetch_test

import (
	"context"
	"fmt"
	"strings"
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

// epoch is the folder's UIDVALIDITY.
func epoch(t *testing.T, i *fetch.Inbox) uint32 {
	t.Helper()
	cur, err := i.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return cur.Validity
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

func TestAfterInPortions(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 250) // more than two FETCHes
	i := dial(t, c)
	size := int64(len(message(100)))
	for _, test := range []struct {
		name  string
		from  uint32
		count int
		bytes int64
		got   int
		more  bool
	}{
		{"all", 0, 1000, 1 << 30, 250, false},
		{"exactly all", 0, 250, 1 << 30, 250, false},
		{"by count", 0, 120, 1 << 30, 120, true},
		{"by bytes", 100, 1000, 5*size + 1, 5, true},
		{"by bytes, over two batches", 100, 1000, 130 * size, 130, true},
		{"at least one", 100, 1000, 1, 1, true},
		{"at least one, without room", 100, 1000, 0, 1, true},
		{"the last one", 249, 1000, 1, 1, false},
		{"nothing left", 250, 1000, 1, 0, false},
	} {
		cur, err := i.Start(t.Context())
		if err != nil || cur.UID != 250 {
			t.Fatal(cur, err)
		}
		cur.UID = test.from
		mails, next, more, err := i.After(t.Context(), cur, test.count, test.bytes)
		if err != nil || len(mails) != test.got || more != test.more ||
			next.UID != test.from+uint32(test.got) {
			t.Errorf("%s: %d mails up to %d, more %v: %v", test.name, len(mails), next.UID, more, err)
		}
	}
}

// TestG32Backlog reads a backlog in portions, over several inboxes, and gets
// every mail once, in order.
func TestG32Backlog(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 1000)
	var cur fetch.Cursor
	var got []uint32
	for more := true; more; {
		i := dial(t, c)
		for range 2 {
			mails, next, again, err := i.After(t.Context(), cur, 170, 30<<10)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, uids(mails)...)
			if cur, more = next, again; !more {
				break
			}
		}
		i.Close()
	}
	for n, uid := range got {
		if uid != uint32(n+1) {
			t.Fatalf("mail %d has UID %d", n+1, uid)
		}
	}
	if len(got) != 1000 {
		t.Errorf("%d mails", len(got))
	}
}

func TestTooBigIsNotFetched(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 1)
	big := append(message(2), make([]byte, 5000)...)
	if err := s.Append("team", "INBOX", big, arrived); err != nil {
		t.Fatal(err)
	}
	fill(t, s, 3, 3)
	c.MaxSize = 4000
	mails, next := after(t, dial(t, c), fetch.Cursor{})
	if len(mails) != 3 || next.UID != 3 || mails[0].TooBig || mails[2].TooBig {
		t.Fatalf("%v up to %v", mails, next)
	}
	if m := mails[1]; !m.TooBig || m.Raw != nil || m.Size != int64(len(big)) || !m.Received.Equal(arrived) {
		t.Errorf("the big one came as %+v", m)
	}
}

// TestG17SeenByOthers: flags that other programs set hide nothing.
func TestG17SeenByOthers(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 2)
	reader := dial(t, c)
	if err := reader.Done(t.Context(), epoch(t, reader), []uint32{1, 2}); err != nil {
		t.Fatal(err)
	}
	if mails, _ := after(t, dial(t, c), fetch.Cursor{}); len(mails) != 2 {
		t.Errorf("%d mails", len(mails))
	}
}

func TestReadingLeavesMailUnread(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 2)
	after(t, dial(t, c), fetch.Cursor{})
	items, err := s.Items("team", "INBOX")
	if err != nil || len(items) != 2 || len(items[0].Flags)+len(items[1].Flags) != 0 {
		t.Errorf("%+v, %v", items, err)
	}
}

// TestG11Renumbered: after a new UIDVALIDITY all is read again.
// TestG11DoneAfterRenumbering: old numbers must not flag or move new mails.
// TestG13BackInTime: the same UIDVALIDITY, but the folder is behind what we
// have read. New mail will get numbers we think we know.
// TestUnknownUIDNext: Courier does not tell it, and nothing may depend on it.
// TestG34NoCondstore: nothing is asked for that a server could lie about.
func TestG34NoCondstore(t *testing.T) {
	liar := strings.ReplaceAll(hello+three+body1+body2+body3+ok, "IDLE MOVE UIDPLUS", "CONDSTORE QRESYNC")
	s, c := play(t, liar)
	after(t, dial(t, c), fetch.Cursor{})
	for _, line := range s.Heard() {
		if strings.Contains(line, "CONDSTORE") || strings.Contains(line, "MODSEQ") {
			t.Error(line)
		}
	}
}

// TestHugeRangesAreNotSpelledOut: a server may claim four thousand million UIDs.
func TestHugeRangesAreNotSpelledOut(t *testing.T) {
	_, c := play(t, hello+opened+"C: UID SEARCH UID 1:*\n"+
		"S: * ESEARCH (TAG \"T5\") UID ALL 1:4294967294\n"+ok+heads123+body1+body2+body3+ok)
	mails, next, more, err := dial(t, c).After(t.Context(), fetch.Cursor{}, 3, 1<<20)
	if tell(mails) != "1=AAAAA 2=BBBBB 3=CCCCC" || next.UID != 3 || !more || err != nil {
		t.Errorf("%s up to %v, %v, %v", tell(mails), next, more, err)
	}
}

func TestAlertsAreTold(t *testing.T) {
	_, c := play(t, strings.Replace(hello, "S: * 3 EXISTS", "S: * 3 EXISTS\nS: * OK [ALERT] quota \x1b[31m at 97%", 1))
	if n := dial(t, c).Notices(); len(n) != 1 || n[0] != "the server alerts: quota  [31m at 97%" {
		t.Errorf("notices: %q", n)
	}
}

func TestPushArrives(t *testing.T) {
	s, c := newServer(t)
	i := dial(t, c)
	_, cur := after(t, i, fetch.Cursor{})
	for n := 1; n <= 50; n++ {
		woken := make(chan error, 1)
		go func() { woken <- i.Wait(t.Context(), time.Minute) }()
		fill(t, s, n, n)
		if err := <-woken; err != nil {
			t.Fatal(err)
		}
		var mails []fetch.Mail
		if mails, cur = after(t, i, cur); len(mails) != 1 {
			t.Fatalf("push %d brought %v", n, uids(mails))
		}
	}
}
