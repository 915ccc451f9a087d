package config

import "strings"

// Nearest returns the word that s was probably meant to be, or "".
func Nearest(s string, words []string) string {
	if len(s) > 64 {
		return ""
	}
	best, least := "", 3
	for _, w := range words {
		d := distance(strings.ToLower(s), strings.ToLower(w))
		if d < least && 3*d <= max(len(s), len(w)) {
			best, least = w, d
		}
	}
	return best
}

// distance counts the letters to put in, leave out, change or swap with their
// neighbour to make b of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([][]int, len(x)+1)
	for i := range row {
		row[i] = make([]int, len(y)+1)
		row[i][0] = i
	}
	for j := range row[0] {
		row[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := row[i-1][j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			row[i][j] = min(change, row[i-1][j]+1, row[i][j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[i][j] = min(row[i][j], row[i-2][j-2]+1)
			}
		}
	}
	return row[len(x)][len(y)]
}
