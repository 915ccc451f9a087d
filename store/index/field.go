package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// key reads an operator with its colon at the position, and returns it as
// written. A colon that nothing or a slash follows, as in "Re:" and "https://",
// belongs to the text, but for the operators that we know.
func (l *lexer) key() (string, bool) {
	i := l.pos
	for i < len(l.src) && ('a' <= l.src[i]|0x20 && l.src[i]|0x20 <= 'z') {
		i++
	}
	key, rest := strings.ToLower(l.src[l.pos:i]), l.src[i:]
	after := strings.TrimPrefix(strings.TrimPrefix(rest, ":"), "：")
	if key == "" || after == rest {
		return "", false
	}
	if canonical(keyWords, key) == "" {
		near := nearest(keyWords, key) != ""
		if len(key) == 1 || after == "" || strings.IndexAny(after, " \t\n:/\\()*") == 0 ||
			!near && '0' <= after[0] && after[0] <= '9' {
			return "", false
		}
	}
	l.pos = len(l.src) - len(after)
	return key, true
}

// field reads the value of an operator.
func (l *lexer) field(key string, start int) error {
	name, after := canonical(keyWords, key), l.pos
	if name == "" {
		return l.unknownKey(key, start)
	}
	l.space()
	if slices.Contains(dateKeys, name) {
		return l.dateField(name, start, after)
	}
	from := l.pos
	value, star, err := l.value()
	if err != nil {
		return err
	}
	if label(value) == "" {
		return causeValue.at(l.src, start, max(after, l.pos))
	}
	if name == "sort" {
		order := canonical(sortWords, label(value))
		if order == "" {
			return choice("sort", sortWords, "postgres sort:best").at(l.src, from, l.pos)
		}
		l.best = order == "best"
		return nil
	}
	if local, domain, ok := strings.Cut(value, "@"); ok && slices.Contains(whoKeys, name) &&
		label(local) != "" && strings.Contains(domain, ".") {
		e := causeAddress.at(l.src, from, l.pos)
		e.Example, e.own = printed(l.src[:from]+local+l.src[l.pos:]), true
		return e
	}
	n, why := build(name, value, star)
	if n == nil {
		return why.at(l.src, from, l.pos)
	}
	l.push(itemTerm, start, n)
	return nil
}

// unknownKey says which operator may have been meant.
func (l *lexer) unknownKey(key string, start int) error {
	e := causeKey.at(l.src, start, start+len(key))
	if near := nearest(keyWords, key); near != "" {
		e = causeNear.at(l.src, start, start+len(key))
		e.Example, e.own = printed(l.src[:start]+near+l.src[start+len(key):]), true
	}
	return e
}

// value reads a quoted or a plain value.
func (l *lexer) value() (value string, star bool, err error) {
	if r, n := l.peek(); n > 0 && strings.ContainsRune(quotes, r) {
		value, err = l.quoted()
		star = l.asterisks()
	} else {
		value = l.word()
	}
	value, inside := trimStars(value)
	return value, star || inside, err
}

// build makes the node of an operator other than a date, or says why not.
func build(key, value string, star bool) (node, cause) {
	switch key {
	case "kind":
		return chosen(key, tagKind, kindWords, value, "kind:decision")
	case "status":
		return chosen(key, tagStatus, statusWords, value, "status:open")
	case "has":
		return chosen(key, tagHas, hasWords, value, "has:link")
	case "decision":
		return decision(value)
	}
	n, _ := labelled(key, value, star)
	return n, cause{}
}

// chosen makes the node of an operator with a closed set of values.
func chosen(key, kind string, table [][]string, value, example string) (node, cause) {
	v := canonical(table, label(value))
	if v == "" {
		return nil, choice(key, table, example)
	}
	return field{key, v, false, tag{kind + v, false}}, cause{}
}

// decision takes a number, or a status.
func decision(value string) (node, cause) {
	digits := strings.TrimLeft(strings.TrimPrefix(value, "#"), "0")
	if n, ok := number(digits, 999_999); ok && n > 0 {
		return field{"decision", digits, false, tag{tagDecision + digits, false}}, cause{}
	}
	n, _ := chosen("status", tagStatus, statusWords, value, "")
	if n == nil {
		return nil, causeNumber
	}
	return n, cause{}
}

// labelled makes the node of an operator that takes any name; ok is false for
// a value without letters and digits.
func labelled(key, value string, star bool) (n node, ok bool) {
	l := label(value)
	if l == "" {
		return nil, false
	}
	switch key {
	case "team":
		n = inTeam{l, star}
	case "from":
		n = named(tagFrom, l, star)
	case "to":
		n = or{tag{tagMention + l, star}, named(tagNamed, l, star)}
	case "section":
		n = tag{tagSection + l, star}
		if usual := canonical(sectionWords, l); usual != "" && usual != l {
			n = or{n, tag{tagSection + usual, false}}
		}
	case "project":
		n = tag{tagProject + l, star}
	case "mention":
		n = tag{tagMention + l, star}
	}
	return field{key, value, star, n}, true
}

// named finds who has all these words in their name. In scripts without spaces
// the beginning of a name is enough: 山田 for 山田太郎.
func named(kind, label string, star bool) node {
	var list []node
	words := parts(label)
	for i, w := range words {
		last, _ := utf8.DecodeLastRuneInString(w)
		list = append(list, tag{kind + w, star && i == len(words)-1 || dense(last)})
	}
	return join(list)
}

// dateField reads the value of a date operator. It may be of several words,
// such as "2 weeks" and "hari ini": as many are taken as make a date.
func (l *lexer) dateField(key string, start, after int) error {
	if r, n := l.peek(); n > 0 && strings.ContainsRune(quotes, r) {
		from := l.pos
		value, err := l.quoted()
		if err != nil {
			return err
		}
		return l.dateTerm(key, value, start, from)
	}
	ends := l.wordEnds(6)
	if len(ends) > 1 && strings.HasSuffix(l.src[l.pos:ends[0]], "..") {
		ends = ends[:1] // an open range: what follows is another word
	}
	if len(ends) == 0 {
		return causeValue.at(l.src, start, after)
	}
	from := l.pos
	for i := len(ends) - 1; i > 0; i-- {
		last := strings.TrimSpace(l.src[ends[i-1]:ends[i]])
		if slices.Contains(fillers, strings.ToLower(last)) {
			continue // "on:2026-11-22 the plan"
		}
		if n, _ := l.dateNode(key, l.src[from:ends[i]]); n != nil {
			l.pos = ends[i]
			l.push(itemTerm, start, n)
			return nil
		}
	}
	l.pos = ends[0]
	return l.dateTerm(key, l.src[from:ends[0]], start, from)
}

// dateTerm adds the term of a value that ends at the position.
func (l *lexer) dateTerm(key, value string, start, from int) error {
	n, why := l.dateNode(key, value)
	if n == nil {
		return why.at(l.src, from, l.pos)
	}
	l.push(itemTerm, start, n)
	return nil
}

// wordEnds returns where the next words end, up to n of them, that could be
// part of a date. The position does not change.
func (l *lexer) wordEnds(n int) []int {
	start := l.pos
	defer func() { l.pos = start }()
	var ends []int
	for len(ends) < n {
		l.space()
		r, _ := l.peek()
		if len(ends) > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' {
			break
		}
		word := l.word()
		if word == "" || len(ends) > 0 && strings.ContainsAny(word, ":(*") {
			break
		}
		ends = append(ends, l.pos)
	}
	return ends
}

// dateNode makes the condition of a date operator, or says why it can't.
func (c calendar) dateNode(key, value string) (node, cause) {
	switch key {
	case "last":
		first, ok := c.span(value)
		if !ok {
			return nil, causeSpan
		}
		return dates{first: first}, cause{}
	case "date", "on":
		return c.between(value)
	}
	p, ok := c.period(value)
	beyond := key == "after" && p.last.Year == lastYear ||
		key == "before" && p.first.Year == firstYear
	if !ok || beyond {
		return nil, causeDate
	}
	switch key {
	case "after":
		p = dates{first: p.last.Add(1)}
	case "before":
		p = dates{last: p.first.Add(-1)}
	case "since":
		p = dates{first: p.first}
	case "until":
		p = dates{last: p.last}
	}
	return p, cause{}
}

// between reads "2026-10..2026-11", one end of which may be open, or a single
// period.
func (c calendar) between(value string) (node, cause) {
	value = strings.NewReplacer("…", "..", "–", "..", "—", "..").Replace(value)
	from, to, isRange := strings.Cut(value, "..")
	if !isRange {
		if p, ok := c.period(value); ok {
			return p, cause{}
		}
		return nil, causeDate
	}
	to = strings.TrimLeft(to, ".")
	first, ok := c.period(from)
	last, fine := c.period(to)
	noFrom, noTo := strings.TrimSpace(from) == "", strings.TrimSpace(to) == ""
	switch {
	case !ok && !noFrom, !fine && !noTo, noFrom && noTo:
		return nil, causeDate
	case !noFrom && !noTo && last.last.Before(first.first):
		return nil, causeRange
	}
	return dates{first.first, last.last}, cause{}
}
