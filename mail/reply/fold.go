package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold makes two spellings of a line compare equal: lower case, one kind of
// space, quote, dash, digit and colon, no direction marks, no space before ":".
func fold(s string) string {
	if plain, ok := foldASCII(s); ok {
		return plain
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		r = foldRune(r)
		if r < 0 {
			continue
		}
		if r == ' ' {
			space = b.Len() > 0
			continue
		}
		if space && r != ':' {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// foldASCII is fold for the usual line, in one pass without decoding.
func foldASCII(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case c <= ' ':
			if n := len(b); n > 0 && b[n-1] != ' ' {
				b = append(b, ' ')
			}
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == ':':
			if n := len(b); n > 0 && b[n-1] == ' ' {
				b = b[:n-1]
			}
		}
		b = append(b, c)
	}
	if n := len(b); n > 0 && b[n-1] == ' ' {
		b = b[:n-1]
	}
	return string(b), true
}

// foldRune maps a rune for fold; -1 drops it.
func foldRune(r rune) rune {
	switch {
	case r <= ' ':
		return ' '
	case r < utf8.RuneSelf:
		return unicode.ToLower(r)
	case isInvisible(r):
		return -1
	case r == '\u00a0' || unicode.Is(unicode.Zs, r):
		return ' '
	case r == '：' || r == '﹕':
		return ':'
	case r == '，' || r == '、' || r == '،':
		return ','
	case r == '（':
		return '('
	case r == '）':
		return ')'
	case r == '’' || r == '‘' || r == '´' || r == '`' || r == 'ʼ':
		return '\''
	case r == '“' || r == '”' || r == '„' || r == '«' || r == '»' || r == '״':
		return '"'
	case isDash(r):
		return '-'
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case r >= '۰' && r <= '۹':
		return r - '۰' + '0'
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == 'İ':
		return 'i'
	case r == '\u0307' || r == '\u0301' || r == '\u0300' || r == '\u0308' || r == '\u0302':
		return -1 // decomposed accents compare equal to none; see unaccent in tables
	}
	return unicode.ToLower(r)
}

// isInvisible tells direction marks, joiners, zero-width spaces and byte order
// marks: what mail programs put around names and readers never see.
func isInvisible(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2060 && r <= 0x2069 || r == 0xfeff || r == 0x00ad || r == 0x180e || r == 0x1427
}

// isDash tells hyphens and dashes other than ASCII's, the box-drawing line and
// the Hebrew maqaf.
func isDash(r rune) bool {
	return r >= 0x2010 && r <= 0x2015 || r == 0x2500 || r == 0x2501 || r == 0x05be ||
		r == 0xff0d || r == 0x2212 || r == 0xfe63
}

// isBlank tells a line without a visible character.
func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' && c < utf8.RuneSelf {
			return false
		} else if c >= utf8.RuneSelf {
			for _, r := range s[i:] {
				if !unicode.IsSpace(r) && !isInvisible(r) {
					return false
				}
			}
			return true
		}
	}
	return true
}
