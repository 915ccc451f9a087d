package replytest

import (
	"cmp"
	"strings"
)

// plain writes the plain text part, lines ended by \n.
func (c client) plain(r Reply) string {
	var b strings.Builder
	if c.layout == headerBlock {
		c.plainHeaders(&b, r)
	} else {
		c.plainMarks(&b, r)
	}
	return b.String()
}

// signature is what the program or person puts below; "" if none.
func (c client) signature(r Reply) string {
	switch {
	case !r.Signature:
		return ""
	case c.tagline != nil && c.tagline(r.locale()) != "":
		return c.tagline(r.locale())
	case c.name == K9 && r.locale().k9Sig != "":
		return "-- \n" + r.locale().k9Sig
	}
	return "-- \n" + r.From.Name + "\n" + cmp.Or(r.Card, "Acme, Berlin\n+49 30 1234567")
}

// parentLines are the lines that are quoted.
func (r Reply) parentLines() []string {
	return strings.Split(strings.TrimRight(r.Parent.Text, "\n"), "\n")
}

// lead is the attribution of the program.
func (c client) leadLine(r Reply) string {
	l := r.locale()
	return l.fill(c.lead(l), r.Parent.Date, r.Parent.From)
}

// plainMarks writes an attribution and a quote with marks.
func (c client) plainMarks(b *strings.Builder, r Reply) {
	own := func(s string) { b.WriteString(c.wrapped(s, "") + "\n") }
	quote := func(s string) {
		if s = c.wrapped(s, "> "); s == "> " {
			s = ">"
		}
		b.WriteString(s + "\n")
	}
	lead := func() {
		if c.layout == inQuote {
			quote(c.leadLine(r))
			quote("")
			return
		}
		own(c.leadLine(r))
	}
	sign := func() {
		if s := c.signature(r); s != "" {
			b.WriteString("\n" + s + "\n")
		}
	}
	if r.Style == Top {
		own(r.Truth())
		sign()
		b.WriteString("\n")
	}
	if r.Style == Inline {
		for _, p := range r.Answer {
			if p.Under == "" {
				own(r.write(p))
				b.WriteString("\n")
			}
		}
	}
	lead()
	if c.name == GmailWeb || c.name == GmailAndroid {
		b.WriteString("\n")
	}
	for _, s := range r.parentLines() {
		quote(s)
		if r.Style != Inline {
			continue
		}
		for _, p := range r.Answer {
			if p.Under != "" && p.Under == s {
				b.WriteString("\n")
				own(r.write(p))
				b.WriteString("\n")
			}
		}
	}
	if r.Style == Bottom {
		b.WriteString("\n")
		own(r.Truth())
	}
	if r.Style != Top {
		sign()
	}
}

// wrapped breaks lines as the program does, each with a mark before it.
func (c client) wrapped(s, mark string) string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		out = append(out, c.wrapLine(l, mark)...)
	}
	return strings.Join(out, "\n")
}

func (c client) wrapLine(s, mark string) []string {
	var out []string
	if c.flowed && mark != "" {
		mark = ">"
		if s != "" {
			s = " " + s
		}
	}
	for c.wrap > 0 && len(s)+len(mark) > c.wrap {
		i := strings.LastIndexByte(s[:c.wrap-len(mark)], ' ')
		if i <= 1 {
			break
		}
		line := mark + s[:i]
		if c.flowed {
			line += " "
		}
		out = append(out, line)
		if s = s[i+1:]; c.flowed && mark != "" {
			s = " " + s
		}
	}
	return append(out, mark+s)
}

// plainHeaders writes header lines and the parent without marks.
func (c client) plainHeaders(b *strings.Builder, r Reply) {
	sig := c.signature(r)
	if r.Style == Top {
		b.WriteString(r.Truth() + "\n")
		if sig != "" {
			b.WriteString("\n" + sig + "\n")
		}
		b.WriteString("\n")
	}
	if r.Style == Inline {
		for _, p := range r.Answer {
			if p.Under == "" {
				b.WriteString(r.write(p) + "\n\n")
			}
		}
	}
	b.WriteString(c.headerLines(r) + "\n\n")
	for _, s := range r.parentLines() {
		b.WriteString(s + "\n")
		for _, p := range r.Answer {
			if r.Style == Inline && p.Under != "" && p.Under == s {
				b.WriteString(r.write(p) + "\n")
			}
		}
	}
	if r.Style == Bottom {
		b.WriteString("\n" + r.Truth() + "\n")
	}
	if r.Style != Top && sig != "" {
		b.WriteString("\n" + sig + "\n")
	}
}

// headerLines is the block above the quote in plain text.
func (c client) headerLines(r Reply) string {
	l := r.locale()
	date := l.fill(l.sentDate, r.Parent.Date, r.Parent.From)
	from := r.Parent.From.Name + " <" + r.Parent.From.Addr + ">"
	me := r.From.Name + " <" + r.From.Addr + ">"
	rows := []string{l.from + ": " + from, l.sent + ": " + date, l.to + ": " + me, l.subject + ": " + r.Parent.Subject}
	switch c.name {
	case OutlookDesktop:
		rows = append([]string{"-----" + l.original + "-----"}, rows...)
		rows[1] += " "
	case Samsung:
		rows = append([]string{"-------- " + l.original + " --------"}, rows...)
	case Notes:
		rows = []string{l.from + ":\t\"" + r.Parent.From.Name + "\" <" + r.Parent.From.Addr + ">", l.to + ":\t" + me,
			l.sent + ":\t" + date, l.subject + ":\t" + r.Parent.Subject}
	default:
		rows = append([]string{"________________________________"}, rows...)
	}
	return strings.Join(rows, "\n")
}
