package digest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
)

type editionWords struct {
	subject                              string
	morning, noon, evening, night        string
	forYou, updates, comments, decided   count
	waiting, asks, mentions, isBlocked   string
	onYours, onYourDec                   string
	blockers, fresh                      string
	days                                 count
	decisions, number, why, by, deadline string
	objection                            string
	status                               map[string]string
	everybody, forDate, amended          string
	earlier, toAll, unknown              string
	moreLines, moreEntries               count
	how, foot, zone                      string
}

// How much of one entry is shown, in lines of the text half. A few lines more
// are shown rather than announced.
const (
	mostLines        = 24 // of an update
	mostWaitingLines = 12 // of what waits, of a decision, of a comment
	mostBlockerLines = 6
	fewLines         = 3
)

// defaultBytes bounds a digest where Source.MaxBytes is 0. Gmail cuts a mail
// whose HTML is larger than 102 kB.
const defaultBytes = 100_000

// Draft writes the digest.
func (e Edition) Draft(env Envelope) mail.Draft {
	l, m := e.l, e.src.Reader
	summary := e.summary()
	p := page{
		l:      l,
		title:  greeting(l, m, e.src.Now),
		blocks: []block{para{phrase{{summary + ".", plain}}}},
		foot: []phrase{
			l.say(l.edition.how),
			l.say(l.edition.foot, "num", e.anyNumber()),
			l.say(l.edition.zone, "zone", m.Zone.String()),
		},
	}
	p.address = env.answersTo()
	p.blocks = append(p.blocks, e.fitting(p)...)
	subject := l.line(l.edition.subject, "team", e.src.Team.Name, "date", l.date(e.src.Date),
		"summary", summary)
	return env.draft(e.src.Team, m, p, subject)
}

// summary is "2 for you, 5 updates, 1 decision".
func (e Edition) summary() string {
	w := e.l.edition
	updates, comments := 0, 0
	for _, t := range slices.Concat(e.threads, e.earlier) {
		comments += len(t.comments)
	}
	for _, t := range e.threads {
		if t.entry.Kind == entry.Comment {
			comments++
		} else {
			updates++
		}
	}
	var list []string
	for _, c := range []struct {
		words count
		n     int
	}{
		{w.forYou, len(e.waiting)}, {w.updates, updates}, {w.decided, len(e.decisions)}, {w.comments, comments},
	} {
		if c.n > 0 {
			list = append(list, e.l.countLine(c.words, c.n))
		}
	}
	return strings.Join(list, ", ")
}

// anyNumber is a filing number of this digest, for the examples in the footer.
func (e Edition) anyNumber() int64 {
	for _, t := range slices.Concat(e.threads, e.earlier) {
		if t.entry.Num > 0 {
			return t.entry.Num
		}
	}
	for _, w := range e.waiting {
		return w.entry.Num
	}
	for _, d := range e.decisions {
		return d.Num
	}
	return 1
}

// chapter is a heading with its cards, and the dates of the entries in them.
type chapter struct {
	heading string
	cards   []card
	entries []entry.Entry
}

// chapters are all there is to tell, in the order in which it concerns the
// reader.
func (e Edition) chapters() []chapter {
	w := e.l.edition
	list := []chapter{{heading: w.waiting}, {heading: w.blockers}, {heading: w.decisions},
		{heading: w.everybody}, {heading: w.earlier}}
	put := func(i int, c card, of entry.Entry) {
		list[i].cards = append(list[i].cards, c)
		list[i].entries = append(list[i].entries, of)
	}
	for _, it := range e.waiting {
		put(0, e.waitingCard(it), it.entry)
	}
	for _, b := range e.blockers {
		if !e.waitsAlready(b) {
			put(1, e.blockerCard(b), b.by)
		}
	}
	for _, d := range e.decisions {
		put(2, decisionCard(e.l, d, e.when(d), mostWaitingLines), d)
	}
	for _, t := range e.threads {
		put(3, e.threadCard(t), t.entry)
	}
	for _, t := range e.earlier {
		put(4, e.threadCard(t), t.comments[0])
	}
	return list
}

// fitting are the chapters as blocks, as many cards of them as fit into the
// bytes that p leaves, and a line about those that do not.
func (e Edition) fitting(p page) (blocks []block) {
	room := cmp.Or(e.src.MaxBytes, defaultBytes) - len(p.text()) - len(p.html())
	rest, oldest := 0, civil.Date{}
	for _, ch := range e.chapters() {
		for i, c := range ch.cards {
			add := []block{c}
			if i == 0 {
				add = []block{heading{phrase{{ch.heading, plain}}}, c}
			}
			cost := len(textOf(add...)) + len(p.htmlOf(add...)) + 2
			// Once one did not fit, smaller ones further down do not jump the queue.
			if rest > 0 || cost > room {
				rest++
				if d := ch.entries[i].Date; oldest.IsZero() || d.Before(oldest) {
					oldest = d
				}
				continue
			}
			room -= cost
			blocks = append(blocks, add...)
		}
	}
	if rest > 0 {
		// A day earlier, whether "after" counts its own day or not.
		blocks = append(blocks, para{e.l.count(e.l.edition.moreEntries, rest, "date", oldest.Add(-1))})
	}
	return blocks
}

// waitsAlready tells whether the reader has been shown the blocker at the top.
func (e Edition) waitsAlready(b blocker) bool {
	return slices.ContainsFunc(e.waiting, func(w waiting) bool {
		return w.why == isBlocked && w.entry.Member == b.by.Member &&
			slices.ContainsFunc(w.points, func(p point) bool { return p.text() == b.point.text() })
	})
}

func (e Edition) waitingCard(w waiting) card {
	l := e.l
	why := ""
	switch w.why {
	case asks:
		why = l.edition.asks
	case mentions:
		why = l.edition.mentions
	case isBlocked:
		why = l.edition.isBlocked
	case onYours:
		why = l.line(l.edition.onYours, "date", l.date(w.about.Date))
		if w.about.Kind == entry.Decided {
			why = l.edition.onYourDec
		}
	}
	c := card{num: w.entry.Num, alert: true}
	c.head = join(author(w.entry).say(plain, " "+why), e.late(w.entry), e.when(w.entry))
	var items []item
	for _, p := range w.points {
		items = append(items, p.items()...)
	}
	if len(w.points) == 1 && len(items) == 1 {
		items[0].bare = true
	}
	return c.fill(l, []part{{items: items}}, mostWaitingLines)
}

func (e Edition) blockerCard(b blocker) card {
	l := e.l
	age := l.count(l.edition.days, e.src.Date.Days(b.since))
	if e.src.Date.Days(b.since) < 2 {
		age = l.say(l.edition.fresh)
	}
	c := card{head: join(author(b.by), age), num: b.by.Num}
	items := b.point.items()
	if len(items) == 1 {
		items[0].bare = true
	}
	return c.fill(l, []part{{items: items}}, mostBlockerLines)
}

// threadCard is an entry with the comments under it. An entry that was told
// before is only named.
func (e Edition) threadCard(t thread) card {
	l := e.l
	c := card{head: phrase{{l.edition.unknown, plain}}}
	fresh := len(t.comments) == 0 || slices.ContainsFunc(e.threads, func(o thread) bool { return sameUpdate(o.entry, t.entry) })
	if t.known {
		tag := phrase{}
		if t.amended {
			tag = l.say(l.edition.amended)
		}
		if t.entry.Kind == entry.Comment {
			tag = l.say(l.edition.toAll)
		}
		c.head = join(author(t.entry), e.late(t.entry), tag, e.when(t.entry))
		c.num = t.entry.Num
		if !fresh {
			c.head = join(author(t.entry), l.say(l.edition.forDate, "date", l.date(t.entry.Date)))
		}
	}
	switch {
	case t.known && t.entry.Decision != nil:
		c = decisionCard(l, t.entry, e.when(t.entry), fewLines)
	case t.known && fresh:
		c = c.fill(l, parts(l, t.entry), mostLines)
	}
	for _, it := range t.comments {
		under := card{head: join(author(it), e.when(it)), num: it.Num}
		c.under = append(c.under, under.fill(l, parts(l, it), mostWaitingLines))
	}
	return c
}

// late says which day an update that came late is for.
func (e Edition) late(it entry.Entry) phrase {
	if !it.Late || it.Kind == entry.Decided {
		return nil
	}
	return e.l.say(e.l.edition.forDate, "date", e.l.date(it.Date))
}

// when is the time an entry was filed, on the reader's clock.
func (e Edition) when(it entry.Entry) phrase {
	return phrase{{e.l.when(it.Filed.In(e.src.Reader.Zone), e.src.Date), faint}}
}

// author is a name as the first words of a card.
func author(it entry.Entry) phrase { return phrase{{name(it.Name), strong}} }

// name is a person's name, bounded.
func name(s string) string {
	const most = 48
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
			p.items = append(p.items, item{text: i.Text, depth: i.Depth, bare: note && len(s.Items) == 1})
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
	c := card{num: it.Num}
	c.head = join(l.say(w.number, "n", d.Number).bold(), l.say(statusOf(l, d.Status)))
	if !d.Deadline.IsZero() && strings.HasPrefix(d.Status, "proposed") {
		c.head = join(c.head, l.say(w.deadline, "date", l.date(d.Deadline)))
	}
	by := it.Name
	if len(d.Makers) > 0 {
		by = strings.Join(d.Makers, ", ")
	}
	c.head = join(c.head, l.say(w.by, "names", name(by)), when)
	list := []part{{items: []item{{text: d.Title, bare: true, title: true}}}}
	if d.Why != "" {
		list = append(list, part{label: w.why, items: []item{{text: d.Why, bare: true}}})
	}
	objections := part{label: w.objection}
	for _, o := range d.Objections {
		objections.items = append(objections.items, item{text: o})
	}
	if len(d.Objections) > 0 {
		list = append(list, objections)
	}
	return c.fill(l, list, most)
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
	for _, p := range list {
		for _, it := range p.items {
			total += len(itemLines(it, wordsAt))
		}
	}
	if total <= most+fewLines {
		return list, 0
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
