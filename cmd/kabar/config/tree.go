package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// document is a config file being read: it collects what is wrong.
type document struct {
	file     string
	problems []Problem
	warnings []Problem
}

// node is one table of the file. What it holds has been checked: its keys are
// known and their values are of the right form.
type node struct {
	doc  *document
	sec  section
	vals map[string]any
	at   *place
	bad  map[string]bool // keys that were there but wrong: said already
}

// newNode checks the table vals against its section and takes what is right.
func newNode(doc *document, name string, vals map[string]any, at *place) *node {
	n := &node{doc: doc, sec: sectionOf(name), vals: map[string]any{}, at: at, bad: map[string]bool{}}
	for _, k := range slices.Sorted(maps.Keys(vals)) {
		spec, known := n.sec.key(k)
		if !known {
			n.unknown(k)
			continue
		}
		v, ok := n.shaped(spec, vals[k])
		if !ok {
			n.bad[k] = true
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
func (n *node) warn(k, msg, remedy string) {
	n.doc.warnings = append(n.doc.warnings, n.problem(n.at.key(k), k, msg, remedy))
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
	if near := nearest(k, names); near != "" {
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
		if _, ok := s.key(k); !ok || strings.HasPrefix(s.name, "team.imap") || s.name == "team.smtp" {
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

// shaped checks that v has the form of k and returns it as string, int64,
// bool, []string, map[string]any or []map[string]any.
func (n *node) shaped(k key, v any) (any, bool) {
	switch k.form {
	case text:
		if s, ok := v.(string); ok {
			return s, true
		}
		return nil, n.wrong(k, v, "text", quotedRemedy(k, v))
	case number:
		if i, ok := v.(int64); ok {
			return i, true
		}
		return nil, n.wrong(k, v, "a number", numberRemedy(k, v))
	case boolean:
		if b, ok := v.(bool); ok {
			return b, true
		}
		return nil, n.wrong(k, v, "true or false", k.name+" = "+yesOrNo(v))
	case texts, oneOrAll:
		return n.list(k, v)
	case table:
		if m, ok := v.(map[string]any); ok {
			return m, true
		}
		return nil, n.wrong(k, v, "a table", "["+n.dotted(k.name)+"]")
	default:
		return n.listOfTables(k, v)
	}
}

func (n *node) list(k key, v any) (any, bool) {
	if s, ok := v.(string); ok && k.form == oneOrAll {
		return []string{s}, true
	}
	if s, ok := v.(string); ok {
		return nil, n.wrong(k, v, "a list of texts", k.name+" = "+literal([]string{s}))
	}
	items, ok := v.([]any)
	if !ok {
		return nil, n.wrong(k, v, "a list of texts", k.name+" = "+literal(k.sample()))
	}
	list := []string{}
	for i, item := range items {
		s, isText := item.(string)
		if !isText {
			n.failAt(n.at.key(k.name).item(i), k.name,
				n.describe(k, item)+", text is needed", quotedItem(item))
			ok = false
		}
		list = append(list, s)
	}
	return list, ok
}

func (n *node) listOfTables(k key, v any) (any, bool) {
	if list, ok := v.([]map[string]any); ok {
		return list, true
	}
	header := "[[" + n.dotted(k.name) + "]]"
	items, ok := v.([]any)
	if !ok {
		return nil, n.wrong(k, v, "a list of tables", header)
	}
	list := []map[string]any{}
	for i, item := range items {
		m, isTable := item.(map[string]any)
		if !isTable {
			n.failAt(n.at.key(k.name).item(i), k.name, n.describe(k, item)+", a table is needed", header)
			ok = false
		}
		list = append(list, m)
	}
	return list, ok
}

// wrong notes a value of the wrong form; it is always false.
func (n *node) wrong(k key, v any, want, remedy string) bool {
	n.fail(k.name, n.describe(k, v)+", "+want+" is needed", remedy)
	return false
}

// describe says what v is, without its value where that is a secret.
func (n *node) describe(k key, v any) string {
	shown, is := "", ""
	switch v := v.(type) {
	case string:
		shown, is = strconv.Quote(cut(v)), "text"
	case int64:
		shown, is = fmt.Sprint(v), "a number"
	case float64:
		shown, is = fmt.Sprint(v), "a fraction"
	case bool:
		shown, is = fmt.Sprint(v), "a boolean"
	case time.Time:
		shown, is = "this", "a date or time"
	case map[string]any, []map[string]any:
		shown, is = "this", "a table"
	default:
		shown, is = "this", "a list"
	}
	if k.secret {
		shown = "this"
	}
	return shown + " is " + is
}

// quotedRemedy shows a value of the wrong form as text.
func quotedRemedy(k key, v any) string {
	if k.secret {
		return "put it between quotes"
	}
	switch v.(type) {
	case int64, float64:
		return k.name + " = " + strconv.Quote(fmt.Sprint(v))
	}
	return k.name + " = " + literal(k.sample())
}

func quotedItem(v any) string {
	switch v.(type) {
	case int64, float64, bool:
		return strconv.Quote(fmt.Sprint(v))
	}
	return "put it between quotes"
}

// yesOrNo shows how what people write for true and false is written.
func yesOrNo(v any) string {
	switch strings.ToLower(fmt.Sprint(v)) {
	case "yes", "on", "true", "1", "y":
		return "true"
	case "no", "off", "false", "0", "n":
		return "false"
	}
	return "true, or false"
}

func numberRemedy(k key, v any) string {
	if s, ok := v.(string); ok {
		if i, err := strconv.ParseInt(strings.TrimSpace(s), 10, 32); err == nil {
			return k.name + " = " + literal(i)
		}
	}
	return k.name + " = " + literal(k.sample())
}

// literal writes a value of the config file as it stands there.
func literal(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(v)
	case []string:
		quoted := make([]string, len(v))
		for i, s := range v {
			quoted[i] = strconv.Quote(s)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	default:
		return fmt.Sprint(v)
	}
}

// cut shortens text of the file for a message.
func cut(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
