package reply

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
)

// Limits of the layer that knows what was sent.
const (
	maxParentWords = 60_000
	maxPlaces      = 8 // of one pair of words in the parent that are tried
	minRunWords    = 6 // of the parent's in a run that carries no quote mark
)

// parent is the text of the mail replied to, as words with their places.
type parent struct {
	words  []string
	places map[pair][]int32
	starts []int           // places where its lines begin, in order
	drawn  map[string]bool // its lines without a word, such as "--"
	asks   map[string]bool // its lines that end in a colon, as label keys
}

type pair struct{ a, b uint64 }

var seed = maphash.MakeSeed()

// readParent indexes the mail replied to; nil if nothing is known of it.
func readParent(text string) *parent {
	if isBlank(text) {
		return nil
	}
	p := &parent{places: map[pair][]int32{}, asks: map[string]bool{}, drawn: map[string]bool{}}
	for _, l := range splitLines(text) {
		before := len(p.words)
		if p.words = appendWords(p.words, l.text); len(p.words) > before {
			p.starts = append(p.starts, before)
		} else if !l.blank {
			p.drawn[strings.TrimSpace(l.text)] = true
		}
		if len(l.text) <= maxLabel && endsInColon(l.text) {
			p.asks[labelKey(l.text)] = true
		}
		if len(p.words) > maxParentWords {
			break
		}
	}
	for i := 0; i+1 < len(p.words); i++ {
		k := pairOf(p.words[i], p.words[i+1])
		if at := p.places[k]; len(at) < maxPlaces {
			p.places[k] = append(at, int32(i))
		}
	}
	return p
}

func pairOf(a, b string) pair {
	return pair{maphash.String(seed, a), maphash.String(seed, b)}
}

// appendWords appends the words of a line, folded; a CJK sign is a word.
func appendWords(words []string, s string) []string {
	s = fold(clip(s))
	start := -1
	for i, r := range s {
		single := r >= 0x2e80 && unicode.IsLetter(r)
		letter := !single && (unicode.IsLetter(r) || unicode.IsDigit(r))
		if start >= 0 && !letter {
			words = append(words, s[start:i])
			start = -1
		}
		if single {
			words = append(words, string(r))
		} else if letter && start < 0 {
			start = i
		}
	}
	if start >= 0 {
		words = append(words, s[start:])
	}
	return words
}

// place finds words in the parent: at next if they go on there, else where
// they stand first. It gives the range, end excluded.
func (p *parent) place(words []string, next int) (from, to int, ok bool) {
	if next >= 0 && p.at(words, next) {
		return next, next + len(words), true
	}
	if len(words) < 2 {
		return 0, 0, false
	}
	for _, i := range p.places[pairOf(words[0], words[1])] {
		if p.at(words, int(i)) {
			return int(i), int(i) + len(words), true
		}
	}
	return 0, 0, false
}

func (p *parent) at(words []string, i int) bool {
	if i+len(words) > len(p.words) {
		return false
	}
	for k, w := range words {
		if p.words[i+k] != w {
			return false
		}
	}
	return true
}

// known is where a line's words stand in the parent.
type known struct {
	from, to int
	words    int
	ok       bool
}

// locate finds every line in the parent.
func (p *parent) locate(lines []line) []known {
	out := make([]known, len(lines))
	next := 0
	var words []string
	for i := range lines {
		if lines[i].blank {
			continue
		}
		words = appendWords(words[:0], lines[i].text)
		k := known{words: len(words)}
		if len(words) == 0 {
			out[i] = k
			continue
		}
		k.from, k.to, k.ok = p.place(words, next)
		if k.ok {
			next = k.to
		}
		out[i] = k
	}
	return out
}

// runs finds what carries no mark and yet is ours: lines that follow each
// other as they do in the parent, more than one, and not only items, which a
// person may have copied.
func (p *parent) runs(lines []line, at []known, ours func(first, last int)) {
	for i := 0; i < len(lines); i++ {
		if !at[i].ok || lines[i].verdict != "" {
			continue
		}
		last, n, words, prose := i, 1, at[i].words, !isItem(lines[i].text)
		for j := i + 1; j < len(lines); j++ {
			if lines[j].blank || at[j].words == 0 && lines[j].verdict == "" {
				continue
			}
			if lines[j].verdict != "" || !at[j].ok || at[j].from != at[last].to {
				break
			}
			last, n, words = j, n+1, words+at[j].words
			prose = prose || !isItem(lines[j].text)
		}
		if n > 1 && prose && words >= minRunWords {
			ours(i, last)
		}
		i = last
	}
}

// isItem tells a line that begins with a bullet or a number.
func isItem(s string) bool {
	_, ok := cutBullet(strings.TrimLeft(s, " \t"))
	return ok
}

// maxSkipped is how many of our lines may be missing between two quoted ones.
const maxSkipped = 40

// follow finds words at next, or at the beginning of one of the lines after
// it: a quote keeps our order, though lines may have been deleted from it. It
// gives the place after them, or -1.
func (p *parent) follow(words []string, next int) int {
	if p.at(words, next) {
		return next + len(words)
	}
	i, _ := slices.BinarySearch(p.starts, next)
	for n := 0; i < len(p.starts) && n < maxSkipped; i, n = i+1, n+1 {
		if p.at(words, p.starts[i]) {
			return p.starts[i] + len(words)
		}
	}
	return -1
}
