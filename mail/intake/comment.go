package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kabar/mail/reply"
)

// comment reads an answer to a digest: text under an entry is a comment on it,
// text at the top one on the day as a whole, "re 14: …" one on entry 14. With
// section labels it is an update instead, sent as an answer to the wrong mail.
func (in *reading) comment() Act {
	res := in.result()
	kind := in.kind()
	quotes := in.quotesEntries()
	switch {
	case kind == "digest":
	case kind == "answer" && quotes:
	case kind == "" && quotes:
	case kind != "prompt" && allNumbered(res.Text):
	default:
		return nil
	}
	if labelled(res) {
		return nil
	}
	notes := in.notes(res)
	if len(notes) == 0 {
		return nil
	}
	if kind == "answer" {
		// The answer to "get 14" shows one entry: that is what is meant. Else
		// text at the top of an answer is about no day.
		only := in.onlyEntry()
		for i := range notes {
			if notes[i].On == 0 && only == 0 {
				return nil
			}
			if notes[i].On == 0 {
				notes[i].On = only
			}
		}
	}
	if in.who.member.Guest {
		return in.guest()
	}
	why := "answers a digest"
	if kind == "answer" {
		why = "answers what a search or get brought"
	}
	c := &Comment{saying: in.because(why + in.aside), Notes: notes, Date: in.today()}
	if !in.m.Fallback {
		c.Doubts = untaken(in.said.Text, in.place())
	}
	return c
}

// entryLine ends the line above an entry in a digest: "Ana Putri · 16:52 · #14",
// which may be wrapped in front of the number.
var entryLine = pattern(`(?:·\s*|^)#([0-9]{1,9})$`)

// entryOf returns the filing number at the end of a line of ours; 0 for none.
func entryOf(line string) int64 {
	line = strings.TrimRight(unquoted(line), " *_")
	if !strings.Contains(line[max(0, len(line)-12):], "#") {
		return 0
	}
	m := entryLine().FindStringSubmatch(line)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	return n
}

// unquoted takes quote marks and blanks off both ends of a line.
func unquoted(line string) string {
	line = strings.TrimLeftFunc(line, func(r rune) bool {
		return r == '>' || r == '|' || unicode.IsSpace(r)
	})
	return strings.TrimSpace(line)
}

// quotesEntries tells whether the mail quotes lines above entries.
func (in *reading) quotesEntries() bool { return len(in.entries()) > 0 }

// entries lists the numbers of the entries that are quoted or, where nothing
// is, of those in the mail that is answered.
func (in *reading) entries() []int64 {
	list := quotedEntries(in.result().Lines)
	if len(list) == 0 {
		for line := range strings.Lines(in.parent()) {
			if n := entryOf(line); n > 0 {
				list = append(list, n)
			}
		}
	}
	return list
}

// quotedEntries lists the numbers of the entries that are quoted.
func quotedEntries(lines []reply.Line) (list []int64) {
	for _, l := range lines {
		if l.Verdict != reply.Quoted {
			continue
		}
		if n := entryOf(l.Text); n > 0 {
			list = append(list, n)
		}
	}
	return list
}

// onlyEntry is the one entry that the mail answered shows; 0 if it shows none
// or several.
func (in *reading) onlyEntry() (only int64) {
	for _, n := range in.entries() {
		if only != 0 && n != only {
			return 0
		}
		only = n
	}
	return only
}

// notes finds the entry that each piece of new text stands under.
func (in *reading) notes(res reply.Result) (notes []CommentNote) {
	w := walkQuotes(res.Lines)
	for _, n := range res.Notes {
		on := int64(0)
		if n.Under != "" {
			on = w.down(n.Under)
		}
		if on > 0 && len(res.Notes) == 1 && in.belowAll(n.Under) {
			on = 0
		}
		notes = append(notes, numbered(n.Text, on)...)
	}
	return notes
}

// quoteWalk goes down the quoted lines of a mail and knows the entry that each
// belongs to.
type quoteWalk struct {
	on     []int64          // by line
	places map[string][]int // where a line with this text stands, ascending
	at     int              // the line that is looked at next
}

func walkQuotes(lines []reply.Line) *quoteWalk {
	w := &quoteWalk{on: make([]int64, len(lines)), places: map[string][]int{}}
	on := int64(0)
	for i, l := range lines {
		line := unquoted(l.Text)
		if l.Verdict != reply.New && line != "" {
			switch n := entryOf(line); {
			case n > 0:
				on = n
			case isHeading(line) || line == "--":
				on = 0
			}
			w.places[line] = append(w.places[line], i)
		}
		w.on[i] = on
	}
	return w
}

// down walks to the next quoted line that says under, and returns the entry it
// belongs to. If there is no such line, it stays where it is.
func (w *quoteWalk) down(under string) int64 {
	places := w.places[unquoted(under)]
	if i, _ := slices.BinarySearch(places, w.at); i < len(places) {
		w.at = places[i] + 1
	}
	if w.at == 0 {
		return 0
	}
	return w.on[w.at-1]
}

// isHeading tells whether a line heads a part of a digest: capitals only.
func isHeading(line string) bool {
	return len(line) > 3 && len(line) < 60 && line == strings.ToUpper(line) &&
		line != strings.ToLower(line) && !strings.ContainsAny(line, "·#0123456789-")
}

// belowAll tells whether text under this line was written below the whole
// digest, not under its last entry: nothing above it was cut away.
func (in *reading) belowAll(under string) bool {
	total, last := 0, ""
	for line := range strings.Lines(in.parent()) {
		if strings.TrimRight(line, "\r\n") == "-- " {
			break
		}
		if line = strings.TrimSpace(line); line != "" {
			total, last = total+1, line
		}
	}
	quoted := 0
	for _, l := range in.result().Lines {
		if l.Verdict == reply.Quoted && unquoted(l.Text) != "" {
			quoted++
		}
	}
	return total > 0 && unquoted(under) == last && quoted*10 >= total*8
}

// onEntry begins a line that names the entry it is about: "re 14: …", "#14 …".
var onEntry = pattern(
	`(?i)^\s*(?:(?:re|on|ad|soal|untuk|tentang)\s+#?([0-9]{1,9})\s*[:：–—-]|` +
		`#([0-9]{1,9})[\s:：,–—-])\s*(\S.*)$`)

// entryNamed reads such a line.
func entryNamed(line string) (on int64, text string, ok bool) {
	m := onEntry().FindStringSubmatch(strings.TrimRight(line, "\r\n"))
	if m == nil {
		return 0, "", false
	}
	on, err := strconv.ParseInt(m[1]+m[2], 10, 64)
	return on, m[3], err == nil && on > 0
}

// numbered parts a text by the lines that name an entry. What stands above the
// first of them is about on.
func numbered(text string, on int64) (notes []CommentNote) {
	var b strings.Builder
	flush := func() {
		if s := strings.TrimSpace(b.String()); s != "" {
			notes = append(notes, CommentNote{On: on, Text: s})
		}
		b.Reset()
	}
	for line := range strings.Lines(text) {
		if n, rest, ok := entryNamed(line); ok {
			flush()
			on, line = n, rest+"\n"
		}
		b.WriteString(line)
	}
	flush()
	return notes
}

// allNumbered tells whether a text begins with a line that names an entry in
// words, so that all of it is about entries. "#4711 …" may be any number.
func allNumbered(text string) bool {
	line, _, _ := strings.Cut(text, "\n")
	_, _, ok := entryNamed(line)
	return ok && !strings.HasPrefix(strings.TrimSpace(line), "#")
}
