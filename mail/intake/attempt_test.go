package intake

import (
	"strings"
	"testing"
)

// TestAttempts is one line that begins with the word of a command and does not
// go on as one: refused and not filed ("wrong"), filed with a word on how the
// command is written ("doubtful"), or simply news.
func TestAttempts(t *testing.T) {
	for _, c := range []struct{ line, fresh, near string }{
		{"get abc", "wrong", "get 14"},
		{"Get", "wrong", "get 14"},
		{"lihat abc", "wrong", "get 14"},
		{"accept abc", "wrong", "accept 7"},
		{"setujui itu", "wrong", "accept 7"},
		{"terima 7a", "wrong", "accept 7"},
		{"decision 7b", "wrong", "decision 7"},
		{"move 2", "wrong", "move 2 next"},
		{"drop everything", "wrong", "drop 3"},
		{"hapus semua", "wrong", "drop 3"},
		{"undo that", "wrong", "undo"},
		{"away foo", "wrong", "away until 2026-11-27"},
		{"cuti panjang", "wrong", "away until 2026-11-27"},
		{"terima paket", "doubtful", "accept 7"},
		{"lanjut coding", "doubtful", "resume"},
		{"Status green", "doubtful", "status"},
		{"Hours 3", "doubtful", "hours mon-fri 09:00-17:00"},
		{"Stop using docker", "doubtful", "pause"},
		{"Delete 3 old branches", "doubtful", "drop 3"},
		{"Cari bug di login", "doubtful", "search bug di login"},
		{"Prompt engineering workshop", "doubtful", "prompt 16:30"},
		{"frobnicate everything", "news", ""},
		{"Fixed login", "news", ""},
		{"Search is fixed now", "news", ""},
		{"Hours: 3 on login, 2 on docs", "news", ""},
		{"Get coffee.", "news", ""},
		{"Yes, done", "news", ""},
		{"Decision: use Postgres", "news", ""},
	} {
		act := Read(fromAna("kabar", c.line), harbour(t), pass("ana@harbour.example"))
		if got, near := tries(act); got != c.fresh || near != c.near {
			t.Errorf("%q: %s %q (%s), want %s %q", c.line, got, near, gist(act), c.fresh, c.near)
		}
		// In a subject without text there is nothing to file.
		want := strings.Replace(c.fresh, "doubtful", "wrong", 1)
		act = Read(fromAna(c.line, ""), harbour(t), pass("ana@harbour.example"))
		if got, near := tries(act); want != "news" && (got != want || near != c.near) {
			t.Errorf("subject %q: %s %q (%s), want %s", c.line, got, near, gist(act), want)
		} else if want == "news" && act.Kind() != "stray" {
			t.Errorf("subject %q: %s", c.line, gist(act))
		}
		// An answer to the question of the day is news.
		m := answering(fromAna("Apa kabar, Ana?", c.line), "x@y")
		act = Read(m, harbour(t), prompted(t, "2026-11-22"))
		if k := act.Kind(); k != "update" && k != "decision" {
			t.Errorf("answer %q: %s", c.line, gist(act))
		}
	}
}

// TestCommandSubject: under a subject that announces a command, what is none is
// not guessed to be one, and its writer hears of it.
func TestCommandSubject(t *testing.T) {
	for subject, want := range map[string]string{"Command": "doubtful", "perintah": "doubtful",
		"Command line tool": "news", "Today": "news"} {
		act := Read(fromAna(subject, "frobnicate everything"), harbour(t), pass("ana@harbour.example"))
		if got, _ := tries(act); got != want {
			t.Errorf("%s: %s (%s), want %s", subject, got, gist(act), want)
		}
	}
}

// tries tells what became of one line.
func tries(act Act) (how, near string) {
	switch a := act.(type) {
	case *Commands:
		if a.List[0].Wrong && !a.List[0].Changes && a.Rest == nil {
			return "wrong", a.List[0].Near
		}
	case *Update:
		if len(a.Doubts) == 0 {
			return "news", ""
		}
		return "doubtful", a.Doubts[0].Near
	}
	return act.Kind(), ""
}

// TestUntaken: lines of an update that would be commands elsewhere are filed,
// not obeyed, and named.
func TestUntaken(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Done: the report\nNext: rest\naway until Friday", "away until Friday"},
		{"Done: the report\nget 14", "get 14"},
		{"get 14\nwrote the tests", "get 14"},
		{"Selesai: laporan\ncuti besok", "away besok"},
		{"Done: the report\njeda", "pause"},
		{"Done: the report\nsearch postgres from:ana", "search postgres from:ana"},
		{"Done: the report\nhours 9-17\nBlocked: none\nlanguage id", "hours 9-17; language id"},
		{"Done: the report\nBlocked:\nhelp", ""},
		{"Done: search\nNext: more", ""},
		{"Done:\n- get 14\n- away until Friday", ""},
		{"Done: the report\nDrop 3 tables tomorrow", ""},
		{"Done: x\nget 1\nget 2\nget 3\nget 4", "get 1; get 2; get 3"},
		{"Done: x\nget 1\nget 1", "get 1"},
	} {
		for name, act := range map[string]Act{
			"fresh": Read(fromAna("Today", c.text), harbour(t), pass("ana@harbour.example")),
			"answer": Read(answering(fromAna("Apa kabar?", c.text), "x@y"), harbour(t),
				prompted(t, "2026-11-22")),
		} {
			u, ok := act.(*Update)
			if !ok {
				if name == "answer" || !strings.HasPrefix(c.text, "get") {
					t.Errorf("%s %q: %s", name, c.text, gist(act))
				}
				continue
			}
			if got := nears(u.Doubts); got != c.want {
				t.Errorf("%s %q: %q, want %q", name, c.text, got, c.want)
			}
		}
	}
}

// TestUntakenSubject: so is a subject that is a command and stands above an
// update. One that may be news is news.
func TestUntakenSubject(t *testing.T) {
	for subject, want := range map[string]string{
		"get 14": "get 14", "pause": "pause",
		"supersede 7: Use MySQL": "supersede 7: Use MySQL", "search postgres from:ana": "search postgres from:ana",
		"Search ranking": "", "Status": "", "Today": "", "help": "", "Get coffee for all": "",
	} {
		m := fromAna(subject, "The old one was slow.\nBen will write down why.")
		u, ok := Read(m, harbour(t), pass("ana@harbour.example")).(*Update)
		if !ok {
			t.Errorf("%q is not filed", subject)
			continue
		}
		if got := nears(u.Doubts); got != want {
			t.Errorf("%q: %q, want %q", subject, got, want)
		}
	}
}

// TestAskedAbove: two commands in a row with something else below them are part
// of the update, and named; one may be news.
func TestAskedAbove(t *testing.T) {
	for text, want := range map[string]string{
		"search postgres\nget 3\nwho\nfoo bar":        "search postgres; get 3; who",
		"who\ndecisions\nand all the tests are green": "who; decisions",
		"Search ranking\nwrote the tests":             "",
		"Status\nall the tests are green":             "",
		"search postgres\nwrote the tests\npause":     "pause",
		"search postgres\n\nDone: the report":         "search postgres",
		"Status\n\nDone: the report":                  "",
	} {
		act := Read(fromAna("Today", text), harbour(t), pass("ana@harbour.example"))
		u, ok := act.(*Update)
		if !ok {
			t.Errorf("%q: %s", text, gist(act))
			continue
		}
		if got := nears(u.Doubts); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestUntakenBelowComments: lines of a comment that would be commands elsewhere
// are named too.
func TestUntakenBelowComments(t *testing.T) {
	for text, want := range map[string]string{
		between("nobody answers", "I know somebody there.\npause"):                "pause",
		between("English only, for now", "Agreed.\naccept 8"):                     "accept 8",
		"Great week!\naway tomorrow\n\n" + quoted(digestText):                     "away tomorrow",
		between("nobody answers", "I know somebody there.") + "\ncuti besok\n":    "away besok",
		between("nobody answers", "Get well soon, and more power to all of you."): "",
		between("certificate ordered", "Search is faster with it."):               "",
	} {
		m := answering(fromAna("Harbour, Sun 22 Nov", text), "digest.2026-11-22.ana.harbour.s@harbour.example")
		act := Read(m, harbour(t), holding(t, pass("ana@harbour.example"), "digest"))
		c, ok := act.(*Comment)
		if !ok {
			t.Errorf("%q: %s", text, gist(act))
			continue
		}
		if got := nears(c.Doubts); got != want {
			t.Errorf("%s: %q, want %q", gist(act), got, want)
		}
	}
}

// nears is how the lines in doubt are written as commands.
func nears(doubts []Command) string {
	var list []string
	for _, d := range doubts {
		list = append(list, d.Near)
	}
	return strings.Join(list, "; ")
}

// TestNewsOfAbsences: what begins like an absence and is none is filed.
func TestNewsOfAbsences(t *testing.T) {
	for _, text := range []string{"I'm off to a good start with the parser",
		"I am away from the parser for now", "saya libur panjang setelah rilis ini selesai",
		"Remove me from the rota\nand the tests are green", "I’m off the hook"} {
		act := Read(fromAna("Today", text), harbour(t), pass("ana@harbour.example"))
		if act.Kind() != "update" {
			t.Errorf("%q: %s", text, gist(act))
		}
	}
}

// TestExamples: what every form gives as an example is understood as it.
func TestExamples(t *testing.T) {
	for _, f := range forms {
		c, how := match(f.example, place{today: day(t, "2026-11-22"), sections: []string{"next"}})
		if f.example != "" && (how < exact || c.Name != f.name) {
			t.Errorf("%s: %q is %q", f.name, f.example, c.Name)
		}
	}
}
