package index

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folding makes texts comparable that people take for the same: case, accents,
// ligatures, full width and other compatibility forms are dropped. A text is
// cut into segments (one character with all its marks), each is brought into
// NFKC, and each rune of that is folded.
//
// Accents are dropped where they are decoration (Latin, Greek, Cyrillic, the
// vowel points of Arabic and Hebrew), and kept where they are spelling (the
// voicing marks of kana, the vowel signs of Indic and Thai).

// letters are those that no decomposition turns into what people type instead.
var letters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th",
	'ł': "l", 'ı': "i", 'ħ': "h", 'ŋ': "n", 'ŧ': "t", 'ς': "σ",
}

// segment returns the length in bytes of the first character of s with its
// marks: at least 1 for a non-empty s.
func segment(s string) int {
	return max(1, norm.NFKC.NextBoundaryInString(s, true))
}

// appendFolded appends the folded form of the segment s to dst.
func appendFolded(dst []byte, s string) []byte {
	var buf [64]byte
	composed := norm.NFKC.AppendString(buf[:0], s)
	for len(composed) > 0 {
		r, n := utf8.DecodeRune(composed)
		dst = appendRune(dst, r, composed[:n])
		composed = composed[n:]
	}
	return dst
}

// appendRune appends the folded form of the rune r, which is written as raw.
func appendRune(dst []byte, r rune, raw []byte) []byte {
	if r == utf8.RuneError {
		return append(dst, ' ')
	}
	base := norm.NFD.Properties(raw).Decomposition()
	if base == nil {
		return appendLower(dst, r)
	}
	mark := len(dst)
	dropped := false
	for len(base) > 0 {
		b, n := utf8.DecodeRune(base)
		base = base[n:]
		if transparent(b) {
			dropped = true
			continue
		}
		dst = appendLower(dst, b)
	}
	if !dropped { // its marks are spelling: keep it whole
		return appendLower(dst[:mark], r)
	}
	return dst
}

// appendLower appends r in lower case, and nothing if r is transparent.
func appendLower(dst []byte, r rune) []byte {
	if transparent(r) {
		return dst
	}
	r = unicode.ToLower(r)
	if s, ok := letters[r]; ok {
		return append(dst, s...)
	}
	return utf8.AppendRune(dst, r)
}

// transparent tells whether a word is the same word without r: accents, vowel
// points, the Arabic stretcher, soft hyphens, joiners, variation selectors.
func transparent(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, 0x300 <= r && r <= 0x36F, r == 0x483, r == 0x484:
		return true
	case 0x591 <= r && r <= 0x5BD, r == 0x5BF, r == 0x5C1, r == 0x5C2, r == 0x5C4, r == 0x5C5,
		r == 0x5C7:
		return true
	case 0x610 <= r && r <= 0x61A, r == 0x640, 0x64B <= r && r <= 0x65F, r == 0x670:
		return true
	case 0x1AB0 <= r && r <= 0x1AFF, 0x1DC0 <= r && r <= 0x1DFF, 0x20D0 <= r && r <= 0x20FF:
		return true
	case r == 0x200C, r == 0x200D, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF:
		return true
	case 0x202A <= r && r <= 0x202E, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return 0xFE00 <= r && r <= 0xFE0F || 0xFE20 <= r && r <= 0xFE2F ||
		0x1F3FB <= r && r <= 0x1F3FF || 0xE0100 <= r && r <= 0xE01EF
}

// simple is the end of the alphabets whose folded forms are kept ready:
// Latin, Greek and Cyrillic.
const simple = 0x530

// ready has the folded form of each rune below simple.
var ready = sync.OnceValue(func() *[simple]string {
	var t [simple]string
	for r := range rune(simple) {
		t[r] = string(appendFolded(nil, string(r)))
	}
	return &t
})

// small has the letters in lower case.
const small = "abcdefghijklmnopqrstuvwxyz"

// quick returns the folded form of the first rune of s, and its length, where
// that can be said without looking at marks that may follow.
func quick(s string) (folded string, n int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError:
		return "", 0
	case 'A' <= r && r <= 'Z' && alone(s[1:]):
		return small[r-'A' : r-'A'+1], 1
	case r < utf8.RuneSelf && alone(s[1:]):
		return s[:1], 1
	case r < simple && alone(s[n:]):
		return ready()[r], n
	case ideograph(r) && alone(s[n:]):
		return s[:n], n
	}
	return "", 0
}

// alone tells whether s begins with a rune that is sure not to be a mark on
// the rune before it.
func alone(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r < simple:
		return r < 0x300 || 0x36F < r && r < 0x483 || 0x489 < r
	}
	return ideograph(r) || 0x3001 <= r && r <= 0x3029
}

// ideograph tells whether r is a kana or a Han character that is its own
// folded form.
func ideograph(r rune) bool {
	return 0x3041 <= r && r <= 0x3096 || 0x30A1 <= r && r <= 0x30FA || 0x4E00 <= r && r <= 0x9FFF
}
