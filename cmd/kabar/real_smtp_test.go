package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kabar/store"
)

// letters gives the letters in a state of the outbox, by key.
func (w *realWorld) letters(state string) map[string]*store.Letter {
	w.t.Helper()
	list, err := w.archive().Letters(state)
	if err != nil {
		w.t.Fatal(err)
	}
	byKey := map[string]*store.Letter{}
	for _, l := range list {
		byKey[l.Key] = l
	}
	return byKey
}

// TestRealGreylisting: a recipient whose server says "later" gets the very same
// letter a minute after, once, and nobody else waits for it (H03); a prompt that
// is put off until its time is over is dropped with a record (H28).
func TestRealGreylisting(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, "")
	var mu sync.Mutex // Postfix asks in its own time
	tries := map[string]int{}
	w.refusing(func(request map[string]string) string {
		mu.Lock()
		defer mu.Unlock()
		to := request["recipient"]
		tries[to]++
		if to == "ben@acme.example" && tries[to] == 1 || to == "tiago@acme.example" {
			return "DEFER_IF_PERMIT greylisted, come back later"
		}
		return ""
	})
	w.step("2026-01-13T15:00:00Z")
	log := w.step("2026-01-13T15:30:00Z")
	w.one("ngozi", "prompt.")
	waiting := w.letters("due")["prompt.2026-01-13.ben.acme"]
	if waiting == nil || waiting.Attempts != 1 || len(w.got("ben", "")) != 0 {
		t.Fatalf("Ben's letter does not wait: %v; the log:\n%s", waiting, log)
	}
	if !strings.Contains(log, "450 4.7.1") {
		t.Errorf("the server's words are not in the log:\n%s", log)
	}
	w.step("2026-01-13T15:30:58Z") // too early
	tried := func(to string) int {
		mu.Lock()
		defer mu.Unlock()
		return tries[to]
	}
	if n := tried("ben@acme.example"); n != 1 {
		t.Errorf("%d tries in the first minute", n)
	}
	w.step("2026-01-13T15:31:01Z")
	w.step("2026-01-13T15:33:00Z")
	m := w.one("ben", "prompt.")
	if m.MessageID != waiting.MessageID || !m.Date.Equal(waiting.Created.Truncate(time.Second)) {
		t.Errorf("it was %s of %v, and came as %s of %v",
			waiting.MessageID, waiting.Created, m.MessageID, m.Date)
	}
	if b, n := tried("ben@acme.example"), tried("ngozi@acme.example"); b != 2 || n != 1 {
		t.Errorf("tries: Ben %d, Ngozi %d", b, n)
	}

	// Tiago is asked at 16:30 and goes home at 17:30, which is 20:30 in UTC.
	for _, clock := range []string{"19:30:00", "19:31:05", "19:36:10", "19:51:15", "20:21:20"} {
		w.step("2026-01-13T" + clock + "Z")
	}
	w.refusing(nil)
	log = w.step("2026-01-13T20:30:00Z")
	if n := len(w.got("tiago", "")); n != 0 || tried("tiago@acme.example") != 5 {
		t.Errorf("Tiago has %d mails after %d tries", n, tried("tiago@acme.example"))
	}
	if !strings.Contains(log, `msg="not sent" key=prompt.2026-01-13.tiago.acme`) {
		t.Errorf("no record that it was dropped:\n%s", log)
	}
	w.sound()
}

// TestRealOutage: while Postfix is down, or can't ask Dovecot who may log in,
// letters wait; when it is up they go out, each once.
func TestRealOutage(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, "")
	w.step("2026-01-13T15:00:00Z")
	minute := 29
	fails := func(why string) {
		t.Helper()
		minute++
		log, code := w.kabar(fmt.Sprintf("2026-01-13T15:%02d:00Z", minute), "run", "--once")
		if code != exitNetwork || !strings.Contains(log, "not sent yet") {
			t.Errorf("%s: exit %d\n%s", why, code, log)
		}
		if due, sending := w.letters("due"), w.letters("sending"); len(due) != 2 || len(sending) != 0 {
			t.Errorf("%s: %d letters are due and %d under way, want 2 and none", why, len(due), len(sending))
		}
		if n := strings.Count(log, "not sent yet"); n != 1 {
			t.Errorf("%s: the server was bothered %d times:\n%s", why, n, log)
		}
	}
	w.smtp.Stop()
	fails("Postfix is down")
	fails("Postfix is still down")
	w.smtp.Start()
	if out, code := w.kabar("2026-01-13T15:31:30Z", "check"); code != exitFine {
		t.Errorf("check: exit %d\n%s", code, out)
	}
	w.imap.Stop()
	fails("nobody can log in")
	w.imap.Start()
	w.smtp.Stop()
	w.smtp.Start()
	w.step("2026-01-13T15:50:00Z")
	w.step("2026-01-13T15:51:00Z")
	w.one("ben", "prompt.")
	w.one("ngozi", "prompt.")
	w.sound()
}
