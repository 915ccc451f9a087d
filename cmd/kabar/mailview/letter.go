package mailview

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"kabar/mail"
)

// letter is a mail, read.
type letter struct {
	Item
	msg     *mail.Message
	subject string
	plain   string // its text, made of its HTML if it has no other
	snippet string
}

// read reads the mail of an item.
func read(it Item) letter {
	l := letter{Item: it, msg: mail.Parse(it.Raw)}
	l.Who, l.Local, l.Note = mail.Clean(it.Who), mail.Clean(it.Local), mail.Clean(it.Note)
	l.Who = cmp.Or(l.Who, sender(l), "(unknown)")
	l.subject = cmp.Or(strings.TrimSpace(l.msg.Subject), "(no subject)")
	if l.plain = l.msg.Text; l.plain == "" && l.msg.HTML != "" {
		l.plain = mail.HTMLText(l.msg.HTML)
	}
	l.snippet = snippet(l.plain)
	return l
}

// snippet is the begin of a text on one line, without what it quotes.
func snippet(text string) string {
	const most = 140
	var words []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, ">") {
			continue
		}
		words = append(words, strings.Fields(mail.Clean(line))...)
		if len(words) > most/2 {
			break
		}
	}
	s := []rune(strings.Join(words, " "))
	if len(s) > most {
		return string(s[:most]) + "…"
	}
	return string(s)
}

// list writes the list of all mails, and the title above it.
func (p *page) list(title string, letters []letter, sent int) {
	p.put("<nav class=\"list\" aria-label=\"Mails\">\n<header>\n<h1>")
	p.text(title)
	fmt.Fprintf(&p.b, "</h1>\n<p>%d mails: %d sent, %d received</p>\n",
		len(letters), sent, len(letters)-sent)
	p.put("<div class=\"choice\" role=\"group\" aria-label=\"Show in the list\">")
	p.labels("only")
	p.put("</div>\n</header>\n<ol>\n")
	for i, l := range letters {
		p.row(i, l)
	}
	p.put("</ol>\n</nav>\n")
}

// row writes one line of the list.
func (p *page) row(i int, l letter) {
	fmt.Fprintf(&p.b, "<li class=\"%s\"><a href=\"#m%d\">", l.way(), i+1)
	p.avatar(l.Who)
	p.put("<span class=\"who\" dir=\"auto\">")
	p.text(l.to() + l.Who)
	p.put("</span><span class=\"when\">")
	p.text(l.Local)
	p.put("</span><span class=\"subject\" dir=\"auto\">")
	p.text(l.subject)
	p.put("</span><span class=\"snippet\" dir=\"auto\">")
	p.text(l.snippet)
	p.put("</span>")
	if l.Note != "" {
		p.put("<span class=\"tag\" dir=\"auto\">")
		p.text(l.Note)
		p.put("</span>")
	}
	p.put("</a></li>\n")
}

// way is the direction as a class: only two are known.
func (l letter) way() string {
	if l.Direction == "sent" {
		return "sent"
	}
	return "received"
}

func (l letter) to() string {
	if l.Direction == "sent" {
		return "To "
	}
	return ""
}

// avatar writes a disc with initials, in a colour that is the person's own.
func (p *page) avatar(who string) {
	fmt.Fprintf(&p.b, "<span class=\"avatar\" style=\"--hue:%d\" aria-hidden=\"true\">", p.hue(who))
	p.text(initials(who))
	p.put("</span>")
}

// hue gives each person a colour, as far as can be from those before: the
// golden angle, in degrees.
func (p *page) hue(who string) int {
	if p.hues == nil {
		p.hues = map[string]int{}
	}
	if _, known := p.hues[who]; !known {
		p.hues[who] = (170 + len(p.hues)*137) % 360
	}
	return p.hues[who]
}

// initials are the first letters of the first and the last word.
func initials(who string) string {
	words := strings.FieldsFunc(who, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r)
	})
	switch len(words) {
	case 0:
		return "?"
	case 1:
		return strings.ToUpper(string([]rune(words[0])[:1]))
	}
	return strings.ToUpper(string([]rune(words[0])[:1]) + string([]rune(words[len(words)-1])[:1]))
}

// letter writes one mail in full: the ith of n.
func (p *page) letter(i, n int, l letter) {
	plainOnly := ""
	if l.msg.HTML == "" {
		plainOnly = " plain"
	}
	fmt.Fprintf(&p.b, "<article id=\"m%d\" class=\"%s%s\">\n", i+1, l.way(), plainOnly)
	p.bar(i, n)
	p.put("<div class=\"head\">\n<h2 dir=\"auto\">")
	p.text(l.subject)
	p.put("</h2>\n<div class=\"from\">")
	face := l.Who
	if l.Direction == "sent" {
		face = sender(l)
	}
	p.avatar(face)
	p.put("<div>")
	p.people("", l.msg.From)
	p.people("to ", append(append([]mail.Address{}, l.msg.To...), l.msg.Cc...))
	p.put("</div><div class=\"when\">")
	p.text(l.when())
	p.put("</div></div>\n")
	if l.Note != "" {
		p.put("<p class=\"note\" dir=\"auto\">")
		p.text(l.Note)
		p.put("</p>\n")
	}
	p.put("</div>\n")
	p.frame(l)
	p.put("<pre class=\"pane text\" tabindex=\"0\" dir=\"auto\">")
	p.quoted(l.plain)
	p.put("</pre>\n<pre class=\"pane source\" tabindex=\"0\">")
	p.source(l.Raw)
	p.put("</pre>\n")
	p.attachments(l.msg.Attachments)
	p.put("</article>\n")
}

// sender is who the mail says it is from.
func sender(l letter) string {
	if len(l.msg.From) == 0 {
		return ""
	}
	return mail.Clean(cmp.Or(l.msg.From[0].Name, l.msg.From[0].Addr))
}

// when is the date the mail bears and the local time of who is at the other
// end.
func (l letter) when() string {
	var parts []string
	if !l.msg.Date.IsZero() {
		parts = append(parts, l.msg.Date.Format("Mon 2 Jan 2006, 15:04 -0700"))
	}
	if l.Local != "" && !strings.Contains(l.Local, l.msg.Date.Format("15:04")) {
		parts = append(parts, l.Local+" for "+l.Who)
	}
	return strings.Join(parts, " · ")
}

// bar writes what stands above a mail: back to the list, the three forms, and
// its neighbours.
func (p *page) bar(i, n int) {
	p.put("<div class=\"bar\"><a class=\"back\" href=\"#\">‹ All mails</a>",
		"<div class=\"choice\" role=\"group\" aria-label=\"Show the mail as\">")
	p.labels("form")
	p.put("</div><div class=\"turn\">")
	p.turn(i > 0, i, "Previous mail", "prev", "‹")
	fmt.Fprintf(&p.b, "<span>%d of %d</span>", i+1, n)
	p.turn(i+1 < n, i+2, "Next mail", "next", "›")
	p.put("</div></div>\n")
}

func (p *page) turn(there bool, to int, label, rel, sign string) {
	if !there {
		p.put("<span class=\"end\" aria-hidden=\"true\">", sign, "</span>")
		return
	}
	fmt.Fprintf(&p.b, "<a href=\"#m%d\" rel=\"%s\" aria-label=\"%s\">%s</a>", to, rel, label, sign)
}

// maxPeople is how many addresses of a field are shown.
const maxPeople = 20

// people writes a line of addresses.
func (p *page) people(before string, list []mail.Address) {
	if len(list) == 0 {
		return
	}
	p.put("<p dir=\"auto\">", before)
	for i, a := range list[:min(len(list), maxPeople)] {
		if i > 0 {
			p.put(", ")
		}
		if name := mail.Clean(a.Name); name != "" {
			p.put("<b>")
			p.text(name)
			p.put("</b> ")
		}
		p.put("<span class=\"addr\">")
		p.text(mail.Clean(a.Addr))
		p.put("</span>")
	}
	if more := len(list) - maxPeople; more > 0 {
		fmt.Fprintf(&p.b, " and %d more", more)
	}
	p.put("</p>")
}

// attachments names what else is in the mail.
func (p *page) attachments(list []mail.Attachment) {
	if len(list) == 0 {
		return
	}
	p.put("<ul class=\"files\">")
	for _, a := range list[:min(len(list), maxPeople)] {
		p.put("<li><b dir=\"auto\">")
		p.text(cmp.Or(mail.Clean(a.Name), "without a name"))
		p.put("</b> ")
		p.text(fmt.Sprintf("%s, %s", mail.Clean(a.Type), size(a.Size)))
		p.put("</li>")
	}
	p.put("</ul>\n")
}

// size writes a number of bytes for people.
func size(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
