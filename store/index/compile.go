package index

import (
	"strings"

	"kabar/store/civil"
)

// clause is a condition in the words of FTS5, or one that needs no words
// because it holds for all entries of a shelf or for none.
//
// FTS5 knows NOT only between two conditions. So a clause carries its negation
// along, up to where it is joined with something positive: at the very top that
// is the tag that every entry has.
type clause struct {
	expr    string
	negated bool
	always  bool // expr is empty
	never   bool // expr is empty
}

func (c clause) not() clause {
	c.negated = !c.negated
	c.always, c.never = c.never, c.always
	if c.expr == "" {
		c.negated = false
	}
	return c
}

// reach is what a shelf may hold, as far as it decides conditions beforehand.
type reach struct {
	team        string     // of all entries
	first, last civil.Date // of the dated entries; zero if there are none
	undated     bool       // some entries have no date
}

// expression returns the FTS5 expression for a query on a shelf, or "" if it
// can find nothing there.
func (q Query) expression(r reach) string {
	if q.root == nil {
		return ""
	}
	return r.expression(q.condition())
}

func (r reach) expression(n node) string {
	c := r.compile(n)
	switch {
	case c.never:
		return ""
	case c.always:
		return literal(tagEntry)
	case c.negated:
		return literal(tagEntry) + " NOT " + c.expr
	}
	return c.expr
}

// compile translates a node. It must agree with node.match: the tests hold one
// against the other.
func (r reach) compile(n node) clause {
	switch n := n.(type) {
	case and:
		return r.conjunction(n)
	case or: // not all of them not
		inverse := make([]node, len(n))
		for i, inner := range n {
			inverse[i] = not{inner}
		}
		return r.conjunction(inverse).not()
	case not:
		return r.compile(n.node).not()
	case field:
		return r.compile(n.node)
	case phrase:
		return clause{expr: star(strings.Join(n.toks, " "), n.prefix)}
	case tag:
		return clause{expr: star(n.text, n.prefix)}
	case inTeam:
		return clause{always: n.covers(r.team), never: !n.covers(r.team)}
	case dates:
		return r.compileDates(n)
	}
	return clause{always: true} // all
}

// conjunction joins conditions that must all hold: those that are positive,
// without any of the negated ones.
func (r reach) conjunction(list []node) clause {
	var must, mustNot []string
	for _, n := range list {
		switch c := r.compile(n); {
		case c.never:
			return c
		case c.always:
		case c.negated:
			mustNot = append(mustNot, c.expr)
		default:
			must = append(must, c.expr)
		}
	}
	switch {
	case len(must) == 0 && len(mustNot) == 0:
		return clause{always: true}
	case len(must) == 0:
		return clause{expr: anyOf(mustNot), negated: true}
	case len(mustNot) == 0:
		return clause{expr: allOf(must)}
	}
	return clause{expr: "(" + allOf(must) + " NOT " + anyOf(mustNot) + ")"}
}

// compileDates writes a range of dates as the months and days it has, as far
// as the shelf has any of them.
func (r reach) compileDates(n dates) clause {
	first, last := r.first, r.last
	if n.first.After(first) {
		first = n.first
	}
	if !n.last.IsZero() && n.last.Before(last) {
		last = n.last
	}
	switch {
	case r.first.IsZero() || last.Before(first):
		return clause{never: true}
	case first == r.first && last == r.last && !r.undated:
		return clause{always: true}
	}
	return clause{expr: anyOf(span(first, last, r))}
}

// span returns the tags of all dates from first to last. Months at the ends of
// what the shelf has are taken whole.
func span(first, last civil.Date, r reach) (list []string) {
	for d := first; !d.After(last); {
		month := months(d.Year, int(d.Month), 1)
		whole := (d == month.first || d == r.first) && (!month.last.After(last) || last == r.last)
		if whole {
			list = append(list, literal(tagMonth+monthTag(d)))
			d = month.last.Add(1)
			continue
		}
		list = append(list, literal(tagDay+dayTag(d)))
		d = d.Add(1)
	}
	return list
}

// literal writes tokens as a phrase of FTS5. No token has a quote in it.
func literal(tokens string) string { return `"` + tokens + `"` }

func star(tokens string, prefix bool) string {
	if prefix {
		return literal(tokens) + " *"
	}
	return literal(tokens)
}

func allOf(list []string) string { return joined(list, " AND ") }
func anyOf(list []string) string { return joined(list, " OR ") }

func joined(list []string, between string) string {
	if len(list) == 1 {
		return list[0]
	}
	return "(" + strings.Join(list, between) + ")"
}
