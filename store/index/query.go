package index

import (
	"slices"
	"strings"
	"unicode"

	"kabar/store/civil"
	"kabar/store/entry"
)

// Query is what somebody looks for: a tree of conditions on an entry. Make one
// with Parse. The zero Query finds nothing.
type Query struct {
	root node
	top  int64   // see UpTo; 0: all there is
	but  []int64 // see Except
	all  bool    // also what was replaced, and what says nothing; see By and Under
	best bool    // sort:best
	cut  cause   // what was left out of a query that was too big
}

// Match tells whether the query finds the entry. What later ones of the versions
// replaced, see entry.Standing, it finds only if "has:replaced" is somewhere in
// it. It is the definition of the language: the index answers exactly as Match
// does.
func (q Query) Match(e entry.Entry, versions []entry.Entry) bool {
	return q.look(newDocuments(e, versions)) != nil
}

// look returns the document of an entry that the query finds; nil if it finds
// none.
func (q Query) look(v versions) *document {
	d := v.now
	if q.past() {
		d = v.filed
	}
	if q.root == nil || d == nil || q.top > 0 && d.entry.Num > q.top ||
		slices.Contains(q.but, d.entry.Num) || !q.condition().match(d) {
		return nil
	}
	return d
}

// past tells whether the query looks at entries as they were filed, rather than
// as they stand.
func (q Query) past() bool { return q.all || names(q.root, tagReplaced) }

// condition is what the document of an entry must fulfil.
func (q Query) condition() node {
	if q.past() && !q.all {
		return and{q.root, not{tag{tagBlank, false}}}
	}
	return q.root
}

// names tells whether a tag is somewhere in a condition.
func names(n node, text string) bool {
	return some(n, func(leaf node) bool {
		t, ok := leaf.(tag)
		return ok && t.text == text
	})
}

// some tells whether something holds of any leaf of a condition, or of a field.
func some(n node, holds func(n node) bool) bool {
	within := func(n node) bool { return some(n, holds) }
	switch n := n.(type) {
	case and:
		return slices.ContainsFunc(n, within)
	case or:
		return slices.ContainsFunc(n, within)
	case not:
		return within(n.node)
	case field:
		return holds(n) || within(n.node)
	}
	return holds(n)
}

// UpTo returns the query for what was filed up to the number num, which is over
// 0: as all of it was then, so that an answer can be gone on with while more is
// filed. String does not tell of it.
func (q Query) UpTo(num int64) Query {
	q.top = num
	return q
}

// Except returns the query without the entries with these numbers. String does
// not tell of it.
func (q Query) Except(nums []int64) Query {
	q.but = slices.Sorted(slices.Values(nums))
	return q
}

// Best tells whether the query asks for the best hits first.
func (q Query) Best() bool { return q.best }

// By finds what one of the members with these ids wrote, all versions of it;
// who has such a word in the name is among them.
func By(members ...string) Query {
	var list or
	for _, m := range members {
		if l := label(m); l != "" {
			list = append(list, named(tagFrom, l, false))
		}
	}
	return either(list)
}

// Under finds what stands under the entries with these ids: the comments on
// them and their amendments, also those that stand no more.
func Under(ids ...string) Query {
	var list or
	for _, id := range ids {
		if l := label(id); l != "" {
			list = append(list, tag{tagUnder + l, false})
		}
	}
	return either(list)
}

// either is a query for one of the conditions.
func either(list or) Query {
	switch len(list) {
	case 0:
		return Query{}
	case 1:
		return Query{root: list[0], all: true}
	}
	return Query{root: list, all: true}
}

// String writes the query in its canonical form: dates are absolute, values
// are in English. Parse reads it back, at any time and in any zone, as the same
// query.
func (q Query) String() string {
	if q.root == nil {
		return ""
	}
	var b strings.Builder
	q.root.write(&b)
	if q.best {
		b.WriteString(" sort:best")
	}
	return b.String()
}

// node is a condition on a document.
type node interface {
	match(*document) bool
	write(*strings.Builder)
}

type (
	all struct{} // everything
	and []node   // at least two
	or  []node   // at least two
	not struct{ node }

	// phrase is tokens that follow each other inside one text of an entry.
	phrase struct {
		toks   []string
		prefix bool   // of the last token, its beginning is enough
		raw    string // as written
	}

	// tag is a token of the kind documents carry in tags.
	tag struct {
		text   string
		prefix bool
	}

	// inTeam finds the entries of the team with this label.
	inTeam struct {
		label  string
		prefix bool
	}

	// field is a condition that was written with an operator.
	field struct {
		key, value string
		prefix     bool
		node
	}

	// dates is an inclusive range of dates; a zero end is open.
	dates struct{ first, last civil.Date }
)

func (all) match(*document) bool     { return true }
func (n not) match(d *document) bool { return !n.node.match(d) }
func (t tag) match(d *document) bool { return d.has(t.text, t.prefix) }

func (n and) match(d *document) bool {
	return !slices.ContainsFunc(n, func(n node) bool { return !n.match(d) })
}

func (n or) match(d *document) bool {
	return slices.ContainsFunc(n, func(n node) bool { return n.match(d) })
}

func (n inTeam) match(d *document) bool { return n.covers(d.entry.Team) }

// covers tells whether the team with this id is meant.
func (n inTeam) covers(id string) bool {
	l := label(id)
	return l == n.label || n.prefix && strings.HasPrefix(l, n.label)
}

func (n dates) match(d *document) bool {
	on := d.entry.Date
	return !on.IsZero() && (n.first.IsZero() || !on.Before(n.first)) &&
		(n.last.IsZero() || !on.After(n.last))
}

func (p phrase) match(d *document) bool {
	return slices.ContainsFunc(d.cutUp(), func(unit []token) bool { return p.find(unit, 0) >= 0 })
}

// find returns the first place from i on where the phrase stands, or -1.
func (p phrase) find(unit []token, i int) int {
	for ; i+len(p.toks) <= len(unit); i++ {
		if p.at(unit[i:]) {
			return i
		}
	}
	return -1
}

// at tells whether unit begins with the phrase.
func (p phrase) at(unit []token) bool {
	last := len(p.toks) - 1
	for i, want := range p.toks {
		got := unit[i].text
		if got != want && !(p.prefix && i == last && strings.HasPrefix(got, want)) {
			return false
		}
	}
	return true
}

func (all) write(b *strings.Builder)   { b.WriteByte('*') }
func (n and) write(b *strings.Builder) { writeList(b, n, " ") }
func (n or) write(b *strings.Builder)  { writeList(b, n, " OR ") }

func (n not) write(b *strings.Builder) {
	b.WriteByte('-')
	writeInner(b, n.node)
}

func (p phrase) write(b *strings.Builder) { writeValue(b, p.raw, p.prefix) }

func (n field) write(b *strings.Builder) {
	b.WriteString(n.key)
	b.WriteByte(':')
	writeValue(b, n.value, n.prefix)
}

func (n dates) write(b *strings.Builder) {
	if n.first == n.last {
		b.WriteString("on:" + n.first.String())
		return
	}
	b.WriteString("date:" + n.first.String() + ".." + n.last.String())
}

// These two are only ever inside a field.
func (t tag) write(b *strings.Builder)    { b.WriteString(t.text) }
func (n inTeam) write(b *strings.Builder) { b.WriteString(n.label) }

func writeList(b *strings.Builder, list []node, between string) {
	for i, n := range list {
		if i > 0 {
			b.WriteString(between)
		}
		writeInner(b, n)
	}
}

// writeInner writes n so that it stays together inside another node.
func writeInner(b *strings.Builder, n node) {
	switch n.(type) {
	case and, or:
		b.WriteByte('(')
		n.write(b)
		b.WriteByte(')')
	default:
		n.write(b)
	}
}

// writeValue writes what somebody typed, in quotes where it needs them, and
// without anything that a terminal or a mail would obey.
func writeValue(b *strings.Builder, raw string, prefix bool) {
	// What ends in stars when it is clean did not before, or has said so with
	// prefix; they are no part of any word.
	raw = strings.TrimRight(clean(raw), "* ")
	star := ""
	if prefix {
		star = "*"
	}
	if plain(raw) {
		b.WriteString(raw + star)
		return
	}
	b.WriteString(`"` + raw + star + `"`)
}

// clean makes s printable and leaves out quotes.
func clean(s string) string { return printed(strings.ReplaceAll(s, `"`, " ")) }

// printed drops what is transparent, and makes one space of all other runes
// that are not printed.
func printed(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case transparent(r) && unicode.Is(unicode.Cf, r):
			return -1
		case r == unicode.ReplacementChar || !unicode.IsPrint(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// plain tells whether Parse reads s as one word without quotes.
func plain(s string) bool {
	for i, r := range s {
		inner := i > 0 && (r == '-' || r == '_' || r == '.' || r == '/')
		if !inner && !wordly(foldCase(r)) {
			return false
		}
	}
	return s != "" && joiner(s) == 0
}
