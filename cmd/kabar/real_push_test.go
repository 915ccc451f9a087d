package main

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"kabar/mail"
)

// realDaemon is the real program at work, with its log.
type realDaemon struct {
	w   *realWorld
	log lockedBuffer
}

// daemon starts kabar run at a time of day and ends it with the test, as an
// administrator would.
func (w *realWorld) daemon(clock string) *realDaemon {
	w.t.Helper()
	d := &realDaemon{w: w}
	cmd := w.command(context.Background(), clock, "run") // to outlive t.Context
	cmd.Stdout, cmd.Stderr = &d.log, &d.log
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if code := exitCode(cmd.Wait()); code != exitFine {
			w.t.Errorf("SIGTERM: exit %d", code)
		}
		if w.t.Failed() {
			w.t.Logf("kabar said:\n%s", d.log.String())
		}
	})
	d.log.await(w.t, "inbox is read from now on")
	return d
}

// ask posts a command of Ben's and returns the answer that lies in his mailbox
// when the daemon has sent it. It is asked again and again whether it does: the
// server of another make tells nobody.
func (d *realDaemon) ask(subject, id string) *mail.Message {
	t := d.w.t
	t.Helper()
	d.w.post("ben@acme.example", realMail("ben@acme.example", subject, id, ""))
	return d.answer(id)
}

func (d *realDaemon) answer(id string) *mail.Message {
	t := d.w.t
	t.Helper()
	limit, tick := time.After(time.Minute), time.NewTicker(50*time.Millisecond)
	defer tick.Stop()
	for {
		for _, m := range d.w.got("ben", "answer.") {
			if len(m.InReplyTo) == 1 && m.InReplyTo[0] == id {
				return m
			}
		}
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("no answer to %s in a minute", id)
		}
	}
}

// TestRealPush: the daemon hears of a mail by IDLE, long before it would look by
// itself; also after Dovecot has thrown it out, and was restarted, and after
// its user's mail was waiting meanwhile.
func TestRealPush(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, `archive = "Archive"`)
	d := w.daemon("2026-01-13T10:00:00Z") // the next poll is in five minutes, and nothing is due
	if m := d.ask("who", "1@x"); !strings.Contains(m.Text, "Ngozi Okafor") {
		t.Errorf("who was answered with:\n%s", m.Text)
	}
	for n := range 5 { // in a row, while it is at work
		d.ask(fmt.Sprintf("search postgres %d", n), fmt.Sprintf("2.%d@x", n))
	}

	w.imap.Admin("kick", realTeamAddress)
	d.ask("decisions", "3@x")

	w.imap.Stop()
	d.log.await(t, "inbox lost")
	w.postFromOutside("offers@shop.example", "who", "4@shop") // without Dovecot nobody can log in
	w.imap.Start()
	d.ask("help", "5@x")

	if n := len(w.got("ben", "")); n != 8 {
		t.Errorf("Ben has %d mails, want 8 answers", n)
	}
	if n := w.imap.Count(realTeamAddress, "Archive"); n != 8 {
		t.Errorf("%d mails are in the archive folder, want 8", n)
	}
	w.sound()
}
