package digest

import (
	"strings"
	"testing"
	"time"

	"kabar/store/entry"
	"kabar/store/team"
)

// answers are one of each part, as members get them.
func answers(t testing.TB, l *locale) []struct {
	name  string
	parts []Part
} {
	filed := friday(t)
	away := func(first, last string) Changed {
		c := Changed{What: "away", Range: team.Range{First: day(first)}, Next: utc("2026-11-30T07:30")}
		if last != "" {
			c.Range.Last = day(last)
		}
		return c
	}
	abroad := member(t, "ben")
	abroad.Zone, abroad.Days = inZone(t, "Asia/Singapore"), everyDay&^(1<<time.Friday|1<<time.Wednesday)
	hits := Hits{Query: "postgres from:ngozi", Total: 2, First: 1, List: []Hit{
		{Num: 18, ID: "8f3c21d09a", Kind: entry.Update, Name: "Ngozi Okafor", Filed: utc("2026-11-20T15:33"),
			Excerpt: "the queue runs on Postgres in staging · the same in production, on\nTuesday", Marks: [][2]int{{18, 26}}},
		{Num: 17, ID: "00f1e2d3c4", Kind: entry.Decided, Name: "Ngozi Okafor", Filed: utc("2025-11-20T14:20"),
			Excerpt: "Use Postgres for the queue", Marks: [][2]int{{4, 12}}}}}
	many := hits
	many.Total, many.Over, many.First, many.More = 1000, true, 21, true
	many.Note = "Only the first 32 words of your query were used."
	logged := with(filed[3], func(e *entry.Entry) {
		d := *e.Decision
		d.Log = []entry.Change{{At: e.Filed, By: "ngozi", What: "filed"}, {At: utc("2026-11-21T10:00"), By: "kim", What: "rejected: not yet"},
			{At: utc("2026-11-22T10:00"), By: "gone", What: "accepted"}}
		e.Decision = &d
	})
	accepted := with(filed[10], func(e *entry.Entry) {
		d := *e.Decision
		d.Status, d.Log = "accepted", []entry.Change{{At: utc("2026-11-23T09:10"), By: "ben", What: "accepted: fine with me"}}
		e.Decision = &d
	})
	rejected := with(filed[10], func(e *entry.Entry) {
		d := *e.Decision
		d.Status = "rejected"
		e.Decision = &d
	})
	replaced := with(logged, func(e *entry.Entry) {
		d := *e.Decision
		d.Status = "superseded by 0008"
		d.Log = append(d.Log, entry.Change{At: utc("2026-11-23T09:10"), By: "ben", What: "superseded by 0008"})
		e.Decision = &d
	})
	return []struct {
		name  string
		parts []Part
	}{
		{"help", []Part{Help{}}},
		{"search", []Part{hits}},
		{"search, more than it can count", []Part{many}},
		{"search, nothing", []Part{Hits{Query: "xyzzy"}}},
		{"search, not understood", []Part{BadQuery{Query: `postgres from: after:2026-10-01`, From: 9, To: 14,
			Why: `"from:" needs something after the colon.`, Example: "postgres from:ana since:monday"}}},
		{"get", []Part{Full{Num: 18, Entry: withFiles(entry.Merge(filed[4], filed[8])), Comments: filed[6:8]}}},
		{"get, of the newest search", []Part{Full{Num: 3, Of: "postgres from:ngozi", Entry: filed[8]}}},
		{"get, beyond the hits", []Part{Full{Num: 99, Hits: 20}}},
		{"get, by an id nobody has", []Part{Full{Given: "8f3c21d09a"}}},
		{"thread", []Part{Full{Num: 18, Entry: filed[4], Thread: true, Part: true, Comments: []entry.Entry{withFiles(filed[6])}}}},
		{"get files", []Part{Enclosed{Num: 18, Sent: withFiles(filed[4]).Files, Limit: 10_000_000}}},
		{"get files, some too large", []Part{Enclosed{Num: 18, Of: "postgres", Place: 3, Sent: withFiles(filed[4]).Files[:1], Limit: 10_000_000,
			Left: []entry.File{{Name: "film.mp4", Size: 80_000_000}, {Name: "photo.jpg", Size: 9_960_000}}, Alone: 4}}},
		{"get files, all too large", []Part{Enclosed{Num: 18, Limit: 1_500_000, Left: []entry.File{{Name: "film.mp4", Size: 80_000_000}}}}},
		{"get files, none", []Part{Enclosed{Num: 18}}},
		{"get files, beyond them", []Part{Enclosed{Num: 18, Had: 3}}},
		{"get files, gone", []Part{Enclosed{Num: 18, Gone: true}}},
		{"more, no search", []Part{Refused{Command: "more", Why: "nosearch", Near: "search postgres"}}},
		{"more, at the end", []Part{Hits{Query: "postgres", Total: 24, First: 25}}},
		{"mydata", []Part{Mine{Entries: 412}}},
		{"mydata, too much", []Part{Mine{Entries: 1, Part: true, Limit: 10_000_000, Member: "ana"}}},
		{"mydata, with settings", []Part{Mine{Entries: 2, Set: true}}},
		{"mydata, none", []Part{Mine{}}},
		{"get a decision", []Part{Full{Num: 17, Entry: filed[3]}}},
		{"get, taken back", []Part{Full{Num: 18, Entry: with(filed[4], func(e *entry.Entry) { e.Sections = nil }), Comments: filed[6:8]}}},
		{"get, not there", []Part{Full{Num: 4711}}},
		{"decisions", []Part{Decisions{List: []entry.Entry{filed[10], filed[3]}, Total: 8}}},
		{"decisions open", []Part{Decisions{Status: "proposed", List: []entry.Entry{filed[10]}, Total: 21}}},
		{"decisions superseded, none", []Part{Decisions{Status: "superseded"}}},
		{"decisions, none", []Part{Decisions{}}},
		{"away until", []Part{away("2026-11-23", "2026-11-27")}},
		{"away for a day to come", []Part{away("2026-11-27", "2026-11-27")}},
		{"away from and to", []Part{away("2026-12-21", "2027-01-01")}},
		{"away, open", []Part{away("2026-11-23", "")}},
		{"back", []Part{Changed{What: "back", Next: utc("2026-11-23T15:30")}}},
		{"timezone", []Part{Changed{What: "timezone", Before: abroad, Next: utc("2026-11-23T15:30")}}},
		{"hours", []Part{Changed{What: "hours", Before: abroad}}},
		{"prompt", []Part{Changed{What: "prompt", Before: member(t, "ana")}}},
		{"digest", []Part{Changed{What: "digest", Before: member(t, "ana")}}},
		{"pause", []Part{Changed{What: "pause"}}},
		{"resume", []Part{Changed{What: "resume", Next: utc("2026-11-23T15:30")}}},
		{"language", []Part{Changed{What: "language", Before: member(t, "ana")}}},
		{"refused", []Part{Refused{Command: "away", Given: "until 30 February", Why: "nosuchday", Near: "away until 2027-02-28"}}},
		{"refused, and not filed", []Part{Refused{Command: "get", Given: "abc", Why: "unclear", Near: "get 14", Unfiled: true}}},
		{"digest outside the hours", []Part{Refused{Command: "digest", Given: "04:00", Why: "outside"}}},
		{"who", []Part{People{}}},
		{"unknown, with one that is near", []Part{Unknown{Line: "serach postgres", Near: "search postgres"}}},
		{"unknown", []Part{Unknown{Line: "make coffee"}}},
		{"confirm", []Part{Confirm{Lines: []string{"timezone Asia/Tokyo", "pause"}, Say: "yes 4711"}}},
		{"receipt", []Part{Receipt{Entry: filed[0], Unsure: true}}},
		{"status", []Part{Standing{Today: filed[0], Next: utc("2026-11-23T15:30")}}},
		{"status, nothing yet", []Part{Standing{}}},
		{"code used", []Part{WrongCode{Code: "471100", Why: "used"}}},
		{"code late", []Part{WrongCode{Code: "471100", Why: "late"}}},
		{"code wrong", []Part{WrongCode{Code: "471100", Why: "wrong"}}},
		{"code for nothing", []Part{WrongCode{Code: "471100", Why: "none"}}},
		{"receipt with a line that is no command", []Part{Receipt{Entry: filed[0], Doubts: []Doubt{{Line: "away until Friday", Command: "away until 2026-11-27"}}}}},
		{"comment with a line that is no command", []Part{Remarked{Count: 1, Doubts: []Doubt{{Line: "pause", Command: "pause"}}}}},
		{"comments with lines that are no commands", []Part{Remarked{Count: 2, Doubts: []Doubt{
			{Line: "accept 8", Command: "accept 8"}, {Line: "cuti besok", Command: "away besok"}}}}},
		{"only a subject", []Part{Unplaced{Subject: "Sick today", At: utc("2026-11-22T09:00"), Why: "subject"}}},
		{"receipt with a decision", []Part{Receipt{Entry: filed[9], Decisions: filed[10:11]}}},
		{"receipt after move", []Part{Receipt{Entry: filed[8], After: "move"}}},
		{"receipt after undo", []Part{Receipt{Entry: filed[5], After: "undo", Decisions: filed[10:11]}}},
		{"receipt with all dropped", []Part{Receipt{Entry: entry.Entry{Date: day("2026-11-20")}, After: "drop"}}},
		{"receipt with nothing left", []Part{Receipt{Entry: entry.Entry{Kind: entry.Update, Name: "Ana Putri", Date: day("2026-11-20"),
			Sections: []entry.Section{{Name: "done"}}}, After: "undo"}}},
		{"a number that is not there", []Part{Refused{Command: "drop", Given: "9", Why: "item", Near: "drop 5"}, Receipt{Entry: filed[0], After: "none"}}},
		{"decision", []Part{Record{Number: 7, Entry: logged, Comments: []entry.Entry{comment(30, member(t, "ben"), "2026-11-22T10:00", 17, "fine with me")},
			May: []string{"reject", "withdraw", "supersede"}}}},
		{"decision open", []Part{Record{Number: 8, Entry: filed[10], May: []string{"accept", "reject", "supersede"}}}},
		{"decision, by a guest", []Part{Record{Number: 8, Entry: filed[10]}}},
		{"decisions open, none", []Part{Decisions{Status: "proposed"}}},
		{"decision rejected", []Part{Record{Number: 8, Entry: rejected, May: []string{"accept", "supersede"}}}},
		{"decision, not there", []Part{Record{Number: 4711}}},
		{"decision accepted", []Part{Record{Number: 8, Entry: accepted, Changed: true, May: []string{"reject", "supersede"}}}},
		{"decision superseded", []Part{Record{Number: 7, Entry: replaced, Changed: true, Next: &filed[10]}}},
		{"could not be filed", []Part{Unplaced{Subject: "Re: Re: Fwd: picture", At: utc("2026-11-22T09:00"), Why: "empty"}}},
		{"trouble: login", []Part{Trouble{Kind: "imap-login", Detail: "imap.harbour.example:993: NO [AUTHENTICATIONFAILED] invalid credentials",
			Since: utc("2026-11-23T06:10")}}},
		{"trouble: bounces", []Part{Trouble{Kind: "bounced", Who: "Tiago Souza", Detail: "550 5.1.1 no such user"}}},
		{"trouble, over", []Part{Trouble{Kind: "smtp", Detail: "smtp.harbour.example:465: connection refused",
			Since: utc("2026-11-22T06:10"), Over: utc("2026-11-23T08:40")}}},
		{"trouble: twin", []Part{Trouble{Kind: "twin", Detail: "answered is prompt.2026-11-20.tiago.harbour.aaaaaaaaaaaaaaaa@harbour.example"}}},
		{"trouble: answers", []Part{Trouble{Kind: "answers", Who: "Tiago Souza"}}},
		{"the last answer for now", []Part{Hits{Query: "xyzzy"}, Enough{Most: 20}}},
		{"the last answer for a day", []Part{Hits{Query: "xyzzy"}, Enough{Most: 100, Day: true}}},
		{"several commands", []Part{Changed{What: "back"}, hits, Unknown{Line: "sing"}, TooMany{Done: 20, Left: 980}}},
	}
}

// TestGoldenAnswers writes all answers into one file a language, and some of
// them as HTML.
func TestGoldenAnswers(t *testing.T) {
	for id, l := range map[string]*locale{"ben": &english, "ana": &indonesian} {
		var all strings.Builder
		for _, a := range answers(t, l) {
			tm := harbour(t)
			tm.Members[3].Away = []team.Range{{First: day("2026-11-23"), Last: day("2026-11-27")}}
			tm.Members = append(tm.Members, team.Member{ID: "mo", Name: "Mo", Guest: true, Days: weekdays, From: 9 * 60, To: 12 * 60})
			m, _ := tm.Member(id)
			if a.name == "hours" {
				m.From, m.To = clock("13:00"), clock("16:00")
			}
			env := to(t, id, "answer", "2026-11-23", "2026-11-23T09:10")
			env.InReplyTo = "question@" + id + ".example"
			d := Answer{Team: tm, Reader: m, Now: utc("2026-11-23T09:10"), Parts: a.parts}.Draft(env)
			if d.Auto != "auto-replied" {
				t.Errorf("%s: Auto-Submitted is %q", a.name, d.Auto)
			}
			sameWords(t, d)
			narrow(t, d.Text)
			all.WriteString("======== " + a.name + "\nSubject: " + d.Subject + "\n\n" + d.Text + "\n")
			switch a.name {
			case "help", "search", "search, not understood", "several commands", "who", "receipt", "thread",
				"get files, some too large":
				goldenFile(t, "answer-"+strings.ReplaceAll(strings.ReplaceAll(a.name, ",", ""), " ", "-")+"-"+l.lang+".html", d.HTML)
			}
		}
		goldenFile(t, "answers-"+l.lang+".txt", all.String())
	}
}

func TestReplySubject(t *testing.T) {
	title := phrase{{"Nothing found", plain}}
	for _, c := range []struct{ subject, want string }{
		{"", "Nothing found"},
		{"search xyzzy", "Re: search xyzzy"},
		{"RE: search xyzzy", "RE: search xyzzy"},
		{"a\r\nBcc: all@harbour.example", "Re: a Bcc: all@harbour.example"}, // E01
	} {
		if got := replySubject(c.subject, title); got != c.want {
			t.Errorf("%q: %q, want %q", c.subject, got, c.want)
		}
	}
}

func TestDayNames(t *testing.T) {
	for days, want := range map[team.Days]string{
		weekdays:             "Mon-Fri",
		everyDay:             "Mon-Sun",
		0:                    "",
		1 << time.Sunday:     "Sun",
		1<<0 | 1<<6:          "Sat, Sun",
		1<<0 | 1<<5 | 1<<6:   "Fri-Sun",
		weekdays &^ (1 << 3): "Mon, Tue, Thu, Fri",
		1<<1 | 1<<3 | 1<<5:   "Mon, Wed, Fri",
	} {
		if got := dayNames(english.shortDays, days, "-"); got != want {
			t.Errorf("%07b: %q, want %q", days, got, want)
		}
	}
}

// withFiles is an entry whose mail brought files.
func withFiles(e entry.Entry) entry.Entry {
	e.Files = []entry.File{{Name: "load test.pdf", Type: "application/pdf", Size: 120_345},
		{Name: "<b>&.csv", Type: "text/csv", Size: 999}}
	return e
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{-1: "0 B", 0: "0 B", 999: "999 B", 1000: "1 kB", 1499: "1 kB", 120_345: "120 kB",
		999_499: "999 kB", 999_500: "1 MB", 1_249_999: "1.2 MB", 9_949_999: "9.9 MB", 9_950_000: "10 MB", 80_000_000: "80 MB"} {
		if got := english.size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	if got := indonesian.size(1_249_999); got != "1,2 MB" {
		t.Errorf("in Indonesian: %s", got)
	}
}
