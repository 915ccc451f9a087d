package index

import (
	"unicode"
	"unicode/utf8"
)

// maxToken is the longest token in bytes. What is longer is cut, in texts and
// in queries alike.
const maxToken = 64

// token is one word of a text as the index knows it.
//
// A word is a run of letters, digits and marks. Scripts that put no spaces
// between words (Han, kana, Hangul, Thai, Lao, Khmer, Myanmar) are cut into
// pairs of neighbours, and the last character of a run is a token by itself
// once more: so each single character begins a token, and any stretch of a run
// is a phrase of pairs. A pictogram is a word of its own.
type token struct {
	text       string
	start, end int  // where in the text it was found, in bytes
	tail       bool // the single last character of a run without spaces
	lone       bool // tail of a run of one
}

// tokens returns the tokens of s, in order.
func tokens(s string) []token {
	list := make([]token, 0, len(s)/6+1)
	cut(s, func(text []byte, t token) {
		if t.text = s[t.start:t.end]; t.text != string(text) { // a string of its own
			t.text = string(text)
		}
		list = append(list, t)
	})
	return list
}

// cutter is the state of cut.
type cutter struct {
	emit       func([]byte, token)
	word       []byte // a run of spaced script, folded
	start, end int    // of word
	prev       []byte // the last character of a run without spaces
	from, to   int    // of prev
	run        int    // how many characters the run has so far
	pair       []byte
}

// cut finds the tokens of s in one pass. The text given to emit is valid only
// until emit returns; token.text is not set.
func cut(s string, emit func(text []byte, t token)) {
	c := cutter{emit: emit}
	var folded []byte
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			c.ascii(b, i)
			i++
			continue
		}
		if f, n := quick(s[i:]); n > 0 {
			c.add(f, i, i+n)
			i += n
			continue
		}
		n := segment(s[i:])
		folded = appendFolded(folded[:0], s[i:i+n])
		c.add(string(folded), i, i+n)
		i += n
	}
	c.flush()
}

// ascii adds one ASCII byte found at i.
func (c *cutter) ascii(b byte, i int) {
	switch {
	case 'A' <= b && b <= 'Z':
		b += 'a' - 'A'
	case 'a' <= b && b <= 'z', '0' <= b && b <= '9':
	default:
		c.flush()
		return
	}
	if c.run > 0 {
		c.flush()
	}
	if len(c.word) == 0 {
		c.start = i
	}
	if len(c.word) < maxToken {
		c.word = append(c.word, b)
	}
	c.end = i + 1
}

// add adds the folded form of what was found in [start, end).
func (c *cutter) add(folded string, start, end int) {
	for _, r := range folded {
		switch {
		case pictogram(r):
			c.flush()
			c.emit(utf8.AppendRune(c.pair[:0], r), token{start: start, end: end})
		case !wordly(r):
			c.flush()
		case dense(r):
			c.addDense(r, start, end)
		default:
			c.addWord(r, start, end)
		}
	}
	if folded == "" && len(c.word) > 0 {
		c.end = end // an accent by itself
	}
}

func (c *cutter) addWord(r rune, start, end int) {
	if c.run > 0 {
		c.flush()
	}
	if len(c.word) == 0 {
		c.start = start
	}
	if len(c.word)+utf8.RuneLen(r) <= maxToken {
		c.word = utf8.AppendRune(c.word, r)
	}
	c.end = end
}

func (c *cutter) addDense(r rune, start, end int) {
	if len(c.word) > 0 {
		c.flush()
	}
	if c.run > 0 {
		c.pair = utf8.AppendRune(append(c.pair[:0], c.prev...), r)
		c.emit(c.pair, token{start: c.from, end: end})
	}
	c.prev = utf8.AppendRune(c.prev[:0], r)
	c.from, c.to = start, end
	c.run++
}

// flush ends the run that is open, if one is.
func (c *cutter) flush() {
	switch {
	case len(c.word) > 0:
		c.emit(c.word, token{start: c.start, end: c.end})
		c.word = c.word[:0]
	case c.run > 0:
		c.emit(c.prev, token{start: c.from, end: c.to, tail: true, lone: c.run == 1})
		c.run = 0
	}
}

// wordly tells whether r is part of words.
func wordly(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.Mn, unicode.Mc)
}

// dense tells whether r, which is part of words, is of a script that puts no
// spaces between them.
func dense(r rune) bool {
	switch {
	case r < 0xE00:
		return false
	case r <= 0xEFF, 0x1000 <= r && r <= 0x109F, 0x1780 <= r && r <= 0x17FF:
		return true // Thai, Lao; Myanmar; Khmer
	case 0x3005 <= r && r <= 0x303C, 0x3040 <= r && r <= 0x31FF, 0x3400 <= r && r <= 0x9FFF:
		return true // Han, kana, bopomofo
	}
	return 0xAC00 <= r && r <= 0xD7A3 || 0xF900 <= r && r <= 0xFAFF ||
		0x1B000 <= r && r <= 0x1B16F || 0x20000 <= r && r <= 0x3FFFF
}

// pictogram tells whether r is an emoji or one of the older pictures.
func pictogram(r rune) bool {
	return 0x1F300 <= r && r <= 0x1FAFF || 0x2600 <= r && r <= 0x27BF
}
