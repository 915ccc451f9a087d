package index

import (
	"time"
	"unicode/utf8"

	"kabar/store/civil"
)

// Bounds of a query. What is longer, or has more words, is cut, and Query.Note
// says so.
const (
	MaxQuery  = 500 // characters
	MaxTerms  = 32  // words, phrases and conditions
	maxNested = 8   // parentheses
	maxStars  = 8   // words with a star: each costs more than ten without
	maxPhrase = 64  // tokens of a phrase; what follows is not compared
)

// Parse reads what somebody wrote after "search". Now and loc give words such
// as "yesterday" their dates: loc is the zone of who asks. Errors are
// *SyntaxError. See docs/SEARCH.md for the language.
func Parse(query string, now time.Time, loc *time.Location) (Query, error) {
	l := newLexer(query, civil.DateOf(now.In(loc)))
	if err := l.all(); err != nil {
		return Query{}, err
	}
	p := parser{src: l.src, cut: l.cut, items: l.items}
	list, err := p.list(0)
	if err != nil {
		return Query{}, err
	}
	if len(list) == 0 {
		return Query{}, causeEmpty.at(p.src, 0, len(p.src))
	}
	q := Query{root: join(list), best: l.best, cut: p.cut}
	// Dates grow when they become absolute, yet the canonical form must be
	// short enough to be read back.
	for utf8.RuneCountInString(q.String()) > MaxQuery {
		if len(list) == 1 {
			return Query{}, causeBig.at(p.src, 0, len(p.src))
		}
		list = list[:len(list)-1]
		q = Query{root: join(list), best: l.best, cut: cutLength}
	}
	return q, nil
}

// join makes one node of the conditions of a list.
func join(list []node) node {
	if len(list) == 1 {
		return list[0]
	}
	return and(list)
}

// parser makes a tree of items, from left to right:
//
//	list   = choice … up to the end or ")"
//	choice = unary { "OR" unary }
//	unary  = { "-" } ( term | "(" list ")" )
//
// Where the query was cut, what is open at the end is closed without a word.
type parser struct {
	src   string
	cut   cause
	items []item
}

// head returns the kind of the next item, 0 at the end.
func (p *parser) head() byte {
	if len(p.items) == 0 {
		return 0
	}
	return p.items[0].kind
}

// take returns the next item and goes on behind it.
func (p *parser) take() item {
	it := p.items[0]
	p.items = p.items[1:]
	return it
}

func (p *parser) fail(c cause, it item) error { return c.at(p.src, it.pos, it.end) }

func (p *parser) list(depth int) ([]node, error) {
	var list []node
	for p.head() != 0 && p.head() != itemClose {
		if p.head() == itemOr { // at the beginning, or after another
			return nil, p.fail(causeJoin, p.take())
		}
		n, err := p.choice(depth)
		if err != nil {
			return nil, err
		}
		if inner, ok := n.(and); ok {
			list = append(list, inner...) // means the same, and is shorter
		} else {
			list = append(list, n)
		}
	}
	if depth == 0 && p.head() == itemClose {
		return nil, p.fail(causeStray, p.take())
	}
	return list, nil
}

func (p *parser) choice(depth int) (node, error) {
	var list or
	for {
		n, err := p.unary(depth)
		if err != nil {
			return nil, err
		}
		if inner, ok := n.(or); ok {
			list = append(list, inner...)
		} else {
			list = append(list, n)
		}
		if p.head() != itemOr {
			break
		}
		sign := p.take()
		if p.head() == 0 && p.cut != (cause{}) {
			break
		}
		if h := p.head(); h == 0 || h == itemClose || h == itemOr {
			return nil, p.fail(causeJoin, sign)
		}
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return list, nil
}

// unary is called only where the lexer has seen to it that a term or a
// parenthesis follows.
func (p *parser) unary(depth int) (node, error) {
	it := p.take()
	switch it.kind {
	case itemNot:
		n, err := p.unary(depth)
		if err != nil {
			return nil, err
		}
		if inner, ok := n.(not); ok {
			return inner.node, nil
		}
		return not{n}, nil
	case itemOpen:
		return p.group(it, depth+1)
	}
	return it.node, nil
}

// group reads what stands after the parenthesis open.
func (p *parser) group(open item, depth int) (node, error) {
	if depth > maxNested {
		return nil, p.fail(causeDeep, open)
	}
	list, err := p.list(depth)
	if err != nil {
		return nil, err
	}
	switch {
	case p.head() == itemClose:
		open.end = p.take().end
	case p.cut == (cause{}):
		return nil, p.fail(causeOpen, open)
	}
	if len(list) == 0 {
		return nil, p.fail(causeHollow, open)
	}
	return join(list), nil
}
