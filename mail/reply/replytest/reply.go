package replytest

import (
	"strings"
	"time"
)

// Reply is a reply to be written.
type Reply struct {
	Client    Client
	Lang      string // one of Langs; what the mail program speaks
	Style     Style
	Format    Format
	Signature bool   // with the signature or tagline of the program
	Card      string // what stands below the name in a signature; "": a firm in Berlin
	From, To  Person
	Subject   string    // of the reply, with its "Re:"
	Date      time.Time // of the reply, in the writer's zone
	MessageID string    // without <>
	Parent    Parent
	Answer    []Part
}

// Person is a mailbox.
type Person struct{ Name, Addr string }

// Parent is the mail replied to.
type Parent struct {
	MessageID  string // without <>
	References []string
	From       Person
	Date       time.Time
	Subject    string
	Text       string // its plain text, lines ended by \n
}

// Part is what the person writes: under a line of the parent in an inline
// reply, below Label in others. Label may be "", as may Under: then the part
// stands at the top.
type Part struct{ Under, Label, Text string }

// Style is where the answer stands.
type Style string

// The styles of replying.
const (
	Top    Style = "top"
	Bottom Style = "bottom"
	Inline Style = "inline"
)

// Format is which parts the mail has.
type Format string

// The formats of a body.
const (
	Plain Format = "plain"
	HTML  Format = "html"
	Both  Format = "both"
)

// Styles and Formats list them all.
var (
	Styles  = []Style{Top, Bottom, Inline}
	Formats = []Format{Plain, HTML, Both}
)

// Truth gives what the person newly wrote, parts parted by blank lines.
func (r Reply) Truth() string { return strings.Join(r.parts(), "\n\n") }

// parts gives the answer part by part as it is written.
func (r Reply) parts() []string {
	var out []string
	for _, p := range r.Answer {
		out = append(out, r.write(p))
	}
	return out
}

// write gives one part: with its label, unless it stands under its question.
func (r Reply) write(p Part) string {
	if p.Label == "" || r.Style == Inline && p.Under != "" {
		return p.Text
	}
	return p.Label + "\n" + p.Text
}

// Parts gives the bodies without the mail around them; "" for a part the
// format hasn't.
func (r Reply) Parts() (text, html string) {
	c := r.client()
	if r.Format != HTML {
		text = c.plain(r)
	}
	if r.Format != Plain {
		html = c.html(r)
	}
	return text, html
}

func (r Reply) client() client {
	for _, c := range clients() {
		if c.name == r.Client {
			return c
		}
	}
	return clients()[0]
}

func (r Reply) locale() locale {
	for _, l := range locales {
		if l.code == r.Lang {
			return l
		}
	}
	return locales[0]
}
