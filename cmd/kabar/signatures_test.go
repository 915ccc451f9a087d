package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"kabar/cmd/kabar/config"
	"kabar/mail/auth"
)

// nameServer answers for one signing key and counts who asked for what.
type nameServer struct {
	mu    sync.Mutex
	key   ed25519.PrivateKey
	err   error // what it fails with; nil: it works
	asked []string
}

func newNameServer() *nameServer {
	seed := bytes.Repeat([]byte("test"), ed25519.SeedSize/4)
	return &nameServer{key: ed25519.NewKeyFromSeed(seed)}
}

func (n *nameServer) lookup(_ context.Context, name string) ([]string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked = append(n.asked, name)
	switch {
	case n.err != nil:
		return nil, n.err
	case name == "s1._domainkey.acme.example.", name == "s1._domainkey.evil.example.":
		public := n.key.Public().(ed25519.PublicKey)
		return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func (n *nameServer) sign(t *testing.T, domain, raw string) []byte {
	t.Helper()
	var b bytes.Buffer
	err := dkim.Sign(&b, strings.NewReader(strings.ReplaceAll(raw, "\n", "\r\n")), &dkim.SignOptions{
		Domain: domain, Selector: "s1", Signer: n.key,
		HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withoutServer is a team whose mail server writes no results.
func withoutServer(t *testing.T, more string) *testDaemon {
	d := newTestDaemon(t)
	text, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	d.write(strings.Replace(string(text), `authserv_id = "mx.acme.example"`, more, 1))
	if d.cfg, err = config.Load(d.path, func(string) string { return "" }); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSignatures: where the mail server says nothing, the signature of the
// sender's domain is proof, if the team wants that; nobody else's is, and mail
// of strangers makes kabar ask nobody.
func TestSignatures(t *testing.T) {
	n := newNameServer()
	mail := func(from, subject string) string {
		return fmt.Sprintf("From: %s\nTo: kabar@acme.example\nSubject: %s\nDate: %s\nMessage-ID: <%s@x>\n\n",
			from, subject, time.Now().Format(time.RFC1123Z), subject)
	}
	for _, c := range []struct {
		name   string
		config string
		raw    []byte
		down   error
		want   string // in the log
		asked  bool
	}{
		{"signed by the sender's domain", "", n.sign(t, "acme.example", mail("ben@acme.example", "help")),
			nil, "outcome=command", true},
		{"not signed", "", []byte(mail("ben@acme.example", "who")),
			nil, "outcome=stray", false},
		{"signed by another domain", "", n.sign(t, "evil.example", mail("ben@acme.example", "decisions")),
			nil, "outcome=stray", true},
		{"changed on its way", "", bytes.Replace(n.sign(t, "acme.example", mail("ben@acme.example", "aaa")),
			[]byte("Subject: aaa"), []byte("Subject: who"), 1), nil, "outcome=stray", true},
		{"the team does not want it", "dkim = false", n.sign(t, "acme.example", mail("ben@acme.example", "help")),
			nil, "outcome=stray", false},
		{"a stranger, signed", "", n.sign(t, "evil.example", mail("eve@evil.example", "help")),
			nil, "outcome=ignored", false},
		{"the server says nothing of this one", `authserv_id = "mx.acme.example"`,
			n.sign(t, "acme.example", mail("ben@acme.example", "help")), nil, "outcome=command", true},
		{"the server's word comes first", `authserv_id = "mx.acme.example"`,
			append([]byte("Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\r\n"),
				n.sign(t, "acme.example", mail("ben@acme.example", "help"))...), nil, "outcome=stray", false},
		{"A39: the server could not tell, the signature can", `authserv_id = "mx.acme.example"`,
			append([]byte("Authentication-Results: mx.acme.example; dmarc=temperror header.from=acme.example\r\n"),
				n.sign(t, "acme.example", mail("ben@acme.example", "help"))...), nil, "outcome=command", true},
		{"A39: the name server is down", "", n.sign(t, "acme.example", mail("ben@acme.example", "help")),
			&net.DNSError{Err: "timeout", IsTimeout: true, IsTemporary: true}, "could not be looked up", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			n.asked, n.err = nil, c.down
			d := withoutServer(t, c.config)
			s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			s.keys = newSigningKeys(n.lookup)
			now := time.Now()
			s.step(context.Background(), now)
			if err := d.imap.Append("kabar@acme.example", "INBOX", c.raw, now); err != nil {
				t.Fatal(err)
			}
			s.step(context.Background(), now.Add(time.Minute))
			if !strings.Contains(d.log.String(), c.want) {
				t.Errorf("no %q in the log:\n%s", c.want, d.log.String())
			}
			if (len(n.asked) > 0) != c.asked {
				t.Errorf("asked for %q", n.asked)
			}
		})
	}
}

// TestA39: a mail whose signature could not be looked up is set aside, and read
// again when the name server answers; after a day it stays where it is.
func TestA39(t *testing.T) {
	const raw = "From: ben@acme.example\nTo: kabar@acme.example\nSubject: help\n" +
		"Date: Wed, 18 Nov 2026 10:00:00 +0100\nMessage-ID: <1@x>\n\n"
	for name, c := range map[string]struct {
		after time.Duration
		read  bool
	}{"soon": {11 * time.Minute, true}, "at once": {2 * time.Minute, false}, "too late": {25 * time.Hour, false}} {
		t.Run(name, func(t *testing.T) {
			n := newNameServer()
			n.err = &net.DNSError{Err: "timeout", IsTimeout: true, IsTemporary: true}
			d := withoutServer(t, "")
			s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			s.keys = newSigningKeys(n.lookup)
			now := time.Now()
			s.step(context.Background(), now)
			if err := d.imap.Append("kabar@acme.example", "INBOX", n.sign(t, "acme.example", raw), now); err != nil {
				t.Fatal(err)
			}
			s.step(context.Background(), now.Add(time.Minute))
			if list, err := s.store.Strays("acme"); err != nil || len(list) != 1 {
				t.Fatalf("%d strays (%v)", len(list), err)
			}
			n.mu.Lock()
			n.err = nil
			n.mu.Unlock()
			for range 2 { // it is filed once
				s.step(context.Background(), now.Add(time.Minute+c.after))
			}
			list, err := s.store.Strays("acme")
			if err != nil || (len(list) == 0) != c.read {
				t.Errorf("%d strays are left (%v)", len(list), err)
			}
			if got := strings.Count(d.log.String(), "outcome=command"); got != map[bool]int{true: 1}[c.read] {
				t.Errorf("read as a command %d times:\n%s", got, d.log.String())
			}
		})
	}
}

// TestUnsignedIsNoWorse: to check signatures makes nobody a stranger who is not
// signed: their token still counts, and what changes something is asked back.
func TestUnsignedIsNoWorse(t *testing.T) {
	for _, dkim := range []string{"dkim = true", "dkim = false"} {
		d := withoutServer(t, dkim)
		s, err := openStation(d.cfg, time.Now, newJournal(&d.log, slog.LevelInfo, false))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.keys = newSigningKeys(newNameServer().lookup)
		now := time.Now()
		s.step(context.Background(), now)
		team := s.cfg.Teams[0]
		ben := team.Members[0]
		prompt := s.key.MessageID(auth.Token{
			Kind: "prompt", Team: team.ID, Member: ben.ID, Date: localDate(now, ben),
		}, "acme.example")
		raw := "From: ben@acme.example\r\nTo: kabar@acme.example\r\nSubject: Re: x\r\nMessage-ID: <1@x>\r\n" +
			"In-Reply-To: <" + prompt + ">\r\n\r\naway until further notice\r\n"
		if err := d.imap.Append(team.Address, "INBOX", []byte(raw), now); err != nil {
			t.Fatal(err)
		}
		s.step(context.Background(), now.Add(time.Minute))
		if m := d.answer(); !strings.Contains(m.Text, "yes ") {
			t.Errorf("%s: not asked back, but:\n%s", dkim, m.Text)
		}
	}
}

// TestSigningKeys: an answer is remembered for a while, and so is that there is
// none; that a server was down is not.
func TestSigningKeys(t *testing.T) {
	n := newNameServer()
	k := newSigningKeys(n.lookup)
	ask := func(minute int, name string) error {
		_, err := k.lookup(context.Background(), at(minute), name)
		return err
	}
	const known, unknown = "s1._domainkey.acme.example", "S2._domainkey.acme.example."
	for _, c := range []struct {
		minute int
		name   string
		down   bool
		asks   int // how often the server was asked by then
		fails  bool
	}{
		{0, known, false, 1, false},
		{30, known, false, 1, false},
		{59, known, true, 1, false},
		{61, known, true, 2, true}, // a server that is down
		{62, known, false, 3, false},
		{62, unknown, false, 4, true},
		{64, unknown, false, 4, true},
		{70, unknown, false, 5, true},
		{71, known, false, 5, false},
		{-999, known, false, 6, false}, // the clock went back
		{-999, "not a name", false, 6, true},
		{-999, strings.Repeat("a.", 400) + "x", false, 6, true},
	} {
		n.err = nil
		if c.down {
			n.err = &net.DNSError{Err: "timeout", IsTimeout: true}
		}
		if err := ask(c.minute, c.name); (err != nil) != c.fails || len(n.asked) != c.asks {
			t.Errorf("minute %d, %.40s: %v, asked %d times, want %d", c.minute, c.name, err, len(n.asked), c.asks)
		}
	}
	for i := range 3 * maxNames {
		ask(0, fmt.Sprintf("s%d._domainkey.acme.example", i))
	}
	if len(k.known) > maxNames {
		t.Errorf("%d names are remembered", len(k.known))
	}
	long := newSigningKeys(func(context.Context, string) ([]string, error) {
		return slices.Repeat([]string{strings.Repeat("x", 2*maxRecord)}, 99), nil
	})
	if got, err := long.lookup(context.Background(), tenAM, known); err != nil || len(got) != maxRecords || len(got[0]) != maxRecord {
		t.Errorf("%d records, %v", len(got), err)
	}
}
