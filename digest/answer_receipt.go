package digest

import (
	"cmp"
	"slices"

	"kabar/store/entry"
	"kabar/store/team"
)

// Receipt tells what stands for one date of the reader's, every item with the
// number that repairs call it by: the items of all sections counted through,
// nested ones too, in their order.
type Receipt struct {
	Entry     entry.Entry   // all that stands for its date; see Merge
	Decisions []entry.Entry // that were in the same mail; after "undo" they stay
	Unsure    bool          // kabar may have read it wrong
	Doubts    []Doubt       // lines of it that were not taken for commands
	// After is "" if a mail was filed, "move", "drop" or "undo" if that changed
	// it, and "none" if nothing did.
	After string
}

// Doubt is a line that was filed as it stands, and may have been meant as a
// command.
type Doubt struct {
	Line    string // as it was written
	Command string // how it is written where it is one
}

// Remarked tells that comments of the reader's were filed, where lines of them
// may have been meant as commands.
type Remarked struct {
	Count  int // of comments, at least 1
	Doubts []Doubt
}

type receiptWords struct {
	doubt                 string
	commented             count
	remark                string // doubt, of a comment
	filed, unsure         string
	changed, undone, same string
	nothing               string
	points                string
	also                  count
	moreItems             count
	how, anew             string
	undo, redo            string
	keeps                 string
}

// A receipt is to be read at a glance: so many items, and so many columns of
// each.
const (
	mostNumbered    = 40
	longestNumbered = 160
)

func (f Receipt) lay(r reading) (title phrase, blocks []block) {
	w, e := r.l.answer.receipt, f.Entry
	if f.Unsure {
		blocks = append(blocks, para{r.l.say(w.unsure)})
	}
	blocks = append(blocks, doubtful(r, w.doubt, f.Doubts)...)
	c := numbered(r.l, e)
	if len(c.parts) > 0 {
		c.head = join(author(e), r.l.say(r.l.edition.forDate, "date", r.l.date(e.Date)))
		blocks = append(blocks, c)
	}
	for _, d := range f.Decisions {
		if d.Decision != nil && f.After != "undo" {
			when := phrase{{r.when(d.Filed), faint}}
			c := decisionCard(r.l, d, when, mostWaitingLines)
			blocks = append(blocks, c.askedFor(r.l, r.m, d))
		}
	}
	return f.title(r), append(blocks, f.how(r)...)
}

func (f Remarked) lay(r reading) (title phrase, blocks []block) {
	w := r.l.answer.receipt
	return r.l.count(w.commented, f.Count), doubtful(r, w.remark, f.Doubts)
}

// doubtful says of each line, in these words, that it was filed as it stands.
func doubtful(r reading, words string, doubts []Doubt) (blocks []block) {
	for _, d := range doubts {
		line := phrase{{clip(d.Line), strong}}
		blocks = append(blocks, para{r.l.say(words, "line", line, "command", d.Command)})
	}
	return blocks
}

// title is "Filed for Wed 18 Nov: Done 2, Next 1."
func (f Receipt) title(r reading) phrase {
	w := r.l.answer.receipt
	text := map[string]string{"": w.filed, "none": w.same, "undo": w.undone}[f.After]
	counts := f.counts(r)
	if len(counts) == 0 {
		text, counts = w.nothing, nil
	}
	return r.l.say(cmp.Or(text, w.changed), "date", r.l.date(f.Entry.Date), "counts", counts)
}

func (f Receipt) counts(r reading) (all phrase) {
	w := r.l.answer.receipt
	var counts []phrase
	for _, s := range f.Entry.Sections {
		if len(s.Items) > 0 {
			label := name(r.l.label(s.Name))
			counts = append(counts, r.l.say(w.points, "label", label, "n", len(s.Items)))
		}
	}
	if len(f.Decisions) > 0 && f.After != "undo" {
		counts = append(counts, r.l.count(w.also, len(f.Decisions)))
	}
	for i, c := range counts {
		if i > 0 {
			all = all.say(plain, ", ")
		}
		all = append(all, c...)
	}
	return all
}

// numbered is a card of all sections with their items counted through.
func numbered(l *locale, e entry.Entry) (c card) {
	n, left := 0, 0
	for _, s := range e.Sections {
		p := part{label: name(l.label(s.Name))}
		for _, it := range s.Items {
			if n++; n > mostNumbered {
				left++
				continue
			}
			short := shorten(it.Text, longestNumbered)
			p.items = append(p.items, item{text: short, depth: level(it.Depth), num: n})
		}
		if len(p.items) > 0 {
			c.parts = append(c.parts, p)
		}
	}
	if left > 0 {
		c.rest = l.count(l.answer.receipt.moreItems, left)
	}
	return c
}

// how says what can be done about it, with examples that would work.
func (f Receipt) how(r reading) (blocks []block) {
	w := r.l.answer.receipt
	add := func(p phrase) { blocks = append(blocks, para{p}) }
	n := itemCount(f.Entry)
	switch {
	case f.After == "undo":
		add(r.l.say(w.redo))
	case n == 0 && f.After != "none":
		add(r.l.say(w.undo))
	}
	if n > 0 {
		move := min(n, 2)
		to := otherSection(r.team, f.Entry, move)
		add(r.l.say(w.how, "move", move, "section", to, "drop", min(n, 3)))
		add(r.l.say(w.anew, "label", r.l.label("done")))
	}
	for _, d := range f.Decisions {
		if d.Decision != nil && f.After == "undo" {
			add(r.l.say(w.keeps, "n", d.Decision.Number))
		}
	}
	return blocks
}

func itemCount(e entry.Entry) (n int) {
	for _, s := range e.Sections {
		n += len(s.Items)
	}
	return n
}

// otherSection is one that item n may be moved to: of the sections the team
// asks for, the first behind its own.
func otherSection(t team.Team, e entry.Entry, n int) string {
	asked := t.Questions
	if len(asked) == 0 {
		asked = []string{"done", "next", "blocked"}
	}
	own := ""
	for _, s := range e.Sections {
		if n > 0 && n <= len(s.Items) {
			own = s.Name
		}
		n -= len(s.Items)
	}
	at := slices.Index(asked, own)
	if to := asked[(at+1)%len(asked)]; to != own {
		return to
	}
	return "note"
}
