package export

import (
	"time"

	"kabar/mail"
	"kabar/store/entry"
)

// cards are what is shown, for a page; base leads from it to the team's folder.
func (g *wing) cards(list []shown, base string) (cards []card) {
	for _, s := range list {
		if s.gone {
			continue
		}
		c := g.card(s.Entry, base)
		for _, v := range s.versions[min(1, len(s.versions)):] {
			c.Earlier = append(c.Earlier, v.ID)
		}
		if len(c.Earlier) > 0 {
			c.Notes = append(c.Notes, "Amended "+times(s.versions[1:])+".")
		}
		if s.Kind == entry.Comment && s.On != "" {
			c.On = g.target(s, base)
		}
		c.Under = g.under(s.comments, s.Entry, base)
		cards = append(cards, c)
	}
	return cards
}

// under are the cards of the comments below an entry. On the page where they
// stand themselves, they are what their ids lead to.
func (g *wing) under(comments []entry.Entry, e entry.Entry, base string) (cards []card) {
	for _, k := range comments {
		c := g.card(k, base)
		if k.Date != e.Date {
			c.ID = ""
			c.When = local(k).Format("Mon 2 Jan, ") + c.When
		}
		cards = append(cards, c)
	}
	return cards
}

// target says what a comment is on.
func (g *wing) target(s shown, base string) *link {
	switch {
	case s.on.num == 0:
		return &link{Text: "On an entry that is not part of this export."}
	case s.on.decided:
		for _, e := range g.decided {
			if e.ID == s.On {
				return &link{Text: decisionTitle(e), Href: base + "decisions/" + g.files[e.ID]}
			}
		}
	}
	return &link{Text: "an entry of " + dayWords(s.on.date()),
		Href: base + "days/" + s.on.date().String() + ".html#" + s.On}
}

// card is one entry.
func (g *wing) card(e entry.Entry, base string) card {
	c := card{ID: e.ID, Num: e.Num, When: clockOf(e), Link: g.place(e, base), Parts: partsOf(e),
		Files: fileNames(e.Files)}
	c.Who = link{Text: mail.Clean(nameOf(e))}
	if p := g.members[e.Member]; p != nil {
		c.Who.Href = base + memberPage(p, "index")
	}
	if at := local(e); at.Format(time.DateOnly) != e.Date.String() {
		c.When = at.Format("Mon 2 Jan, ") + c.When
	}
	if e.Late {
		c.Notes = append(c.Notes, "It came late.")
	}
	switch {
	case e.Kind == entry.Comment:
		c.Tag = "comment"
	case e.Decision != nil:
		c.Tag = mail.Clean(e.Decision.Status)
		c.Decision = link{Text: decisionTitle(e), Href: base + "decisions/" + g.files[e.ID]}
		c.Parts = said("", true, e.Decision.Why)
	}
	return c
}

// place is where an entry stands for good.
func (g *wing) place(e entry.Entry, base string) string {
	if e.Decision != nil {
		return base + "decisions/" + g.files[e.ID] + "#" + e.ID
	}
	return base + "days/" + e.Date.String() + ".html#" + e.ID
}
