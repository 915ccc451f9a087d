package export

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// Site writes a web site: an overview, a page a day, a page a member and month,
// a page a decision, and feed.xml. create is called for each file with its path,
// slashes in it. Pages load nothing and run nothing, and lead only to each other
// and to where the links in people's texts lead.
//
// Paths and anchors stay what they are in a later export: <team>/days/<date>.html
// and <team>/decisions/<number>.html, with the entry's id as anchor.
func Site(create func(path string) (io.WriteCloser, error), teams []team.Team, base string, from Source) error {
	s, err := take(from)
	if err != nil {
		return err
	}
	w := &site{create: create, base: base, from: from, survey: s, files: map[string]string{}}
	var home page
	for _, t := range teams {
		if len(s.team(t.ID).refs) == 0 && len(teams) > 1 {
			continue // it has nothing to show
		}
		if home, err = w.team(t); err != nil {
			return err
		}
		w.rows = append(w.rows, link{home.Title, t.ID + "/index.html", home.Note})
	}
	if len(w.rows) == 1 {
		err = w.put("index.html", "team", home)
	} else {
		err = w.put("index.html", "home", page{Title: "News of all teams", Rows: w.rows})
	}
	if err != nil {
		return err
	}
	return w.feed(teams)
}

// site is the site as far as it is written.
type site struct {
	create func(string) (io.WriteCloser, error)
	base   string // see Site
	from   Source
	survey *survey
	rows   []link            // of the teams
	files  map[string]string // id of a decision → its page
}

// put writes one page.
func (w *site) put(path, name string, p page) error {
	p.Root = strings.Repeat("../", strings.Count(path, "/"))
	return w.file(path, func(out io.Writer) error { return pages().ExecuteTemplate(out, name, p) })
}

// file writes one file.
func (w *site) file(path string, write func(io.Writer) error) error {
	f, err := w.create(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 32<<10)
	err = cmp.Or(write(out), out.Flush())
	return cmp.Or(err, f.Close())
}

// wing is the part of the site that is one team's.
type wing struct {
	*site
	*teamSurvey
	team    string
	name    string
	decided []entry.Entry
	numbers map[int]string      // number of a decision → its page
	wrote   map[*person][]shown // in the month being written
}

// team writes all pages of a team, and returns the overview as it stands at the
// root.
func (w *site) team(t team.Team) (page, error) {
	g := &wing{site: w, teamSurvey: w.survey.team(t.ID), team: t.ID, name: mail.Clean(t.Name)}
	var err error
	if g.decided, err = w.from.Decisions(t.ID); err != nil {
		return page{}, err
	}
	g.nameDecisions()
	for _, write := range []func() error{g.writeDays, g.writeMembers, g.writeDecisions} {
		if err := write(); err != nil {
			return page{}, err
		}
	}
	overview := g.overview("")
	overview.Crumbs = []link{{Text: "All teams", Href: "../index.html"}}
	if err := w.put(t.ID+"/index.html", "team", overview); err != nil {
		return page{}, err
	}
	return g.overview(t.ID + "/"), nil
}

// nameDecisions gives each decision its page. Two of one number, made by hand,
// do not get the same.
func (g *wing) nameDecisions() {
	g.numbers = map[int]string{}
	for _, e := range g.decided {
		n := e.Decision.Number
		name := fmt.Sprintf("%04d.html", n)
		if g.numbers[n] != "" {
			name = fmt.Sprintf("%04d-%s.html", n, fileName(e.ID))
		} else {
			g.numbers[n] = name
		}
		g.files[e.ID] = name
	}
}

// newestDecisions is how many of them the overview shows.
const newestDecisions = 10

// overview is the first page of a team; base leads from it to the team's folder.
func (g *wing) overview(base string) page {
	p := page{Title: g.name, Note: "Nothing was written yet."}
	dates := g.dates()
	if n := len(dates); n > 0 {
		p.Note = fmt.Sprintf("%s, %s to %s", entries(g.entries),
			dates[0], dates[n-1])
	}
	for _, m := range g.people() {
		p.Members = append(p.Members, link{Text: mail.Clean(m.name), Href: base + memberPage(m, "index")})
	}
	for _, e := range slices.Backward(g.decided) {
		if len(p.Rows) == newestDecisions {
			p.All = link{Text: fmt.Sprintf("All %d decisions", len(g.decided)), Href: base + "decisions/index.html"}
			break
		}
		p.Rows = append(p.Rows, g.decisionRow(e, base+"decisions/"))
	}
	for _, d := range slices.Backward(dates) {
		m := monthOf(d)
		if n := len(p.Months); n == 0 || p.Months[n-1].Note != m.String() {
			p.Months = append(p.Months, monthRow{Text: m.words(), Note: m.String()})
		}
		row := &p.Months[len(p.Months)-1]
		row.Days = slices.Insert(row.Days, 0, link{fmt.Sprint(d.Day), base + "days/" + d.String() + ".html", dayWords(d)})
	}
	return p
}

func (g *wing) decisionRow(e entry.Entry, base string) link {
	return link{decisionTitle(e), base + g.files[e.ID], mail.Clean(e.Decision.Status)}
}

func decisionTitle(e entry.Entry) string {
	return fmt.Sprintf("Decision %d: %s", e.Decision.Number, mail.Clean(e.Decision.Title))
}

// entries is "1 entry", "2 entries".
func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// memberPage is a page of a member, seen from the folder of the team.
func memberPage(m *person, name string) string {
	return "members/" + fileName(m.id) + "/" + name + ".html"
}

// writeDays writes the pages of all days, and of each member's months on the way.
func (g *wing) writeDays() error {
	byDate := map[civil.Date][]entry.Entry{}
	for _, e := range g.decided {
		byDate[e.Date] = append(byDate[e.Date], e)
	}
	g.wrote = map[*person][]shown{}
	dates := g.dates()
	for i, date := range dates {
		list, err := g.day(g.from, g.team, date, byDate[date])
		if err != nil {
			return err
		}
		p := page{Title: dayWords(date), Note: allTakenBack, Cards: g.cards(list, "../"),
			Crumbs: g.crumbs("../", link{Text: monthOf(date).words(), Href: "../index.html#m" + monthOf(date).String()})}
		if i > 0 {
			p.Prev = link{Text: "← " + dayWords(dates[i-1]), Href: dates[i-1].String() + ".html"}
		}
		if i+1 < len(dates) {
			p.Next = link{Text: dayWords(dates[i+1]) + " →", Href: dates[i+1].String() + ".html"}
		}
		for _, s := range list {
			for _, v := range s.versions {
				if s.gone {
					p.Gone = append(p.Gone, v.ID)
				}
			}
		}
		if err := g.put(g.team+"/days/"+date.String()+".html", "cards", p); err != nil {
			return err
		}
		g.remember(list, date)
		if i+1 == len(dates) || monthOf(dates[i+1]) != monthOf(date) {
			if err := g.writeMonths(monthOf(date)); err != nil {
				return err
			}
		}
	}
	return nil
}

// crumbs lead from a page back to the top; base leads to the team's folder.
func (g *wing) crumbs(base string, more ...link) []link {
	return append([]link{{Text: g.name, Href: base + "index.html"}}, more...)
}
