package reply

import (
	"testing"
	"time"
)

func TestDeadline(t *testing.T) {
	today := time.Date(2026, 11, 22, 16, 30, 0, 0, time.FixedZone("WIB", 7*3600)) // a Sunday
	for _, c := range []struct{ in, want string }{
		{"ship it by Friday", "2026-11-27"},
		{"by Sunday", "2026-11-29"},
		{"sampai Jumat ya", "2026-11-27"},
		{"paling lambat hari Senin", "2026-11-23"},
		{"bis morgen", "2026-11-23"},
		{"bis zum 24.12.", "2026-12-24"},
		{"bis 24.12.2027", "2027-12-24"},
		{"avant vendredi", "2026-11-27"},
		{"antes del viernes", "2026-11-27"},
		{"até sexta-feira", "2026-11-27"},
		{"entro venerdì", "2026-11-27"},
		{"voor vrijdag", "2026-11-27"},
		{"before 2026-12-01", "2026-12-01"},
		{"due Dec 24th", "2026-12-24"},
		{"due 3 January", "2027-01-03"},
		{"金曜日までにリリース", "2026-11-27"},
		{"周五之前完成", "2026-11-27"},
		{"due 3 March", "2027-03-03"},
		{"due 3 October", ""},
		{"by 31.11.", ""},
		{"by 3/4", ""},
		{"by Ben", ""},
		{"on Friday we met", ""},
		{"by", ""},
	} {
		got := ""
		if d, ok := deadline(c.in, today); ok {
			got = d.Format("2006-01-02")
		}
		if got != c.want {
			t.Errorf("deadline(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestDecisionDeadline: the title's date, else that of a line of its own; dates
// in a reason are about other things.
func TestDecisionDeadline(t *testing.T) {
	today := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ title, why, want string }{
		{"move by Friday", "Deadline: 1 December", "2026-11-27"},
		{"move", "it is slow Deadline: 1 December 2026", "2026-12-01"},
		{"pindah", "Tenggat waktu: Jumat", "2026-11-27"},
		{"umziehen", "**Frist:** 24.12.", "2026-12-24"},
		{"move", "the contract ends by Friday", "none"},
		{"move", "deadline: soon", "none"},
		{"move", "residue: Friday", "none"},
		{"move", "Deadline: 1 December 2028", "2028-12-01"},
	} {
		got := "none"
		if at, ok := (Decision{Title: c.title, Why: c.why}).Deadline(today); ok {
			got = at.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%q %q: %s, want %s", c.title, c.why, got, c.want)
		}
	}
}

// TestReason: the line that only gives the date is no reason.
func TestReason(t *testing.T) {
	today := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ title, why, want string }{
		{"move", "safety Deadline: 2026-12-01", "safety"},
		{"move", "Deadline: 1 December 2026.", ""},
		{"umziehen", "sicher **Frist:** 24.12.", "sicher"},
		{"pindah", "aman Tenggat waktu: hari Jumat", "aman"},
		{"move", "safety Deadline: Friday, unless it rains", "safety Deadline: Friday, unless it rains"},
		{"move", "safety Deadline: soon", "safety Deadline: soon"},
		{"move by Friday", "Deadline: 1 December", "Deadline: 1 December"},
		{"move", "the contract ends by Friday", "the contract ends by Friday"},
	} {
		if got := (Decision{Title: c.title, Why: c.why}).Reason(today); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.title, c.why, got, c.want)
		}
	}
}
