package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestRealBounce: an address whose mail is forwarded to where nobody lives any
// more, and comes back from Postfix in its own form of a report (RFC 3464).
// After three days of that mail to the member stops and the admin is told once;
// when the config has another address, it goes again (H23).
func TestRealBounce(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, "")
	w.edit("ben@acme.example", "gone@acme.example")
	w.step("2026-01-13T15:00:00Z")
	for n, day := range []string{"2026-01-13", "2026-01-14", "2026-01-15"} {
		log := w.step(day + "T15:30:00Z")
		if !strings.Contains(log, "msg=sent key=prompt."+day+".ben.acme") {
			t.Errorf("%s: Ben was not asked:\n%s", day, log)
		}
		want := fmt.Sprintf(`msg="mail came back" team=acme member=ben days=%d`, n+1)
		if n == 2 {
			want = `msg="mail stopped" team=acme member=ben why=bounced`
		}
		log = w.step(day + "T16:30:00Z") // also within Kim's hours
		if !strings.Contains(log, `"gone@acme.example: failed 5.1.1"`) || !strings.Contains(log, want) {
			t.Errorf("%s: the report was not read:\n%s", day, log)
		}
	}
	w.step("2026-01-15T17:30:00Z")
	told := 0
	for _, m := range w.got("kim", "answer.") {
		if strings.Contains(m.Subject, "Ben Vogel") && strings.Contains(m.Text, "5.1.1 unknown user") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("Kim was told %d times", told)
	}
	if log := w.step("2026-01-16T15:30:00Z"); strings.Contains(log, "ben") {
		t.Errorf("Ben was written to:\n%s", log)
	}
	w.edit("gone@acme.example", "ben@acme.example")
	w.step("2026-01-19T10:30:00Z")
	w.step("2026-01-19T15:30:00Z")
	w.one("ben", "prompt.2026-01-19.")
	if n := len(w.got("ngozi", "prompt.")); n != 5 {
		t.Errorf("Ngozi was asked %d times, want 5", n)
	}
	w.sound()
}

// TestRealPlusAddress: a reply that has lost everything but the address it is
// sent to, on a day on which the mail server says nothing about who wrote it,
// is filed for its writer and its day.
func TestRealPlusAddress(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, "")
	w.edit(`hours = "08:00-17:30"`, `hours = "08:00-17:30"`+"\nplus_addresses = true")
	// The other way round than elsewhere.
	const account = "port = %d\ntls = \"%s\""
	w.edit(fmt.Sprintf(account, w.imap.TLSPort, "tls"), fmt.Sprintf(account, w.imap.Port, "starttls"))
	w.edit(fmt.Sprintf(account, w.smtp.Port, "starttls"), fmt.Sprintf(account, w.smtp.TLSPort, "tls"))
	out, code := w.kabar("2026-01-13T14:59:00Z", "check")
	if code != exitFine || !strings.Contains(out, "(starttls)") {
		t.Errorf("check: exit %d\n%s", code, out)
	}
	w.step("2026-01-13T15:00:00Z")
	w.step("2026-01-13T15:30:00Z")
	prompt := w.one("ben", "prompt.")
	if len(prompt.ReplyTo) != 1 || !strings.HasPrefix(prompt.ReplyTo[0].Addr, "kabar+") {
		t.Fatalf("the prompt has Reply-To %v", prompt.ReplyTo)
	}
	w.refusing(func(map[string]string) string { return "DUNNO" }) // and no field is written
	raw := realMail("ben@acme.example", "today", "1@x", "Done:\n- fixed the lift\n")
	to := prompt.ReplyTo[0].Addr
	w.postTo(to, "ben@acme.example", []byte(strings.Replace(string(raw), realTeamAddress, to, 1)))
	w.postTo(to, "ngozi@acme.example",
		realMail("ngozi@acme.example", "today", "2@x", "Done:\n- somebody's token\n"))
	w.step("2026-01-14T07:10:00Z") // after midnight: the token knows the day (J21)
	entries, err := w.archive().Since("acme", 0)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d entries (%v)", len(entries), err)
	}
	e := entries[0]
	got := fmt.Sprint(e.Member, " ", e.Date, " ", e.Verdict, " ", flat(e))
	if want := "ben 2026-01-13 token done: fixed the lift"; got != want {
		t.Errorf("filed is %q, want %q", got, want)
	}
	if strays, err := w.archive().Strays("acme"); err != nil || len(strays) != 1 {
		t.Errorf("%d strays, want the mail with somebody else's token (%v)", len(strays), err)
	}
}
