package reply

import "strings"

// Limits of what is read. What is beyond them is kept as new text unread.
const (
	maxLine  = 4000   // bytes of a line that are looked at
	maxDepth = 40     // of quotes
	maxLines = 20_000 // read one by one; what is left is one line more
)

// line is one line of a body on its way to a verdict.
type line struct {
	raw       string // as it came, without the line end
	text      string // without quote marks and trailing space
	depth     int    // of quoting: marks in plain text, blockquotes in HTML
	blank     bool   // text is blank
	dashes    bool   // "-- " with its space, as RFC 3676 section 4.3 wants it
	strayMark bool   // a ">" that closes an address of the line above, not a quote
	fold      string // folded text, "" until asked for

	hint hint   // what the HTML around it says
	mark string // the rule of the hint, such as "gmail_quote"
	box  int    // number of the reply container it stands in, 0 for none
	bare bool   // every quote around it is a blockquote without a mail program's mark
	own  bool   // a quote only by its class: the person's, unless an attribution stands above
	head bool   // a header block is likely to begin here

	verdict Verdict
	rule    string
}

// hint is what structure says of a line before its words are read.
type hint byte

const (
	noHint    hint = iota
	hintAttr       // an attribution by its class
	hintSig        // inside a signature by its class
	hintCut        // from here to the end is quoted
	hintQuote      // inside a container that holds only quoted mail
	hintFwd        // the same, and it is a forward
)

// folded gives the folded text, made at most once.
func (l *line) folded() string {
	if l.fold == "" && !l.blank {
		l.fold = fold(clip(l.text))
	}
	return l.fold
}

// clip bounds the part of a line that is looked at.
func clip(s string) string {
	if len(s) > maxLine {
		return s[:maxLine]
	}
	return s
}

// splitLines makes lines of plain text, whatever its line ends, and reads
// their quote marks.
func splitLines(text string) []line {
	lines := make([]line, 0, min(strings.Count(text, "\n")+1, maxLines+1))
	for len(text) > 0 {
		if len(lines) == maxLines {
			return append(lines, readMarks(text))
		}
		var raw string
		if i := strings.IndexAny(text, "\r\n"); i < 0 {
			raw, text = text, ""
		} else {
			raw = text[:i]
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			text = text[i+1:]
		}
		lines = append(lines, readMarks(raw))
	}
	return lines
}

// readMarks counts the quote marks a line begins with.
func readMarks(raw string) line {
	l := line{raw: strings.TrimRight(raw, " \t")}
	s := strings.TrimPrefix(l.raw, "\ufeff")
	if strings.HasPrefix(s, ">From ") { // mbox's escape, not a quote
		l.text = s[1:]
		return l
	}
	for l.depth < maxDepth {
		t := strings.TrimLeft(s, " \t\u00a0")
		if len(s)-len(t) > 3 && l.depth == 0 { // set in: code
			break
		}
		switch {
		case strings.HasPrefix(t, ">"):
			s = t[1:]
		case strings.HasPrefix(t, "|>"):
			s = t[2:]
		case strings.HasPrefix(t, "&gt;"):
			s = t[4:]
		default:
			t = ""
		}
		if t == "" {
			break
		}
		l.depth++
	}
	if l.depth > 0 {
		s = strings.TrimPrefix(s, " ")
	}
	l.text = strings.TrimRight(s, " \t\u00a0")
	l.blank = isBlank(l.text)
	l.dashes = l.text == "--" && strings.HasSuffix(raw, "-- ")
	return l
}
