package digest

import (
	"fmt"
	"strings"
	"time"

	"kabar/store/entry"
)

// Hits answers a search.
type Hits struct {
	Query string // as it was asked
	Note  string // what of it was not used, in the reader's language; may be empty
	Total int    // of all hits
	Over  bool   // there are more than Total
	First int    // the place of List[0] among all hits, from 1
	List  []Hit  // newest first
	More  string // a command that brings the next ones; "" if there is none
}

// Hit is one entry that a search found.
type Hit struct {
	Num     int64
	Kind    entry.Kind
	Name    string // of the author
	Filed   time.Time
	Excerpt string   // two lines at most
	Marks   [][2]int // what was looked for: byte ranges of Excerpt, ascending
}

// BadQuery answers a search that can't be read.
type BadQuery struct {
	Query    string
	From, To int    // bytes of Query: the place that is wrong
	Why      string // one line, in the reader's language
	Example  string // a query that works
}

// Full answers "get 14": one entry in full, with what was written under it.
type Full struct {
	Num      int64
	Entry    entry.Entry // with its amendments; the zero Entry: there is none
	Comments []entry.Entry
	Files    []string // names of attachments, kept with the raw mail
}

// Decisions answers "decisions".
type Decisions struct {
	List  []entry.Entry // as they stand, newest first
	Total int           // of all; more than in List if some are left out
}

type searchWords struct {
	found, foundOver, nothing string
	asked, tryLess, more, get string
	kinds                     map[entry.Kind]string
	bad, example              string
	entry, noEntry, tryFind   string
	files, takenBack          string
	decisions, noDecisions    string
	howDecide, someLeft       string
}

func (h Hits) lay(r reading) (phrase, []block) {
	w := r.l.answer.search
	title := r.l.say(w.found, "n", h.Total)
	if h.Over {
		title = r.l.say(w.foundOver, "n", h.Total)
	}
	blocks := []block{para{r.l.say(w.asked, "query", phrase{{clip(h.Query), strong}})}}
	if h.Note != "" {
		blocks = append(blocks, para{phrase{{h.Note, plain}}})
	}
	if len(h.List) == 0 {
		return r.l.say(w.nothing), append(blocks, para{r.l.say(w.tryLess)})
	}
	for i, hit := range h.List {
		kind := w.kinds[hit.Kind]
		place := fmt.Sprintf("%d. ", max(1, h.First)+i)
		c := card{num: hit.Num, parts: []part{{items: []item{{text: strings.ReplaceAll(hit.Excerpt, "\n", " "), bare: true, hits: hit.Marks}}}}}
		c.head = join(append(phrase{{place, faint}}, span{shorten(hit.Name, longestHitName), strong}),
			phrase{{kind, plain}}, phrase{{r.when(hit.Filed), faint}})
		blocks = append(blocks, c)
	}
	blocks = append(blocks, para{r.l.say(w.get, "num", h.List[0].Num)})
	if h.More != "" {
		blocks = append(blocks, para{r.l.say(w.more, "command", h.More)})
	}
	return title, blocks
}

// longestHitName leaves the header line of a hit on one line: an answer to the
// mail finds the number of the entry by the place of the hit.
const longestHitName = 28

func (q BadQuery) lay(r reading) (phrase, []block) {
	w := r.l.answer.search
	blocks := []block{para{phrase{{q.Why, plain}}}}
	if q.Query != "" {
		blocks = append(blocks, place{q.Query, q.From, q.To})
	}
	if q.Example != "" {
		blocks = append(blocks, para{r.l.say(w.example, "example", strings.TrimPrefix(q.Example, "search "))})
	}
	return r.l.say(w.bad), blocks
}

func (f Full) lay(r reading) (phrase, []block) {
	w := r.l.answer.search
	if f.Entry.Kind == "" {
		return r.l.say(w.noEntry, "num", f.Num), []block{para{r.l.say(w.tryFind)}}
	}
	when := phrase{{r.when(f.Entry.Filed), faint}}
	c := card{num: f.Entry.Num}
	if f.Entry.Decision != nil {
		c = decisionCard(r.l, f.Entry, when, everyLine)
	} else {
		c.head = join(author(f.Entry), r.l.say(r.l.edition.forDate, "date", r.l.date(f.Entry.Date)), when)
		c.parts = parts(r.l, f.Entry)
		if Blank(f.Entry) {
			c.rest = r.l.say(w.takenBack)
		}
	}
	for _, it := range f.Comments {
		c.under = append(c.under, card{num: it.Num, parts: parts(r.l, it),
			head: join(author(it), phrase{{r.when(it.Filed), faint}})})
	}
	blocks := []block{c}
	if len(f.Files) > 0 {
		var items []item
		for _, name := range f.Files {
			items = append(items, item{text: oneLine(name)})
		}
		blocks = append(blocks, card{head: r.l.say(w.files), parts: []part{{items: items}}})
	}
	return r.l.say(w.entry, "num", f.Num), blocks
}

// everyLine is a bound that no entry reaches.
const everyLine = 1 << 30

func (d Decisions) lay(r reading) (phrase, []block) {
	w := r.l.answer.search
	if len(d.List) == 0 {
		return r.l.say(w.noDecisions), []block{para{r.l.say(w.howDecide)}}
	}
	var blocks []block
	for _, it := range d.List {
		if it.Decision != nil {
			blocks = append(blocks, decisionCard(r.l, it, phrase{{r.when(it.Filed), faint}}, fewLines))
		}
	}
	if d.Total > len(d.List) {
		blocks = append(blocks, para{r.l.say(w.someLeft, "n", d.Total-len(d.List))})
	}
	return r.l.say(w.decisions), blocks
}

// clip bounds what is repeated of what somebody wrote in a sentence of ours.
func clip(s string) string { return shorten(s, 120) }
