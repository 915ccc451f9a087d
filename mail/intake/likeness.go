package intake

// distance returns the number of letters to add, take away, change or swap
// with their neighbour to make b of a, or limit+1 where it is more than limit.
// Both are short: the caller bounds them.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit+1)
}

// slips is how many slips of the finger a word may have and still be taken for
// another: short words are like too many others.
func slips(word string) int {
	switch n := len([]rune(word)); {
	case n < 3:
		return 0
	case n < 6:
		return 1
	default:
		return 2
	}
}

// nearest returns the one of the words that is least different from word,
// within what slips allows; "" if none is. Of several it is the one that begins
// like word for longest, then the first.
func nearest(word string, words []string) string {
	best, limit, common := "", slips(word), -1
	for _, w := range words {
		d := distance(word, w, limit)
		if d > limit {
			continue
		}
		if n := commonStart(word, w); d < limit || n > common {
			best, limit, common = w, d, n
		}
	}
	return best
}

// commonStart returns how many bytes a and b have in common at their start.
func commonStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
