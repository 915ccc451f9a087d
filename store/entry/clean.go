package entry

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds on what a file holds. Longer values are cut, since what matters of
// them is in the raw mail: no person's text is among them.
const (
	MaxDepth = 8   // nesting of items
	maxField = 998 // bytes of a one-line field, such as a Message-ID
)

// Clean returns e as a file can hold it: Encode writes Clean(e), and reading
// that gives Clean(e) again. Text becomes valid UTF-8 with LF line ends, with
// no control characters but tab (they become U+FFFD), no blanks at the ends of
// lines and no blank lines around an item; names become one line, those of files such as any system takes; nesting goes
// one level at a time; times are UTC in whole seconds.
func Clean(e Entry) Entry {
	for _, field := range []*string{&e.ID, (*string)(&e.Kind), &e.Team, &e.Member, &e.Name,
		&e.Zone, &e.Mail, &e.Source, &e.Verdict, &e.Amends, &e.On} {
		*field = oneLine(*field)
	}
	e.Filed = cleanTime(e.Filed)
	e.Files = cleanFiles(e.Files)
	if e.Kind == Decided {
		e.Sections = nil
	} else {
		e.Decision = nil
	}
	e.Sections = cleanSections(e.Sections)
	if e.Decision != nil {
		d := cleanDecision(*e.Decision)
		e.Decision = &d
	}
	return e
}

func cleanSections(sections []Section) []Section {
	var out []Section
	for _, s := range sections {
		name := oneLine(s.Name)
		if name == "" {
			name = "note"
		}
		items := slices.Grow([]Item(nil), len(s.Items))
		depth := -1
		for _, item := range s.Items {
			depth = max(0, min(item.Depth, depth+1, MaxDepth))
			items = append(items, Item{Text: cleanText(item.Text), Depth: depth})
		}
		out = append(out, Section{Name: name, Items: items})
	}
	return out
}

func cleanDecision(d Decision) Decision {
	d.Title = oneLine(d.Title)
	d.Status = oneLine(d.Status)
	d.Why = cleanText(d.Why)
	d.Makers = cleanLines(d.Makers)
	d.Consulted = cleanLines(d.Consulted)
	d.Informed = cleanLines(d.Informed)
	d.Objections = cleanTexts(d.Objections)
	var log []Change
	for _, c := range d.Log {
		by := strings.NewReplacer(" ", "_", ":", "_").Replace(oneLine(c.By))
		if by == "" {
			by = "-"
		}
		log = append(log, Change{At: cleanTime(c.At), By: by, What: oneLine(c.What)})
	}
	d.Log = log
	return d
}

// cleanTime cuts t to what a file holds of it; years RFC 3339 cannot write
// become the zero time.
func cleanTime(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second)
	if t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

// cleanLines drops what is empty: a name list has no gaps.
func cleanLines(list []string) (out []string) {
	for _, s := range list {
		if s = oneLine(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func cleanTexts(list []string) (out []string) {
	for _, s := range list {
		if s = cleanText(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// oneLine makes s one line of at most maxField bytes: runs of white space
// become one space, control characters U+FFFD.
func oneLine(s string) string {
	if isOneLine(s) {
		return s
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	s = strings.Map(noControl, s)
	if len(s) > maxField {
		s = s[:maxField]
		for !utf8.ValidString(s) { // at most three bytes of a cut character
			s = s[:len(s)-1]
		}
		s = strings.TrimRight(s, " ")
	}
	return s
}

// isOneLine tells whether oneLine has nothing to do; true of nearly all names.
// It may be wrong only about text that is one line.
func isOneLine(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7F || c == ' ' && before == ' ' {
			return false
		}
		before = s[i]
	}
	return s == "" || before != ' ' && len(s) <= maxField
}

func noControl(r rune) rune {
	if unicode.IsControl(r) && r != '\t' && r != '\n' {
		return utf8.RuneError
	}
	return r
}

// cleanText makes s text of one or more lines. White space before the first
// line goes too: after a hyphen it could not be told from the hyphen's own.
func cleanText(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.Map(noControl, s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), " \t\n")
}

// isClean tells whether cleanText has nothing to do; true of nearly all there
// is to read. It may be wrong only about text that is clean.
func isClean(s string) bool {
	if s == "" {
		return true
	}
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		blank := before == ' ' || before == '\t'
		switch {
		case c == '\n' && (blank || i == 0):
			return false
		case c < ' ' && c != '\n' && c != '\t', c == 0x7F, c == 0xC2: // 0xC2 may begin a C1
			return false
		}
		before = c
	}
	first := s[0]
	return before > ' ' && first > ' ' && utf8.ValidString(s)
}
