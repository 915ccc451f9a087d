package intake

import "testing"

// TestSplitCommands: the word of a command as the subject, what belongs to it
// as the text.
func TestSplitCommands(t *testing.T) {
	for _, c := range []struct{ subject, text, want, near string }{
		{"search", "postgres", "command search postgres", ""},
		{"Search:", "postgres from:ana\n\nThanks\nAna", "command search postgres from:ana", ""},
		{"Please search", "the bank", "command search the bank", ""},
		{"cari", "postgres", "command search postgres", ""},
		{"get", "14", "command get 14", ""},
		{"away", "until Friday", "command away until Friday", ""},
		{"Cuti", "besok", "command away besok", ""},
		{"hours", "9-17", "command hours 9-17", ""},
		{"timezone", "Lisbon", "command timezone Lisbon", ""},
		{"accept", "7", "command accept 7", ""},
		{"accept", "7: fine with me", "command accept 7: fine with me", ""},
		{"reject 7", "too early, and\ntoo dear\n\nThanks\nAna", "command reject 7: too early, and too dear", ""},
		{"Reject 7.", "too early", "command reject 7: too early", ""},
		{"tolak 7", "terlalu cepat", "command reject 7: terlalu cepat", ""},
		{"supersede 7", "use SQLite", "command supersede 7: use SQLite", ""},
		{"Help please", "how do I set my hours?", "update 2026-11-22", "help"},
		{"Bantuan", "bagaimana mengatur jam kerja?", "update 2026-11-22", "help"},
		{"get", "coffee", "update 2026-11-22", "get 14"},
		{"hours", "sat", "update 2026-11-22", "hours mon-fri 09:00-17:00"},
		{"Status", "all is green on staging", "update 2026-11-22", ""},
		{"Search", "is fixed now", "update 2026-11-22", ""},
		{"Away", "I wrote the tests and went home early", "update 2026-11-22", ""},
		{"ok", "1234", "update 2026-11-22", ""},
		{"Today", "search is faster", "update 2026-11-22", ""},
		{"search", "postgres\nand the rest of the day I wrote tests", "update 2026-11-22", ""},
	} {
		act := Read(fromAna(c.subject, c.text), harbour(t), pass("ana@harbour.example"))
		near := ""
		if u, ok := act.(*Update); ok && len(u.Doubts) > 0 {
			near = u.Doubts[0].Near
		}
		if got := gist(act); got != c.want || near != c.near {
			t.Errorf("%q, %q: %s (near %q), want %s (%q)", c.subject, c.text, got, near, c.want, c.near)
		}
		// In an answer the subject is somebody's earlier one.
		m := answering(fromAna(c.subject, c.text), "x@y")
		if act := Read(m, harbour(t), prompted(t, "2026-11-22")); act.Kind() != "update" {
			t.Errorf("answer %q, %q: %s", c.subject, c.text, gist(act))
		}
	}
}
