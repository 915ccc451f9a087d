package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

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
			n.failAt(n.at.key(k.name).item(i), k.name,
				n.describe(k, item)+", a table is needed", header)
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
	said, is := fmt.Sprint(v), ""
	switch v := v.(type) {
	case string:
		said, is = shown(v), "text"
	case int64:
		is = "a number"
	case float64:
		is = "a fraction"
	case bool:
		is = "a boolean"
	case time.Time:
		said, is = "this", "a date or time"
	case map[string]any, []map[string]any:
		said, is = "this", "a table"
	default:
		said, is = "this", "a list"
	}
	if k.secret {
		said = "this"
	}
	return said + " is " + is
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

// shown puts text of the file between quotes for a message, not all of it if it
// is long.
func shown(s string) string { return strconv.Quote(cut(s)) }

// cut shortens text of the file for a message.
func cut(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
