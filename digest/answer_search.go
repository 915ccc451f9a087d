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
	First int    // the place of List[0] among all that the answer numbers, from 1
	List  []Hit  // newest first, or the best
	More  bool   // "more" brings the next ones
}

// Hit is one entry that a search found.
type Hit struct {
	Num     int64
	ID      string // short, but long enough to get the entry by it
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

// Full answers "get 14": one entry in full, with what was written under it; or
// "thread 14": with all that belongs to it.
type Full struct {
	Num      int64
	Given    string      // what was asked for, where that is no number; such as an id
	Of       string      // what was searched, if the number asked for was that of a hit
	Hits     int         // shown by the search that was answered; 0: none was, or Num is the place of one
	Entry    entry.Entry // with its amendments; the zero Entry: there is none
	Comments []entry.Entry
	Thread   bool
	Part     bool // there is more than is shown
}

// Decisions answers "decisions" and "decisions open".
type Decisions struct {
	Status string        // of all of them, such as "proposed"; "": any
	List   []entry.Entry // as they stand, newest first
	Total  int           // of all; more than in List if some are left out
}

type searchWords struct {
	found, foundOver, nothing string
	asked, tryLess, more, get string
	kinds                     map[entry.Kind]string
	bad, example              string
	entry, noEntry, tryFind   string
	beyond                    string
	thread, part, takenBack   string
	ofSearch, noMore          string
	decisions, noDecisions    string
	howDecide, howPropose     string
	someLeft                  string

	decisionsOf, noDecisionsOf, allDecisions, superseded string // {status}
}

func (h Hits) lay(r reading) (phrase, []block) {
	w := r.l.answer.search
	title := r.l.say(w.found, "n", h.Total)
	if h.Over {
		title = r.l.say(w.foundOver, "n", r.l.thousands(h.Total))
	}
	blocks := []block{para{r.l.say(w.asked, "query", phrase{{clip(h.Query), strong}})}}
	if h.Note != "" {
		blocks = append(blocks, para{phrase{{h.Note, plain}}})
	}
	if len(h.List) == 0 && h.First > 1 {
		return r.l.say(w.noMore), blocks
	}
	if len(h.List) == 0 {
		return r.l.say(w.nothing), append(blocks, para{r.l.say(w.tryLess)})
	}
	for i, hit := range h.List {
		kind := w.kinds[hit.Kind]
		place := fmt.Sprintf("%d. ", max(1, h.First)+i)
		c := card{num: hit.Num, parts: []part{{items: []item{{text: strings.ReplaceAll(hit.Excerpt, "\n", " "), bare: true, hits: hit.Marks}}}}}
		c.head = join(append(phrase{{place, faint}}, span{name(hit.Name), strong}),
			phrase{{kind, plain}}, phrase{{hit.ID, faint}}, phrase{{r.when(hit.Filed), faint}})
		blocks = append(blocks, c)
	}
	blocks = append(blocks, para{r.l.say(w.get, "place", max(1, h.First), "id", h.List[0].ID)})
	if h.More {
		blocks = append(blocks, para{r.l.say(w.more)})
	}
	return title, blocks
}

// thousands is a number of up to six digits, as people write it.
func (l *locale) thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	comma := map[string]string{".": ",", ",": "."}[l.answer.file.point]
	return fmt.Sprintf("%d%s%03d", n/1000, comma, n%1000)
}

// ofSearch says that a number was taken for the place of a hit, and how the
// other meaning is written.
func ofSearch(r reading, query string, num int64) []block {
	if query == "" {
		return nil
	}
	asked := phrase{{clip(query), strong}}
	return []block{para{r.l.say(r.l.answer.search.ofSearch, "query", asked, "num", num)}}
}

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
		given := f.Given
		if given == "" {
			given = fmt.Sprint(f.Num)
		}
		blocks := []block{para{r.l.say(w.tryFind)}}
		if f.Hits > 0 {
			blocks = []block{para{r.l.say(w.beyond, "n", f.Hits)}, blocks[0]}
		}
		return r.l.say(w.noEntry, "num", clip(given)), blocks
	}
	when := phrase{{r.when(f.Entry.Filed), faint}}
	c := card{num: f.Entry.Num, files: filesOf(r.l, f.Entry)}
	if f.Entry.Decision != nil {
		c = decisionCard(r.l, f.Entry, when, everyLine)
	} else {
		c.head = join(author(f.Entry), r.l.say(r.l.edition.forDate, "date", r.l.date(f.Entry.Date)), when)
		c.parts = parts(r.l, f.Entry)
		if entry.Blank(f.Entry) {
			c.rest = r.l.say(w.takenBack)
		}
	}
	for _, it := range f.Comments {
		c.under = append(c.under, commentCard(r.l, it, phrase{{r.when(it.Filed), faint}}, everyLine))
	}
	blocks := []block{c}
	if f.Part {
		blocks = append(blocks, para{r.l.say(w.part)})
	}
	if len(c.files) > 0 {
		blocks = append(blocks, para{r.l.say(r.l.answer.file.how, "num", f.Entry.Num)})
	}
	title := w.entry
	if f.Thread {
		title = w.thread
	}
	return r.l.say(title, "num", f.Entry.Num), append(blocks, ofSearch(r, f.Of, f.Num)...)
}

// everyLine is a bound that no entry reaches.
const everyLine = 1 << 30

func (d Decisions) lay(r reading) (phrase, []block) {
	w := r.l.answer.search
	title, rest, status := r.l.say(w.decisions), "search kind:decision", ""
	if d.Status != "" {
		if status = w.superseded; d.Status != "superseded" { // by which differs
			status = r.l.edition.status[d.Status]
		}
		title, rest = r.l.say(w.decisionsOf, "status", status), rest+" status:"+d.Status
	}
	switch {
	case len(d.List) == 0 && d.Status != "":
		blocks := []block{para{r.l.say(w.allDecisions)}}
		if d.Status == "proposed" {
			blocks = append(blocks, para{r.l.say(w.howPropose)})
		}
		return r.l.say(w.noDecisionsOf, "status", status), blocks
	case len(d.List) == 0:
		return r.l.say(w.noDecisions), []block{para{r.l.say(w.howDecide)}}
	}
	var blocks []block
	for _, it := range d.List {
		if it.Decision != nil {
			c := decisionCard(r.l, it, phrase{{r.when(it.Filed), faint}}, fewLines)
			blocks = append(blocks, c.askedFor(r.l, r.m, it))
		}
	}
	if d.Total > len(d.List) {
		blocks = append(blocks, para{r.l.say(w.someLeft, "n", d.Total-len(d.List), "command", rest)})
	}
	return title, blocks
}

// clip bounds what is repeated of what somebody wrote in a sentence of ours.
func clip(s string) string { return shorten(s, 120) }
