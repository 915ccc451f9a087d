package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
)

// remember keeps what was shown of a day for the pages of those who wrote it.
func (g *wing) remember(list []shown, date civil.Date) {
	keep := func(s shown) {
		if p := g.members[s.Member]; p != nil {
			g.wrote[p] = append(g.wrote[p], s)
		}
	}
	for _, s := range list {
		if !s.gone {
			keep(s)
		}
		for _, c := range s.comments {
			// Below an entry of one's own it stands on the same page already.
			if c.Date == date && (s.gone || c.Member != s.Member) {
				on := g.find(c.On)
				keep(shown{Entry: c, on: on})
			}
		}
	}
}

// writeMonths writes each member's page of a month, and forgets what is on it.
func (g *wing) writeMonths(m month) error {
	for _, p := range g.people() {
		if p.months[m] == 0 {
			continue
		}
		list := g.wrote[p]
		slices.SortStableFunc(list, func(a, b shown) int {
			if c := a.Date.Compare(b.Date); c != 0 {
				return c
			}
			return int(a.Num - b.Num)
		})
		name := mail.Clean(p.name)
		v := page{Title: name + ", " + m.words(), Note: "What was written in this month was taken back.",
			Crumbs: g.crumbs("../../", link{Text: name, Href: "index.html"}), Cards: g.cards(list, "../../")}
		for i, s := range list {
			if i == 0 || list[i-1].Date != s.Date {
				v.Cards[i].Day = link{Text: dayWords(s.Date), Href: "../../days/" + s.Date.String() + ".html"}
			}
		}
		months := p.written()
		at := slices.Index(months, m)
		if at > 0 {
			v.Prev = link{Text: "← " + months[at-1].words(), Href: months[at-1].String() + ".html"}
		}
		if at+1 < len(months) {
			v.Next = link{Text: months[at+1].words() + " →", Href: months[at+1].String() + ".html"}
		}
		if err := g.put(g.team+"/"+memberPage(p, m.String()), "cards", v); err != nil {
			return err
		}
	}
	clear(g.wrote)
	return nil
}

// writeMembers writes the first page of each member: their months.
func (g *wing) writeMembers() error {
	for _, p := range g.people() {
		v := page{Title: mail.Clean(p.name), Crumbs: g.crumbs("../../")}
		total := 0
		for _, m := range slices.Backward(p.written()) {
			total += p.months[m]
			v.Rows = append(v.Rows, link{m.words(), m.String() + ".html", entries(p.months[m])})
		}
		v.Note = fmt.Sprintf("%s, member %s", entries(total), mail.Clean(p.id))
		if err := g.put(g.team+"/"+memberPage(p, "index"), "member", v); err != nil {
			return err
		}
	}
	return nil
}

// writeDecisions writes a page for each decision, and their list.
func (g *wing) writeDecisions() error {
	list := page{Title: "Decisions", Crumbs: g.crumbs("../")}
	for i, e := range g.decided {
		list.Rows = append(list.Rows, g.decisionRow(e, ""))
		v := g.decision(e)
		if i > 0 {
			v.Prev = link{Text: "← " + decisionTitle(g.decided[i-1]), Href: g.files[g.decided[i-1].ID]}
		}
		if i+1 < len(g.decided) {
			v.Next = link{Text: decisionTitle(g.decided[i+1]) + " →", Href: g.files[g.decided[i+1].ID]}
		}
		if err := g.put(g.team+"/decisions/"+g.files[e.ID], "decision", v); err != nil {
			return err
		}
	}
	return g.put(g.team+"/decisions/index.html", "list", list)
}

// decision is the page of one decision.
func (g *wing) decision(e entry.Entry) page {
	d := *e.Decision
	s := shown{Entry: e}
	g.thread(g.from, &s)
	p := page{Title: decisionTitle(e), ID: e.ID, Status: g.status(d.Status),
		Crumbs: g.crumbs("../", link{Text: "Decisions", Href: "index.html"}),
		Cards:  g.under(s.comments, e, "../")}
	fact := func(what, words, href string) {
		if words != "" {
			p.Facts = append(p.Facts, link{what, href, mail.Clean(words)})
		}
	}
	day := ""
	if !e.Date.IsZero() {
		day = "../days/" + e.Date.String() + ".html"
	}
	fact("Written", e.Date.String(), day)
	fact("Decided by", strings.Join(d.Makers, ", "), "")
	fact("Consulted", strings.Join(d.Consulted, ", "), "")
	fact("Informed", strings.Join(d.Informed, ", "), "")
	fact("Deadline", d.Deadline.String(), "")
	fact("Files", fileNames(e.Files), "")
	p.Parts = append(said("Why", true, d.Why), said("Objections", false, d.Objections...)...)
	for _, c := range d.Log {
		by := c.By
		if m := g.members[c.By]; m != nil {
			by = m.name
		}
		p.Log = append(p.Log, link{Text: c.At.Format("2 January 2006, 15:04 MST"),
			Note: mail.Clean(by) + ": " + mail.Clean(c.What)})
	}
	return p
}

// status is a decision's status, with a link if another one took its place.
func (g *wing) status(words string) link {
	l := link{Text: mail.Clean(words)}
	if rest, ok := strings.CutPrefix(words, "superseded by "); ok {
		if n, err := strconv.Atoi(rest); err == nil && g.numbers[n] != "" {
			l.Href, l.Note = g.numbers[n], strconv.Itoa(n)
		}
	}
	return l
}
