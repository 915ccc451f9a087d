package export

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"kabar/digest"
	"kabar/mail"
	"kabar/store/entry"
)

var (
	//go:embed site.css
	style string
	//go:embed site.html
	markup string
)

// pages are the templates. html/template escapes whatever is put in.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"policy": policy}).
		Parse(strings.Replace(markup, "{{/*style*/}}", style, 1)))
})

// policy is what a page may load: nothing at all, but for the one style sheet
// that is in it and known by its hash.
func policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'"
}

// link is a place to go to, or, without Href, just words.
type link struct{ Text, Href, Note string }

// page is what the templates are given; each uses of it what it needs.
type page struct {
	Title      string
	Root       string // from the page to the first one: "../../"
	Crumbs     []link
	Prev, Next link
	Note       string
	Rows       []link
	Members    []link
	All        link // to all decisions
	Months     []monthRow
	Cards      []card
	Gone       []string // ids of updates that were taken back: links still lead here

	ID     string // of a decision
	Status link
	Facts  []link
	Parts  []part
	Log    []link
}

// monthRow is a month with its days.
type monthRow struct {
	Text, Note string
	Days       []link
}

// card is one entry on a page.
type card struct {
	Day      link // a heading above it, if it is the first of a day
	ID       string
	Earlier  []string // ids of the amendments, which lead here too
	Who      link
	Tag      string
	When     string
	Link     string // where it stands
	Num      int64
	Notes    []string
	On       *link
	Decision link
	Parts    []part
	Files    string // names of what was attached
	Under    []card
}

// part is a section.
type part struct {
	Label string
	Bare  bool // without bullets
	Items []bullet
}

type bullet struct {
	Depth int
	Runs  []digest.Run
}

const deepest = 4 // levels of nesting that are set in further, at 320 pixels

// partsOf are the sections of an update or a comment.
func partsOf(e entry.Entry) (list []part) {
	for _, s := range e.Sections {
		p := part{Label: title(s.Name)}
		if e.Kind == entry.Comment {
			p.Bare = true
			if s.Name == "note" {
				p.Label = ""
			}
		}
		for _, it := range s.Items {
			p.Items = append(p.Items, bullet{min(it.Depth, deepest), digest.Runs(it.Text)})
		}
		if len(p.Items) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// said is a part of a decision.
func said(label string, bare bool, texts ...string) []part {
	p := part{Label: label, Bare: bare}
	for _, t := range texts {
		if t != "" {
			p.Items = append(p.Items, bullet{Runs: digest.Runs(t)})
		}
	}
	if len(p.Items) == 0 {
		return nil
	}
	return []part{p}
}

// title is the name of a section as a label.
func title(name string) string {
	name = mail.Clean(name)
	for i, r := range name {
		return strings.ToUpper(string(r)) + name[i+len(string(r)):]
	}
	return name
}

// fileName makes a member's id a name of a folder: two ids never have the same,
// whatever they are.
func fileName(id string) string {
	const longest = 100
	var b strings.Builder
	for i := range len(id) {
		if c := id[i]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	switch {
	case id == "":
		return "_"
	case b.Len() > longest:
		sum := sha256.Sum256([]byte(id))
		return fmt.Sprintf("%s=%x", b.String()[:longest-34], sum[:16])
	}
	return b.String()
}
