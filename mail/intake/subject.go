package intake

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// answerMarks is what mail programs put in front of the subject of a mail they
// answer or pass on, in lower case, without the colon.
var answerMarks = []string{
	"re", "aw", "sv", "vs", "antw", "antwort", "rif", "res", "resp", "odp", "bls", "bal",
	"balas", "balasan", "ynt", "yanıt", "yan", "vá", "atb", "ré", "réf", "rép", "tr", "fwd",
	"fw", "wg", "wtr", "vb", "i", "enc", "rv", "doorst", "ilt", "trs", "teruskan",
	"回复", "回覆", "答复", "答覆", "转发", "轉寄", "返信", "転送", "회신", "답장", "전달",
	"отв", "ответ",
	"відп", "пер", "απ", "σχετ", "תגובה", "השב", "הועבר", "رد", "ตอบ", "trả lời",
}

// cutAnswerMark cuts "Re:", "AW[2]:" or "回复：" off a subject.
func cutAnswerMark(subject string) (rest string, ok bool) {
	s := strings.TrimLeft(subject, " \t\u00A0")
	colon := strings.IndexAny(s, ":：")
	if colon <= 0 || colon > 24 {
		return subject, false
	}
	word := strings.ToLower(strings.TrimSpace(s[:colon]))
	if i := strings.IndexAny(word, "[(^"); i > 0 {
		word = strings.TrimSpace(word[:i]) // "Re[2]:", "Re^3:"
	}
	for _, m := range answerMarks {
		if word == m {
			_, size := utf8.DecodeRuneInString(s[colon:])
			return strings.TrimSpace(s[colon+size:]), true
		}
	}
	return subject, false
}

// bareSubject returns the subject without answer marks, and whether it had any.
func bareSubject(subject string) (bare string, answers bool) {
	bare = strings.TrimSpace(subject)
	for {
		rest, ok := cutAnswerMark(bare)
		if !ok {
			return bare, answers
		}
		bare, answers = rest, true
	}
}

// countRe returns how many answer marks a subject begins with.
func countRe(subject string) (n int) {
	for ok := true; ok; n++ {
		subject, ok = cutAnswerMark(subject)
	}
	return n - 1
}

// spoken writes a text as the tables of robotWords are written: in lower case,
// one kind of apostrophe, single blanks.
func spoken(s string) string {
	if plain, ok := spokenASCII(s); ok {
		return plain
	}
	return strings.Join(strings.Fields(strings.ToLower(quotes.Replace(s))), " ")
}

var quotes = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'")

// spokenASCII is spoken for the usual line, in one pass.
func spokenASCII(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			return "", false
		case c == ' ' || c >= '\t' && c <= '\r':
			if n := len(b); n > 0 && b[n-1] != ' ' {
				b = append(b, ' ')
			}
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '`':
			c = '\''
		}
		b = append(b, c)
	}
	return string(bytes.TrimSuffix(b, []byte(" "))), true
}

// begins returns what of s follows one of the phrases, if s begins with one and
// the word ends there. The longest one counts.
func begins(s string, phrases []string) (rest string, ok bool) {
	best := 0
	for _, p := range phrases {
		if len(p) > best && strings.HasPrefix(s, p) && endsWord(s[len(p):]) {
			best = len(p)
		}
	}
	return strings.TrimSpace(s[best:]), best > 0
}

// endsWord tells whether a word ends where s begins. In scripts that don't part
// words every place may be an end.
func endsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r) ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}
