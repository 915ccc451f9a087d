package digest

import (
	"cmp"
	"slices"
	"strings"

	"kabar/mail"
	"kabar/store/civil"
	"kabar/store/entry"
)

type editionWords struct {
	subject                              string
	morning, noon, evening, night        string
	forYou, updates, comments, decided   count
	proposed                             count
	waiting, asks, mentions, isBlocked   string
	onYours, onYourDec                   string
	blockers, fresh                      string
	days                                 count
	decisions, number, why, by, deadline string
	open                                 string
	objection                            string
	status                               map[string]string
	everybody, forDate, amended, gone    string
	earlier, toAll, unknown              string
	moreLines, moreEntries               count
	how, foot, zone                      string
}

// defaultBytes bounds a digest where Source.maxBytes is 0. Gmail cuts a mail
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

// summary is "2 for you, 5 updates, 1 decision, 1 proposal".
func (e Edition) summary() string {
	w := e.l.edition
	updates, comments, open := 0, 0, 0
	for _, t := range e.decisions {
		if isOpen(t.entry) {
			open++
		}
	}
	for _, t := range slices.Concat(e.decisions, e.threads, e.earlier) {
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
		{w.forYou, len(e.waiting)}, {w.updates, updates}, {w.decided, len(e.decisions) - open},
		{w.proposed, open}, {w.comments, comments},
	} {
		if c.n > 0 {
			list = append(list, e.l.countLine(c.words, c.n))
		}
	}
	return strings.Join(list, ", ")
}

// anyNumber is a filing number of this digest, for the examples in the footer.
func (e Edition) anyNumber() int64 {
	for _, t := range slices.Concat(e.threads, e.earlier, e.decisions) {
		if t.entry.Num > 0 {
			return t.entry.Num
		}
	}
	for _, w := range e.waiting {
		return w.entry.Num
	}
	return 1
}

// chapter is a heading with the cards of some entries, which are laid out only
// when they are asked for: most of a very long digest does not fit anyway.
type chapter struct {
	heading string
	entries []*entry.Entry
	card    func(i int) card // of entries[i]
}

// chapters are all there is to tell, in the order in which it concerns the
// reader.
func (e Edition) chapters() []chapter {
	w := e.l.edition
	list := []chapter{
		{heading: w.waiting, card: func(i int) card { return e.waitingCard(e.waiting[i]) }},
		{heading: w.blockers},
		{heading: w.decisions, card: func(i int) card { return e.threadCard(e.decisions[i]) }},
		{heading: w.everybody, card: func(i int) card { return e.threadCard(e.threads[i]) }},
		{heading: w.earlier, card: func(i int) card { return e.threadCard(e.earlier[i]) }},
	}
	add := func(i int, it *entry.Entry) { list[i].entries = append(list[i].entries, it) }
	for i := range e.waiting {
		add(0, &e.waiting[i].entry)
	}
	blockers := slices.DeleteFunc(slices.Clone(e.blockers), e.waitsAlready)
	list[1].card = func(i int) card { return e.blockerCard(blockers[i]) }
	for _, b := range blockers {
		add(1, b.by)
	}
	for i := range e.decisions {
		add(2, &e.decisions[i].entry)
	}
	for i := range e.threads {
		add(3, &e.threads[i].entry)
	}
	for i := range e.earlier {
		add(4, &e.earlier[i].comments[0])
	}
	return list
}

// fitting are the chapters as blocks, as many cards of them as fit into the
// bytes that p leaves, and a line about those that do not. Once one did not
// fit, smaller ones further down do not jump the queue.
func (e Edition) fitting(p page) (blocks []block) {
	room := cmp.Or(e.src.maxBytes, defaultBytes) - len(p.text()) - len(p.html())
	rest, oldest := 0, civil.Date{}
	for _, ch := range e.chapters() {
		for i, it := range ch.entries {
			if rest == 0 {
				add := []block{ch.card(i)}
				if i == 0 {
					add = []block{heading{phrase{{ch.heading, plain}}}, add[0]}
				}
				d := p.draw(add...)
				room -= len(d.text) + len(d.html) + len("\n")
				if room >= 0 {
					blocks = append(blocks, d)
					continue
				}
			}
			rest++
			if oldest.IsZero() || it.Date.Before(oldest) {
				oldest = it.Date
			}
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
	c := card{head: join(author(*b.by), age), num: b.by.Num}
	items := b.point.items()
	if len(items) == 1 {
		items[0].bare = true
	}
	return c.fill(l, []part{{items: items}}, mostBlockerLines)
}

// threadCard is an entry with the comments under it. An entry that was told
// before is only named.
func (e Edition) threadCard(t thread) card {
	l, it := e.l, t.entry
	var c card
	switch {
	case !t.known:
		c.head = l.say(l.edition.unknown)
	case it.Decision != nil && t.told:
		c = decisionCard(l, it, e.when(it), fewLines).askedFor(l, e.src.Reader, it)
	case it.Decision != nil:
		c = decisionCard(l, it, e.when(it), mostWaitingLines).askedFor(l, e.src.Reader, it)
	case t.told:
		c.head, c.num = join(author(it), l.say(l.edition.forDate, "date", l.date(it.Date))), it.Num
	default:
		var tag phrase
		if it.Kind == entry.Comment {
			tag = l.say(l.edition.toAll)
		} else if t.amended {
			tag = l.say(l.edition.amended)
		}
		c.head, c.num = join(author(it), e.late(it), tag, e.when(it)), it.Num
		c.files = filesOf(l, it)
		c = c.fill(l, parts(l, it), mostLines)
		for _, section := range t.gone {
			c.parts = append(c.parts, part{label: l.line(l.edition.gone, "label", name(l.label(section)))})
		}
	}
	for _, it := range t.comments {
		c.under = append(c.under, commentCard(l, it, e.when(it), mostWaitingLines))
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
