package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kabar/mail"
)

// crashConfig has the ports of IMAP and SMTP to be filled in. Team acme
// believes its mail server, and its mails stay in the inbox. Team beta has no
// server to believe, and so asks back; its mails are moved, and what it sends is
// kept in a folder of the server. It comes first, so that what comes late to
// acme is filed last.
const crashConfig = `data = "archive"
imap = { host = "127.0.0.1", port = %d, tls = "none", password = "secret" }
smtp = { host = "127.0.0.1", port = %d, tls = "none", password = "secret" }

[[team]]
id = "beta"
address = "kabar@beta.example"
zone = "Europe/Berlin"
imap = { archive = "Archive", sent = "Sent" }
member = [
  { id = "fay", name = "Fay Moss", address = "fay@beta.example" },
  { id = "gil", name = "Gil Stone", address = "gil@beta.example" },
]

[[team]]
id = "acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
authserv_id = "mx.acme.example"
member = [
  { id = "ana", address = "ana@acme.example", zone = "Asia/Jakarta", prompt = "14:30" },
  { id = "ben", name = "Ben Vogel", address = "ben@acme.example" },
  { id = "cara", name = "Cara Weiss", address = "cara@acme.example" },
  { id = "dan", name = "Dan Okoye", address = "dan@acme.example" },
  { id = "eva", name = "Eva Lind", address = "eva@acme.example" },
]
`

// posted is a mail on its way into an inbox.
type posted struct {
	box string
	at  time.Time
	raw []byte
}

// crashStory is what happens at every crash point: an archive and inboxes of two
// quiet days, then a morning on which everything happens in one step, then what
// comes later. The words "alfa01" to "lima11" in what people write are each
// told once to everybody else in the team.
type crashStory struct {
	world  *crashWorld
	before []posted
	batch  []posted
	late   posted // comes between the crash and the restart
	tail   []posted
}

var crashMorning = clockAt("2026-11-19T07:30:00Z") // five digests and a prompt are due

func clockAt(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// scribe writes the mails of the story.
type scribe struct {
	w *crashWorld
	n int
	s *crashStory
}

// sent is the newest mail kabar sent whose id begins so.
func (s *scribe) sent(prefix string) *mail.Message {
	all := s.w.letters()
	for i := len(all) - 1; i >= 0; i-- {
		if strings.HasPrefix(all[i].id, prefix) {
			return mail.Parse([]byte(all[i].data))
		}
	}
	panic("kabar has sent nothing like " + prefix) // the story itself is wrong
}

// mail writes one. answers is the id of the mail it answers, or "".
func (s *scribe) mail(at, from, subject, answers, text string) posted {
	s.n++
	_, domain, _ := strings.Cut(from, "@")
	team := domain
	if domain != "beta.example" {
		team = "acme.example"
	}
	var b strings.Builder
	result := "pass"
	if forged, ok := strings.CutPrefix(from, "!"); ok {
		from, result = forged, "fail"
	}
	fmt.Fprintf(&b, "Authentication-Results: mx.%s; dmarc=%s header.from=%s\n", team, result, domain)
	fmt.Fprintf(&b, "From: %s\nTo: kabar@%s\nSubject: %s\n", from, team, subject)
	fmt.Fprintf(&b, "Message-ID: <%d@%s>\n", s.n, domain)
	if answers != "" {
		fmt.Fprintf(&b, "In-Reply-To: <%s>\n", answers)
	}
	if subject == "Out of office" {
		b.WriteString("Auto-Submitted: auto-replied\n")
	}
	fmt.Fprintf(&b, "\n%s", text)
	return posted{"kabar@" + team, clockAt(at), []byte(strings.ReplaceAll(b.String(), "\n", "\r\n"))}
}

// newStory lives through the quiet days.
func newStory(dir string) (*crashStory, error) {
	w, err := openWorld(dir, nil)
	if err != nil {
		return nil, err
	}
	defer w.close()
	s := &scribe{w: w, s: &crashStory{world: w}}
	var failed error
	step := func(clock string, mails ...posted) {
		s.s.before = append(s.s.before, mails...)
		e, err := ending{}, w.post(mails...)
		if err == nil {
			e, err = w.run(clockAt(clock), stop{}, false)
		}
		if err == nil && e.code != exitFine {
			err = fmt.Errorf("kabar at %s: exit %d\n%s", clock, e.code, e.log)
		}
		failed = errors.Join(failed, err)
	}
	step("2026-11-17T15:00:00Z") // the beginning
	step("2026-11-17T15:30:00Z") // Berlin is asked
	if failed != nil {
		return nil, failed
	}
	step("2026-11-17T15:40:00Z", s.mail("2026-11-17T15:39:00Z", "ben@acme.example", "Re: today",
		s.sent("prompt.2026-11-17.ben").MessageID, "Done:\n- alfa01 is up\n"))
	step("2026-11-18T01:30:00Z") // Ana is told
	step("2026-11-18T07:30:00Z") // Berlin is told, Ana is asked
	step("2026-11-18T15:30:00Z") // Berlin is asked
	if failed != nil {
		return nil, failed
	}
	step("2026-11-18T15:45:00Z", s.mail("2026-11-18T15:44:00Z", "fay@beta.example", "Re: today",
		s.sent("prompt.2026-11-18.fay").MessageID, "timezone Europe/Athens\n"))
	step("2026-11-19T01:30:00Z") // Ana would be told, but there is nothing
	if failed != nil {
		return nil, failed
	}
	s.morning()
	return s.s, nil
}

var crashCode = regexp.MustCompile(`yes (\d{6})`)

// morning writes the mails of the day of the crash and of the next.
func (s *scribe) morning() {
	prompt := func(who string) string { return s.sent("prompt.2026-11-18." + who).MessageID }
	asked := s.sent("answer.2026-11-18.fay")
	code := crashCode.FindString(asked.Text)
	if code == "" {
		panic("kabar has not asked back: " + asked.Text)
	}
	ben := s.mail("2026-11-19T07:02:00Z", "ben@acme.example", "Re: today", prompt("ben"),
		"Done:\n- charlie03 was fixed\nBlocked:\n- waiting for @eva\n")
	again := ben
	again.at = clockAt("2026-11-19T07:10:00Z")
	s.s.batch = []posted{
		s.mail("2026-11-19T07:01:00Z", "ana@acme.example", "Re: today", prompt("ana"),
			"Done:\n- bravo02 is ready\nDecision: Use Postgres\nWhy: one system less\n"),
		ben,
		s.mail("2026-11-19T07:03:00Z", "cara@acme.example", "news", "", "Done:\n- delta04 was drawn\n"),
		s.mail("2026-11-19T07:04:00Z", "dan@acme.example", "search charlie03", "", ""),
		s.mail("2026-11-19T07:05:00Z", "ben@acme.example", "Re: today", prompt("ben"),
			"Next:\n- echo05 is planned\n"),
		s.mail("2026-11-19T07:06:00Z", "shop@stranger.example", "Buy", "", "Done:\n- nothing\n"),
		s.mail("2026-11-19T07:07:00Z", "!eva@acme.example", "today", "", "Done:\n- forged\n"),
		s.mail("2026-11-19T07:08:00Z", "cara@acme.example", "Re: today", prompt("cara"), "\n"),
		s.mail("2026-11-19T07:09:00Z", "eva@acme.example", "away 2026-12-24 to 2026-12-26", "", ""),
		again,
		s.mail("2026-11-19T07:11:00Z", "cara@acme.example", "Re: news",
			s.sent("digest.2026-11-18.cara").MessageID, "re 1: foxtrot06 thanks to you\n"),
		s.mail("2026-11-19T07:12:00Z", "dan@acme.example", "Out of office", "", "I am away.\n"),
		s.mail("2026-11-19T07:13:00Z", "dan@acme.example", "Re: today", prompt("dan"),
			"Done:\n- golf07 was tested\nDecision: Ship on Friday\nWhy: it is ready\n"),
		s.mail("2026-11-19T07:13:30Z", "ana@acme.example", "withdraw 1", "", ""),
		s.mail("2026-11-19T07:14:00Z", "fay@beta.example", "Re: confirm", asked.MessageID, code+"\n"),
		s.mail("2026-11-19T07:15:00Z", "gil@beta.example", "Re: today", prompt("gil"),
			"Done:\n- hotel08 was built\n"),
	}
	s.s.late = s.mail("2026-11-19T07:29:00Z", "cara@acme.example", "Re: today", prompt("cara"),
		"Done:\n- india09 is late\n")
	s.s.tail = []posted{
		s.mail("2026-11-20T07:01:00Z", "ana@acme.example", "news", "", "Done:\n- kilo10 is new\n"),
		s.mail("2026-11-20T07:02:00Z", "ben@acme.example", "news", "", "Done:\n- lima11 is new\n"),
	}
}

// begin opens the world of the morning in a folder of its own.
func (s *crashStory) begin(dir string) (*crashWorld, error) {
	w, err := openWorld(dir, s.world)
	if err != nil {
		return nil, err
	}
	return w, errors.Join(w.post(s.before...), w.post(s.batch...))
}
