package digest

import (
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
)

// The HTML half: one column that any mail program shows, with the styles in
// the elements, since Gmail drops most others. It sets no background and no
// colour for ordinary text, so it takes those of the program, light or dark;
// what has a colour is readable on both, and tuned in the style sheet where
// one is allowed. Nothing is loaded from anywhere.
const (
	htmlHead = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.faint{color:#a8a29e!important}
.link{color:#5eead4!important}
.card{border-color:#57534e!important}
.alert{border-color:#2dd4bf!important}
}
</style>
`
	fonts = `system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`
	mono  = `ui-monospace,SFMono-Regular,Menlo,Consolas,monospace`

	styleBody  = `margin:0;padding:0`
	styleFrame = `max-width:640px;margin:0 auto;padding:20px 16px 32px;font-family:` + fonts +
		`;font-size:16px;line-height:1.5;overflow-wrap:break-word;word-break:break-word`
	styleTitle   = `margin:0 0 8px;font-size:22px;line-height:1.3;font-weight:600`
	styleHeading = `margin:32px 0 12px;font-size:14px;line-height:1.4;font-weight:600;letter-spacing:.02em`
	stylePara    = `margin:0 0 12px`
	styleBlank   = `margin:20px 0 0;font-weight:600`
	styleRoom    = `margin:0 0 8px`
	styleTable   = `width:100%;margin:0 0 20px;border-collapse:separate;border-spacing:0`
	styleCard    = `padding:0 0 2px 14px;border-left:3px solid #d6d3d1`
	styleAlert   = `padding:0 0 2px 14px;border-left:3px solid #0d9488`
	styleHead    = `margin:0 0 4px`
	styleLabel   = `margin:8px 0 0;font-size:13px;color:#6f6a66`
	styleList    = `margin:2px 0 0;padding:0 0 0 20px`
	styleItem    = `margin:0 0 4px`
	styleWords   = `margin:2px 0 4px`
	styleName    = `margin:2px 0 4px;font-weight:600`
	styleTopic   = `margin:36px 0 8px;font-size:18px;line-height:1.35;font-weight:600`
	styleRest    = `margin:4px 0 0;font-size:14px;color:#6f6a66`
	styleUnder   = `width:100%;margin:14px 0 0;border-collapse:separate;border-spacing:0`
	styleFoot    = `margin:36px 0 0;padding:12px 0 0;border-top:1px solid #d6d3d1;font-size:13px;color:#6f6a66`
	styleFaint   = `color:#6f6a66;white-space:nowrap`
	styleLink    = `color:#0f766e;text-decoration:underline`
	styleCode    = `font-family:` + mono + `;font-size:.92em;color:#0f766e;text-decoration:underline`
	styleTerm    = `margin:0`
	styleAbout   = `margin:0 0 10px 20px`
	styleMark    = `background:#fde68a;color:#1c1917;padding:0 2px;border-radius:2px`
	stylePlace   = `margin:0 0 12px;padding:8px 0 8px 14px;border-left:3px solid #d6d3d1;white-space:pre-wrap;font-family:` + mono + `;font-size:14px`
)

// html renders the page as one HTML document.
func (p page) html() string {
	w := htmlWriter{address: p.address}
	w.b.Grow(p.drawnLength(func(d drawn) string { return d.html }))
	w.raw("<!doctype html>\n<html lang=\"")
	w.words(p.l.lang)
	w.raw("\">\n<head>\n" + htmlHead + "<title>")
	for _, s := range p.title {
		w.words(oneLine(s.text))
	}
	w.raw("</title>\n</head>\n")
	w.open("body", "", styleBody)
	w.raw("\n")
	w.open("div", "", styleFrame)
	w.raw("\n")
	w.element("h1", "", styleTitle, p.title)
	for _, b := range p.blocks {
		w.block(b)
	}
	if len(p.foot) > 0 {
		w.open("div", "faint card", styleFoot)
		w.raw("\n")
		for _, f := range p.foot {
			w.element("p", "", `margin:0 0 4px`, f)
		}
		w.raw("</div>\n")
	}
	w.raw("</div>\n</body>\n</html>\n")
	return w.b.String()
}

// htmlOf renders some blocks alone.
func (p page) htmlOf(blocks ...block) string {
	w := htmlWriter{address: p.address}
	w.b.Grow(usualHTML)
	for _, b := range blocks {
		w.block(b)
	}
	return w.b.String()
}

// htmlWriter writes HTML. Only raw writes as is, and only constants of this
// file, and what is drawn with it, are given to it; all else goes through words.
type htmlWriter struct {
	b       strings.Builder
	address string
}

func (w *htmlWriter) raw(s string) { w.b.WriteString(s) }

func (w *htmlWriter) words(s string) { w.b.WriteString(html.EscapeString(s)) }

// open begins an element; class and style are constants.
func (w *htmlWriter) open(name, class, style string) {
	w.raw("<")
	w.raw(name)
	for _, a := range [2][2]string{{` class="`, class}, {` style="`, style}} {
		if a[1] != "" {
			w.raw(a[0])
			w.raw(a[1])
			w.raw(`"`)
		}
	}
	w.raw(">")
}

func (w *htmlWriter) element(name, class, style string, p phrase) {
	w.open(name, class, style)
	w.phrase(p)
	w.raw("</" + name + ">\n")
}

func (w *htmlWriter) phrase(p phrase) {
	for _, s := range p {
		text := oneLine(s.text)
		switch s.style {
		case strong:
			w.raw("<b>")
			w.words(text)
			w.raw("</b>")
		case faint:
			w.open("span", "faint", styleFaint)
			w.words(text)
			w.raw("</span>")
		case code:
			w.link(mailto(w.address, text), text, styleCode)
		default:
			w.words(text)
		}
	}
}

func (w *htmlWriter) link(target, text, style string) {
	w.raw(`<a class="link" href="`)
	w.words(target)
	w.raw(`" style="` + style + `">`)
	w.words(text)
	w.raw("</a>")
}

func (w *htmlWriter) block(b block) {
	switch b := b.(type) {
	case heading:
		w.element("h2", "", styleHeading, b.text)
	case topic:
		w.element("h2", "", styleTopic, b.text)
	case para:
		w.element("p", "", stylePara, b.text)
	case blank:
		w.element("p", "", styleBlank, phrase{{b.label, plain}})
		w.open("p", "", styleRoom)
		w.raw("<br></p>\n")
	case card:
		w.card(b, styleTable)
	case terms:
		w.raw("<dl>\n")
		for _, t := range b.rows {
			w.element("dt", "", styleTerm, t.name)
			w.element("dd", "", styleAbout, t.about)
		}
		w.raw("</dl>\n")
	case place:
		before, at, after := b.split()
		w.open("pre", "card", stylePlace)
		w.words(before)
		w.open("mark", "", styleMark)
		w.words(at)
		w.raw("</mark>")
		w.words(after)
		w.raw("</pre>\n")
	case drawn:
		w.raw(b.html) // the words in it are escaped
	default:
		panic(fmt.Sprintf("digest: no HTML for block %T", b)) // unreachable: the set is closed
	}
}

// card is a table of one cell: the one bordered box that Outlook, too, draws.
func (w *htmlWriter) card(c card, style string) {
	w.raw(`<table role="presentation" style="` + style + `"><tr>`)
	if c.alert {
		w.open("td", "alert", styleAlert)
	} else {
		w.open("td", "card", styleCard)
	}
	w.raw("\n")
	if head := c.headed(); len(head) > 0 {
		w.element("p", "", styleHead, head)
	}
	for _, p := range c.parts {
		w.part(p)
	}
	for _, line := range []phrase{c.rest, c.files, c.ask} {
		if len(line) > 0 {
			w.element("p", "faint", styleRest, line)
		}
	}
	for _, u := range c.under {
		w.card(u, styleUnder)
	}
	w.raw("</td></tr></table>\n")
}

func (w *htmlWriter) part(p part) {
	if p.label != "" {
		w.element("p", "faint", styleLabel, phrase{{p.label, plain}})
	}
	for i := 0; i < len(p.items); i++ {
		if p.items[i].bare {
			style := styleWords
			if p.items[i].title {
				style = styleName
			}
			w.raw(`<p dir="auto" style="` + style + `">`)
			w.itemText(p.items[i])
			w.raw("</p>\n")
			continue
		}
		if n := p.items[i].num; n > 0 {
			fmt.Fprintf(&w.b, `<p dir="auto" style="%s;margin-left:%dpx">`, styleWords, 18*min(p.items[i].depth, 8))
			w.raw("<b>" + strconv.Itoa(n) + ".</b> ")
			w.itemText(p.items[i])
			w.raw("</p>\n")
			continue
		}
		w.open("ul", "", styleList)
		w.raw("\n")
		for ; i < len(p.items) && !p.items[i].bare && p.items[i].num == 0; i++ {
			w.raw(`<li dir="auto" style="` + styleItem)
			if d := min(p.items[i].depth, 8); d > 0 {
				fmt.Fprintf(&w.b, ";margin-left:%dpx", 18*d)
			}
			w.raw(`">`)
			w.itemText(p.items[i])
			w.raw("</li>\n")
		}
		i--
		w.raw("</ul>\n")
	}
}

// itemText is what a person wrote: escaped, line breaks kept, links that show
// where they lead.
func (w *htmlWriter) itemText(it item) {
	it.eachRun(func(s string, hit bool) {
		if hit {
			w.open("mark", "", styleMark)
			w.lines(s)
			w.raw("</mark>")
			return
		}
		w.lines(s)
	})
}

func (w *htmlWriter) lines(s string) {
	for i, line := range strings.Split(clean(s), "\n") {
		if i > 0 {
			w.raw("<br>\n")
		}
		indent := min(16, len(line)-len(strings.TrimLeft(line, " ")))
		if i > 0 {
			w.raw(strings.Repeat("&nbsp;", indent))
			line = line[indent:]
		}
		w.linked(line)
	}
}

// linked writes text with its http links made links. The text of such a link
// is its target, letter by letter: nothing else is ever made a link.
func (w *htmlWriter) linked(s string) {
	for _, r := range runs(s) {
		if r.Link {
			w.link(r.Text, r.Text, styleLink)
		} else {
			w.words(r.Text)
		}
	}
}

// Run is a stretch of text. Link says that it is an http link: its text is its
// target, letter by letter.
type Run struct {
	Text string
	Link bool
}

// Runs returns a text of an entry as it is to be shown: harmless to look at,
// with the lines joined that a mail program broke, and its http links apart.
func Runs(text string) []Run { return runs(clean(unbroken(text))) }

func runs(s string) (list []Run) {
	from := 0 // of what is not in the list yet
	for at := 0; ; {
		i := strings.Index(s[at:], "http")
		if i < 0 {
			break
		}
		at += i
		link := linkAt(s[at:])
		if link == "" {
			at += len("http")
			continue
		}
		if from < at {
			list = append(list, Run{Text: s[from:at]})
		}
		list = append(list, Run{link, true})
		at += len(link)
		from = at
	}
	if from < len(s) {
		list = append(list, Run{Text: s[from:]})
	}
	return list
}

// linkAt returns the link that s begins with, "" if there is none. Punctuation
// at its end belongs to the sentence.
func linkAt(s string) string {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	if end := strings.IndexAny(s, " \n\t<>\"'`\u00A0"); end >= 0 {
		s = s[:end]
	}
	s = strings.TrimRight(s, ".,;:!?*_")
	if strings.HasSuffix(s, ")") && !strings.Contains(s, "(") {
		s = strings.TrimRight(s, ").,;:!?*_")
	}
	if u, err := url.Parse(s); err != nil || !isHost(u.Host) || len(s) > longestLink {
		return ""
	}
	return s
}

// isHost tells a host with its port from what no name and no address has in it:
// escaped in a page, "t(1)" would be no link any more.
func isHost(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x80 && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z') && !strings.ContainsRune("-._:[]", r)
	})
}
