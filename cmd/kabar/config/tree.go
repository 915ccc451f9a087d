package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// document is a config file being read: it collects what is wrong.
type document struct {
	file     string
	problems []Problem
	warnings []Problem
	zones    map[string]*time.Location // those read before
}

// node is one table of the file. What it holds has been checked: its keys are
// known and their values are of the right form.
type node struct {
	doc  *document
	sec  section
	vals map[string]any
	at   *place
	bad  map[string]bool // keys that were there but wrong: said already

	flawed bool // a key is bad or unknown
}

// newNode checks the table vals against its section and takes what is right.
func newNode(doc *document, name string, vals map[string]any, at *place) *node {
	n := &node{doc: doc, sec: sectionOf(name), at: at,
		vals: map[string]any{}, bad: map[string]bool{}}
	for _, k := range slices.Sorted(maps.Keys(vals)) {
		spec, known := n.sec.key(k)
		if !known {
			n.unknown(k)
			n.flawed = true
			continue
		}
		v, ok := n.shaped(spec, vals[k])
		if !ok {
			n.bad[k], n.flawed = true, true
			continue
		}
		n.vals[k] = v
	}
	return n
}

// dotted returns the full name of a key, for messages.
func (n *node) dotted(k string) string {
	return strings.TrimPrefix(n.sec.name+"."+k, ".")
}

// fail notes a mistake in the key k, or in the whole table if it has no k.
func (n *node) fail(k, msg, remedy string) { n.failAt(n.at.key(k), k, msg, remedy) }

// failAt is fail for a place inside the value of k.
func (n *node) failAt(at *place, k, msg, remedy string) {
	n.doc.problems = append(n.doc.problems, n.problem(at, k, msg, remedy))
}

// warn notes what works but is probably not meant.
func (n *node) warn(k, msg, remedy string) { n.warnAt(n.at.key(k), k, msg, remedy) }

func (n *node) warnAt(at *place, k, msg, remedy string) {
	n.doc.warnings = append(n.doc.warnings, n.problem(at, k, msg, remedy))
}

func (n *node) problem(at *place, k, msg, remedy string) Problem {
	p := Problem{File: n.doc.file, Key: n.dotted(k), Msg: msg, Remedy: remedy}
	if at != nil {
		p.Line = at.line
	}
	return p
}

// missing notes that k is needed, unless it is there and wrong.
func (n *node) missing(k string) {
	if !n.bad[k] {
		spec, _ := n.sec.key(k)
		n.fail(k, "missing", k+" = "+literal(spec.sample()))
	}
}

// unknown notes a key that no table, or only another table, has.
func (n *node) unknown(k string) {
	names := make([]string, len(n.sec.keys))
	for i, s := range n.sec.keys {
		names[i] = s.name
	}
	remedy := "known here: " + strings.Join(names, ", ")
	if near := Nearest(k, names); near != "" {
		remedy = "did you mean " + near + "?"
	} else if homes := homesOf(k); len(homes) > 0 {
		remedy = "it belongs in " + list(homes)
		if homes[0] == "" {
			remedy = "it belongs at the top of the file, above the first table"
		}
	}
	n.fail(k, "unknown key", remedy)
}

// homesOf names the tables that have a key k, as headers.
func homesOf(k string) (homes []string) {
	for _, s := range schema {
		if _, ok := s.key(k); !ok || s.name == "team.imap" || s.name == "team.smtp" {
			continue
		}
		switch {
		case s.name == "":
			return []string{""}
		case s.form == tables:
			homes = append(homes, "[["+s.name+"]]")
		default:
			homes = append(homes, "["+s.name+"]")
		}
	}
	return homes
}

func sectionOf(name string) section {
	for _, s := range schema {
		if s.name == name {
			return s
		}
	}
	panic("no section " + name) // a name from this package, not from a file
}

func (s section) key(name string) (key, bool) {
	i := slices.IndexFunc(s.keys, func(k key) bool { return k.name == name })
	if i < 0 {
		return key{}, false
	}
	return s.keys[i], true
}

// sample returns a value to show for k.
func (k key) sample() any { return cmp.Or(k.example, k.def) }
