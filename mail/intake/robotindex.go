package intake

import (
	"strings"
	"sync"
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
		begins = c >= 0x80 || strings.IndexByte(".,!?:;-", c) >= 0
	}
}
