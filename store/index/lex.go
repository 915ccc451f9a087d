package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kabar/store/civil"
)

// The kinds of items.
const (
	itemTerm  = 't'
	itemOpen  = '('
	itemClose = ')'
	itemOr    = '|'
	itemNot   = '-'
)

// item is one piece of a query: src[pos:end].
type item struct {
	kind     byte
	pos, end int
	node     node // of a term
}

// quotes are all that mail programs make of a straight one.
const quotes = `"“”„«»＂`

// lexer cuts a query into items, and reads the terms.
type lexer struct {
	calendar
	src   string
	pos   int
	terms int
	stars int
	items []item
	best  bool
	cut   cause
}

// newLexer takes up to MaxQuery characters of a query, not ending inside a
// word, without anything that is not printed.
func newLexer(query string, today civil.Date) *lexer {
	l := &lexer{calendar: calendar{today}}
	src := strings.TrimSpace(query)
	if len(src) > 8*MaxQuery { // a rune has four bytes: no need to see a megabyte
		src = shorten(src, 8*MaxQuery)
		l.cut = cutLength
	}
	l.src = printed(src)
	n := 0
	for i := range l.src {
		if n++; n > MaxQuery {
			l.cut = cutLength
			l.src = l.src[:i]
			if space := strings.LastIndexByte(l.src, ' '); space > 0 {
				l.src = l.src[:space]
			}
			break
		}
	}
	return l
}

// all reads all items.
func (l *lexer) all() error {
	for l.space(); l.pos < len(l.src); l.space() {
		if l.terms == MaxTerms {
			l.cut, l.pos = cutTerms, len(l.src)
			break
		}
		if err := l.item(); err != nil {
			return err
		}
	}
	return l.lonely()
}

// lonely drops the signs of negation that nothing follows: "a - b". The words
// for it need something after them.
func (l *lexer) lonely() error {
	next := byte(0)
	for i := len(l.items) - 1; i >= 0; i-- {
		it := l.items[i]
		if it.kind == itemNot && next != itemTerm && next != itemOpen && next != itemNot {
			if joiner(l.src[it.pos:it.end]) != 0 && l.cut == (cause{}) {
				return causeNot.at(l.src, it.pos, it.end)
			}
			l.items = append(l.items[:i], l.items[i+1:]...)
			continue
		}
		next = it.kind
	}
	return nil
}

func (l *lexer) space() {
	rest := strings.TrimLeftFunc(l.src[l.pos:], unicode.IsSpace)
	l.pos = len(l.src) - len(rest)
}

// peek returns the rune at the position and its length; 0, 0 at the end.
func (l *lexer) peek() (rune, int) {
	if l.pos >= len(l.src) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(l.src[l.pos:])
}

func (l *lexer) push(kind byte, pos int, n node) {
	if kind == itemTerm {
		l.terms++
	}
	l.items = append(l.items, item{kind, pos, l.pos, n})
}

// item reads one item at the position, which is no space.
func (l *lexer) item() error {
	start := l.pos
	r, n := l.peek()
	switch {
	case r == '(' || r == '（':
		l.pos += n
		l.push(itemOpen, start, nil)
	case r == ')' || r == '）':
		l.pos += n
		l.push(itemClose, start, nil)
	case strings.ContainsRune("-−–—－", r):
		l.pos += n
		if next, _ := l.peek(); next != 0 && !unicode.IsSpace(next) {
			l.push(itemNot, start, nil)
		}
	case strings.ContainsRune(quotes, r):
		text, err := l.quoted()
		if err != nil {
			return err
		}
		star := l.asterisks()
		text, inside := trimStars(text)
		return l.text(start, text, star || inside)
	default:
		return l.wordOrField()
	}
	return nil
}

// quoted reads from a quote to the next one, and returns what is between.
func (l *lexer) quoted() (string, error) {
	start := l.pos
	_, n := l.peek()
	l.pos += n
	i := strings.IndexAny(l.src[l.pos:], quotes)
	if i < 0 {
		if l.cut == (cause{}) {
			return "", causeQuote.at(l.src, start, len(l.src))
		}
		i = len(l.src) - l.pos
	}
	text := l.src[l.pos : l.pos+i]
	l.pos += i
	_, n = l.peek()
	l.pos += n
	return text, nil
}

// asterisks reads the stars at the position and tells whether there are any.
func (l *lexer) asterisks() bool {
	start := l.pos
	for r, n := l.peek(); r == '*'; r, n = l.peek() {
		l.pos += n
	}
	return l.pos > start
}

// trimStars cuts the stars off the end of s and tells whether there were any.
func trimStars(s string) (string, bool) {
	s = strings.TrimSpace(s)
	t := strings.TrimRight(s, "*")
	return t, t != s
}

// word returns the word at the position: up to a space, a quote, or a
// parenthesis that was not opened in it, as in "run()".
func (l *lexer) word() string {
	start, depth := l.pos, 0
	for r, n := l.peek(); n > 0; r, n = l.peek() {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(quotes, r):
			return l.src[start:l.pos]
		case r == '(' || r == '（':
			depth++
		case r == ')' || r == '）':
			if depth--; depth < 0 {
				return l.src[start:l.pos]
			}
		}
		l.pos += n
	}
	return l.src[start:l.pos]
}

func (l *lexer) wordOrField() error {
	start := l.pos
	if key, ok := l.key(); ok {
		return l.field(key, start)
	}
	word := l.word()
	switch kind := joiner(word); kind {
	case 0:
	case '&': // a space says the same
		return nil
	default:
		l.push(kind, start, nil)
		return nil
	}
	text, star := trimStars(word)
	switch {
	case text == "":
		l.push(itemTerm, start, all{})
	case strings.Contains(text, "*"):
		return causeStar.at(l.src, start, l.pos)
	case l.handle(start, text, star):
	default:
		return l.text(start, text, star)
	}
	return nil
}

// handle reads "#acme" and "@ben".
func (l *lexer) handle(start int, text string, star bool) bool {
	h := handles(text)
	if len(h) != 1 || h[0].end-h[0].start != len(strings.TrimRight(text, ",;:!?.")) {
		return false
	}
	key := "project"
	if h[0].sign == '@' {
		key = "mention"
	}
	n, ok := labelled(key, h[0].name, star)
	if ok {
		l.push(itemTerm, start, n)
	}
	return ok
}

// text adds a word or a phrase. One without letters or digits is no term.
func (l *lexer) text(start int, raw string, prefix bool) error {
	p, ok := newPhrase(raw, prefix)
	if !ok {
		return nil
	}
	if p.prefix {
		last := p.toks[len(p.toks)-1]
		r, n := utf8.DecodeRuneInString(last)
		short := n == len(last) && !dense(r) && !pictogram(r)
		if l.stars++; short {
			return causeShort.at(l.src, start, l.pos)
		}
		if l.stars > maxStars {
			return causeStars.at(l.src, start, l.pos)
		}
	}
	l.push(itemTerm, start, p)
	return nil
}

// newPhrase makes a phrase of the tokens of raw; ok is false if it has none.
//
// Where it ends inside a run of a script without spaces, the run may go on in
// the text: the tail goes, and of a run of one any pair that begins so is
// meant.
func newPhrase(raw string, prefix bool) (p phrase, ok bool) {
	p = phrase{prefix: prefix, raw: raw}
	list := tokens(raw)
	if n := len(list); n > 0 && list[n-1].tail {
		p.prefix = list[n-1].lone
		if !p.prefix {
			list = list[:n-1]
		}
	}
	for i, t := range list {
		if i == maxPhrase {
			p.prefix = false
			break
		}
		p.toks = append(p.toks, t.text)
	}
	return p, len(list) > 0
}
