package main

import (
	"fmt"
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
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", max(0, n), unit)
}
