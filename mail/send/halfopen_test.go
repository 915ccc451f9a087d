package send_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"kabar/mail/fetch/imaptest"
	"kabar/mail/send"
)

// TestHalfOpen lets the line go dead without a word at every byte of a letter
// (H08, H10): it ends by a deadline, what the server may have taken is never
// called unsent, and the next connection takes it.
func TestHalfOpen(t *testing.T) {
	var whole int64
	once := func(t *testing.T, rooms ...int64) (taken int, got []error) {
		s := imaptest.NewScript(hello+sent, hello+sent)
		p := imaptest.NewProxy(s.Dial, rooms...)
		defer func() { p.Close(); s.Close() }()
		c := send.Config{Host: "localhost", Port: 587, TLS: "none", Dial: p.Dial}
		for len(got) < 2 && (len(got) == 0 || got[len(got)-1] != nil) {
			conn, err := send.Dial(t.Context(), c)
			if err == nil {
				err = conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text))
				whole = max(whole, p.Passed())
				conn.Close()
			}
			got = append(got, err)
		}
		for _, line := range s.Heard() {
			if line == "." {
				taken++
			}
		}
		return taken, got
	}
	synctest.Test(t, func(t *testing.T) {
		if taken, got := once(t); taken != 1 || !slices.Equal(got, []error{nil}) {
			t.Fatalf("without a fault: taken %d times, %v", taken, got)
		}
	})
	for room, end := int64(0), whole; room < end; room++ {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			taken, got := once(t, room)
			took := time.Since(began)
			var e *send.Error
			switch {
			case len(got) != 2 || got[1] != nil || !errors.As(got[0], &e) || !e.Temporary:
				t.Errorf("dead after %d of %d bytes: %v", room, end, got)
			case taken == 2 && !e.Unknown:
				t.Errorf("dead after %d bytes: taken, but said to be unsent: %v", room, got[0])
			case took > 25*time.Minute:
				t.Errorf("dead after %d bytes: given up after %v", room, took)
			}
		})
	}
}
