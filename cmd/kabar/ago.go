package main

import (
	"fmt"
	"strings"
	"time"
)

// ageOf writes a length of time for people, in one unit.
func ageOf(d time.Duration) string {
	n, unit := int(d/time.Second), "second"
	for _, u := range []struct {
		d    time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if d >= u.d {
			n, unit = int(d/u.d), u.name
			break
		}
	}
	return counted(max(0, n), unit)
}

// counted is "1 stray", "2 strays", "3 entries": a "y" behind a consonant
// becomes "ie".
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if stem, y := strings.CutSuffix(what, "y"); y && !strings.ContainsAny(what[len(stem)-1:], "aeiou") {
		what = stem + "ie"
	}
	return fmt.Sprintf("%d %ss", n, what)
}
