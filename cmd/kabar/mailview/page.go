// Package mailview writes mails.html: one self-contained page on which a
// person looks at mails as a mail program would show them.
//
// The page loads nothing and runs nothing of a mail: mails stand in sandboxed
// frames, and the page's own policy forbids every remote resource. It works
// without its one small script, which only adds keys. All that comes from a
// mail is text to this package, but for the HTML part inside its frame.
//
// The package is pure: the same mails give the same bytes.
package mailview

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"strings"
)

// Item is one mail to show.
type Item struct {
	Raw       []byte // as it was sent or received
	Direction string // "sent" or "received", as kabar sees it
	Who       string // the person at the other end
	Local     string // their local time, such as "Fri 08:30 CET"; may be ""
	Note      string // what came of it, a line; may be ""
}

var (
	//go:embed page.css
	style string
	//go:embed page.js
	script string
)

// Page returns the page of these mails, in their order.
func Page(title string, mails []Item) []byte {
	var p page
	letters := make([]letter, len(mails))
	sent := 0
	for i, it := range mails {
		letters[i] = read(it)
		if it.Direction == "sent" {
			sent++
		}
	}
	p.head(title, len(mails))
	p.list(title, letters, sent)
	p.put("<main>\n")
	for i, l := range letters {
		p.letter(i, len(letters), l)
	}
	if len(letters) == 0 {
		p.put("<p class=\"none\">There is no mail yet.</p>\n")
	}
	p.put("</main>\n</div>\n<script>", script, "</script>\n</body>\n</html>\n")
	return []byte(p.b.String())
}

// page is the page as far as it is written.
type page struct {
	b    strings.Builder
	hues map[string]int // by person
}

// put writes markup of ours.
func (p *page) put(parts ...string) {
	for _, s := range parts {
		p.b.WriteString(s)
	}
}

// text writes text of anybody as text.
func (p *page) text(s string) { p.b.WriteString(html.EscapeString(s)) }

// policy is what the page, and with it every frame, may load: nothing, but for
// styles and pictures that are in it. Our script is known by its hash.
func policy() string {
	sum := sha256.Sum256([]byte(script))
	return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; " +
		"form-action 'none'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// switches are the choices that the page keeps without a script: in which form
// mails are shown, and which of them the list has.
var switches = []struct{ group, id, label string }{
	{"form", "as-html", "HTML"},
	{"form", "as-text", "Text"},
	{"form", "as-source", "Source"},
	{"only", "only-all", "All"},
	{"only", "only-sent", "Sent"},
	{"only", "only-received", "Received"},
}

func (p *page) head(title string, mails int) {
	p.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"", policy(), "\">\n",
		"<meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">\n",
		"<meta name=\"referrer\" content=\"no-referrer\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
	p.text(title)
	p.put("</title>\n<style>\n", style, current(mails), "</style>\n</head>\n<body>\n")
	group := ""
	for _, s := range switches {
		checked := ""
		if s.group != group {
			checked = " checked"
		}
		group = s.group
		p.put("<input class=\"switch\" type=\"radio\" name=\"", s.group, "\" id=\"", s.id,
			"\" aria-label=\"", s.label, "\"", checked, ">\n")
	}
	p.put("<div class=\"app\">\n")
}

// current is the style rule that marks the mail being read in the list.
func current(mails int) string {
	if mails == 0 {
		return ""
	}
	rules := make([]string, mails)
	for i := range mails {
		rules[i] = fmt.Sprintf("body:has(#m%d:target) .list [href=\"#m%d\"]", i+1, i+1)
	}
	return strings.Join(rules, ",\n") +
		"{background:var(--here);box-shadow:inset 3px 0 var(--accent)}\n"
}

// labels writes the labels of one group of switches.
func (p *page) labels(group string) {
	for _, s := range switches {
		if s.group == group {
			p.put("<label for=\"", s.id, "\">", s.label, "</label>")
		}
	}
}
