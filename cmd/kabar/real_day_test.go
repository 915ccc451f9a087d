package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kabar/mail"
	"kabar/mail/reply/replytest"
)

// TestRealDay is a day of a team of five between a real Postfix and a real
// Dovecot: each is asked in their evening and answers from their own mail
// program, each is told in their morning, a search is answered; a stranger and
// somebody who writes under Ana's name from elsewhere get nothing. What is
// filed leaves the inbox for the archive folder.
func TestRealDay(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, `archive = "Archive"`)
	out, code := w.kabar("2026-01-13T02:00:00Z", "check")
	if code != exitFine || strings.Contains(out, "FAIL") || strings.Count(out, "\nok    ") != 3 {
		t.Errorf("check: exit %d\n%s", code, out)
	}
	w.post("ben@acme.example", realMail("ben@acme.example", "lunch", "old@x", "Lunch?\n"))
	w.step("2026-01-13T02:00:00Z")

	day := []struct {
		asked, answered string // UTC
		who             string
		reply           replytest.Reply
	}{
		{"09:30", "09:45", "ana", replytest.Reply{Client: replytest.Samsung, Lang: "id",
			Style: replytest.Top, Format: replytest.Plain, Answer: []replytest.Part{
				part("Selesai", "- halaman pembayaran sudah jadi"),
				part("Terhambat", "- menunggu kunci API dari @ben")}}},
		{"15:30", "15:40", "ben", replytest.Reply{Client: replytest.OutlookDesktop, Lang: "de",
			Style: replytest.Top, Format: replytest.HTML, Answer: []replytest.Part{
				part("Done", "- wrote the migration plan"),
				part("Decision", "Use Postgres for the ledger\nWhy: one system less to run")}}},
		{"15:40", "15:50", "ngozi", replytest.Reply{Client: replytest.GmailWeb, Lang: "en",
			Style: replytest.Top, Format: replytest.Both, Answer: []replytest.Part{
				part("", "- sent the October invoices")}}},
		{"19:30", "19:40", "tiago", replytest.Reply{Client: replytest.Thunderbird, Lang: "pt",
			Style: replytest.Inline, Format: replytest.Plain, Answer: []replytest.Part{
				under("Done:", "login page works on small phones now")}}},
		{"24:30", "24:40", "kim", replytest.Reply{Client: replytest.AppleMail, Lang: "en",
			Style: replytest.Top, Format: replytest.Both, Answer: []replytest.Part{
				part("Done", "- talked to two customers")}}},
	}
	for _, d := range day {
		w.step(dayClock(t, d.asked))
		w.answer(d.who, dayClock(t, d.answered), d.reply)
		w.step(dayClock(t, d.answered))
	}
	w.postFromOutside("offers@shop.example", "search password", "1@shop")
	w.postFromOutside("ana@acme.example", "search payment", "2@evil")
	// The mornings from Jakarta to Los Angeles.
	for _, clock := range []string{"25:30", "31:30", "35:30", "40:30"} {
		w.step(dayClock(t, clock))
	}
	w.post("ben@acme.example", realMail("ben@acme.example", "search postgres", "3@x", ""))
	w.step("2026-01-14T16:31:00Z")
	w.step("2026-01-14T16:32:00Z") // nothing comes again

	// Tiago and Kim have a morning on the 13th too after Ana has answered.
	for _, want := range []struct {
		who     string
		digests int
		told    []string
	}{
		{"ana", 1, []string{"Use Postgres", "October invoices", "login page", "two customers"}},
		{"ben", 1, []string{"menunggu kunci API", "October invoices", "login page", "two customers"}},
		{"ngozi", 1, []string{"halaman pembayaran", "Use Postgres", "login page", "two customers"}},
		{"tiago", 2, []string{"halaman pembayaran", "Use Postgres", "October invoices", "two customers"}},
		{"kim", 2, []string{"halaman pembayaran", "Use Postgres", "October invoices", "login page"}},
	} {
		digests := w.got(want.who, "digest.")
		if n := len(w.got(want.who, "prompt.")); n != 1 || len(digests) != want.digests {
			t.Errorf("%s was asked %d times and told %d times", want.who, n, len(digests))
		}
		var text string
		for _, m := range digests {
			text += strings.Join(strings.Fields(m.Text), " ") + "\n"
		}
		for _, told := range want.told {
			if !strings.Contains(text, told) {
				t.Errorf("%s was not told %q:\n%s", want.who, told, text)
			}
		}
		if n := len(w.got(want.who, "answer.")); (n > 0) != (want.who == "ben") {
			t.Errorf("%s got %d answers", want.who, n)
		}
	}
	answer := w.one("ben", "answer.")
	if !strings.Contains(answer.Text, "Use *Postgres* for the ledger") {
		t.Errorf("the search was answered with:\n%s", answer.Text)
	}
	w.filedDay()
}

// dayClock is a time on 13 January 2026 in UTC, or after, as hours go on.
func dayClock(t *testing.T, clock string) string {
	t.Helper()
	hours, minutes, _ := strings.Cut(clock, ":")
	d, err := time.ParseDuration(hours + "h" + minutes + "m")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 1, 13, 0, 0, 0, 0, time.UTC).Add(d).Format(time.RFC3339)
}

// answer replies to the prompt in a member's mailbox, from their mail program.
func (w *realWorld) answer(id, clock string, r replytest.Reply) {
	w.t.Helper()
	m, parent := w.member(id), w.one(id, "prompt.")
	at, err := time.Parse(time.RFC3339, clock)
	if err != nil {
		w.t.Fatal(err)
	}
	r.From = replytest.Person{Name: m.Name, Addr: m.Addresses[0]}
	r.To = replytest.Person{Name: parent.From[0].Name, Addr: parent.From[0].Addr}
	r.Subject, r.Date, r.MessageID = "Re: "+parent.Subject, at.In(m.Zone), clock+"."+id+"@mail.example"
	r.Parent = replytest.Parent{MessageID: parent.MessageID, References: parent.References, From: r.To,
		Date: parent.Date, Subject: parent.Subject, Text: parent.Text}
	w.post(m.Addresses[0], r.Raw())
}

// filedDay looks at what the day left in the archive and in the inbox.
func (w *realWorld) filedDay() {
	t := w.t
	w.sound()
	entries, err := w.archive().Since("acme", 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Member+" "+string(e.Kind)+" "+e.Date.String()+" "+e.Verdict+" "+flat(e))
	}
	want := []string{
		"ana update 2026-01-13 dmarc done: halaman pembayaran sudah jadi | " +
			"blocked: menunggu kunci API dari @ben",
		"ben update 2026-01-13 dmarc done: wrote the migration plan",
		"ben decision 2026-01-13 dmarc ",
		"ngozi update 2026-01-13 dmarc done: sent the October invoices",
		"tiago update 2026-01-13 dmarc done: login page works on small phones now",
		"kim update 2026-01-13 dmarc done: talked to two customers",
	}
	if !slices.Equal(got, want) {
		t.Errorf("filed:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if strays, err := w.archive().Strays("acme"); err != nil || len(strays) != 1 {
		t.Errorf("%d strays, want Ana's forged mail (%v)", len(strays), err)
	}
	var inbox []string
	for _, raw := range w.imap.Messages(realTeamAddress, "INBOX") {
		inbox = append(inbox, mail.Parse(raw).MessageID)
	}
	if !slices.Equal(inbox, []string{"old@x", "1@shop"}) {
		t.Errorf("in the inbox are still %q", inbox)
	}
	if n := len(w.imap.Messages(realTeamAddress, "Archive")); n != 7 {
		t.Errorf("%d mails in the archive folder, want 5 replies, the search and the forged mail", n)
	}
	files, err := filepath.Glob(filepath.Join(w.cfg.Data, "outbox", "sent", "*", "*.letter"))
	if err != nil || len(files) != 13 {
		t.Errorf("%d letters are sent, want 13 (%v)", len(files), err)
	}
}
