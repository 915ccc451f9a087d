package reply

import "strings"

// wrapWidth is the length from which a line without a bullet is taken to be
// wrapped by the mail program, so that the next goes on with it.
const wrapWidth = 56

// maxItem is the length in bytes from which a text goes on in a further item.
const maxItem = 2000

// maxItemDepth bounds the nesting of items.
const maxItemDepth = 5

// add adds a line to the current section: an item, or more of the last one.
func (p *placer) add(s string, indent int) {
	a := p.answers[p.cur]
	if a == nil {
		a = p.enter(p.cur)
	}
	text := strings.TrimSpace(s)
	body, bullet := cutBullet(text)
	if bullet {
		a.items = append(a.items, Item{Text: body, Depth: a.level(indent)})
	} else if n := len(a.items); n > 0 && a.glued && len(a.items[n-1].Text) < maxItem && a.goesOn(text, indent) {
		a.items[n-1].Text = joinWords(a.items[n-1].Text, text)
	} else {
		a.items = append(a.items, Item{Text: text})
		a.indent = a.indent[:0]
	}
	a.last, a.glued = s, true
}

// goesOn tells whether a line without a bullet is the rest of the one above.
func (a *answer) goesOn(text string, indent int) bool {
	if _, bullet := cutBullet(strings.TrimSpace(a.last)); bullet && indent > indentOf(a.last) {
		return true
	}
	if len(a.last) >= wrapWidth {
		return true
	}
	c := text[0]
	return c >= 'a' && c <= 'z' && len(a.last) >= wrapWidth/2 && strings.Contains(a.last, " ")
}

// level gives the depth of a bullet at an indent.
func (a *answer) level(indent int) int {
	for n := len(a.indent); n > 0 && indent < a.indent[n-1]; n-- {
		a.indent = a.indent[:n-1]
	}
	if n := len(a.indent); n == 0 || indent > a.indent[n-1]+1 && n < maxItemDepth {
		a.indent = append(a.indent, indent)
	}
	return len(a.indent) - 1
}

// indentOf counts the columns before the first sign; a tab is four.
func indentOf(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 4
		default:
			return n
		}
	}
	return n
}

// finish gives the items; an answer that only says there is none has none.
func (a *answer) finish() []Item {
	for _, it := range a.items {
		if !isNothing(it.Text) {
			return a.items
		}
	}
	return nil
}
