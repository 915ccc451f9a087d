package send_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kabar/mail/fetch/imaptest" // its Script speaks any protocol of lines
	"kabar/mail/send"
)

// Pieces of dialogues. Lines that begin with C: are what send says.
const (
	ehlo  = "C: EHLO localhost\nS: 250-mail.example\nS: 250-SIZE 100000\nS: 250 8BITMIME\n"
	hello = "S: 220 mail.example ESMTP\n" + ehlo
	from  = "C: MAIL FROM:<team@kabar.example> BODY=8BITMIME SIZE=44\nS: 250 ok\n"
	rcpt  = "C: RCPT TO:<ana@team.example>\nS: 250 ok\n"
	data  = "C: DATA\nS: 354 go\ndata\n"
	sent  = from + rcpt + data + "S: 250 2.0.0 taken\n"
	rset  = "C: RSET\nS: 250 ok\n" + ehlo
)

// play is a Config whose n-th connection plays the n-th dialogue. The test
// fails if a dialogue is left or not played to its end.
func play(t *testing.T, dialogues ...string) (*imaptest.Script, send.Config) {
	t.Helper()
	s := imaptest.NewScript(dialogues...)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, send.Config{Host: "localhost", Port: 587, TLS: "none", Dial: s.Dial}
}

// outcome writes an error in short: "taken", or the step, the answer and what
// it means.
func outcome(err error) string {
	if err == nil {
		return "taken"
	}
	var e *send.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	s := e.Op
	if e.Code != 0 {
		s += fmt.Sprint(" ", e.Code)
	}
	if e.Enhanced != "" {
		s += " " + e.Enhanced
	}
	for _, flag := range []struct {
		is   bool
		name string
	}{{e.Temporary, "later"}, {!e.Temporary, "never"}, {e.Unknown, "unknown"}, {e.Account, "hold"}} {
		if flag.is {
			s += " " + flag.name
		}
	}
	return s
}

// TestSendFaults sends the same letter as often as there are outcomes, over
// one Conn.
func TestSendFaults(t *testing.T) {
	tests := []struct {
		name      string
		dialogues []string
		want      []string
	}{
		{"no fault", []string{hello + sent + sent}, []string{"taken", "taken"}},
		{"H02 4xx at MAIL", []string{hello + "C: MAIL\nS: 451 4.3.0 later\n" + rset + sent},
			[]string{"mail 451 4.3.0 later", "taken"}},
		{"H03 4xx at RCPT, greylisting", []string{hello + from + "C: RCPT\nS: 450 4.2.0 greylisted\n" + rset + sent},
			[]string{"rcpt 450 4.2.0 later", "taken"}},
		{"H04 5xx at RCPT", []string{hello + from + "C: RCPT\nS: 550 5.1.1 no such user\n" + rset + sent},
			[]string{"rcpt 550 5.1.1 never", "taken"}},
		{"relaying is refused", []string{hello + from + "C: RCPT\nS: 550 5.7.1 Unable to relay\n" + rset + sent},
			[]string{"rcpt 550 5.7.1 later hold", "taken"}},
		{"H05 5xx for the content", []string{hello + from + rcpt + data + "S: 554 5.7.1 looks like spam\n" + rset + sent},
			[]string{"end 554 5.7.1 never", "taken"}},
		{"H05 5xx at DATA", []string{hello + from + rcpt + "C: DATA\nS: 554 5.5.1 no\n" + rset + sent},
			[]string{"data 554 5.5.1 never", "taken"}},
		{"4xx for the content", []string{hello + from + rcpt + data + "S: 452 4.3.1 disk full\n" + rset + sent},
			[]string{"end 452 4.3.1 later", "taken"}},
		{"the sender is refused", []string{hello + "C: MAIL\nS: 553 5.7.1 not your address\n" + rset + sent},
			[]string{"mail 553 5.7.1 later hold", "taken"}},
		{"login wanted", []string{hello + "C: MAIL\nS: 530 5.7.0 log in first\n" + rset + sent},
			[]string{"mail 530 5.7.0 later hold", "taken"}},
		{"H07 drop before DATA", []string{hello + from + "C: RCPT\nclose", hello + sent},
			[]string{"rcpt later", "taken"}},
		{"H08 drop after the final dot", []string{hello + from + rcpt + data + "close", hello + sent},
			[]string{"end later unknown", "taken"}},
		{"H11 garbage after the final dot", []string{hello + from + rcpt + data + "S: what?\n", hello + sent},
			[]string{"end later unknown", "taken"}},
		{"H11 neither yes nor no after the final dot", []string{hello + from + rcpt + data + "S: 354 go on\n" + rset + sent},
			[]string{"end 354 later unknown", "taken"}},
		{"H11 garbage at MAIL", []string{hello + "C: MAIL\nS: ????\n", hello + sent},
			[]string{"mail later", "taken"}},
		{"H11 an answer without end", []string{hello + "C: MAIL\nfill 100000 \"250-and so on\\r\\n\"\nstall", hello + sent},
			[]string{"mail later", "taken"}},
		{"H11 a line without end", []string{hello + "C: MAIL\nfill 1000000 \"x\"\nstall", hello + sent},
			[]string{"mail later", "taken"}},
		{"H12 503 at DATA", []string{hello + from + rcpt + "C: DATA\nS: 503 5.5.1 bad sequence\n" + rset + sent},
			[]string{"data 503 5.5.1 later", "taken"}},
		{"H19 421 in a letter", []string{hello + from + "C: RCPT\nS: 421 4.7.0 slow down\nclose", hello + sent},
			[]string{"rcpt 421 4.7.0 later", "taken"}},
		{"H26 EOF on a reused connection", []string{hello + sent + "close", hello + sent},
			[]string{"taken", "taken"}},
		{"H26 421 on a reused connection", []string{hello + sent + "C: MAIL\nS: 421 4.4.2 idle too long\nclose", hello + sent},
			[]string{"taken", "taken"}},
		{"H26 but only once", []string{hello + sent + "close", hello + "C: MAIL\nclose"},
			[]string{"taken", "mail later"}},
		{"the answer to RSET is no", []string{hello + from + "C: RCPT\nS: 550 5.1.1 no\nC: RSET\nS: 500 what\n", hello + sent},
			[]string{"rcpt 550 5.1.1 never", "taken"}},
		{"H18 552 for the size", []string{hello + "C: MAIL\nS: 552 5.3.4 too big\n" + rset + sent},
			[]string{"mail 552 5.3.4 never", "taken"}},
		{"H21 no 8BITMIME, no SIZE", []string{"S: 220 x\nC: EHLO\nS: 250 x\nC: MAIL FROM:<team@kabar.example>\nS: 250 ok\n" +
			rcpt + data + "S: 250 ok\n"}, []string{"taken"}},
		{"no EHLO at all", []string{"S: 220 x\nC: EHLO\nS: 502 what\nC: HELO localhost\nS: 250 x\n" +
			"C: MAIL FROM:<team@kabar.example>\nS: 250 ok\n" + rcpt + data + "S: 250 ok\n"}, []string{"taken"}},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			s, c := play(t, test.dialogues...)
			conn := dial(t, c)
			for n, want := range test.want {
				err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text))
				if got := outcome(err); got != want {
					t.Errorf("letter %d: got %q, want %q (%v)", n+1, got, want, err)
				}
			}
			conn.Close()
			for _, line := range s.Heard() {
				if strings.HasPrefix(line, "BDAT") {
					t.Error(line)
				}
			}
		})
	}
}

func TestDialFaults(t *testing.T) {
	auth := "S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN LOGIN\n"
	tests := []struct {
		name, dialogue, tls string
		user                string
		want                string
		says                string
	}{
		{"H01 4xx at the greeting", "S: 421 4.3.2 too many connections", "none", "", "greeting 421 4.3.2 later", "too many"},
		{"H01 5xx at the greeting", "S: 554 5.3.2 no service here", "none", "", "greeting 554 5.3.2 later", "no service"},
		{"H01 4xx at the greeting, starttls", "S: 421-4.3.2 too\nS: 421 4.3.2 many", "starttls", "", "greeting 421 later", "many"},
		{"drop at the greeting", "close", "none", "", "greeting later", ""},
		{"H11 no SMTP server", "S: * OK IMAP4rev1 ready", "starttls", "", "greeting later", "no SMTP server"},
		{"H11 a greeting without end", "fill 1000000 \"x\"\nstall", "starttls", "", "greeting later", "more than 2000"},
		{"H11 a greeting of many lines", "fill 1000 \"220-x\\r\\n\"\nstall", "starttls", "", "greeting later", "more than 100 lines"},
		{"H13 STARTTLS missing", "S: 220 x\n" + ehlo, "starttls", "team", "tls later hold", "does not offer"},
		{"H13 STARTTLS refused", "S: 220 x\nC: EHLO\nS: 250-x\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 4.7.0 not now",
			"starttls", "team", "tls 454 later hold", "not now"},
		{"H14 handshake fails", "S: 220 x\nC: EHLO\nS: 250-x\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nS: no I don't\nstall",
			"starttls", "team", "tls later hold", "handshake"},
		{"H15 text after STARTTLS", "S: 220 x\nC: EHLO\nS: 250-x\nS: 250 STARTTLS\nC: STARTTLS\n" +
			"s: \"220 go\\r\\n250 AUTH PLAIN\\r\\n\"\nstall", "starttls", "team", "tls later hold", "handshake"},
		{"no TLS at all", "S: 220 x\nstall", "tls", "team", "tls later hold", "handshake"},
		{"H16 535", auth + "C: AUTH PLAIN\nS: 535 5.7.8 wrong password", "none", "team", "login 535 5.7.8 later hold", "wrong password"},
		{"login not possible now", auth + "C: AUTH PLAIN\nS: 454 4.7.0 try later", "none", "team", "login 454 4.7.0 later", "try later"},
		{"drop at the login", auth + "C: AUTH PLAIN\nclose", "none", "team", "login later", ""},
		{"H17 no common AUTH", "S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH CRAM-MD5 GSSAPI\n", "none", "team",
			"login later hold", "offers CRAM-MD5 GSSAPI, we want PLAIN or LOGIN"},
		{"H17 no AUTH", hello, "none", "team", "login later hold", "offers nothing"},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			s, c := play(t, test.dialogue)
			c.TLS, c.User, c.Secret = test.tls, test.user, secret("s3cret")
			if test.tls != "none" { // TLS breaks off by writing, which a pipe would block
				listen(t, &c, s)
			}
			conn, err := send.Dial(t.Context(), c)
			if err == nil {
				conn.Close()
			}
			if got := outcome(err); got != test.want || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %q (%v)\nwant %q", got, err, test.want)
			}
			for _, line := range s.Heard() {
				if strings.HasPrefix(line, "AUTH") && test.tls != "none" {
					t.Errorf("the password was sent: %q", line)
				}
			}
		})
	}
}

// TestSilence is H09 and H10: what each step may take, and what it means when
// it takes longer. Time is not real here.
func TestSilence(t *testing.T) {
	body := strings.Repeat("x\r\n", 50000)
	big := strings.ReplaceAll(hello+from, "SIZE=44", "SIZE=150000")
	big = strings.ReplaceAll(big, "100000", "200000")
	tests := []struct {
		name, dialogue, text string
		took                 time.Duration
		want                 string
	}{
		{"H09 250 after 9 minutes", hello + from + rcpt + data + "sleep 9m\nS: 250 ok\n", text, 9 * time.Minute, "taken"},
		{"H10 at the final dot", hello + from + rcpt + data + "stall", text, 10 * time.Minute, "end later unknown"},
		{"H10 at the greeting", "stall", text, 10 * time.Minute, "greeting later"},
		{"H10 at EHLO", "S: 220 x\nstall", text, 10 * time.Minute, "greeting later"},
		{"H10 at MAIL", hello + "C: MAIL\nstall", text, 5 * time.Minute, "mail later"},
		{"H10 at RCPT", hello + from + "C: RCPT\nstall", text, 5 * time.Minute, "rcpt later"},
		{"H10 at DATA", hello + from + rcpt + "C: DATA\nstall", text, 2 * time.Minute, "data later"},
		{"H07 drop in the letter", big + rcpt + "C: DATA\nS: 354 go\nC: x\nclose", body, 0, "data later"},
		{"H10 reads no more", big + rcpt + "C: DATA\nS: 354 go\nfreeze", body, 3 * time.Minute, "data later"},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, c := play(t, test.dialogue)
				began := time.Now()
				conn, err := send.Dial(t.Context(), c)
				if err == nil {
					defer conn.Close()
					err = conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(test.text))
				}
				if took := time.Since(began); outcome(err) != test.want || took != test.took {
					t.Errorf("after %v: %q (%v)", took, outcome(err), err)
				}
			})
		})
	}
}

// TestContextEndsTheLetter is for I33: a signal shortens every limit, and after
// the final dot the outcome is unknown.
func TestContextEndsTheLetter(t *testing.T) {
	for name, test := range map[string]struct{ dialogue, want string }{
		"in RCPT":             {hello + from + "C: RCPT\nstall", "rcpt later"},
		"after the final dot": {hello + from + rcpt + data + "stall", "end later unknown"},
	} {
		synctest.Test(t, func(t *testing.T) {
			_, c := play(t, test.dialogue)
			conn := dial(t, c)
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			began := time.Now()
			err := conn.Send(ctx, "team@kabar.example", "ana@team.example", []byte(text))
			if took := time.Since(began); outcome(err) != test.want || took != 10*time.Second ||
				!errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: after %v: %q (%v)", name, took, outcome(err), err)
			}
		})
	}
}

// TestContextAlreadyEnded: nothing is sent, and nothing is unknown.
func TestContextAlreadyEnded(t *testing.T) {
	_, c := play(t, hello)
	conn := dial(t, c)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := conn.Send(ctx, "team@kabar.example", "ana@team.example", []byte(text))
	if outcome(err) != "mail later" {
		t.Errorf("%q (%v)", outcome(err), err)
	}
}
