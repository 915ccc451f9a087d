package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kabar/mail"
	"kabar/mail/reply/replytest"
	"kabar/store/team"
)

// scene is one thing that somebody does in the demo.
type scene struct {
	who  string // member id; "" for somebody outside
	at   string // local time: "Wed 16:52"
	what string // for the timeline
	mail func(w *world, m team.Member) ([]byte, error)
	from string // envelope sender, if it is not who's own address
}

// demoDays are the dates that the story's weekdays stand for.
var demoDays = map[string]string{"Wed": "2026-11-18", "Thu": "2026-11-19", "Fri": "2026-11-20"}

// story is what the members do on two working days, and what comes from
// outside. The times are each person's own.
func story() []scene {
	return []scene{
		{who: "ana", at: "Wed 16:52", what: "answers on her phone, in Indonesian, signature of the phone and all",
			mail: answer("prompt", replytest.Samsung, "id", replytest.Top, replytest.Plain,
				part("Selesai", "- halaman pembayaran sudah jadi\n- uji coba dengan tiga kartu, semuanya lolos"),
				part("Berikutnya", "- sambungkan ke bank sandbox"),
				part("Terhambat", "- menunggu kunci API dari @ben"))},
		{who: "ben", at: "Wed 16:58", what: "answers above the quote, from a German Outlook, with a decision",
			mail: answer("prompt", replytest.OutlookDesktop, "de", replytest.Top, replytest.HTML,
				part("Done", "- compared Postgres and MySQL for the ledger\n- wrote the migration plan"),
				part("Next", "- set up the staging database"),
				part("Decision", "Use Postgres for the ledger\nWhy: one system less to run, and the load test shows 40 times what we need"))},
		{who: "ngozi", at: "Wed 17:05", what: "answers above the quote in Gmail: three bullets, no labels",
			mail: answer("prompt", replytest.GmailWeb, "en", replytest.Top, replytest.Both,
				part("", "- sent the October invoices\n- the bank confirmed both returned payments\n- drafted the reply to the auditor"))},
		{who: "", at: "Wed 15:10", from: "offers@shop.example", what: `a stranger asks for "search password"`,
			mail: plain("offers@shop.example", "search password", "search password\n")},
		{who: "", at: "Wed 15:20", from: "mallory@evil.example", what: "somebody writes under Ana's name from elsewhere",
			mail: plain("ana@acme.example", "search payment", "search payment\n")},
		{who: "tiago", at: "Wed 16:47", what: "answers below each question in Thunderbird",
			mail: answer("prompt", replytest.Thunderbird, "pt", replytest.Inline, replytest.Plain,
				under("Done:", "login page works on small phones now"),
				under("Next:", "the same for the checkout"),
				under("Blocked:", "nothing"))},
		{who: "kim", at: "Wed 16:31", what: "is out: the mail program answers by itself",
			mail: outOfOffice},
		{who: "ben", at: "Thu 08:41", what: `asks for "search postgres"`,
			mail: plain("ben@acme.example", "search postgres", "")},
		{who: "ben", at: "Thu 08:43", what: `answers that with "get 1"`,
			mail: answer("answer", replytest.OutlookDesktop, "de", replytest.Top, replytest.HTML, part("", "get 1"))},
		{who: "ana", at: "Thu 08:50", what: "writes below Ben's decision in her digest",
			mail: commentOn("digest", "#3", "Setuju. Apakah data lama ikut pindah?")},
		{who: "ngozi", at: "Thu 09:02", what: `writes "away until 2026-11-27"`,
			mail: plain("ngozi@acme.example", "away until 2026-11-27", "")},
		{who: "kim", at: "Thu 09:15", what: "is back and answers Wednesday's question, a night late",
			mail: answer("prompt", replytest.AppleMail, "en", replytest.Top, replytest.Both,
				part("Done", "- talked to two customers about the status page\n- drew it again after that"),
				part("Next", "- show the drawing to both"))},
		{who: "ana", at: "Thu 16:40", what: "answers on her phone",
			mail: answer("prompt", replytest.Samsung, "id", replytest.Top, replytest.Plain,
				part("Selesai", "- kunci API sudah datang, pembayaran tersambung ke bank sandbox"),
				part("Berikutnya", "- uji coba dengan kartu dari luar negeri"))},
		{who: "ben", at: "Thu 16:45", what: "answers from Outlook",
			mail: answer("prompt", replytest.OutlookDesktop, "de", replytest.Top, replytest.HTML,
				part("Done", "- staging database is up\n- sent @ana the API key"),
				part("Next", "- move the ledger of one customer"))},
		{who: "tiago", at: "Thu 16:39", what: "answers in Thunderbird, below each question",
			mail: answer("prompt", replytest.Thunderbird, "pt", replytest.Inline, replytest.Plain,
				under("Done:", "checkout works on small phones"),
				under("Blocked:", "the designer of the icons has not answered since Monday"))},
		{who: "kim", at: "Thu 16:55", what: "answers from the phone",
			mail: answer("prompt", replytest.IOS, "en", replytest.Top, replytest.Both,
				part("Done", "- both customers like the drawing"))},
	}
}

// demoCards is what stands below the names in the members' signatures.
var demoCards = map[string]string{
	"ana": "Acme, Jakarta\n+62 21 5550 0117", "ben": "Acme, Berlin\n+49 30 5550 0118",
	"ngozi": "Acme, Lagos\n+234 1 555 0119", "tiago": "Acme, São Paulo\n+55 11 5550 0120",
	"kim": "Acme, San Francisco\n+1 415 555 0121",
}

func part(label, text string) replytest.Part { return replytest.Part{Label: label, Text: text} }
func under(line, text string) replytest.Part { return replytest.Part{Under: line, Text: text} }

// instant is when the scene happens.
func (s scene) instant(w *world) (time.Time, team.Member, error) {
	m := w.members[s.who+"@"+demoDomain]
	zone := m.Zone
	if zone == nil {
		zone = time.UTC
	}
	day, clock, _ := strings.Cut(s.at, " ")
	at, err := time.ParseInLocation("2006-01-02 15:04", demoDays[day]+" "+clock, zone)
	return at, m, err
}

// play lets the scene happen.
func (s scene) play(ctx context.Context, w *world, m team.Member) error {
	raw, err := s.mail(w, m)
	if err != nil {
		return fmt.Errorf("%s %s: %w", s.at, s.what, err)
	}
	from := s.from
	if from == "" {
		from = m.Addresses[0]
	}
	return w.post(ctx, from, raw)
}

// answer is a reply to the newest prompt, digest or answer that the member has
// in their mailbox, as their mail program writes it.
func answer(kind string, client replytest.Client, lang string, style replytest.Style,
	format replytest.Format, parts ...replytest.Part) func(*world, team.Member) ([]byte, error) {
	return func(w *world, m team.Member) ([]byte, error) {
		parent, err := w.need(m, kind)
		if err != nil {
			return nil, err
		}
		return replytest.Reply{
			Client: client, Lang: lang, Style: style, Format: format, Signature: true, Card: demoCards[m.ID],
			From: replytest.Person{Name: m.Name, Addr: m.Addresses[0]},
			To:   replytest.Person{Name: parent.From[0].Name, Addr: parent.From[0].Addr},
			Date: w.now.In(m.Zone), Subject: "Re: " + strings.TrimPrefix(parent.Subject, "Re: "),
			MessageID: w.messageID(m), Answer: parts,
			Parent: replytest.Parent{MessageID: parent.MessageID, References: parent.References,
				From: replytest.Person{Name: parent.From[0].Name, Addr: parent.From[0].Addr},
				Date: parent.Date, Subject: parent.Subject, Text: parent.Text},
		}.Raw(), nil
	}
}

// commentOn is a reply to the newest digest with a text below the line that
// ends in mark, "#3".
func commentOn(kind, mark, text string) func(*world, team.Member) ([]byte, error) {
	return func(w *world, m team.Member) ([]byte, error) {
		parent, err := w.need(m, kind)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(parent.Text) {
			if line = strings.TrimRight(line, "\n"); strings.HasSuffix(line, mark) {
				return answer(kind, replytest.Samsung, "id", replytest.Inline, replytest.Plain, under(line, text))(w, m)
			}
		}
		return nil, fmt.Errorf("%s's %s has no entry %s:\n%s", m.Name, kind, mark, parent.Text)
	}
}

// need is the newest mail of a kind that the member has got.
func (w *world) need(m team.Member, kind string) (*mail.Message, error) {
	if parent := w.newest(m.Addresses[0], kind); parent != nil {
		return parent, nil
	}
	return nil, fmt.Errorf("%s has got no %s to answer", m.Name, kind)
}

// messageID is what the member's mail program would make up.
func (w *world) messageID(m team.Member) string {
	return fmt.Sprintf("%s.%s@mail.example", w.now.UTC().Format("20060102.150405"), m.ID)
}

// plain is a mail of one line, from any mail program.
func plain(from, subject, body string) func(*world, team.Member) ([]byte, error) {
	return func(w *world, m team.Member) ([]byte, error) {
		zone := m.Zone
		if zone == nil {
			zone = time.UTC
		}
		head := [][2]string{
			{"From", from}, {"To", demoAddress}, {"Subject", subject},
			{"Date", w.now.In(zone).Format("Mon, 02 Jan 2006 15:04:05 -0700")},
			{"Message-ID", "<" + w.now.UTC().Format("20060102.150405") + "." + from + ">"},
			{"MIME-Version", "1.0"}, {"Content-Type", "text/plain; charset=utf-8"},
		}
		return rawMail(head, body), nil
	}
}

// outOfOffice is what a vacation program answers to the newest prompt
// (RFC 3834).
func outOfOffice(w *world, m team.Member) ([]byte, error) {
	parent, err := w.need(m, "prompt")
	if err != nil {
		return nil, err
	}
	return rawMail([][2]string{
		{"From", m.Addresses[0]}, {"To", demoAddress}, {"Subject", "Out of office: " + parent.Subject},
		{"Date", w.now.In(m.Zone).Format("Mon, 02 Jan 2006 15:04:05 -0700")},
		{"Message-ID", "<" + w.messageID(m) + ">"}, {"In-Reply-To", "<" + parent.MessageID + ">"},
		{"Auto-Submitted", "auto-replied (vacation)"}, {"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
	}, "I am out of the office this afternoon and will read your mail tomorrow.\n"), nil
}

func rawMail(head [][2]string, body string) []byte {
	var b strings.Builder
	for _, h := range head {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	b.WriteString("\r\n" + strings.ReplaceAll(body, "\n", "\r\n"))
	return []byte(b.String())
}
