package fetch_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kabar/cmd/kabar/racetest"
	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/realtest"
)

// dovecot is a real server, and how to reach team@kabar.example there.
type dovecot struct {
	*imaptest.Dovecot
	fetch.Config // over TLS
}

func startDovecot(t *testing.T) *dovecot {
	t.Helper()
	if racetest.On() {
		realtest.Slow(t)
	}
	d := imaptest.StartDovecot(t)
	return &dovecot{d, fetch.Config{
		Host: "127.0.0.1", Port: d.TLSPort, TLS: "tls", User: "team@kabar.example",
		Secret: secret(imaptest.DovecotPassword), Folder: "INBOX", RootCAs: d.Cert.Roots,
	}}
}

// yesteryear: Dovecot takes no arrival in the future.
var yesteryear = time.Date(2025, 11, 22, 16, 52, 0, 0, time.FixedZone("", 7*3600))

func put(t *testing.T, c *imapclient.Client, folder string, raw []byte) {
	t.Helper()
	cmd := c.Append(folder, int64(len(raw)), &imap.AppendOptions{Time: yesteryear})
	if _, err := cmd.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestDovecot(t *testing.T) {
	d := startDovecot(t)
	c := d.Client(d.User) // another mail program on the same account
	defer c.Close()

	t.Run("read in portions", func(t *testing.T) {
		var want [][]byte
		for n := 1; n <= 330; n++ {
			raw := message(n)
			if n%50 == 0 {
				raw = append(raw, bytes.Repeat([]byte("bl\xf6d \xe2\x82\xac ) {12}\r\n* 1 EXISTS\r\n"), 3000)...)
			}
			want = append(want, raw)
			put(t, c, "INBOX", raw)
		}
		for _, mode := range []string{"tls", "starttls"} {
			conf := d.Config
			if conf.TLS = mode; mode == "starttls" {
				conf.Port = d.Dovecot.Port
			}
			i := dial(t, conf)
			var cur fetch.Cursor
			var got []fetch.Mail
			for more := true; more; {
				mails, next, again, err := i.After(t.Context(), cur, 130, 100<<10)
				if err != nil {
					t.Fatal(err)
				}
				got, cur, more = append(got, mails...), next, again
			}
			if len(got) != len(want) {
				t.Fatalf("%s: %d mails", mode, len(got))
			}
			for n, m := range got {
				if !bytes.Equal(m.Raw, want[n]) || !m.Received.Equal(yesteryear) {
					t.Fatalf("%s: mail %d came as %q at %v", mode, n+1, m.Raw, m.Received)
				}
			}
			start, err := i.Start(t.Context())
			if err != nil || start != cur {
				t.Errorf("%s: Start %v, read up to %v: %v", mode, start, cur, err)
			}
			if mails, _ := after(t, i, cur); len(mails) != 0 {
				t.Errorf("%s: the last mail came again", mode)
			}
			i.Close()
		}
	})

	t.Run("push", func(t *testing.T) {
		i := dial(t, d.Config)
		cur, err := i.Start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		woken := make(chan error, 1)
		go func() { woken <- i.Wait(t.Context(), time.Minute) }()
		put(t, c, "INBOX", message(1001))
		if err := <-woken; err != nil {
			t.Fatal(err)
		}
		if mails, _ := after(t, i, cur); len(mails) != 1 {
			t.Errorf("%d mails", len(mails))
		}
		if err := i.Wait(t.Context(), 10*time.Millisecond); err != nil {
			t.Errorf("nothing to wait for: %v", err)
		}
	})

	t.Run("done and tidy", func(t *testing.T) {
		conf := d.Config
		i := dial(t, conf)
		if err := i.Done(t.Context(), epoch(t, i), []uint32{1, 2}); err != nil { // flags, stays
			t.Fatal(err)
		}
		conf.Archive = "Archive"
		mover := dial(t, conf)
		if err := mover.Done(t.Context(), epoch(t, mover), []uint32{3, 4, 5, 99999}); err != nil {
			t.Fatal(err)
		}
		if err := mover.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := d.Count(d.User, "Archive"); n != 5 {
			t.Errorf("%d in the archive", n)
		}
		conf.Archive = "Nowhere"
		lost := dial(t, conf)
		if err := lost.Done(t.Context(), epoch(t, lost), []uint32{6}); kind(err) != "folder" {
			t.Errorf("missing archive: %v", err)
		}
		if mails, _ := after(t, lost, fetch.Cursor{}); len(mails) != 331-5 {
			t.Errorf("%d mails left", len(mails))
		}
		if n := append(append(i.Notices(), mover.Notices()...), lost.Notices()...); n != nil {
			t.Errorf("notices: %q", n)
		}
	})

	t.Run("folders", func(t *testing.T) {
		name := "Größe 日本 & co"
		if err := c.Create(name, nil).Wait(); err != nil {
			t.Fatal(err)
		}
		conf := d.Config
		conf.Folder = name
		i := dial(t, conf)
		if cur, err := i.Start(t.Context()); err != nil || cur.UID != 0 || cur.Validity == 0 {
			t.Errorf("empty folder: %v, %v", cur, err)
		}
		names, err := i.Folders(t.Context())
		if err != nil || strings.Join(names, ", ") != "Archive, Gesendet, Größe 日本 & co, INBOX" {
			t.Errorf("%q, %v", names, err)
		}
		put(t, c, "Gesendet", message(7))
		for id, want := range map[string]bool{"7@team.example": true, "77@team.example": false, "7@team": false} {
			if has, err := i.Has(t.Context(), "", id); has != want || err != nil {
				t.Errorf("%s: %v, %v", id, has, err)
			}
		}
		conf.Folder = "Nowhere"
		if _, err := fetch.Dial(t.Context(), conf); kind(err) != "folder" || !strings.Contains(hint(err), name) {
			t.Errorf("%v; hint: %s", err, hint(err))
		}
	})

	t.Run("too big and big", func(t *testing.T) {
		i := dial(t, d.Config)
		cur, err := i.Start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		big := append(message(2000), bytes.Repeat([]byte("0123456789abcde\n"), 1<<19)...) // 8 MiB, bare LF
		put(t, c, "INBOX", big)
		mails, _ := after(t, i, cur)
		if len(mails) != 1 || len(mails[0].Raw) < len(big) {
			t.Fatalf("%d mails", len(mails))
		}
		conf := d.Config
		conf.MaxSize = 1 << 20
		if mails, _ := after(t, dial(t, conf), cur); len(mails) != 1 || !mails[0].TooBig {
			t.Errorf("%d mails", len(mails))
		}
	})

	t.Run("the folder is made anew", func(t *testing.T) {
		if err := c.Create("Work", nil).Wait(); err != nil {
			t.Fatal(err)
		}
		put(t, c, "Work", message(1))
		conf := d.Config
		conf.Folder = "Work"
		i := dial(t, conf)
		_, cur := after(t, i, fetch.Cursor{})
		if err := c.Delete("Work").Wait(); err != nil {
			t.Fatal(err)
		}
		if err := c.Create("Work", nil).Wait(); err != nil {
			t.Fatal(err)
		}
		put(t, c, "Work", message(2))
		mails, next, _, err := i.After(t.Context(), cur, 10, 1<<20)
		if kind(err) == "network" { // it may hang up on us, and then we come back
			mails, next, _, err = dial(t, conf).After(t.Context(), cur, 10, 1<<20)
		}
		if err != nil || len(mails) != 1 || !bytes.Equal(mails[0].Raw, message(2)) || next.Validity == cur.Validity {
			t.Errorf("%d mails up to %v, %v", len(mails), next, err)
		}
	})

	t.Run("reconnects", func(t *testing.T) {
		for range 30 {
			i, err := fetch.Dial(t.Context(), d.Config)
			if err != nil {
				t.Fatal(err)
			}
			i.Close()
		}
	})

	t.Run("kicked in IDLE", func(t *testing.T) {
		i := dial(t, d.Config)
		waiting := make(chan error, 1)
		go func() { waiting <- i.Wait(t.Context(), time.Minute) }()
		d.Admin("kick", d.User)
		if err := <-waiting; kind(err) != "network" || !strings.Contains(err.Error(), "good-bye") {
			t.Errorf("%v", err)
		}
	})

	// Last: Dovecot makes the next logins from here wait.
	t.Run("wrong password", func(t *testing.T) {
		conf := d.Config
		conf.Secret = secret("wrong")
		if _, err := fetch.Dial(t.Context(), conf); kind(err) != "login" {
			t.Errorf("%v", err)
		}
	})
}
