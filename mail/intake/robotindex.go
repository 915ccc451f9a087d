package intake

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// opening is a phrase with which a sentence of an answering machine begins.
type opening struct {
	phrase string
	words  *robotWords
	thanks bool // thanks for a mail, which people write as well
}

// openings has the phrases of all languages by their first letter or two: each
// line of each mail is looked up here, and nearly none begins like one.
var openings = sync.OnceValue(func() map[[2]byte][]opening {
	byStart := map[[2]byte][]opening{}
	for _, list := range automata3() {
		for n := range list {
			w := &list[n]
			for _, p := range w.robot {
				key := [2]byte{p[0], p[1]}
				byStart[key] = append(byStart[key], opening{p, w, false})
			}
			for _, p := range w.thanks {
				key := [2]byte{p[0], p[1]}
				byStart[key] = append(byStart[key], opening{p, w, true})
			}
		}
	}
	return byStart
})

// starts has the first two bytes of phrases.
type starts map[[2]byte]bool

func (s starts) add(lists ...[]string) {
	for _, list := range lists {
		for _, p := range list {
			s[[2]byte{p[0], p[1]}] = true
		}
	}
}

// of tells whether a text may begin with one of the phrases.
func (s starts) of(text string) bool { return len(text) > 1 && s[[2]byte{text[0], text[1]}] }

// subjectStarts has the phrases of all languages that subjects of machines begin
// with, and bounceStarts those of mail servers' subjects.
var subjectStarts, bounceStarts = sync.OnceValue(func() starts {
	s := starts{}
	for _, list := range automata3() {
		for _, w := range list {
			s.add(w.auto, w.notice, w.away)
		}
	}
	return s
}), sync.OnceValue(func() starts {
	s := starts{}
	for _, list := range automata3() {
		for _, w := range list {
			s.add(w.bounce)
		}
	}
	return s
})

// sentences calls f for each phrase with which the line, or a sentence within
// it, begins, until f returns false.
func sentences(line string, f func(opening) bool) {
	begins, table := true, openings()
	for i := range len(line) - 1 {
		c := line[i]
		if c == ' ' {
			continue
		}
		if begins {
			for _, o := range table[[2]byte{c, line[i+1]}] {
				if strings.HasPrefix(line[i:], o.phrase) && !f(o) {
					return
				}
			}
		}
		switch c {
		case '.', ',', '!', '?', ':', ';', '-':
			begins = true
		default:
			begins = c >= utf8.RuneSelf
		}
	}
}
