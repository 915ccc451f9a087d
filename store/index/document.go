package index

import (
	"slices"
	"strconv"
	"strings"

	"kabar/store/civil"
	"kabar/store/entry"
)

// Tags are what of an entry is found by other words than its own: who, when,
// which kind. In the index they are tokens that no text contains, because they
// begin with a sign that is no part of words. The letter after it says what
// they are.
const (
	tagEntry    = "§e" // every entry has this one
	tagKind     = "§k"
	tagFrom     = "§f" // each word of the author's id and name
	tagSection  = "§s"
	tagProject  = "§p"
	tagMention  = "§a"
	tagNamed    = "§n" // each word of those who a decision names
	tagDecision = "§i" // number of a decision
	tagStatus   = "§r"
	tagHas      = "§h"
	tagMonth    = "§m" // 202611
	tagDay      = "§d" // 20261122
	tagUnder    = "§u" // id of the entry that this one stands under, or amends

	// These are of what is not as it was filed; see document.
	tagReplaced = tagHas + "replaced" // part of it, or all, was replaced or taken back
	tagPart     = "§o"                // what is left of an update of which part was
	tagBlank    = "§b"                // an update that says nothing
)

// texts returns what is searched in an entry: its points one by one, in order,
// and the names of its files.
// A phrase never reaches from one into the next.
func texts(e entry.Entry) []string {
	var list []string
	for _, s := range e.Sections {
		for _, item := range s.Items {
			list = append(list, item.Text)
		}
	}
	if d := e.Decision; d != nil {
		list = append(list, d.Title)
		if d.Why != "" {
			list = append(list, d.Why)
		}
		list = append(list, d.Objections...)
		list = append(list, d.Makers...)
		list = append(list, d.Consulted...)
		list = append(list, d.Informed...)
	}
	for _, f := range e.Files {
		list = append(list, f.Name)
	}
	return list
}

// tags returns all tags of an entry but tagEntry, each once, in a fixed order.
func tags(e entry.Entry) []string {
	t := tagList{list: make([]string, 0, 16)}
	t.add(tagKind, label(string(e.Kind)))
	if !e.Date.IsZero() {
		t.add(tagMonth, monthTag(e.Date))
		t.add(tagDay, dayTag(e.Date))
	}
	t.add(tagFrom, parts(label(e.Member))...)
	t.add(tagFrom, parts(label(e.Name))...)
	for _, s := range e.Sections {
		if len(s.Items) > 0 {
			t.add(tagSection, label(s.Name))
		}
	}
	if e.Decision != nil {
		t.decision(e.Decision)
	}
	if len(e.Files) > 0 {
		t.add(tagHas, "attachment")
	}
	t.add(tagUnder, label(e.On), label(e.Amends))
	for _, s := range texts(e) {
		for _, h := range handles(s) {
			if h.sign == '#' {
				t.add(tagProject, label(h.name))
			} else {
				t.add(tagMention, label(h.name))
			}
		}
		if strings.Contains(s, "://") {
			t.add(tagHas, "link")
		}
	}
	return t.list
}

// tagList is a list of tags without repeats.
type tagList struct {
	list []string
	seen map[string]bool // if they are more than manyTags
}

// manyTags is from when on it is faster not to look through all.
const manyTags = 24

func (t *tagList) add(kind string, labels ...string) {
	for _, l := range labels {
		if l == "" || t.has(kind, l) {
			continue
		}
		t.list = append(t.list, kind+l)
		if t.seen != nil {
			t.seen[kind+l] = true
		}
	}
}

func (t *tagList) has(kind, label string) bool {
	if len(t.list) < manyTags {
		return slices.ContainsFunc(t.list, func(tag string) bool {
			return len(tag) == len(kind)+len(label) && tag[:len(kind)] == kind && tag[len(kind):] == label
		})
	}
	if t.seen == nil {
		t.seen = map[string]bool{}
		for _, tag := range t.list {
			t.seen[tag] = true
		}
	}
	return t.seen[kind+label]
}

func (t *tagList) decision(d *entry.Decision) {
	t.add(tagDecision, strconv.Itoa(d.Number))
	t.add(tagStatus, label(d.State()))
	for _, name := range slices.Concat(d.Makers, d.Consulted, d.Informed) {
		t.add(tagNamed, parts(label(name))...)
	}
	if !d.Deadline.IsZero() {
		t.add(tagHas, "deadline")
	}
	if len(d.Objections) > 0 {
		t.add(tagHas, "objection")
	}
}

func monthTag(d civil.Date) string { return strconv.Itoa(d.Year*100 + int(d.Month)) }
func dayTag(d civil.Date) string   { return strconv.Itoa((d.Year*100+int(d.Month))*100 + d.Day) }

// document is an entry cut up for Match, as far as it was asked for.
type document struct {
	entry  entry.Entry
	more   string    // a tag beside those of the entry, if not empty
	units  [][]token // of each text; see cutUp
	sorted []string  // tags; see has
}

// versions are the documents of an entry: as it stands, nil if nothing of it
// does, and as it was filed. Of what was never amended that is the same
// document.
type versions struct{ now, filed *document }

// newDocuments returns the documents of an entry, of an update with its versions.
func newDocuments(e entry.Entry, all []entry.Entry) versions {
	now, ok := entry.Standing(e, all)
	whole := len(now.Sections) == len(e.Sections) && len(now.Files) == len(e.Files)
	switch {
	case ok && whole:
		d := &document{entry: e}
		return versions{d, d}
	case ok:
		return versions{&document{entry: now, more: tagPart}, &document{entry: e, more: tagReplaced}}
	case entry.Blank(e):
		return versions{nil, &document{entry: e, more: tagBlank}}
	}
	return versions{nil, &document{entry: e, more: tagReplaced}}
}

// tags returns all tags of the document but tagEntry.
func (d *document) tags() []string {
	list := tags(d.entry)
	if d.more != "" {
		list = append(list, d.more)
	}
	return list
}

// cutUp returns the tokens of each text.
func (d *document) cutUp() [][]token {
	if d.units == nil {
		d.units = [][]token{}
		for _, s := range texts(d.entry) {
			d.units = append(d.units, tokens(s))
		}
	}
	return d.units
}

// has tells whether the document has the tag, or one that begins with it.
func (d *document) has(tag string, prefix bool) bool {
	if d.sorted == nil {
		d.sorted = append(d.tags(), tagEntry)
		slices.Sort(d.sorted)
	}
	i, ok := slices.BinarySearch(d.sorted, tag)
	return ok || prefix && i < len(d.sorted) && strings.HasPrefix(d.sorted[i], tag)
}
