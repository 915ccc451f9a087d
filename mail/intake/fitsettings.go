package intake

import (
	"slices"
	"strings"
)

// The settings are commands where their argument is understood, or is an
// attempt at one that can be answered with what would be: "away until 30
// February". "Hours: 3 on login" and "Timezone bug fixed" are neither.

func fitsAway(c call, p place) fit {
	_, err := parseAway(c.args, p.today)
	problem, attempt := problemOf(err)
	switch {
	case err == nil:
		return sure
	case attempt:
		return exact
	case problem == argMissing:
		return p.unless(exact)
	case countWords(c.args, 7) <= 6 && hasDateWord(c.args) && !isSentence(c.args, sentenceWords):
		return p.unless(loose)
	}
	return never
}

// fitsPause wants the end of a pause: "pause until Monday" is an absence.
func fitsPause(c call, p place) fit {
	s := scan(c.args)
	if !s.take(untilWords...) && !s.take("for", "selama") {
		return never
	}
	return fitsAway(c, p)
}

// hasDateWord tells whether a text has a word of the grammar of dates.
func hasDateWord(s string) bool {
	for _, t := range tokens(s) {
		_, month := monthWords[t.text]
		_, day := dayWords[t.text]
		if month || day || t.kind == 'w' && slices.Contains(vocabulary, t.text) {
			return true
		}
	}
	return false
}

func fitsZone(c call, p place) fit {
	_, err := parseZone(c.args)
	problem, attempt := problemOf(err)
	switch {
	case err == nil:
		return sure
	case attempt, strings.Contains(c.args, "/") && countWords(c.args, 2) == 1:
		return exact
	case problem == argMissing:
		return p.unless(exact)
	case countWords(c.args, 4) <= 3 && !isSentence(c.args, sentenceWords):
		return p.unless(loose)
	}
	return never
}

func fitsHours(c call, p place) fit {
	_, err := parseHours(c.args)
	problem, attempt := problemOf(err)
	switch {
	case err == nil:
		return sure
	case attempt:
		return exact
	case problem == argMissing:
		return p.unless(loose)
	case (hoursStart().MatchString(c.args) || clockStart().MatchString(c.args)) &&
		countWords(c.args, 4) <= 3 && !isSentence(c.args, sentenceWords):
		return p.unless(loose)
	}
	return never
}

// fitsClock wants a time of day with minutes or am and pm: "digest 2" may be
// the second one.
func fitsClock(c call, p place) fit {
	_, err := parseClock(c.args, c.word)
	problem, _ := problemOf(err)
	full := clockStart().MatchString(strings.TrimPrefix(c.args, "at "))
	switch {
	case err == nil && full:
		return sure
	case full && countWords(c.args, 3) <= 2:
		return exact // "prompt 25:00"
	case err == nil || problem == argMissing:
		return p.unless(exact)
	}
	return never
}

func fitsLang(c call, p place) fit {
	_, err := parseLang(c.args)
	problem, _ := problemOf(err)
	switch {
	case err == nil:
		return sure
	case problem == argMissing:
		return p.unless(exact)
	case countWords(c.args, 2) == 1 && len(c.args) <= 12:
		return p.unless(loose)
	}
	return never
}

// fitsQuery wants words to look for. Of all commands this one is hardest to
// tell from news: "Search is fixed now", "Cari bug di login". Signs of a query
// (from:, "…", *) settle it; else it must not read like a sentence, and where
// an update is expected be as short as nobody's news are.
func fitsQuery(c call, p place) fit {
	words := countWords(c.args, 8)
	switch {
	case words == 0:
		if c.word == "search" && !c.colon {
			return p.unless(exact)
		}
		return never
	case hasQuerySign(c.args):
		return sure
	case p.asked && (c.colon || strings.HasSuffix(c.args, ".")):
		return never // "Search: the new ranking."
	case strings.HasSuffix(c.args, "?") && !p.asked:
		return exact
	case p.asked && words > queryRoom[c.word],
		isSentence(c.args, sentenceWords), isSentence(c.args, timeWords):
		return never
	case c.word != "search" && (words > 5 || isSentence(c.args, smallWords)):
		return never
	case p.asked && isSentence(c.args, smallWords):
		return never
	case strings.HasSuffix(c.args, ".") && words > 4:
		return never
	}
	return exact
}

// fitsBest is fitsQuery for "best postgres upgrade". "Best" also begins the end
// of a letter and much of people's news, so that without a sign of the query
// language it is an attempt at most, and of a few words.
func fitsBest(c call, p place) fit {
	words := countWords(c.args, 8)
	switch {
	case words == 0 || c.colon:
		return never
	case hasQuerySign(c.args):
		return sure
	case words > 4, strings.ContainsAny(c.args, ".,!?:;"),
		isSentence(c.args, sentenceWords), isSentence(c.args, timeWords), isSentence(c.args, smallWords):
		return never
	}
	return p.unless(loose)
}

// queryRoom is how many plain words a query may have where an update is
// expected.
var queryRoom = map[string]int{
	"search": 3, "cari": 2, "find": 1, "search for": 2, "look for": 1,
}

// hasQuerySign tells whether a text has a sign of the query language.
func hasQuerySign(s string) bool {
	for word := range strings.FieldsSeq(s[:min(len(s), maxArgs)]) {
		name, value, ok := strings.Cut(strings.TrimLeft(lower(word), "-("), ":")
		if ok && value != "" && slices.Contains(queryFields, name) ||
			len(word) > 2 && (word[0] == '-' && word[1] != '-' || strings.HasSuffix(word, "*")) ||
			word == "OR" || word == "AND" || word == "NOT" {
			return true
		}
	}
	first, last := strings.IndexAny(s, `"“„`), strings.LastIndexAny(s, `"”“`)
	return first >= 0 && last > first
}

var queryFields = []string{"from", "to", "team", "kind", "section", "project", "mention",
	"status", "decision", "has", "after", "before", "on", "date", "last", "since", "until", "is",
	"subject", "dari", "jenis", "sejak", "sebelum", "sesudah", "setelah", "hingga", "tanggal",
	"by", "order", "sort"}

// sentenceWords make a sentence of the words around them; smallWords are seldom
// in a query, and often in news.
var (
	sentenceWords = []string{"is", "are", "was", "were", "be", "been", "has", "have", "had",
		"will", "would", "works", "worked", "working", "now", "fixed", "done", "finished",
		"broken", "broke", "fails", "failed", "failing", "improved", "implemented", "added",
		"deployed", "shipped", "merged", "landed", "released", "needed", "needs", "we", "i",
		"i'm", "i've", "my", "our", "it", "still", "almost", "finally", "out", "attached", "not",
		"can't", "doesn't", "sudah", "selesai", "telah", "masih", "belum", "akan", "sedang",
		"saya", "aku", "kami", "kita", "rusak", "berhasil", "gagal", "lagi", "tahu", "bisa",
		"again"}
	timeWords = []string{"today", "yesterday", "tomorrow", "kemarin", "besok", "hari",
		"sekarang"}
	smallWords = []string{"a", "an", "the", "in", "on", "at", "with", "for", "of", "and", "to",
		"why", "how", "that", "this", "some", "new", "better", "more", "good", "di", "ke",
		"untuk", "yang", "dan", "dengan", "kenapa", "mengapa", "bagaimana", "baru"}
)

// isSentence tells whether one of the words stands in s.
func isSentence(s string, words []string) bool {
	n := 0
	for word := range strings.FieldsSeq(s) {
		word = strings.Trim(strings.ToLower(quotes.Replace(word)), ".,;:!?()")
		if slices.Contains(words, word) {
			return true
		}
		if n++; n > 40 {
			break
		}
	}
	return false
}

// countWords counts words up to max.
func countWords(s string, max int) (n int) {
	for range strings.FieldsSeq(s) {
		if n++; n == max {
			break
		}
	}
	return n
}
