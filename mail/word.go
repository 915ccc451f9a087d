package mail

import "strings"

// decodeWords decodes the encoded words of RFC 2047 in a header value. Words
// of one charset that follow each other are joined before they are decoded,
// since some programs split a character over two (C26). What is no encoded
// word stays as it is (C25).
func decodeWords(s string, n *notes) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var out strings.Builder
	var label string // charset of run
	var run []byte   // decoded bytes of the words so far
	inRun := false   // a word stood just before
	flush := func() {
		if inRun {
			out.WriteString(decodeCharset(label, run, n))
		}
		run, inRun = run[:0], false
	}
	for s != "" {
		i := strings.Index(s, "=?")
		if i < 0 {
			break
		}
		word, size, ok := cutWord(s[i:])
		if !ok {
			flush()
			out.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		// White space between two words is not shown (RFC 2047 section 6.2).
		if gap := s[:i]; !inRun || strings.Trim(gap, " \t") != "" {
			flush()
			out.WriteString(gap)
		}
		if inRun && label != word.label {
			flush()
		}
		label, run, inRun = word.label, append(run, word.data...), true
		s = s[i+size:]
	}
	flush()
	out.WriteString(s)
	return out.String()
}

// encodedWord is one =?charset?Q?text?= with its bytes decoded.
type encodedWord struct {
	label string
	data  []byte
}

// cutWord reads the encoded word that s begins with. Blanks inside are
// forbidden and seen in the wild.
func cutWord(s string) (w encodedWord, size int, ok bool) {
	const maxLabel = 50
	rest := s[2:]
	i := strings.IndexByte(rest[:min(len(rest), maxLabel)], '?')
	if i <= 0 || len(rest) < i+3 || rest[i+2] != '?' || strings.ContainsAny(rest[:i], " \t<>\",") {
		return w, 0, false
	}
	w.label, _, _ = strings.Cut(strings.ToLower(rest[:i]), "*") // RFC 2231 section 5: a language
	kind, text := rest[i+1], rest[i+3:]
	end := wordEnd(text)
	if end < 0 {
		return w, 0, false
	}
	switch kind {
	case 'B', 'b':
		w.data, _ = decodeBase64([]byte(text[:end]))
	case 'Q', 'q':
		w.data, _ = quotedLine(nil, []byte(strings.ReplaceAll(text[:end], "_", " ")))
	default:
		return w, 0, false
	}
	return w, len(s) - len(text) + end + 2, true
}

// wordEnd finds the "?=" that ends the text of a word. A word in which another
// one begins was never ended; looking is bounded, to stay linear.
func wordEnd(text string) int {
	const maxWord = 4096
	end := strings.Index(text[:min(len(text), maxWord)], "?=")
	if end > 0 && strings.Contains(text[:end], "=?") {
		return -1
	}
	return end
}
