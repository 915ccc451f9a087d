package digest

import (
	"slices"
	"strings"

	"kabar/store/entry"
)

// Record answers "decision 7", and the commands that change a decision: the
// decision in full, with what happened to it.
type Record struct {
	Number   int           // as it was asked for
	Entry    entry.Entry   // as it stands now; the zero Entry: there is none
	Comments []entry.Entry // written under it
	Changed  bool          // the command has just changed it
	Next     *entry.Entry  // the decision that takes its place, if the command filed one

	// May are the commands that the reader can give it as it stands: "accept",
	// "reject", "withdraw", "supersede".
	May []string
}

type recordWords struct {
	title, changed, none, list string
	log, filed, told           string
	instead, closed            string
}

func (d Record) lay(r reading) (phrase, []block) {
	w := r.l.answer.record
	if d.Entry.Decision == nil {
		return r.l.say(w.none, "n", d.Number), []block{para{r.l.say(w.list)}}
	}
	title := r.l.say(w.title, "n", d.Number)
	if d.Changed {
		title = r.l.say(w.changed, "n", d.Number, "status", statusOf(r.l, d.Entry.Decision.Status))
	}
	c := decisionCard(r.l, d.Entry, phrase{{r.when(d.Entry.Filed), faint}}, everyLine)
	if len(d.Entry.Decision.Log) > 0 {
		c.parts = append(c.parts, part{label: w.log, items: r.history(d.Entry)})
	}
	for _, it := range d.Comments {
		c.under = append(c.under, commentCard(r.l, it, phrase{{r.when(it.Filed), faint}}, everyLine))
	}
	blocks := []block{c}
	if d.Next != nil {
		when := phrase{{r.when(d.Next.Filed), faint}}
		blocks = append(blocks, decisionCard(r.l, *d.Next, when, mostLines))
	}
	if d.Changed {
		blocks = append(blocks, para{r.l.say(w.told)})
	}
	if may := d.offer(r); len(may) > 0 {
		blocks = append(blocks, para{may})
	}
	return title, blocks
}

// offer is what the reader can do about it. What is closed is taken up again.
func (d Record) offer(r reading) (all phrase) {
	w := r.l.answer.record
	status := d.Entry.Decision.State()
	if (status == "rejected" || status == "withdrawn") && slices.Contains(d.May, "accept") {
		return r.l.say(w.closed, "n", d.Number)
	}
	for _, command := range d.May {
		text := "`" + command + " {n}`"
		if command == "supersede" {
			text = w.instead
		}
		all = join(all, r.l.say(text, "n", d.Number))
	}
	return all
}

// history is the log of a decision, oldest first: who did what, on the
// reader's clock. What was done is said in the reader's language where it is
// one of the words kabar writes.
func (r reading) history(e entry.Entry) (items []item) {
	for _, c := range e.Decision.Log {
		by := c.By
		if m, ok := r.team.Member(by); ok {
			by = m.Name
		}
		what, why, _ := strings.Cut(c.What, ": ")
		switch {
		case what == "filed":
			what = r.l.answer.record.filed
		default:
			what = statusOf(r.l, what)
		}
		text := r.when(c.At) + sep + name(by) + sep + what
		if why != "" {
			text += ": " + why
		}
		items = append(items, item{text: text})
	}
	return items
}
