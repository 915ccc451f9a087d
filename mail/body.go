package mail

import (
	"strings"

	"golang.org/x/net/html"
)

// body collects what the parts of a mail say.
type body struct {
	m        *Message
	n        *notes
	segments []segment
	parts    int
	leaves   int // parts that were read as what they are
	text     int // bytes of plain text so far; no more than maxText are kept
	page     int // bytes of HTML so far; no more than maxHTML are kept
	keep     bool
	contents [][]byte // of the attachments, if they are kept
}

// segment is a piece of the text, as plain text, as HTML, or as both. Within a
// multipart/alternative, depth is that of its parts.
type segment struct {
	plain, html string
	depth       int
}

// read walks the tree below p. alt is the segment that the parts of a
// multipart/alternative fill together, nil outside of one.
func (b *body) read(p part, depth int, alt *segment) {
	b.parts++
	if b.parts > maxParts {
		b.n.add("too many parts: the rest was not read")
		return
	}
	if strings.HasPrefix(p.media.name, "multipart/") {
		b.readMultipart(p, depth, alt)
		return
	}
	attached := p.disposition.name == "attachment" && depth > 0
	switch p.media.name {
	case "text/plain", "text/enriched", "text/richtext":
		if !attached && b.takesPlain(p, alt) {
			b.plain(p, depth, alt)
			return
		}
	case "text/html":
		if !attached && (p.name() == "" || len(b.segments) == 0 || alt != nil) {
			b.html(p, depth, alt)
			return
		}
	case "text/calendar":
		b.calendar(p)
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		if strings.EqualFold(p.media.params["smime-type"], "signed-data") {
			b.n.add("the text is inside an S/MIME signature, which is not read")
		} else {
			b.m.Encrypted = true
		}
	case "application/pgp-encrypted":
		b.m.Encrypted = true
	}
	b.attach(p)
}

// takesPlain tells whether a plain part is text rather than a text file: it is
// if it has no file name, or if there is no other text yet.
func (b *body) takesPlain(p part, alt *segment) bool {
	return p.name() == "" || len(b.segments) == 0 && alt == nil
}

func (b *body) readMultipart(p part, depth int, alt *segment) {
	if depth >= maxDepth {
		b.n.add("parts are nested too deep: what is inside was not read")
		b.attach(p)
		return
	}
	kids := p.children(maxParts-b.parts+1, b.n)
	if len(kids) == 0 {
		b.n.add("a multipart has no parts: it was read as text")
		p.media = mediaType{name: "text/plain"}
		if alt == nil {
			b.plain(p, depth, nil)
			b.leaves--
		}
		return
	}
	if p.media.name == "multipart/encrypted" {
		b.m.Encrypted = true
	}
	if p.media.name == "multipart/report" {
		b.report(p, kids, depth)
		return
	}
	if p.media.name == "multipart/alternative" && alt == nil {
		both := segment{depth: depth + 1}
		for _, kid := range kids {
			b.read(kid, depth+1, &both)
		}
		b.addSegment(both)
		return
	}
	for _, kid := range kids {
		b.read(kid, depth+1, alt)
	}
}

// plain adds a plain text part. Of several that are alternatives the first
// counts; those of a multipart within follow each other.
func (b *body) plain(p part, depth int, alt *segment) {
	if alt != nil && alt.plain != "" && depth == alt.depth {
		return
	}
	b.leaves++
	text := p.text(maxText-b.text, b.n)
	b.text += len(text)
	if p.media.name != "text/plain" {
		text = HTMLText(text) // enriched text is marked up in much the same way
	}
	if strings.EqualFold(p.media.params["format"], "flowed") {
		text = unflow(text, strings.EqualFold(p.media.params["delsp"], "yes"))
	}
	text, files := cutUU(text)
	for _, f := range files {
		b.attached(Attachment{
			Name: oneLine(f.name, maxName), Type: "application/octet-stream", Size: len(f.data),
		}, func() []byte { return f.data })
	}
	if alt != nil {
		alt.plain += text
		return
	}
	b.addSegment(segment{plain: text})
}

func (b *body) html(p part, depth int, alt *segment) {
	b.leaves++
	if alt != nil && alt.html != "" && depth <= alt.depth {
		return
	}
	page := p.text(maxHTML-b.page, b.n)
	b.page += len(page)
	if alt != nil {
		alt.html += page
		return
	}
	b.addSegment(segment{html: page})
}

func (b *body) addSegment(s segment) {
	if strings.TrimSpace(s.plain) == "" {
		s.plain = ""
	}
	if s.plain != "" || strings.TrimSpace(s.html) != "" {
		b.segments = append(b.segments, s)
	}
}

// calendar marks answers to invitations, and invitations (RFC 5546): no text.
func (b *body) calendar(p part) {
	method := strings.ToUpper(p.media.params["method"])
	if method != "" && method != "PUBLISH" {
		b.m.Calendar = true
	}
}

// finish puts the segments together: Text and HTML each hold all of it, or
// nothing (C27, C28).
func (b *body) finish() {
	plains, htmls := 0, 0
	for _, s := range b.segments {
		if s.plain != "" {
			plains++
		}
		if s.html != "" {
			htmls++
		}
	}
	var texts, pages []string
	for _, s := range b.segments {
		text, page := s.plain, s.html
		if text == "" && plains > 0 {
			text = HTMLText(page)
		}
		if page == "" && htmls > 0 {
			page = "<pre>" + html.EscapeString(text) + "</pre>"
		}
		texts, pages = append(texts, text), append(pages, page)
	}
	if plains > 0 {
		b.m.Text = cutText(joinTexts(texts), maxText, b.n)
	}
	if htmls > 0 {
		b.m.HTML = cutText(strings.Join(pages, "\n"), maxHTML, b.n)
	}
	if plains > 0 && htmls > 0 && disagree(b.m.Text, b.m.HTML) {
		b.n.add("the text and the HTML say different things: the text counts")
	}
}

// joinTexts joins texts with one blank line between.
func joinTexts(texts []string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	for i := range texts[:len(texts)-1] {
		texts[i] = strings.TrimRight(texts[i], "\n") + "\n"
	}
	return strings.Join(texts, "\n")
}

// disagree tells whether most words that text begins with are missing where
// page begins (C29). It looks at the beginnings only: that is where a note such
// as "your program can't show this mail" stands.
func disagree(text, page string) bool {
	const maxText, maxPage, maxWords = 2 << 10, 64 << 10, 30
	words := strings.Fields(text[:min(len(text), maxText)])
	words = words[:min(len(words), maxWords)]
	page = html.UnescapeString(page[:min(len(page), maxPage)])
	missing := 0
	for _, w := range words {
		if !strings.Contains(page, w) {
			missing++
		}
	}
	return missing > len(words)/2 && missing > 3
}
