package mail

import (
	"bytes"
	"strings"
)

// part is one node of a MIME tree.
type part struct {
	media       mediaType
	disposition mediaType
	encoding    string // Content-Transfer-Encoding
	header      Header
	body        []byte // as it came
}

// newPart reads what the header says of the body. implied is the type of a
// part that names none (RFC 2046 section 5.1.5).
func newPart(b block, implied string, n *notes) part {
	p := part{header: b.fields, body: b.body, encoding: b.fields.Get("Content-Transfer-Encoding")}
	for _, value := range b.fields.Values("Content-Type") {
		m := parseMedia(value, n)
		if strings.Contains(m.name, "/") || m.name == "text" {
			p.media = m // the topmost that can be read counts (C21)
			break
		}
	}
	if p.media.name == "" || p.media.name == "text" {
		p.media.name = implied
	}
	p.disposition = parseMedia(b.fields.Get("Content-Disposition"), n)
	return p
}

// name is the file name that the sender gave.
func (p part) name() string {
	name := p.disposition.params["filename"]
	if name == "" {
		name = p.media.params["name"]
	}
	return oneLine(name, maxName)
}

// size counts the decoded bytes without decoding them.
func (p part) size() int {
	if encodingName(p.encoding) != "base64" {
		return len(p.body)
	}
	digits := 0
	for _, c := range p.body {
		if base64Value(c) >= 0 {
			digits++
		}
	}
	return digits * 3 / 4
}

// text decodes the body of a text part: at most about max bytes of it.
func (p part) text(max int, n *notes) string {
	// Encoded text is at most three times as long, and line ends come on top.
	body := decodeTransfer(p.encoding, n.first(p.body, 4*max), n)
	if len(body) > 2*max {
		body = body[:2*max]
	}
	s := lineFeeds(decodeCharset(p.media.params["charset"], body, n))
	return cutText(s, max, n)
}

// tooLong is the note for text that is left out.
const tooLong = "the text is too long: the rest is in the raw copy only"

// first returns what b begins with: max bytes at most.
func (n *notes) first(b []byte, max int) []byte {
	if len(b) <= max {
		return b
	}
	n.add(tooLong)
	return b[:max]
}

// cutText cuts s at the end of a line, or of a character, before max bytes.
func cutText(s string, max int, n *notes) string {
	if len(s) <= max {
		return s
	}
	n.add(tooLong)
	end := strings.LastIndexByte(s[:max], '\n') + 1
	if end < max/2 {
		end = max
	}
	return strings.ToValidUTF8(s[:end], "")
}

// lineFeeds makes all line ends LF (C05, C06).
func lineFeeds(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.ReplaceAll(s, "\r", "\n")
}

// children splits the body of a multipart (RFC 2046 section 5.1). Without a
// usable boundary there are none.
func (p part) children(max int, n *notes) []part {
	body := p.body
	boundary := strings.TrimRight(p.media.params["boundary"], " \t")
	if e := encodingName(p.encoding); (e == "base64" || e == "quoted-printable") &&
		!bytes.Contains(body, []byte("--"+boundary)) {
		n.add("a multipart is encoded, which is forbidden")
		body = decodeTransfer(p.encoding, n.first(body, maxEncoded), n)
	}
	raws := splitParts(body, boundary, max, n)
	if len(raws) == 0 {
		if boundary = guessBoundary(body); boundary != "" {
			n.add("a multipart does not name its boundary: it was found")
			raws = splitParts(body, boundary, max, n)
		}
	}
	implied := "text/plain"
	if p.media.name == "multipart/digest" {
		implied = "message/rfc822"
	}
	var list []part
	for _, raw := range raws {
		b := readHeader(raw, maxPartHeader, maxPartFields, n)
		list = append(list, newPart(b, implied, n))
	}
	return list
}

// splitParts cuts body at its boundary lines, at most into max parts. A
// boundary is compared to its end, so that one may begin with another (C09).
// Without an end boundary the last part goes on to the end (C07).
func splitParts(body []byte, boundary string, max int, n *notes) [][]byte {
	if boundary == "" {
		return nil
	}
	var parts [][]byte
	start := -1
	rest := body
	for len(rest) > 0 {
		line, after := cutLine(rest)
		isDelimiter, isEnd := matchBoundary(line, boundary)
		if isDelimiter {
			if start >= 0 {
				parts = append(parts, trimLineEnd(body[start:len(body)-len(rest)]))
			}
			start = len(body) - len(after)
			if isEnd {
				return parts
			}
			if len(parts) >= max {
				n.add("too many parts: the rest was not read")
				return parts
			}
		}
		rest = after
	}
	if start >= 0 {
		n.add("a multipart has no end")
		parts = append(parts, body[start:])
	}
	return parts
}

// matchBoundary tells whether line is "--boundary", or "--boundary--".
func matchBoundary(line []byte, boundary string) (ok, end bool) {
	rest, ok := bytes.CutPrefix(line, []byte("--"))
	if !ok {
		return false, false
	}
	if rest, ok = bytes.CutPrefix(rest, []byte(boundary)); !ok {
		return false, false
	}
	rest = bytes.TrimRight(rest, " \t")
	return len(rest) == 0 || string(rest) == "--", string(rest) == "--"
}

// trimLineEnd takes the line end off that belongs to the boundary below.
func trimLineEnd(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}

// guessBoundary finds the boundary of a multipart that names none, or one that
// does not occur (C08):
// the first line that begins with "--" and has a part's header below it.
func guessBoundary(body []byte) string {
	for i := 0; i < 100 && len(body) > 0; i++ {
		var line []byte
		line, body = cutLine(body)
		token, ok := bytes.CutPrefix(bytes.TrimRight(line, " \t"), []byte("--"))
		below, _ := cutLine(body)
		if ok && len(token) > 0 && len(token) <= 100 &&
			bytes.HasPrefix(bytes.ToLower(below[:min(len(below), 8)]), []byte("content-")) {
			return string(token)
		}
	}
	return ""
}
