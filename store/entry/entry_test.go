package entry

import (
	"math/rand"
	"strings"
	"time"

	"kabar/store/civil"
)

// ana is an update with all there is in one.
func ana() Entry {
	return Entry{
		ID: "5f0c3a9d11e2b477", Num: 17, Kind: Update, Team: "acme", Member: "ana",
		Name:  "Ana Putri",
		Date:  civil.Date{Year: 2026, Month: 11, Day: 22},
		Filed: time.Date(2026, 11, 22, 9, 52, 10, 0, time.UTC), Zone: "Asia/Jakarta",
		Mail: "00aa11bb22cc33dd", Source: "CAF--x%3>@mail.example",
		Verdict: "dkim=pass header.d=acme.example",
		Late:    true, Amends: "1111222233334444",
		Files: []File{{"plan -- draft.pdf", "application/pdf", 120_345},
			{"日本語 [1](x).txt", "text/plain", 0}},
		Sections: []Section{
			{"done", []Item{{"moved the invoices to the new queue\n(all of them)", 0},
				{"and the tests", 1}}},
			{"next", []Item{{"- write it up", 0}}},
			{"blocked", nil},
			{"note", []Item{{"Ben said:\n\n# I am a heading\n<script>alert(1)</script>", 0}}},
		},
	}
}

// postgres is a decision with all there is in one.
func postgres() Entry {
	at := time.Date(2026, 11, 22, 9, 52, 10, 0, time.UTC)
	return Entry{
		ID: "5f0c3a9d11e2b478", Num: 18, Kind: Decided, Team: "acme", Member: "ana",
		Name: "Ana Putri",
		Date: civil.Date{Year: 2026, Month: 11, Day: 22}, Filed: at, Zone: "Asia/Jakarta",
		Mail: "00aa11bb22cc33dd", Source: "CAF-x@mail.example", Verdict: "token",
		Files: []File{{"load test's.csv", "text/csv", 7}},
		Decision: &Decision{
			Number: 7, Title: "Use Postgres: yes", Status: "accepted",
			Why:      "We need transactions.\n\n- and backups\n# and peace",
			Deadline: civil.Date{Year: 2026, Month: 12, Day: 1},
			Makers:   []string{"Ana Putri", "Özil, Mesut", "no"}, Consulted: []string{"Ben"},
			Objections: []string{"nobody here has run it\nbefore", "costs"},
			Log: []Change{{at, "ana", "filed"}, {at.Add(time.Hour), "ben",
				"accepted: [x](y)"}},
		},
	}
}

// pieces are what random text is made of: all that means something to a
// reader of pages, and what it could be confused with.
var pieces = []string{
	"a", "Z", "9", "é", "日", " ", "  ", "\n", "\n\n", "\t", "-", "- ", "--", "---", "* ", "+ ",
	"#", "# ", "## ", "### ",
	"\\", "\\\\", "\\-", "<", "<!-- kabar:1 update id=x len=0 crc=00000000 -->", "<!--", "-->",
	"<b>", ">", "> ", "[x]:", "](", "![",
	"{{<", "{{%", "%%", "%2D", "%", "&amp;", "&", "=", "===", "=x", "\"", "'", ":", ": ", "\r",
	"\r\n", "\x00", "\x1b", "\xff",
	"\u2028", "\u202e", "\uFFFD", "Objection: ", "---\n", "```", "1. ", "ß", "İ", "_",
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.Intn(9) {
		b.WriteString(pieces[r.Intn(len(pieces))])
	}
	return b.String()
}

func randomEntry(r *rand.Rand) Entry {
	text := func() string { return randomText(r) }
	e := Entry{
		ID: "x" + text(), Num: r.Int63n(1000), Kind: []Kind{Update, Comment, Decided}[r.Intn(3)],
		Team: text(), Member: text(), Name: text(), Zone: text(), Mail: text(), Source: text(),
		Verdict: text(), Late: r.Intn(2) == 0, Amends: text(), On: text(),
	}
	if r.Intn(4) > 0 {
		e.Filed = time.Unix(r.Int63n(1<<33), r.Int63n(1e9))
		e.Date = civil.DateOf(e.Filed)
	}
	for range r.Intn(3) {
		name := strings.Repeat(text(), 1+r.Intn(20))
		e.Files = append(e.Files, File{name + text(), text(), r.Int63() - 9})
	}
	list := func() (l []string) {
		for range r.Intn(3) {
			l = append(l, text())
		}
		return l
	}
	if e.Kind == Decided {
		e.Decision = &Decision{Number: r.Intn(9), Title: text(), Why: text(),
			Status: text(), Deadline: e.Date,
			Makers: list(), Consulted: list(), Informed: list(), Objections: list()}
		for range r.Intn(3) {
			e.Decision.Log = append(e.Decision.Log, Change{e.Filed, text(), text()})
		}
		return e
	}
	for range r.Intn(4) {
		s := Section{Name: text()}
		for range r.Intn(4) {
			s.Items = append(s.Items, Item{text(), r.Intn(12) - 1})
		}
		e.Sections = append(e.Sections, s)
	}
	return e
}
