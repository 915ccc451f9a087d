package replytest

import (
	"html"
	"strings"
)

// esc escapes text for HTML.
func esc(s string) string { return html.EscapeString(s) }

// divs writes text as Gmail and Apple do: a div a line, a break for a blank.
func divs(s string) string {
	var b strings.Builder
	for _, l := range strings.Split(s, "\n") {
		if l == "" {
			b.WriteString("<div><br></div>")
		} else {
			b.WriteString("<div>" + esc(l) + "</div>")
		}
	}
	return b.String()
}

// breaks writes text with a break after each line.
func breaks(s string) string { return strings.ReplaceAll(esc(s), "\n", "<br>\n") }

// paragraphs writes text as Word does.
func paragraphs(s string) string {
	var b strings.Builder
	for _, l := range strings.Split(s, "\n") {
		if l == "" {
			b.WriteString("<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>\n")
		} else {
			b.WriteString("<p class=\"MsoNormal\">" + esc(l) + "<o:p></o:p></p>\n")
		}
	}
	return b.String()
}

// frame is how a program's HTML is put together.
type frame struct {
	text         func(string) string // own lines and quoted ones
	sig          func(string) string
	before       string // above the quote: attribution or header block
	open, shut   string // around the quote, repeated around inline answers
	outer, inner string // around all of the quoted part
}

// assemble writes the body: the answer above, below or inside the quote.
func (r Reply) assemble(f frame) string {
	var b strings.Builder
	sig := ""
	if s := r.client().signature(r); s != "" {
		sig = f.sig(s)
	}
	if r.Style == Top {
		b.WriteString(f.text(r.Truth()) + sig)
	}
	if r.Style == Inline {
		for _, p := range r.Answer {
			if p.Under == "" {
				b.WriteString(f.text(r.write(p)))
			}
		}
	}
	b.WriteString(f.outer + f.before + r.quoted(f) + f.inner)
	if r.Style == Bottom {
		b.WriteString(f.text("\n" + r.Truth()))
	}
	if r.Style != Top {
		b.WriteString(sig)
	}
	return b.String()
}

// quoted writes the quote, opened again after each inline answer.
func (r Reply) quoted(f frame) string {
	var b strings.Builder
	var held []string
	flush := func() {
		if len(held) > 0 {
			b.WriteString(f.open + f.text(strings.Join(held, "\n")) + f.shut)
		}
		held = nil
	}
	for _, s := range r.parentLines() {
		held = append(held, s)
		for _, p := range r.Answer {
			if r.Style == Inline && p.Under != "" && p.Under == s {
				flush()
				b.WriteString(f.text("\n" + r.write(p) + "\n"))
			}
		}
	}
	flush()
	return b.String()
}

// leadHTML is the attribution with the address as a link.
func (r Reply) leadHTML() string {
	s := esc(r.client().leadLine(r))
	addr := esc(r.Parent.From.Addr)
	return strings.Replace(s, addr, `<a href="mailto:`+addr+`">`+addr+`</a>`, 1)
}

// headerHTML is the header block of Outlook and its like, a row a line.
func (r Reply) headerHTML(row, end string) string {
	l := r.locale()
	from := r.Parent.From
	var b strings.Builder
	for _, h := range [][2]string{{l.from, from.Name + " <" + from.Addr + ">"}, {l.sent, l.fill(l.sentDate, r.Parent.Date, from)},
		{l.to, r.From.Name + " <" + r.From.Addr + ">"}, {l.subject, r.Parent.Subject}} {
		b.WriteString(row + "<b>" + esc(h[0]) + ":</b> " + esc(h[1]) + end)
	}
	return b.String()
}

func page(head, body string) string {
	return "<html><head>" + head + "</head><body>" + body + "</body></html>\n"
}
