package intake

import (
	"strings"
	"testing"

	"kabar/mail/auth"
)

// TestCommands is lines that are commands in a fresh mail, by subject and by
// text alike (F17: HTML alone reads the same), and as an answer to a prompt.
func TestCommands(t *testing.T) {
	r := harbour(t)
	for _, c := range []struct{ line, fresh, answer string }{
		{"help", "help", "help"},
		{"Help!", "help", "help"},
		{"bantuan", "help", "help"},
		{"?", "help", "help"},
		{"/help", "help", "help"},
		{"help search", "help search", "help search"},
		{"please help", "help", "help"},
		{"help please", "help", "help"},
		{"bantuan dong", "help", "help"},
		{"I’m away until 2026-11-27", "away until 2026-11-27", "away until 2026-11-27"},
		{"I'm off tomorrow", "away tomorrow", "away tomorrow"},
		{"saya cuti besok", "away besok", "away besok"},
		{"unsubscribe me from this list", "pause", "pause"},
		{"remove me", "pause", "pause"},
		{"list decisions", "decisions", "decisions"},
		{"who's away?", "who", "who"},
		{"I’m back", "back", ""},
		{"digest at 9:00", "digest 9:00", "digest 9:00"},
		{"jam tanya jam 17.00", "prompt jam 17.00", ""},
		{"get 14, please", "get 14", "get 14"},
		{"accept 7: say please", "accept 7: say please", "accept 7: say please"},
		{"search postgres", "search postgres", "search postgres"},
		{"SEARCH postgres", "search postgres", "search postgres"},
		{"Search: postgres", "search postgres", ""},
		{"“search postgres”", "search postgres", "search postgres"},
		{"`search postgres`", "search postgres", "search postgres"},
		{"search postgres from:ana since:october", "search postgres from:ana since:october",
			"search postgres from:ana since:october"},
		{"search \"the queue is full\"", "search \"the queue is full\"", "search \"the queue is full\""},
		{"find invoices kind:decision", "search invoices kind:decision", "search invoices kind:decision"},
		{"cari rapat dari:ana", "search rapat dari:ana", "search rapat dari:ana"},
		{"cari postgres", "search postgres", "search postgres"},
		{"please search for postgres queue", "search postgres queue", "search postgres queue"},
		{"kabar, search postgres", "search postgres", "search postgres"},
		{"tolong cari postgres", "search postgres", "search postgres"},
		{"search what did we decide about postgres?", "search what did we decide about postgres?", ""},
		{"search post* -draft", "search post* -draft", "search post* -draft"},
		{"get 14", "get 14", "get 14"},
		{"get #14", "get #14", "get #14"},
		{"get 3-5", "get 3-5", "get 3-5"},
		{"get 3, 5 and 9", "get 3, 5 and 9", "get 3, 5 and 9"},
		{"get 3 files", "get 3 files", "get 3 files"},
		{"lihat 14", "get 14", "get 14"},
		{"get 3 file 2", "get 3 file 2", "get 3 file 2"},
		{"lihat #3 berkas", "get #3 berkas", "get #3 berkas"},
		{"get 8f3c21d09a", "get 8f3c21d09a", "get 8f3c21d09a"},
		{"get #8f3c21d09a4e5b77 files", "get #8f3c21d09a4e5b77 files", "get #8f3c21d09a4e5b77 files"},
		{"get 8f3c21…", "get 8f3c21…", "get 8f3c21…"},
		{"get 1234567890", "get 1234567890", "get 1234567890"},
		{"thread 8f3c21d09a", "thread 8f3c21d09a", "thread 8f3c21d09a"},
		{"best postgres upgrade", "best postgres upgrade", ""},
		{"best postgres from:ana", "best postgres from:ana", "best postgres from:ana"},
		{"terbaik postgres", "best postgres", ""},
		{"more", "more", "more"},
		{"thread 2", "thread 2", "thread 2"},
		{"decisions", "decisions", "decisions"},
		{"decisions open", "decisions open", "decisions open"},
		{"keputusan", "decisions", "decisions"},
		{"keputusan 7", "decision 7", "decision 7"},
		{"decision #7", "decision #7", "decision #7"},
		{"accept 7", "accept 7", "accept 7"},
		{"accept 7: fine with me", "accept 7: fine with me", "accept 7: fine with me"},
		{"tolak 7 karena mahal", "reject 7 karena mahal", "reject 7 karena mahal"},
		{"reject decision 7", "reject decision 7", "reject decision 7"},
		{"withdraw 7", "withdraw 7", "withdraw 7"},
		{"supersede 7: use SQLite", "supersede 7: use SQLite", "supersede 7: use SQLite"},
		{"supersede 7 with 9", "supersede 7 with 9", "supersede 7 with 9"},
		{"who", "who", "who"},
		{"Siapa?", "who", "who"},
		{"status", "status", "status"},
		{"mydata", "mydata", "mydata"},
		{"my data", "mydata", "mydata"},
		{"undo", "undo", "undo"},
		{"move 2 next", "move 2 next", "move 2 next"},
		{"move 2 to blocked", "move 2 to blocked", "move 2 to blocked"},
		{"pindah 2 ke selesai", "move 2 ke selesai", "move 2 ke selesai"},
		{"drop 3", "drop 3", "drop 3"},
		{"hapus 3", "drop 3", "drop 3"},
		{"away until 3 Dec", "away until 3 Dec", "away until 3 Dec"},
		{"Away until further notice.", "away until further notice.", "away until further notice."},
		{"away 24 Dec - 2 Jan: family", "away 24 Dec - 2 Jan: family", "away 24 Dec - 2 Jan: family"},
		{"cuti sampai Jumat", "away sampai Jumat", "away sampai Jumat"},
		{"libur besok", "away besok", "away besok"},
		{"away tomorrow, dentist", "away tomorrow, dentist", "away tomorrow, dentist"},
		{"away until 30 February", "away until 30 February", "away until 30 February"},          // F14
		{"away until 9999-01-01", "away until 9999-01-01", "away until 9999-01-01"},             // F14
		{"away 2025-12-03", "away 2025-12-03", "away 2025-12-03"},                               // F14
		{"away until Firday", "away until Firday", "away until Firday"},                         // F14
		{"away", "away", ""},                                                                    //
		{"away ben tomorrow", "away ben tomorrow", ""},                                          // F11
		{"back", "back", ""},                                                                    //
		{"kembali", "back", ""},                                                                 //
		{"timezone Europe/Berlin", "timezone Europe/Berlin", "timezone Europe/Berlin"},          //
		{"Timezone: Berlin", "timezone Berlin", "timezone Berlin"},                              //
		{"zona WITA", "timezone WITA", "timezone WITA"},                                         //
		{"timezone UTC+2", "timezone UTC+2", "timezone UTC+2"},                                  // F13
		{"timezone ../../etc/passwd", "timezone ../../etc/passwd", "timezone ../../etc/passwd"}, // F13
		{"timezone Local", "timezone Local", ""},                                                // F13
		{"timezone", "timezone", ""},                                                            // F13
		{"timezone Berln", "timezone Berln", "timezone Berln"},                                  // F13
		{"hours 9:00-17:30", "hours 9:00-17:30", "hours 9:00-17:30"},
		{"hours mon-thu 09:00-17:00", "hours mon-thu 09:00-17:00", "hours mon-thu 09:00-17:00"},
		{"jam 9.00-17.00", "hours 9.00-17.00", "hours 9.00-17.00"},
		{"hours 25:00-26:00", "hours 25:00-26:00", ""},
		{"hours 17-9", "hours 17-9", "hours 17-9"},
		{"prompt 16:30", "prompt 16:30", "prompt 16:30"},
		{"prompt at 4:30 pm", "prompt 4:30 pm", "prompt 4:30 pm"},
		{"digest 08:15", "digest 08:15", "digest 08:15"},
		{"digest 25:00", "digest 25:00", "digest 25:00"},
		{"hours 25:00", "hours 25:00", ""},
		{"jam kerja 8:00", "hours 8:00", ""},
		{"pause until monday", "away until monday", "away until monday"},
		{"jeda sampai Senin", "away sampai Senin", "away sampai Senin"},
		{"pause for 2 weeks", "away for 2 weeks", "away for 2 weeks"},
		{"pause until Mondey", "away until Mondey", "away until Mondey"},
		{"language id", "language id", "language id"},
		{"bahasa Inggris", "language Inggris", "language Inggris"},
		{"pause", "pause", "pause"},
		{"unsubscribe", "pause", "pause"},
		{"jeda", "pause", "pause"},
		{"resume", "resume", ""},
		{"lanjut", "resume", ""},
		{"confirm 8f3a", "confirm 8f3a", "confirm 8f3a"},
		{"yes 4711", "confirm 4711", ""},
		// What is near a command, in a mail of its own, is asked back for.
		{"serach postgres", "? search postgres", ""},
		{"halp", "? help", ""},
		{"timezon Berlin", "? timezone Berlin", ""},
		{"awya until Friday", "? away until Friday", ""},
		{"desicions", "? decisions", ""},
		// F18: letters that only look right are not obeyed anywhere.
		{"ѕearch postgres", "? search postgres", "? search postgres"},
		{"sеаrch postgres", "? search postgres", "? search postgres"},
		{"pаuse", "? pause", "? pause"},
		{"ｈｅｌｐ", "? help", "? help"},
		{"pa\u200buse", "? pause", "? pause"},
		{"un\u00addo", "? undo", "? undo"},
	} {
		want := func(s string) string {
			if s == "" {
				return "update 2026-11-22"
			}
			return "command " + s
		}
		if got := gist(Read(fromAna("kabar", c.line), r, pass("ana@harbour.example"))); got != want(c.fresh) {
			t.Errorf("text %q: %s, want %s", c.line, got, want(c.fresh))
		}
		if got := gist(Read(fromAna("kabar", c.line+"\n\nThanks,\nAna\n\n-- \nAna Putri\nHarbour"), r,
			pass("ana@harbour.example"))); got != want(c.fresh) {
			t.Errorf("text %q with a greeting: %s, want %s", c.line, got, want(c.fresh))
		}
		if got := gist(Read(fromAna(c.line, ""), r, pass("ana@harbour.example"))); got != want(c.fresh) {
			t.Errorf("subject %q: %s, want %s", c.line, got, want(c.fresh))
		}
		html := fromAna("kabar", "")
		html.HTML = "<div>" + strings.ReplaceAll(c.line, "\"", "&quot;") + "</div>"
		if got := gist(Read(html, r, pass("ana@harbour.example"))); got != want(c.fresh) {
			t.Errorf("HTML %q: %s, want %s", c.line, got, want(c.fresh))
		}
		m := answering(fromAna("Apa kabar, Ana?", c.line), "x@y")
		if got := gist(Read(m, r, prompted(t, "2026-11-22"))); got != want(c.answer) {
			t.Errorf("answer %q: %s, want %s", c.line, got, want(c.answer))
		}
	}
}

// TestNews is ordinary sentences that begin with the word of a command: they
// are updates, in a fresh mail and as an answer to a prompt.
func TestNews(t *testing.T) {
	r := harbour(t)
	for _, line := range []string{
		"Search is fixed now",
		"search works again",
		"Search: fixed the ranking",
		"Search page: new layout is done",
		"Finding a room was hard",
		"Find out why CI fails",
		"Find attached the report",
		"Cari tahu kenapa build gagal",
		"Cari bug di login",
		"Back from lunch, did the invoices",
		"Back on track with the migration",
		"Help needed with the deploy",
		"Help Ben with the tests",
		"Helped Ben with the tests",
		"Get 3 reviews done",
		"Get the certificate renewed",
		"Got 14 tickets closed",
		"More tests for the parser",
		"Status: all green",
		"Status of the release is unclear",
		"Status meeting with the client",
		"Who broke the build? I did.",
		"Decision: use Postgres",
		"Decision 7 was hard to take",
		"Decisions are documented now",
		"Accept 7 new candidates",
		"Accepted the offer",
		"Reject spam earlier in the pipeline",
		"Move 2 servers to Berlin",
		"Moved 2 tickets to next",
		"Drop 3 tables tomorrow",
		"Drop support for Go 1.24",
		"Undo button added",
		"Undo the last migration",
		"Pause button implemented",
		"Paused the rollout",
		"Stop using docker",
		"Stopped at the parser",
		"Start with the docs tomorrow",
		"Started the migration",
		"Resume parsing works",
		"Lanjut migrasi database",
		"Mulai refactor modul auth",
		"Away from keyboard most of the day",
		"Away day planning with the team",
		"Off to a good start with billing",
		"Libur nasional kemarin, tidak ada kabar",
		"Cuti Ben disetujui",
		"Timezone bug fixed",
		"Timezone handling reviewed with Ben",
		"Hours: 3 on login, 2 on docs",
		"Hours 3",
		"Jam 9 rapat dengan klien",
		"Prompt 2 customers about invoices",
		"Prompt engineering workshop",
		"Digest 2 is out",
		"Digest mail rendering finished",
		"Language switch done",
		"Language: German texts reviewed by Ben",
		"Bahasa daerah ditambahkan ke aplikasi",
		"Thread pool fixed",
		"Show Ben the dashboard",
		"Delete 3 old branches",
		"Delete 2026 backups",
		"Yes, finished the report",
		"Ok, login is done",
		"No progress today",
		"Confirm the date with the client",
		"My data import is finished",
		"Unsubscribe link added to the newsletter",
		"Next: release",
		"- search postgres",
		"* away until Friday",
		"1. help",
		"> help",
		"Fixed login",
		"Tests",
		"wrote tests",
		"Step 3",
		"Heap usage halved",
		"Gut besuchtes Meeting",
		"done",
		"Wrote help pages",
		"Reviewed: search",
	} {
		for name, act := range map[string]Act{
			"fresh":  Read(fromAna("Today", line), r, pass("ana@harbour.example")),
			"answer": Read(answering(fromAna("Apa kabar?", line), "x@y"), r, prompted(t, "2026-11-22")),
		} {
			if line == "> help" && act.Kind() == "stray" {
				continue // all of it is quoted
			}
			if line == "Decision: use Postgres" && act.Kind() == "decision" {
				continue
			}
			if act.Kind() != "update" {
				t.Errorf("%s %q: %s", name, line, gist(act))
			}
		}
	}
}

// TestCommandsAmongOthers has mails with more than a command.
func TestCommandsAmongOthers(t *testing.T) {
	const quote = "\n\nOn Sun, 22 Nov 2026 at 16:30, Harbour <kabar@harbour.example> wrote:\n> Done:\n> help\n> search x\n"
	for _, c := range []struct{ name, subject, text, want string }{
		{"two commands", "kabar", "timezone Berlin\nhours 9-17", "command timezone Berlin; hours 9-17"},
		{"with a greeting", "hi", "Hi kabar,\n\nsearch postgres\n\nThanks\nAna", "command search postgres"},
		{"setting, then news", "x", "away until Friday\n\nDone: the report\nNext: rest",
			"command away until Friday + update 2026-11-22"},
		{"news, then setting", "x", "Done: the report\naway until Friday", "update 2026-11-22"},
		{"query, then news", "x", "search postgres\nthe indexer was rewritten", "update 2026-11-22"},
		{"sure query, then words", "x", "search postgres from:ana\n\nI think it was in October.",
			"command search postgres from:ana"},
		{"get, then labels", "x", "get 14\nDone: the report", "command get 14 + update 2026-11-22"},
		{"help, then the trouble", "x", "help\nHow do I change my zone?", "command help"},
		{"status, then news", "x", "Status\nAll good, wrote tests", "update 2026-11-22"},
		{"decisions, then news", "x", "Decisions\n- we take Postgres", "decision 2026-11-22"},
		{"subject and text", "search postgres", "search postgres", "command search postgres"},
		{"setting in the subject", "away until Friday", "Done: the report",
			"command away until Friday + update 2026-11-22"},
		{"two settings", "timezone Berlin", "hours 9-17", "command timezone Berlin; hours 9-17"},
		{"query in the subject, news in the text", "Search redesign", "We shipped the mock.", "update 2026-11-22"},
		{"help in the subject, news in the text", "Help", "Done: help pages", "update 2026-11-22"},
		{"F16: Re: in the subject", "Re: search postgres", "", "stray"},
		{"F16: Re: in the subject, news", "Re: help", "Done: the report", "update 2026-11-22"},
		{"F07: in a quote", "kabar", "Done: the report" + quote, "update 2026-11-22"},
		{"F07: only in a quote", "Re: kabar", quote, "stray"},
		{"F08: in a signature", "kabar", "Done: the report\n\n-- \nsearch postgres\n", "update 2026-11-22"},
		{"F08: only in a signature", "kabar", "-- \nhelp\n", "stray"},
		{"above a quote", "kabar", "search postgres" + quote, "command search postgres"},
		{"end of message", "Sick today (EOM)", "", "update 2026-11-22"},
		{"only a subject", "Sick today", "", "stray"},
		{"only a courtesy", "kabar", "Thanks!", "update 2026-11-22"},
	} {
		got := gist(Read(fromAna(c.subject, c.text), harbour(t), pass("ana@harbour.example")))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestAnswersToPrompts has the same for answers to a prompt, which are updates
// unless nothing else is possible.
func TestAnswersToPrompts(t *testing.T) {
	const above = "\n\nOn Sun, 22 Nov 2026 at 16:30, Harbour <kabar@harbour.example> wrote:\n> Apa kabar, Ana?\n>\n> Done:\n>\n> Next:\n"
	for _, c := range []struct{ name, text, want string }{
		{"one command", "search postgres" + above, "command search postgres"},
		{"help is what blocks", "> Done:\nthe report\n> Next:\nmore\n> Blocked:\nhelp\n", "update 2026-11-22"},
		{"under the first question", "> Apa kabar, Ana?\n>\n> Done:\nstatus\n", "update 2026-11-22"},
		{"at the bottom", "> Apa kabar, Ana?\n> Write what you like.\n\nhelp\n", "command help"},
		{"setting, then news", "away until Friday\nDone: the report" + above,
			"command away until Friday + update 2026-11-22"},
		{"setting, then inline", "away until Friday\n\n> Done:\nthe report\n> Next:\nthe rest\n",
			"command away until Friday + update 2026-11-22"},
		{"get, then news", "get 14\nwrote the tests" + above, "update 2026-11-22"},
		{"labels", "Done: search\nNext: help" + above, "update 2026-11-22"},
		{"several lines of prose", "status\nof the release is green" + above, "update 2026-11-22"},
		{"unknown word", "serach postgres" + above, "update 2026-11-22"},
	} {
		m := answering(fromAna("Apa kabar, Ana?", c.text), "x@y")
		if got := gist(Read(m, harbour(t), prompted(t, "2026-11-22"))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestRest: what stands below a setting is filed without the setting.
func TestRest(t *testing.T) {
	for _, text := range []string{
		"away until Friday\nDone: the report\nNext: the rest",
		"away until Friday\n\n> Done:\nthe report\n> Next:\nthe rest\n",
	} {
		m := answering(fromAna("Apa kabar, Ana?", text), "x@y")
		c, ok := Read(m, harbour(t), prompted(t, "2026-11-20")).(*Commands)
		if !ok || c.Rest == nil {
			t.Fatalf("%q: no rest", text)
		}
		u := c.Rest.(*Update)
		if u.Date != day(t, "2026-11-20") || !u.Late || u.Member != "ana" {
			t.Errorf("%q: rest is for %s of %s", text, u.Date, u.Member)
		}
		got := ""
		for _, s := range u.Result.Sections {
			for _, i := range s.Items {
				got += s.Name + ":" + i.Text + ";"
			}
		}
		if got != "done:the report;next:the rest;" || strings.Contains(u.Text, "away") {
			t.Errorf("%q: rest is %s in %q", text, got, u.Text)
		}
		if !strings.Contains(c.Text, "away until Friday") {
			t.Errorf("%q: the mail's text has lost its first line: %q", text, c.Text)
		}
	}
}

// TestBackAndResume has commands that depend on the member's state.
func TestBackAndResume(t *testing.T) {
	r := harbour(t)
	ana := &r.Teams[0].Members[0]
	ana.Paused = true
	away, err := parseAway("until 27 Nov", day(t, "2026-11-20"))
	if err != nil {
		t.Fatal(err)
	}
	ana.Away = append(ana.Away, away)
	for line, want := range map[string]string{
		"back": "command back", "lanjut": "command resume", "resume": "command resume",
		"Back\nDone: the report": "command back + update 2026-11-22",
		"Back from lunch":        "update 2026-11-22",
	} {
		m := answering(fromAna("Apa kabar?", line), "x@y")
		if got := gist(Read(m, r, prompted(t, "2026-11-22"))); got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
}

// TestF06: of a thousand commands the first 20 count.
func TestF06(t *testing.T) {
	got := gist(Read(fromAna("x", strings.Repeat("get 14\n", 1000)), harbour(t), pass("ana@harbour.example")))
	if want := "command " + strings.Repeat("get 14; ", 19) + "get 14 (980 refused)"; got != want {
		t.Errorf("%s", got)
	}
}

// TestF03: a long query is bounded.
func TestF03(t *testing.T) {
	act := Read(fromAna("x", "search "+strings.Repeat("größe ", 200_000)), harbour(t), pass("ana@harbour.example"))
	c, ok := act.(*Commands)
	if !ok || len(c.List[0].Args) > maxArgs || len(c.List[0].Line) > maxLine+3 {
		t.Errorf("%s of %d bytes", act.Kind(), len(c.List[0].Args))
	}
}

// TestB24 has what "unsubscribe" buttons of mail programs send.
func TestB24(t *testing.T) {
	for _, c := range []struct{ subject, text, want string }{
		{"pause", "", "command pause"},
		{"unsubscribe", "", "command pause"},
		{"Unsubscribe", "This message was automatically generated by Gmail.", "command pause"},
		{"unsubscribe", "Please unsubscribe ana@harbour.example from this list.", "command pause"},
		{"pause", "Apple Mail sent this email to unsubscribe from the message “Apa kabar”.", "command pause"},
		{"Unsubscribe link", "It is in the newsletter now.", "update 2026-11-22"},
	} {
		for name, v := range map[string]auth.Verdict{
			"no token": pass("ana@harbour.example"),
			"prompt":   prompted(t, "2026-11-22"),
			"digest":   holding(t, pass("ana@harbour.example"), "digest"),
		} {
			got := gist(Read(fromAna(c.subject, c.text), harbour(t), v))
			if name == "digest" && c.want == "update 2026-11-22" {
				got = strings.Replace(got, "comment [0 "+c.text+"]", c.want, 1)
			}
			if got != c.want {
				t.Errorf("%s: %s / %s: %s, want %s", name, c.subject, c.text, got, c.want)
			}
		}
	}
}

// TestConfirm has answers to "shall I really?".
func TestConfirm(t *testing.T) {
	for line, want := range map[string]string{
		"yes 4711": "command confirm 4711", "Yes": "command confirm", "ya": "command confirm",
		"confirm": "command confirm", "OK": "command confirm", "no": "command cancel",
		"batal": "command cancel", "get 2": "command get 2", "more": "command more",
	} {
		for _, kind := range []string{"confirm", "answer"} {
			m := answering(fromAna("kabar", line), "x@y")
			got := gist(Read(m, harbour(t), holding(t, pass("ana@harbour.example"), kind)))
			if got != want {
				t.Errorf("%s to %s: %s, want %s", line, kind, got, want)
			}
		}
	}
}

// TestFallback: what was beyond repair is filed, never obeyed.
func TestFallback(t *testing.T) {
	m := fromAna("help", "search postgres")
	m.Fallback = true
	if got := gist(Read(m, harbour(t), pass("ana@harbour.example"))); got != "update 2026-11-22" {
		t.Error(got)
	}
}

// FuzzCommands: any text is read, within bounds, and what is offered for an
// unknown command is one.
func FuzzCommands(f *testing.F) {
	for _, s := range []string{"help", "serach x", "away until 3 Dec\nDone: x", "get 1-2\nmore",
		"ѕearch x", "move 2 next", "timezone ../..", "yes 4711", "re 14: x", "supersede 7: y",
		"“search x”", "/\n//\n", "kabar kabar kabar", "hours 9-17 9-17", "prompt 9 pm\x00",
		"pr\xff\x05pt 9 pm \xff\u0080"} {
		f.Add("x", s, true)
		f.Add(s+"\xff (EOM)", "", false)
		f.Add(s, "", false)
	}
	r := harbour(f)
	f.Fuzz(func(t *testing.T, subject, text string, answer bool) {
		m, v := fromAna(subject, text), pass("ana@harbour.example")
		if answer {
			m, v = answering(m, "x@y"), holding(t, v, "prompt")
		}
		act := Read(m, r, v)
		c, ok := act.(*Commands)
		if !ok {
			return
		}
		if len(c.List) == 0 || len(c.List) > maxCommands {
			t.Fatalf("%d commands", len(c.List))
		}
		for _, cmd := range c.List {
			if len(cmd.Args) > maxArgs || len(cmd.Line) > maxLine+3 || strings.ContainsAny(cmd.Line, "\n\r\x00") {
				t.Fatalf("not bounded: %+v", cmd)
			}
			if cmd.Near != "" {
				if near, how := match(cmd.Near, place{today: day(t, "2026-11-22")}); how < loose || near.Name == "" {
					t.Fatalf("%q: offers %q, which is none", cmd.Line, cmd.Near)
				}
			}
		}
	})
}
