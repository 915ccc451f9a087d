package export

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"kabar/mail"
	"kabar/store/entry"
	"kabar/store/team"
)

// atom is a feed (RFC 4287).
type atom struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Base    string      `xml:"xml:base,attr,omitempty"` // links are meant from there
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomPerson  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Updated   string     `xml:"updated"`
	Published string     `xml:"published"`
	Author    atomPerson `xml:"author"`
	Link      atomLink   `xml:"link"`
	Content   atomText   `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// feed writes feed.xml: the entries filed last, the newest first. An id is a tag
// URI (RFC 4151) of team and entry, so it stays the same wherever the site lies.
func (w *site) feed(teams []team.Team) error {
	domains := map[string]string{}
	for _, t := range teams {
		_, domains[t.ID], _ = strings.Cut(t.Address, "@")
	}
	tag := func(team, what string) string {
		return fmt.Sprintf("tag:%s,2026:kabar/%s%s", domains[team], team, what)
	}
	f := atom{Base: w.base, Title: "News", Updated: "1970-01-01T00:00:00Z", Author: atomPerson{"kabar"},
		Links: []atomLink{{"self", "application/atom+xml", "feed.xml"}, {"alternate", "text/html", "index.html"}}}
	if len(teams) > 0 {
		f.ID = tag(teams[0].ID, "")
		f.Title = cmp.Or(mail.Clean(teams[0].Name), teams[0].ID)
	}
	told := map[string]bool{}
	for _, e := range slices.Backward(w.survey.newest[max(0, len(w.survey.newest)-newestShown):]) {
		s, ok, err := standing(w.from, e)
		if err != nil {
			return err
		}
		if !ok || told[s.ID] {
			continue
		}
		told[s.ID] = true
		text, err := contentOf(s.Entry)
		if err != nil {
			return err
		}
		f.Updated = max(f.Updated, stampOf(e))
		f.Entries = append(f.Entries, atomEntry{
			ID: tag(e.Team, "/"+fileName(s.ID)), Title: feedTitle(s.Entry),
			Updated: stampOf(e), Published: stampOf(s.Entry),
			Author: atomPerson{mail.Clean(nameOf(s.Entry))}, Content: atomText{"html", text},
			Link: atomLink{"alternate", "text/html", w.pageOf(s.Entry)},
		})
	}
	return w.file("feed.xml", func(out io.Writer) error {
		if _, err := io.WriteString(out, xml.Header); err != nil {
			return err
		}
		enc := xml.NewEncoder(out)
		enc.Indent("", " ")
		if err := enc.Encode(f); err != nil {
			return err
		}
		_, err := io.WriteString(out, "\n")
		return err
	})
}

// stampOf is when an entry was filed, in the form of RFC 3339; where somebody
// took that off a decision by hand, its date.
func stampOf(e entry.Entry) string {
	if e.Filed.IsZero() {
		return timeText(midnight(e.Date))
	}
	return timeText(e.Filed)
}

func feedTitle(e entry.Entry) string {
	if e.Decision != nil {
		return decisionTitle(e)
	}
	return fmt.Sprintf("%s, %s: %s", mail.Clean(nameOf(e)), e.Date, e.Kind)
}

// contentOf is an entry as HTML, for a feed reader.
func contentOf(e entry.Entry) (string, error) {
	parts := partsOf(e)
	if d := e.Decision; d != nil {
		parts = append(said("Status", true, d.Status), said("Why", true, d.Why)...)
	}
	var b strings.Builder
	err := pages().ExecuteTemplate(&b, "feed", parts)
	return b.String(), err
}

// pageOf is where an entry stands, from the root.
func (w *site) pageOf(e entry.Entry) string {
	if file := w.files[e.ID]; file != "" {
		return e.Team + "/decisions/" + file + "#" + e.ID
	}
	return e.Team + "/days/" + e.Date.String() + ".html#" + e.ID
}
