package send_test

import (
	"errors"
	"testing"

	"kabar/mail/send/smtptest"
)

// TestReady: the server can't keep a letter before what must be safe by then is,
// and does not get it at all if that fails. Others follow.
func TestReady(t *testing.T) {
	var box inbox
	conn := dial(t, start(t, smtptest.New(box.deliver)))
	broken := errors.New("the disk is full")
	for _, c := range []struct {
		to      string
		ready   error
		outcome error
		asked   int
		taken   int
	}{
		{"ana@team.example", nil, nil, 1, 1},
		{"ben@team.example", broken, broken, 1, 1},
		{"cid@team.example", nil, nil, 1, 2},
		{"no address", nil, nil, 0, 2},
		{"dan@team.example", nil, nil, 1, 3},
	} {
		asked, before := 0, len(box.all())
		err := conn.SendWhen(t.Context(), "team@kabar.example", c.to, []byte(text), func() error {
			asked++
			if n := len(box.all()); n != before {
				t.Errorf("%s: the server has the letter, and nobody was asked", c.to)
			}
			return c.ready
		})
		if asked != c.asked || len(box.all()) != c.taken || c.asked > 0 && err != c.outcome {
			t.Errorf("%s: asked %d times, %d taken, %v", c.to, asked, len(box.all()), err)
		}
	}
}
