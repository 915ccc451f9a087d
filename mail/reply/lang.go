package reply

import "strings"

// language is what one language's mail programs write around a reply, and
// what its people write before an answer. Lists are separated by "|". One
// file a language; adding one is adding it to languages.
type language struct {
	code string

	// attribution holds the lines above a quote, as words around holes:
	// {when} a date, {who} a person, {x} both in any order. The ":" at the
	// end is optional where a {when} or an address makes the line certain.
	attribution string

	from, sent, to, cc, subject, other string // names of header lines

	original  string // "Original Message"
	forwarded string // "Forwarded message", "Begin forwarded message"
	taglines  string // "Sent from my {device}"; without a hole the whole line

	months string // as in attributions, long and short

	done, next, blocked, note string // section labels, longest forms too
	decision, why, who        string
	proposal                  string // of a decision that is still to be made
	nothing                   string // answers that mean "no items"
	greetings, closings       string // lines that are only manners
}

// languages lists every language read. Order matters only where two share a
// word: the first names the rule.
var languages = []language{
	english, german, french, spanish, portuguese, italian, dutch, indonesian,
	japanese, chinese, korean, russian, ukrainian, polish, czech, slovak,
	danish, norwegian, swedish, finnish, turkish, vietnamese, greek, hebrew,
	arabic, romanian, hungarian, catalan, croatian, minor,
}

// list splits a table entry.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
