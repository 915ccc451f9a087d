package config

import (
	"slices"
	"strconv"
)

// layers are tables that stand in for each other: what the first does not say,
// the next one may, and in the end the default of the schema.
type layers []*node

// says returns the first table that has the key k, right or wrong, and nil if
// none does.
func (l layers) says(k string) *node {
	for _, n := range l {
		if n == nil {
			continue
		}
		if _, ok := n.vals[k]; ok || n.bad[k] {
			return n
		}
	}
	return nil
}

// read returns the value of k as T: that of the first table that says it, else
// the default, else T's zero value.
func read[T any](l layers, k string) T {
	if n := l.says(k); n != nil {
		v, _ := n.vals[k].(T)
		return v
	}
	for _, n := range l {
		if n != nil {
			spec, _ := n.sec.key(k)
			if v, ok := spec.def.(T); ok {
				return v
			}
		}
	}
	var none T
	return none
}

// flawed tells whether a key of a table is unknown or not of the right form.
func (l layers) flawed() bool {
	return slices.ContainsFunc(l, func(n *node) bool { return n != nil && n.flawed })
}

func (l layers) text(k string) string    { return read[string](l, k) }
func (l layers) number(k string) int64   { return read[int64](l, k) }
func (l layers) flag(k string) bool      { return read[bool](l, k) }
func (l layers) texts(k string) []string { return read[[]string](l, k) }

// fail notes a mistake in k in the table that says it; where none does, it is
// about the first.
func (l layers) fail(k, msg, remedy string) {
	if n := l.says(k); n != nil {
		n.fail(k, msg, remedy)
		return
	}
	l[0].fail(k, msg, remedy)
}

// at returns the place of k, and nil if no table says it.
func (l layers) at(k string) *place {
	if n := l.says(k); n != nil {
		return n.at.key(k)
	}
	return nil
}

// table returns the table called k in n, or nil.
func (n *node) table(k string) *node {
	vals, ok := n.vals[k].(map[string]any)
	if !ok {
		return nil
	}
	return newNode(n.doc, n.dotted(k), vals, n.at.key(k))
}

// tables returns the tables of the list k in n.
func (n *node) tables(k string) []*node {
	list, _ := n.vals[k].([]map[string]any)
	nodes := make([]*node, len(list))
	for i, vals := range list {
		nodes[i] = newNode(n.doc, n.dotted(k), vals, n.at.key(k).item(i))
	}
	return nodes
}

// oneOf returns the value of k if it is one of the words, else the default and
// a mistake is noted.
func (l layers) oneOf(k string, words ...string) string {
	v := l.text(k)
	for _, w := range words {
		if v == w {
			return v
		}
	}
	if n := l.says(k); n != nil && !n.bad[k] {
		best := Nearest(v, words)
		if best == "" {
			best = words[0]
		}
		n.fail(k, shown(v)+" is not one of "+list(words), k+" = "+strconv.Quote(best))
	}
	return words[0]
}

// list writes words as "a, b or c".
func list(words []string) string {
	s := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			s += " or "
		default:
			s += ", "
		}
		s += w
	}
	return s
}
