package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"kabar/cmd/kabar/config"
	"kabar/cmd/kabar/mailview"
	"kabar/mail"
	"kabar/mail/fetch/imaptest"
	"kabar/mail/send"
	"kabar/mail/send/smtptest"
	"kabar/store/team"
)

// The demo's mail domain, its team's address, and the host that vouches for
// senders in Authentication-Results.
const (
	demoDomain  = "acme.example"
	demoAddress = "kabar@" + demoDomain
	demoHost    = "mx." + demoDomain
)

// world is what the demo has instead of the internet: one mail server with a
// mailbox for everybody, and a clock of its own.
type world struct {
	dir       string
	now       time.Time         // while the story is played
	clock     func() time.Time  // what the time is
	passwords map[string]string // address: password
	imap      *imaptest.Server
	smtp      *smtptest.Server
	imapPort  string
	smtpPort  string
	members   map[string]team.Member // by address
	mu        sync.Mutex
	mails     []mailview.Item // all that went through the server, in order
	tell      func(to team.Member, m *mail.Message)
	stranger  []string // who outside the team was written to: must stay empty
}

// newWorld starts the servers.
func newWorld(dir string, start time.Time) (*world, error) {
	w := &world{dir: dir, now: start, passwords: map[string]string{}, members: map[string]team.Member{}}
	w.clock = func() time.Time { return w.now }
	for _, name := range append([]string{"kabar", "outside"}, demoTeam...) {
		w.passwords[name+"@"+demoDomain] = name + "-demo"
	}
	w.imap = imaptest.New(w.passwords)
	w.smtp = smtptest.New(w.deliver)
	w.smtp.Users = w.passwords
	addr, err := w.imap.Start()
	if err != nil {
		return nil, err
	}
	_, w.imapPort, _ = net.SplitHostPort(addr)
	addr, err = w.smtp.Start()
	if err != nil {
		w.imap.Close()
		return nil, err
	}
	_, w.smtpPort, _ = net.SplitHostPort(addr)
	return w, nil
}

func (w *world) close() {
	w.smtp.Close()
	w.imap.Close()
}

// config writes the team's config.toml, as a person would, and loads it.
func (w *world) config() (*config.Config, error) {
	path := filepath.Join(w.dir, "config.toml")
	text := strings.NewReplacer(
		"$IMAP", w.imapPort, "$SMTP", w.smtpPort, "$PASSWORD", w.passwords[demoAddress],
	).Replace(demoConfig)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return nil, err
	}
	cfg, err := config.Load(path, func(string) string { return "" })
	if err != nil {
		return nil, err
	}
	for _, m := range cfg.Teams[0].Members {
		for _, a := range m.Addresses {
			w.members[a] = m
		}
	}
	return cfg, nil
}

// deliver is the mail server: what anybody sends lands in the mailbox of whom
// it is for, with the lines a server writes above it.
func (w *world) deliver(from string, to []string, data []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, now := mail.Parse(data), w.clock()
	for _, rcpt := range to {
		raw := append(trace(now, from, rcpt, m), data...)
		if err := w.imap.Append(rcpt, "INBOX", raw, now); err != nil {
			w.stranger = append(w.stranger, rcpt)
			return err
		}
		item := mailview.Item{Raw: raw, Direction: "received", Who: nameOf(m, from)}
		if member, ok := w.members[rcpt]; ok && from == demoAddress {
			item.Direction, item.Who = "sent", member.Name
			item.Local = now.In(member.Zone).Format("Mon 15:04 MST")
			if w.tell != nil {
				w.tell(member, m)
			}
		} else if member, ok := w.members[from]; ok {
			item.Local = now.In(member.Zone).Format("Mon 15:04 MST")
		} else {
			item.Local = now.UTC().Format("Mon 15:04 MST")
		}
		w.mails = append(w.mails, item)
	}
	return nil
}

// note writes beside a mail what came of it.
func (w *world) note(messageID, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.mails {
		if it := &w.mails[i]; it.Direction == "received" && mail.Parse(it.Raw).MessageID == messageID {
			it.Note = strings.TrimPrefix(it.Note+"; "+text, "; ")
		}
	}
}

// trace is what a receiving server writes above a mail, its judgement of the
// sender among it: here, whether who logged in is who the mail says it is from.
func trace(now time.Time, from, to string, m *mail.Message) []byte {
	result := "dmarc=fail"
	if len(m.From) == 1 && strings.EqualFold(m.From[0].Addr, from) {
		result = "dmarc=pass"
	}
	domain := demoDomain
	if len(m.From) > 0 {
		_, domain, _ = strings.Cut(m.From[0].Addr, "@")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "Return-Path: <%s>\r\n", from)
	fmt.Fprintf(&b, "Delivered-To: %s\r\n", to)
	fmt.Fprintf(&b, "Authentication-Results: %s;\r\n\t%s header.from=%s\r\n", demoHost, result, domain)
	fmt.Fprintf(&b, "Received: from client by %s with ESMTPSA;\r\n\t%s\r\n", demoHost,
		now.UTC().Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	return b.Bytes()
}

func nameOf(m *mail.Message, from string) string {
	if len(m.From) == 1 && m.From[0].Name != "" {
		return m.From[0].Name
	}
	return from
}

// post sends a mail to the team as somebody would from their mail program.
func (w *world) post(ctx context.Context, from string, raw []byte) error {
	login := from
	if _, ok := w.passwords[from]; !ok {
		login = "outside@" + demoDomain // another server hands it in
	}
	port := 0
	fmt.Sscanf(w.smtpPort, "%d", &port)
	conn, err := send.Dial(ctx, send.Config{
		Host: "127.0.0.1", Port: port, TLS: "none", User: login,
		Secret: func(context.Context) (string, error) { return w.passwords[login], nil },
	})
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Send(ctx, from, demoAddress, raw)
}

// newest is the newest mail from kabar in a member's mailbox whose Message-ID
// begins with kind, "prompt", "digest" or "answer"; nil if there is none.
func (w *world) newest(addr, kind string) *mail.Message {
	all := w.imap.Messages(addr, "INBOX")
	for i := len(all) - 1; i >= 0; i-- {
		if m := mail.Parse(all[i]); strings.HasPrefix(m.MessageID, kind+".") {
			return m
		}
	}
	return nil
}

// write saves every mail as a file, and the page on which a person can look at
// them.
func (w *world) write() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	dir := filepath.Join(w.dir, "mails")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i, it := range w.mails {
		name := fmt.Sprintf("%02d-%s.eml", i+1, fileName(it))
		if err := os.WriteFile(filepath.Join(dir, name), it.Raw, 0o644); err != nil {
			return err
		}
	}
	page := mailview.Page("kabar demo: every mail of two days", w.mails)
	return os.WriteFile(filepath.Join(w.dir, "mails.html"), page, 0o644)
}

// fileName is a short name for a mail: who, in letters that every file system
// takes.
func fileName(it mailview.Item) string {
	word, _, _ := strings.Cut(strings.ToLower(it.Who), " ")
	word, _, _ = strings.Cut(word, "@") // of who gives no name
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}
	way := "from"
	if it.Direction == "sent" {
		way = "to"
	}
	return way + "-" + strings.Map(keep, word)
}
