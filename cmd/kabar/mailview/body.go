package mailview

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"kabar/mail"
)

// The most that is shown of a mail; the rest is in its file.
const (
	maxBody   = 512 << 10
	maxSource = 256 << 10
)

// frame writes the HTML part in a frame that may do nothing: no script, no
// form, no link that leads anywhere, nothing loaded.
func (p *page) frame(l letter) {
	if l.msg.HTML == "" {
		return
	}
	body, cut := clip(l.msg.HTML, maxBody)
	class := "pane html"
	if !strings.Contains(strings.ToLower(body), "color-scheme") {
		class += " paper" // it knows no dark mode: white, as mail programs do
	}
	p.put("<iframe class=\"", class, "\" title=\"The mail\" sandbox=\"\" loading=\"lazy\" ",
		"referrerpolicy=\"no-referrer\" srcdoc=\"")
	p.text(inert(body))
	p.put("\"></iframe>\n")
	p.rest(cut)
}

var (
	// A link element may look up a name or open a connection before any policy
	// is asked; the others would only show that they may load nothing.
	loadTag = pattern(`(?i)<(link|base|iframe|frame|object|embed)\b`)
	headTag = pattern(`(?i)<head[^>]*>`)
)

// inert makes links in a page lead nowhere: they want a new window, which the
// sandbox does not give. A mail that names no font is shown in the one that
// mail programs take.
func inert(body string) string {
	const base = `<base target="_blank">` +
		`<style>:where(body){font:15px/1.5 system-ui,sans-serif}</style>`
	body = loadTag().ReplaceAllString(body, "<x-$1")
	if at := headTag().FindStringIndex(body); at != nil {
		return body[:at[1]] + base + body[at[1]:]
	}
	return base + body
}

// quoted writes text with its quotes in another colour, by depth.
func (p *page) quoted(text string) {
	text, cut := clip(mail.CleanLines(text), maxBody)
	open := 0
	for line := range strings.Lines(text) {
		if depth := min(quoteDepth(line), 3); depth != open {
			if open > 0 {
				p.put("</span>")
			}
			if depth > 0 {
				fmt.Fprintf(&p.b, "<span class=\"q%d\">", depth)
			}
			open = depth
		}
		p.text(line)
	}
	if open > 0 {
		p.put("</span>")
	}
	p.rest(cut)
}

// quoteDepth counts the quote marks a line begins with.
func quoteDepth(line string) (depth int) {
	for _, r := range line {
		switch r {
		case '>':
			depth++
		case ' ':
		default:
			return depth
		}
	}
	return depth
}

var fieldName = pattern(`^[!-9;-~]+:`)

// source writes the mail as it came, the names of its header fields in bold.
// What can't be shown is shown as what stands for it.
func (p *page) source(raw []byte) {
	src, cut := clip(strings.ReplaceAll(string(raw), "\r\n", "\n"), maxSource)
	header := true
	for line := range strings.Lines(src) {
		if line == "\n" {
			header = false
		}
		line = visible(line)
		if name := fieldName().FindString(line); header && name != "" {
			p.put("<b>")
			p.text(name)
			p.put("</b>")
			line = line[len(name):]
		}
		p.text(line)
	}
	p.rest(cut)
}

// visible puts a picture in the place of each control character, and U+FFFD in
// that of each byte that is no UTF-8.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ':
			return '␀' + r
		case r == 0x7f:
			return '␡'
		case r >= 0x80 && r < 0xa0, r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e,
			r >= 0x2066 && r <= 0x2069, r == 0xfeff:
			return '·'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// clip returns at most limit bytes of s, whole characters, and how many more
// there were.
func clip(s string, limit int) (string, int) {
	if len(s) <= limit {
		return s, 0
	}
	kept := strings.ToValidUTF8(s[:limit], "")
	return kept, len(s) - len(kept)
}

// rest says how much was left out.
func (p *page) rest(bytes int) {
	if bytes > 0 {
		p.put("<span class=\"rest\">… and ", size(bytes), " more: see the .eml file</span>")
	}
}

// pattern is a regular expression that is compiled when it is first needed: a
// search on the command line needs none of them.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
