package main

import (
	"strings"
	"unicode"
)

// score sums over cases: how many there are, how many exactly right, token F1,
// how many hold words they must not (leak) or lack words (loss).
type score struct {
	cases, exact, f1, leak, loss float64
}

func (s *score) add(o score) {
	s.cases += o.cases
	s.exact += o.exact
	s.f1 += o.f1
	s.leak += o.leak
	s.loss += o.loss
}

// score compares what was read with the expected text and the other right
// ones, and takes the best.
func (s *sample) score(got string) score {
	best := s.against(got, s.Expected)
	for _, a := range s.Accept {
		if o := s.against(got, a); o.exact > best.exact || o.exact == best.exact && o.f1 > best.f1 {
			best = o
		}
	}
	return best
}

func (s *sample) against(got, want string) score {
	g, w := tokens(got), tokens(want)
	o := score{cases: 1}
	if s.Kind == "plain" && collapse(got) == collapse(want) || s.Kind != "plain" && strings.Join(g, " ") == strings.Join(w, " ") {
		o.exact = 1
	}
	common := overlap(g, w)
	if len(g) > common {
		o.leak = 1
	}
	if len(w) > common {
		o.loss = 1
	}
	if len(g)+len(w) == 0 {
		o.f1 = 1
	} else {
		o.f1 = 2 * float64(common) / float64(len(g)+len(w))
	}
	return o
}

// collapse makes one space of every run of white space and drops zero-width
// characters.
func collapse(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x200b && r <= 0x200f || r == 0xfeff || r == 0x2060 {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// tokens gives the words of a text: letters and digits in runs.
func tokens(s string) []string {
	return strings.FieldsFunc(collapse(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// overlap counts the words two texts share.
func overlap(a, b []string) int {
	n := map[string]int{}
	for _, w := range a {
		n[w]++
	}
	both := 0
	for _, w := range b {
		if n[w] > 0 {
			n[w]--
			both++
		}
	}
	return both
}
