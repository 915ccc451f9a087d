package send_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kabar/mail/send"
	"kabar/mail/send/smtptest"
)

// postfix is a real server, and how to reach it.
type postfix struct {
	smtptest.Postfix
	send.Config // with STARTTLS
}

func startPostfix(t *testing.T) *postfix {
	t.Helper()
	cert := certificate(t, false)
	p := &postfix{Postfix: smtptest.Postfix{
		Cert: cert.Cert, Key: cert.Key, MaxBytes: 20000,
		Mailboxes: map[string]string{
			"ana@team.example": "ana/", "ben@team.example": "ben/", "grey@team.example": "grey/",
		},
		Policy: func(request map[string]string) string {
			if request["recipient"] == "grey@team.example" {
				return "450 4.2.0 greylisted"
			}
			return "DUNNO"
		},
	}}
	smtptest.StartPostfix(t, &p.Postfix)
	p.Config = send.Config{
		Host: "127.0.0.1", Port: p.Postfix.Port, TLS: "starttls", RootCAs: cert.Roots, Hello: "kabar.example",
	}
	return p
}

// mails gives what lies in a member's mailbox, once all has arrived.
func (p *postfix) mails(t *testing.T, member string) []string {
	t.Helper()
	p.Settle()
	files, _ := filepath.Glob(filepath.Join(p.Home, member, "new", "*"))
	var all []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(raw))
	}
	return all
}

func TestPostfix(t *testing.T) {
	p := startPostfix(t)
	letter := func(n int) []byte {
		return fmt.Appendf(nil, "From: <team@kabar.example>\r\nSubject: %d\r\n\r\n.\r\n..\r\nDone: thing %d\r\n.\r\n", n, n)
	}

	t.Run("delivers over TLS", func(t *testing.T) {
		n := 0
		for _, mode := range []string{"starttls", "tls"} {
			c := p.Config
			if c.TLS = mode; mode == "tls" {
				c.Port = p.TLSPort
			}
			conn := dial(t, c)
			if conn.MaxSize() != 20000 {
				t.Errorf("MaxSize is %d", conn.MaxSize())
			}
			for range 10 {
				n++
				if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", letter(n)); err != nil {
					t.Fatal(err)
				}
			}
			conn.Close()
		}
		mails := p.mails(t, "ana")
		if len(mails) != n {
			t.Errorf("%d mails, want %d", len(mails), n)
		}
		all := strings.Join(mails, "")
		for ; n > 0; n-- {
			want := strings.ReplaceAll(string(letter(n)), "\r", "") // as Postfix keeps it
			want = want[strings.Index(want, "\n\n"):]
			if strings.Count(all, want) != 1 {
				t.Errorf("letter %d is not there once", n)
			}
		}
	})

	t.Run("refusals", func(t *testing.T) {
		conn := dial(t, p.Config)
		before := len(p.mails(t, "ben"))
		for _, test := range []struct{ to, want string }{
			{"nobody@team.example", "rcpt 550 5.1.1 never"},
			{"grey@team.example", "rcpt 450 4.2.0 later"},
			{"ana@elsewhere.example", "rcpt 554 5.7.1 later hold"},
			{"ana@team.example> NOTIFY=NEVER X<", "rcpt 553 5.1.3 never"},
			{"ben@team.example", "taken"},
		} {
			err := conn.Send(t.Context(), "team@kabar.example", test.to, letter(100))
			if outcome(err) != test.want {
				t.Errorf("%s: %q (%v)", test.to, outcome(err), err)
			}
		}
		big := append(letter(1), bytes.Repeat([]byte("x\r\n"), 10000)...)
		if err := conn.Send(t.Context(), "team@kabar.example", "ben@team.example", big); outcome(err) != "mail 552 5.3.4 never" {
			t.Errorf("too big: %q (%v)", outcome(err), err)
		}
		if err := conn.Send(t.Context(), "team@kabar.example", "ben@team.example", letter(101)); err != nil {
			t.Error(err)
		}
		if after := len(p.mails(t, "ben")); after != before+2 {
			t.Errorf("Ben has %d mails, want %d", after, before+2)
		}
	})

	t.Run("wrong authority", func(t *testing.T) {
		c := p.Config
		c.RootCAs = certificate(t, false).Roots
		if _, err := send.Dial(t.Context(), c); outcome(err) != "tls later hold" {
			t.Errorf("%q (%v)", outcome(err), err)
		}
	})

	t.Run("no login offered", func(t *testing.T) {
		c := p.Config
		c.User, c.Secret = "team", secret("s3cret")
		if _, err := send.Dial(t.Context(), c); outcome(err) != "login later hold" {
			t.Errorf("%q (%v)", outcome(err), err)
		}
	})
}
