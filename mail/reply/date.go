package reply

import (
	"strings"
	"sync"
)

// maxDateWords bounds how many words a date may have in an attribution, zone
// names and "at" included.
const maxDateWords = 16

// months holds every month name of every language, folded, without its dot.
var months = sync.OnceValue(monthNames)

func monthNames() map[string]bool {
	m := map[string]bool{}
	for _, l := range languages {
		for _, name := range list(l.months) {
			m[fold(name)] = true
		}
	}
	return m
}

// dateSigns counts what makes a text a date: a year, a clock time, numbers
// with date separators, a month, CJK date signs.
type dateSigns struct {
	year, clock, numeric, month, cjk, number bool
}

// score is how sure a date is: 2 and more is one.
func (d dateSigns) score() int {
	n := 0
	for _, sign := range []bool{d.year, d.clock, d.month, d.cjk} {
		if sign {
			n++
		}
	}
	if d.numeric {
		n += 2
	}
	if d.month && d.number && n < 2 {
		n = 2
	}
	return n
}

// isDate tells whether a folded text holds a date, not only a number.
func isDate(s string) bool { return readDate(s).score() >= 2 }

// isFullDate tells whether a folded text holds a date that needs no "wrote"
// beside it: all in numbers, or with a clock time.
func isFullDate(s string) bool {
	d := readDate(s)
	return d.numeric || d.cjk || d.clock && (d.year || d.month)
}

// readDate looks for the signs of a date in a folded text.
func readDate(s string) dateSigns {
	var d dateSigns
	for i := 0; i < len(s); {
		c := s[i]
		if c < '0' || c > '9' {
			i++
			continue
		}
		j := digits(s, i)
		d.number = true
		if i == 0 || !isLatin(s[i-1]) { // v2.6.20 is no date
			d.note(s, i, j)
		}
		i = j
	}
	if strings.Contains(s, "年") || strings.Contains(s, "月") || strings.Contains(s, "년") || strings.Contains(s, "월") {
		d.cjk = true
	}
	if d.number {
		d.month = hasMonth(s)
	}
	return d
}

// note reads the number s[i:j] and what follows it.
func (d *dateSigns) note(s string, i, j int) {
	n := j - i
	if n == 4 && (s[i:i+2] == "19" || s[i:i+2] == "20") {
		d.year = true
	}
	if n > 4 || j >= len(s) {
		return
	}
	k := digits(s, j+1)
	switch s[j] {
	case ':', 'h':
		if n <= 2 && k-j == 3 {
			d.clock = true
		}
	case '.', '/', '-':
		if n <= 2 && k-j == 3 && s[j] == '.' && (k >= len(s) || s[k] != '.') {
			d.clock = true // 16.30
		}
		rest := s[min(k, len(s)):]
		if n != 3 && k > j+1 && k-j <= 3 && k < len(s) && (s[k] == s[j] || s[k] == '.') {
			rest = strings.TrimLeft(rest[1:], " ")
			if m := digits(rest, 0); m > 1 || m > 0 && n == 4 {
				d.numeric = true
			}
		} else if s[j] == '.' && j+1 < len(s) && s[j+1] == ' ' { // 22. 11. 2026
			k2 := digits(s, j+2)
			if k2 > j+2 && k2 < len(s) && s[k2] == '.' {
				d.numeric = true
			}
		}
	}
}

// digits gives the end of the run of digits that begins at i.
func digits(s string, i int) int {
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// hasMonth looks for a month's name among the words of a folded text.
func hasMonth(s string) bool {
	found := false
	eachWord(s, func(w string) bool {
		found = months()[w] || months()[strings.TrimRight(w, "'")]
		return !found
	})
	return found
}

// eachWord calls f with every run of letters (ASCII digits and signs part
// words), until f says stop.
func eachWord(s string, f func(string) bool) {
	start := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c >= 0x80 || 'a' <= c && c <= 'z' || c == '\''
		if letter && start < 0 {
			start = i
		} else if !letter && start >= 0 {
			if !f(s[start:i]) {
				return
			}
			start = -1
		}
	}
	if start >= 0 {
		f(s[start:])
	}
}
