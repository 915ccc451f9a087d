package reply

import (
	"fmt"
	"testing"
)

func TestDurations(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"took 2h30", "[2h30m0s]"},
		{"1,5 jam untuk login", "[1h30m0s]"},
		{"45 min", "[45m0s]"},
		{"2 h 15 min and 1 hour", "[2h15m0s 1h0m0s]"},
		{"0.25h", "[15m0s]"},
		{"3 Tage", "[24h0m0s]"},
		{"2時間、30分", "[2h0m0s 30m0s]"},
		{"3小时", "[3h0m0s]"},
		{"at 10:30, v2.1, 100 %, 2026-11-22", "[]"},
		{"5000 hours", "[]"},
		{"2 people, 3 months", "[]"},
	} {
		if got := fmt.Sprint(Durations(c.in)); got != c.want {
			t.Errorf("Durations(%q) = %s, want %s", c.in, got, c.want)
		}
	}
}
