package reply

import (
	"strings"
	"sync"
)

// Canonical names of sections, and two that become decisions.
const (
	sectionDone    = "done"
	sectionNext    = "next"
	sectionBlocked = "blocked"
	sectionNote    = "note"
	labelDecision  = "\x00decision"
	labelWhy       = "\x00why"
	labelWho       = "\x00who"
)

// defaultQuestions are asked when a team has none of its own.
var defaultQuestions = []string{sectionDone, sectionNext, sectionBlocked}

// maxLabel bounds a label, in bytes.
const maxLabel = 90

// bareLabels is how many entries of a language's list may stand as a label
// without a colon: the first ones are no ordinary words.
const bareLabels = 3

// label is a section's name in some language.
type label struct {
	name string
	bare bool // a label even without a colon

	proposed bool // of a decision: it is still to be made

	yesterday, today bool // it is that word: see standup.go
}

// phrases are the labels and the courtesies of all languages, by their words.
type phrases struct {
	labels                        map[string]label
	nothings, greetings, closings map[string]bool
}

var wordings = sync.OnceValue(indexPhrases)

func indexPhrases() phrases {
	m, none, hello, bye := map[string]label{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, l := range languages {
		for _, e := range []struct{ words, name string }{{l.decision, labelDecision}, {l.why, labelWhy},
			{l.done, sectionDone}, {l.next, sectionNext}, {l.blocked, sectionBlocked}, {l.note, sectionNote}, {l.who, labelWho}} {
			for i, w := range list(e.words) {
				if k := labelKey(w); m[k].name == "" {
					bare := i < bareLabels && e.name != sectionNote
					m[k] = label{name: e.name, bare: bare, yesterday: yesterdays()[k], today: todays()[k]}
				}
			}
		}
		// Only with a colon: people write proposals to others, too.
		for _, w := range list(l.proposal) {
			if k := labelKey(w); m[k].name == "" {
				m[k] = label{name: labelDecision, proposed: true}
			}
		}
		for _, w := range list(l.nothing) {
			none[fold(w)] = true
		}
		for _, w := range list(l.greetings) {
			hello[fold(w)] = true
		}
		for _, w := range list(l.closings) {
			bye[fold(w)] = true
		}
	}
	return phrases{m, none, hello, bye}
}

// labelKey folds a label and drops what people put around it.
func labelKey(s string) string {
	s = fold(s)
	if i := strings.IndexByte(s, '('); i > 0 {
		s = s[:i]
	}
	return strings.Trim(s, " *_#:?!.=<>[]~`\"'-–。？！")
}

// ofDecision tells a label that goes on with a decision.
func (l label) ofDecision() bool { return l.name == labelWhy || l.name == labelWho }

// asker knows the labels of all languages and the questions of one team.
type asker struct {
	questions []string
	own       map[string]string // folded question → itself
}

func newAsker(questions []string) asker {
	if len(questions) == 0 {
		questions = defaultQuestions
	}
	a := asker{questions: questions, own: map[string]string{}}
	for _, q := range questions {
		a.own[labelKey(q)] = q
	}
	return a
}

// find looks a label up.
func (a asker) find(s string) (label, bool) {
	k := labelKey(s)
	if k == "" {
		return label{}, false
	}
	if q, ok := a.own[k]; ok {
		return label{name: q, bare: true}, true
	}
	if l, ok := wordings().labels[k]; ok {
		return l, true
	}
	// "✅ Done", "2. Done"
	if i := strings.IndexByte(k, ' '); i > 0 && !isWordStart(k) {
		l, ok := wordings().labels[strings.TrimLeft(k[i:], " ")]
		return l, ok
	}
	return label{}, false
}

// isWordStart tells whether a folded text begins with a letter.
func isWordStart(s string) bool {
	for _, r := range s {
		return r < 0x2000 && r >= 'a' || r >= 0x2e80 && r < 0x1f000
	}
	return false
}

// cutLabel takes a label off a line: "Done: …", "**Done** …", "1. Done",
// "Selesai – …". alone means nothing else stands on the line.
func (a asker) cutLabel(s string) (l label, rest string, alone, ok bool) {
	t := strings.TrimSpace(s)
	if body, bullet := cutBullet(t); bullet {
		t = body
	}
	if t == "" {
		return l, s, false, false
	}
	if i, n := colonAt(t); i > 0 {
		if l, ok = a.find(t[:i]); ok {
			rest = strings.TrimSpace(strings.TrimLeft(t[i+n:], "*_: "))
			return l, rest, rest == "", true
		}
	}
	if l, rest, ok = a.cutMarked(t); ok {
		return l, rest, rest == "", true
	}
	if l, rest, ok = a.cutDashed(t); ok {
		return l, rest, false, true
	}
	if len(t) <= maxLabel {
		l, ok = a.find(t)
		return l, "", true, ok && (l.bare || strings.HasSuffix(t, "?") || strings.HasSuffix(t, "？"))
	}
	return label{}, s, false, false
}

// colonAt finds the first colon near the start, ASCII's or the wide one.
func colonAt(s string) (at, size int) {
	head := s[:min(len(s), maxLabel)]
	i, j := strings.IndexByte(head, ':'), strings.Index(head, "：")
	switch {
	case i < 0 && j < 0:
		return -1, 0
	case j < 0 || i >= 0 && i < j:
		return i, 1
	}
	return j, len("：")
}

// lastColon finds the last colon, ASCII's or the wide one; -1 if there is none.
func lastColon(s string) int {
	i := strings.LastIndexByte(s, ':')
	if strings.Contains(s, "：") { // LastIndex is slow, and this one rare
		i = max(i, strings.LastIndex(s, "："))
	}
	return i
}

// cutMarked takes a label in Markdown stars, hashes or brackets off a line.
func (a asker) cutMarked(t string) (l label, rest string, ok bool) {
	for _, m := range []struct{ open, shut string }{{"**", "**"}, {"__", "__"}, {"*", "*"}, {"[", "]"}, {"【", "】"}, {"<", ">"}} {
		if !strings.HasPrefix(t, m.open) {
			continue
		}
		body := t[len(m.open):]
		i := strings.Index(body, m.shut)
		if i <= 0 || i > maxLabel {
			continue
		}
		if l, ok = a.find(body[:i]); ok {
			return l, strings.TrimSpace(strings.TrimLeft(body[i+len(m.shut):], ": –—-")), true
		}
	}
	if strings.HasPrefix(t, "#") && len(t) <= maxLabel {
		l, ok = a.find(strings.TrimLeft(t, "#"))
		return l, "", ok
	}
	return label{}, "", false
}

// cutDashed takes a label before a dash off a line.
func (a asker) cutDashed(t string) (l label, rest string, ok bool) {
	head := t[:min(len(t), maxLabel+len(" -- "))]
	if strings.IndexByte(head, '-') < 0 && strings.IndexByte(head, '=') < 0 &&
		strings.IndexByte(head, "–"[0]) < 0 {
		return l, "", false // as nearly always
	}
	for _, dash := range []string{" – ", " — ", " - ", " -- ", " → ", " = "} {
		if i := strings.Index(t, dash); i > 0 && i <= maxLabel {
			l, ok = a.find(t[:i])
			return l, strings.TrimSpace(t[i+len(dash):]), ok && l.bare
		}
	}
	return l, "", false
}

// maxOnLine bounds the colons of a line that are looked at.
const maxOnLine = 8

// splitLine parts a line before its last label that follows a sentence:
// "Done: the login. Next: the release".
func (a asker) splitLine(s string) (head, tail string, ok bool) {
	for end, n := len(clip(s)), 0; n < maxOnLine; n++ {
		i := lastColon(s[:end])
		if i <= 0 {
			break
		}
		end = i
		if s[i] == ':' && i+1 < len(s) && s[i+1] != ' ' && s[i+1] < 0x80 {
			continue
		}
		start := strings.LastIndexAny(s[:i], ".;,|•–—。；、!") + 1
		for start < i && s[start] >= 0x80 && s[start] < 0xc0 { // inside a sign of several bytes
			start++
		}
		if start <= 1 {
			continue
		}
		if l, found := a.find(s[start:i]); found && l.bare && !l.ofDecision() && !isBlank(s[start:i]) {
			return strings.TrimRight(s[:start], " ;,|/•–—；、"), strings.TrimSpace(s[start:]), true
		}
	}
	return s, "", false
}
