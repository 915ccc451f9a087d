package digest

import (
	"slices"
	"strconv"
	"strings"

	"kabar/store/entry"
	"kabar/store/team"
)

// How much of one entry is shown, in lines of the text half. A few lines more
// are shown rather than announced.
const (
	mostLines        = 24 // of an update
	mostWaitingLines = 12 // of what waits, of a decision, of a comment
	mostBlockerLines = 6
	fewLines         = 3
)

// author is a name as the first words of a card.
func author(it entry.Entry) phrase { return phrase{{name(it.Name), strong}} }

// name is a person's name, bounded.
func name(s string) string { return shorten(s, 48) }

// commentCard is what somebody wrote under an entry, up to so many lines of it.
func commentCard(l *locale, it entry.Entry, when phrase, most int) card {
	c := card{head: join(author(it), when), num: it.Num, files: filesOf(l, it)}
	return c.fill(l, parts(l, it), most)
}

// shorten is s on one line of at most so many columns.
func shorten(s string, most int) string {
	s = oneLine(s)
	if short := firstColumns(s, most); short != s {
		return short + "…"
	}
	return s
}

// parts are the sections of an entry. A note that is all there is needs no
// label.
func parts(l *locale, it entry.Entry) (list []part) {
	for _, s := range it.Sections {
		// "Blocked: none" is good news, but no news.
		if s.Name == "blocked" && !slices.ContainsFunc(s.Items, func(i entry.Item) bool { return !isNothing(i.Text) }) {
			continue
		}
		p := part{label: name(l.label(s.Name))}
		note := s.Name == "note"
		if note && len(it.Sections) == 1 {
			p.label = ""
		}
		for _, i := range s.Items {
			p.items = append(p.items, item{text: unbroken(i.Text), depth: level(i.Depth), bare: note && len(s.Items) == 1})
		}
		if len(p.items) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// decisionCard is a decision as it stands.
func decisionCard(l *locale, it entry.Entry, when phrase, most int) card {
	w, d := l.edition, it.Decision
	c := card{num: it.Num, files: filesOf(l, it)}
	c.head = join(l.say(w.number, "n", d.Number).bold(), l.say(statusOf(l, d.Status)))
	if !d.Deadline.IsZero() && (isOpen(it) || d.State() == "accepted") {
		c.head = join(c.head, l.say(w.deadline, "date", l.date(d.Deadline)))
	}
	by := it.Name
	if len(d.Makers) > 0 {
		by = strings.Join(d.Makers, ", ")
	}
	c.head = join(c.head, l.say(w.by, "names", name(by)), when)
	list := []part{{items: []item{{text: d.Title, bare: true, title: true}}}}
	if d.Why != "" {
		list = append(list, part{label: w.why, items: []item{{text: unbroken(d.Why), bare: true}}})
	}
	objections := part{label: w.objection}
	for _, o := range d.Objections {
		objections.items = append(objections.items, item{text: unbroken(o)})
	}
	if len(d.Objections) > 0 {
		list = append(list, objections)
	}
	return c.fill(l, list, most)
}

// isOpen tells whether an entry is a decision that is still to be made.
func isOpen(it entry.Entry) bool {
	return it.Decision != nil && it.Decision.State() == "proposed"
}

// askedFor says how an open decision is made, to a reader who may: anybody of
// the team but guests.
func (c card) askedFor(l *locale, m team.Member, it entry.Entry) card {
	if isOpen(it) && !m.Guest {
		c.ask = l.say(l.edition.open, "n", it.Decision.Number)
	}
	return c
}

// statusOf is a decision's status in the reader's words; one kabar does not
// know (the file may be edited by hand) is shown as it is.
func statusOf(l *locale, status string) string {
	word, rest, _ := strings.Cut(status, " ")
	text, ok := l.edition.status[word]
	if !ok {
		return name(status)
	}
	digits := strings.TrimLeft(strings.TrimPrefix(rest, "by "), "0")
	n, err := strconv.Atoi(digits)
	if word == "superseded" && err != nil {
		return name(status)
	}
	return l.line(text, "n", n)
}

// bold makes every span of a phrase strong.
func (p phrase) bold() phrase {
	p = slices.Clone(p)
	for i := range p {
		p[i].style = strong
	}
	return p
}

// fill puts as much of the parts into the card as most lines hold, and says
// how many lines are left out.
func (c card) fill(l *locale, list []part, most int) card {
	kept, more := cut(list, most)
	c.parts = kept
	if more > 0 {
		c.rest = l.count(l.edition.moreLines, more, "num", c.num)
	}
	return c
}

// cut keeps the first lines of some parts: whole items, and of the item at the
// edge whole sentences. more is how many lines of the text half are left out.
func cut(list []part, most int) (kept []part, more int) {
	total, used := 0, 0
	sum := func(lines func(it item, in int) int) {
		total = 0
		for _, p := range list {
			for _, it := range p.items {
				total += lines(it, wordsAt)
			}
		}
	}
	for _, lines := range []func(item, int) int{mostLinesOf, linesOf} { // what costs least first
		if sum(lines); total <= most+fewLines {
			return list, 0
		}
	}
	full := false
	for _, p := range list {
		var items []item
		for _, it := range p.items {
			n := len(itemLines(it, wordsAt))
			if !full && used+n > most {
				it, n = cutItem(it, most-used)
				full = true
			} else if full {
				break
			}
			if n > 0 {
				items, used = append(items, it), used+n
			}
		}
		if len(items) > 0 {
			p.items = items
			kept = append(kept, p)
		}
	}
	return kept, total - used
}

// cutItem keeps the sentences of an item that fit into so many lines; n is how
// many lines they take, 0 if not one fits.
func cutItem(it item, lines int) (item, int) {
	whole, end, n := it.text, 0, 0
	for _, s := range sentences(whole) {
		// Each step wraps what was kept so far again, so look no further than
		// what could fit at all.
		if end+len(s) > lines*textWidth*4 {
			break
		}
		it.text = strings.TrimRight(whole[:end+len(s)], " \n")
		if k := len(itemLines(it, wordsAt)); k > lines {
			break
		} else {
			n = k
		}
		end += len(s)
	}
	it.text = strings.TrimRight(whole[:end], " \n")
	if it.text == "" {
		return it, 0
	}
	it.text += " …"
	return it, n
}

// level is a nesting depth that can be shown: an entry's own, whatever a file
// edited by hand says it is.
func level(depth int) int { return min(max(depth, 0), entry.MaxDepth) }
