package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Get returns the value of the topmost field with this name in any case, ""
// if there is none.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Values returns the values of all fields with this name in any case, from
// top to bottom.
func (h Header) Values(name string) []string {
	var values []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			values = append(values, f.Value)
		}
	}
	return values
}

// Has tells whether there is a field with this name, even an empty one.
func (h Header) Has(name string) bool { return len(h.Values(name)) > 0 }

// block is a header and what follows it.
type block struct {
	fields Header
	body   []byte
	cut    bool // a limit was reached: there are fields that were not kept
}

// readHeader splits raw into its header and its body. It never fails: what is
// no header field by RFC 5322 is repaired or left out with a note, as RFC 7103
// section 7 advises. maxBytes and maxCount bound what is kept.
func readHeader(raw []byte, maxBytes, maxCount int, n *notes) block {
	var b block
	var starts []int // where in raw each field begins
	odd := false     // some programs end the header above
	rest := raw
	for len(rest) > 0 {
		at := len(raw) - len(rest)
		field, after := cutField(rest)
		first, _ := cutLine(field)
		if len(first) == 0 {
			b.body = after
			return b
		}
		name, ok := fieldName(first)
		switch {
		case !ok && isSpace(first[0]):
			n.add("the header begins with a continuation line, which was left out")
		case !ok && !headerGoesOn(after):
			n.add("there is no blank line between header and text")
			b.endBefore(raw, at, starts)
			return b
		case !ok:
			odd = true
			n.add("a line in the header that is no field was left out")
		case odd && strings.EqualFold(name, "Authentication-Results"):
			// The server that must remove forged ones may not have seen it.
			n.add("an Authentication-Results field below a broken line was left out")
		case len(b.fields) == maxCount || len(raw)-len(after) > maxBytes:
			b.cut = true
		default:
			value := unfold(field[bytes.IndexByte(field, ':')+1:], n)
			b.fields = append(b.fields, Field{Name: name, Value: value})
			starts = append(starts, at)
		}
		odd = odd || hasBlankLine(field)
		rest = after
	}
	b.endBefore(raw, len(raw), starts)
	return b
}

// endBefore ends a header that no blank line ends: at offset end. Its last
// lines may be text that looks like fields, such as "Done: the report"; those
// with a name that mail does not know go back to the body.
func (b *block) endBefore(raw []byte, end int, starts []int) {
	for i := len(b.fields) - 1; i >= 0 && !usualName(b.fields[i].Name); i-- {
		end = starts[i]
		b.fields = b.fields[:i]
	}
	b.body = raw[end:]
}

// cutLine cuts the first line off; a line ends in LF, and all CR before it
// belong to the end (CR CR LF is seen in the wild).
func cutLine(s []byte) (line, rest []byte) {
	i := bytes.IndexByte(s, '\n')
	if i < 0 {
		return bytes.TrimRight(s, "\r"), nil
	}
	return bytes.TrimRight(s[:i], "\r"), s[i+1:]
}

// cutField cuts the first line and its continuation lines off.
func cutField(s []byte) (field, rest []byte) {
	line, rest := cutLine(s)
	for len(line) > 0 && len(rest) > 0 && isSpace(rest[0]) {
		_, rest = cutLine(rest)
	}
	return s[:len(s)-len(rest)], rest
}

// hasBlankLine tells whether a continuation line holds nothing but blanks.
func hasBlankLine(field []byte) bool {
	for len(field) > 0 {
		var line []byte
		line, field = cutLine(field)
		if len(bytes.TrimSpace(line)) == 0 {
			return true
		}
	}
	return false
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

// fieldName returns the name of the field that line begins. Spaces before the
// colon are an obsolete form (RFC 5322 section 4.5) and don't count (A13).
func fieldName(line []byte) (string, bool) {
	i := bytes.IndexByte(line, ':')
	if i <= 0 {
		return "", false
	}
	name := bytes.TrimRight(line[:i], " \t")
	for _, c := range name {
		if c <= ' ' || c > '~' {
			return "", false
		}
	}
	return string(name), len(name) > 0
}

// headerGoesOn tells whether a usual field follows before the next blank line:
// then the odd line above it stood within the header.
func headerGoesOn(s []byte) bool {
	for i := 0; i < 10 && len(s) > 0; i++ {
		var line []byte
		line, s = cutLine(s)
		if len(line) == 0 {
			return false
		}
		if name, ok := fieldName(line); ok && usualName(name) {
			return true
		}
	}
	return false
}

// usualName tells whether mail programs write fields of this name.
func usualName(name string) bool {
	switch strings.ToLower(name) {
	case "from", "to", "cc", "bcc", "subject", "date", "sender", "received", "references",
		"comments", "keywords", "precedence", "importance", "priority", "organization",
		"encrypted", "sensitivity", "autocrypt", "status", "lines", "path", "newsgroups":
		return true
	}
	return strings.Contains(name, "-")
}

// unfold joins the lines of a value (RFC 5322 section 2.2.3) by one space
// each, and makes valid UTF-8 of it. CR and NUL do not survive.
func unfold(value []byte, n *notes) string {
	var s strings.Builder
	for len(value) > 0 {
		var line []byte
		line, value = cutLine(value)
		line = bytes.Trim(line, " \t\r")
		if len(line) > 0 && s.Len() > 0 {
			s.WriteByte(' ')
		}
		s.Write(line)
	}
	text := s.String()
	if !utf8.ValidString(text) {
		n.add("the header has bytes that are no UTF-8: read as windows-1252")
		text = fromWindows1252([]byte(text))
	}
	if strings.ContainsAny(text, "\x00\r") {
		n.add("the header has a NUL or a bare CR")
		text = strings.NewReplacer("\x00", "\uFFFD", "\r", "\uFFFD").Replace(text)
	}
	return text
}

// skipEnvelope cuts off what is no part of the mail: a byte order mark, blank
// lines, and the "From " lines of mbox files (C38).
func skipEnvelope(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))
	for len(raw) > 0 {
		line, rest := cutLine(raw)
		blank := len(bytes.TrimSpace(line)) == 0
		if !blank && !bytes.HasPrefix(line, []byte("From ")) && !bytes.HasPrefix(line, []byte(">From ")) {
			break
		}
		raw = rest
	}
	return raw
}

// notes collects what was odd about a mail: each thing once, a bounded number.
type notes struct{ list []string }

func (n *notes) add(note string) {
	if len(n.list) >= maxProblems {
		return
	}
	for _, have := range n.list {
		if have == note {
			return
		}
	}
	n.list = append(n.list, note)
}
