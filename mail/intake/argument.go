package intake

import (
	"fmt"
	"strings"
)

// Why the argument of a command can't be used: the values of ArgError.Problem.
const (
	argMissing   = "missing"   // there is none
	argUnclear   = "unclear"   // it is not of the form that the command needs
	argNoSuchDay = "nosuchday" // 30 February
	argPast      = "past"      // all of it lies before today
	argTooFar    = "toofar"    // more than maxAhead days from now, or that long
	argBackwards = "backwards" // the end comes before the beginning
	argSeveral   = "several"   // it means more than one thing: 3/12, Indonesia, PST, UTC+2
)

// ArgError says that the argument of a command can't be used, and what could
// be written instead. Nothing was changed.
type ArgError struct {
	Problem string // a word: "missing", "unclear", "nosuchday", "past", "toofar", …
	Given   string // as written, one line, bounded

	// Near is the nearest command that would be understood, such as "away until
	// 2027-02-28".
	Near string

	guess bool // Near was found by likeness to Given: it was an attempt at this command
}

// Error says it in English, in one line.
func (e *ArgError) Error() string {
	why := map[string]string{
		argMissing:   "something is missing",
		argUnclear:   "not understood",
		argNoSuchDay: "there is no such day",
		argPast:      "that is past",
		argTooFar:    "that is too far away",
		argBackwards: "the end comes before the beginning",
		argSeveral:   "that can mean several things",
	}[e.Problem]
	return fmt.Sprintf("%q: %s; write for instance: %s", e.Given, why, e.Near)
}

// maxGiven bounds what an error repeats, in bytes.
const maxGiven = 80

// wrong makes an ArgError.
func wrong(p string, given, near string) *ArgError {
	return &ArgError{Problem: p, Given: oneLine(given, maxGiven), Near: near}
}

// oneLine returns s in one line without control characters, cut to at most max
// bytes at the edge of a character.
func oneLine(s string, max int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	cut := false
	if len(s) > max {
		end := max
		for end > 0 && s[end]&0xC0 == 0x80 {
			end--
		}
		s, cut = s[:end], true
	}
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7F || r >= 0x80 && r <= 0xA0 || r == 0x2028 || r == 0x2029
	}), " ")
	if cut {
		s += "…"
	}
	return s
}
