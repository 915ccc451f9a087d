package fetch_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
)

// inBubble runs a test in fake time: the script's pauses, our limits and the
// library's timers all cost nothing.
func inBubble(t *testing.T, dialogues []string, f func(t *testing.T, s *imaptest.Script, c fetch.Config)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s, c := play(t, dialogues...)
		f(t, s, c)
	})
}

const (
	idle = "C: IDLE\nS: + go\n"
	done = "C: DONE\n" + ok
	// without IDLE, and so without RFC 2177
	helloPlain = greet + "C: AUTHENTICATE PLAIN\nS: $ OK [CAPABILITY IMAP4rev1] in\n" +
		"C: CAPABILITY\nS: * CAPABILITY IMAP4rev1\n" + ok + opened
)

func TestWait(t *testing.T) {
	tests := []struct {
		name, dialogue string
		d              time.Duration
		took           time.Duration
		err            string
	}{
		{"mail arrives", hello + idle + "sleep 90s\nS: * 4 EXISTS\n" + done, 4 * time.Minute, 90 * time.Second, ""},
		{"G05 IDLE, never an EXISTS", hello + idle + done, 4 * time.Minute, 4 * time.Minute, ""},
		{"IDLE is renewed every 5 minutes", hello + idle + done + idle + done + idle + done,
			12 * time.Minute, 12 * time.Minute, ""},
		{"mail is only told with the answer to DONE", hello + idle + "C: DONE\nS: * 4 EXISTS\n" + ok,
			time.Minute, time.Minute, ""},
		{"G06 no IDLE: asked every minute", helloPlain + "C: NOOP\n" + ok + "C: NOOP\n" + ok + "C: NOOP\nS: * 4 EXISTS\n" + ok,
			10 * time.Minute, 3 * time.Minute, ""},
		{"G06 no IDLE, no mail", helloPlain + "C: NOOP\n" + ok + "C: NOOP\n" + ok, 100 * time.Second, 100 * time.Second, ""},
		{"IDLE offered but refused", hello + "C: IDLE\nS: $ NO not now\nC: NOOP\n" + ok + "C: NOOP\n" + ok,
			2 * time.Minute, 2 * time.Minute, ""},
		{"G07 BYE in IDLE", hello + idle + "sleep 4m\nS: * BYE going down\nclose", 5 * time.Minute, 4 * time.Minute, "going down"},
		{"G07 close in IDLE", hello + idle + "sleep 4m\nclose", 5 * time.Minute, 4 * time.Minute, "imap wait"},
		{"G04 half-open line in IDLE", hello + idle + "freeze", 5 * time.Minute, 6 * time.Minute, "no answer within 1m0s"},
		{"G04 half-open line before IDLE", hello + "freeze", 5 * time.Minute, time.Minute, "no answer within 1m0s"},
		{"G05 IDLE never taken", hello + "C: IDLE\nstall", 5 * time.Minute, time.Minute, "no answer within 1m0s"},
		{"G28 a flood in IDLE", hello + idle + `fill 10000 "* 3 RECENT\r\n"` + "\nfreeze", 5 * time.Minute, 0, "imap wait"},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			inBubble(t, []string{test.dialogue}, func(t *testing.T, s *imaptest.Script, c fetch.Config) {
				i := dial(t, c)
				began := time.Now()
				err := i.Wait(t.Context(), test.d)
				if took := time.Since(began); took != test.took {
					t.Errorf("took %v, want %v", took, test.took)
				}
				if (err == nil) != (test.err == "") || err != nil &&
					(kind(err) != "network" || !strings.Contains(err.Error(), test.err)) {
					t.Errorf("error: %v", err)
				}
			})
		})
	}
}

// TestWaitSeesMailThatCameBefore: an arrival between After and Wait is told
// while no IDLE runs, and must not be waited out.
func TestWaitSeesMailThatCameBefore(t *testing.T) {
	dialogue := hello + opened + "C: UID SEARCH UID 4:*\nS: * SEARCH 3\nS: * 4 EXISTS\n" + ok + idle + done
	inBubble(t, []string{dialogue}, func(t *testing.T, s *imaptest.Script, c fetch.Config) {
		i := dial(t, c)
		if mails, _ := after(t, i, fetch.Cursor{Validity: 7, UID: 3}); len(mails) != 0 {
			t.Fatalf("the last mail came again: %s", tell(mails))
		}
		began := time.Now()
		if err := i.Wait(t.Context(), time.Hour); err != nil || time.Since(began) != 0 {
			t.Errorf("waited %v: %v", time.Since(began), err)
		}
	})
}

func TestWaitEndsWithItsContext(t *testing.T) {
	for name, dialogue := range map[string]string{
		"server answers": hello + idle + done,
		"server is gone": hello + idle + "freeze",
		"IDLE not begun": hello + "C: IDLE\nstall",
	} {
		inBubble(t, []string{dialogue}, func(t *testing.T, s *imaptest.Script, c fetch.Config) {
			i := dial(t, c)
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(20*time.Second, cancel)
			began := time.Now()
			err := i.Wait(ctx, time.Hour)
			if took := time.Since(began); !errors.Is(err, context.Canceled) || took > 25*time.Second {
				t.Errorf("%s: %v after %v", name, err, took)
			}
		})
	}
}

// TestCloseEndsWait: a signal closes the inbox from another goroutine.
func TestCloseEndsWait(t *testing.T) {
	inBubble(t, []string{hello + idle + "stall"}, func(t *testing.T, s *imaptest.Script, c fetch.Config) {
		i := dial(t, c)
		waiting := make(chan error, 1)
		go func() { waiting <- i.Wait(t.Context(), time.Hour) }()
		synctest.Wait()
		began := time.Now()
		i.Close()
		if err := <-waiting; kind(err) != "network" || time.Since(began) != 0 {
			t.Errorf("Wait gave %v after %v", err, time.Since(began))
		}
	})
}

// TestSilence is G04 and G31: a server that stops, or trickles, at each stage
// ends in an error after the limit of that stage, never later.
func TestSilence(t *testing.T) {
	slow := hello + three + `s: "* 1 FETCH (UID 1 BODY[] {900}\r\n"` + "\n" + strings.Repeat("s: \"x\"\nsleep 1s\n", 200)
	tests := []struct {
		name, dialogue string
		limit          time.Duration
	}{
		{"no greeting", "freeze", time.Minute},
		{"no answer to the login", greet + "C: AUTHENTICATE\nstall", time.Minute},
		{"no answer to CAPABILITY", greet + "C: AUTHENTICATE\nS: $ OK in\nstall", time.Minute},
		{"no answer to SELECT", greet + enter + "C: SELECT\nstall", time.Minute},
		{"no answer to SELECT again", hello + "C: SELECT\nstall", time.Minute},
		{"no answer to SEARCH", hello + opened + "C: UID SEARCH\nstall", 3 * time.Minute},
		{"silence in a body", hello + three + `s: "* 1 FETCH (UID 1 BODY[] {5}\r\nAA"` + "\nstall", time.Minute},
		{"G31 one byte a second", slow, time.Minute},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			inBubble(t, []string{test.dialogue}, func(t *testing.T, s *imaptest.Script, c fetch.Config) {
				// After a time-out there is no second connection here: the
				// script closes it, and that is the error then.
				began := time.Now()
				i, err := fetch.Dial(t.Context(), c)
				if err == nil {
					defer i.Close()
					_, _, _, err = i.After(t.Context(), fetch.Cursor{}, 10, 1<<20)
				}
				if took := time.Since(began); kind(err) != "network" || took != test.limit {
					t.Errorf("after %v: %v", took, err)
				}
			})
		})
	}
}

// TestSilenceEndsWithTheContext: the caller's limit is the shorter one.
func TestSilenceEndsWithTheContext(t *testing.T) {
	inBubble(t, []string{hello + "C: SELECT\nstall"}, func(t *testing.T, s *imaptest.Script, c fetch.Config) {
		i := dial(t, c)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		_, _, _, err := i.After(ctx, fetch.Cursor{}, 10, 1<<20)
		if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || took != 10*time.Second {
			t.Errorf("after %v: %v", took, err)
		}
	})
}
