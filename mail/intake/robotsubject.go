package intake

import (
	"strings"
	"unicode/utf8"

	"kabar/mail"
)

// subjectMark recognises the subjects of answering machines. Machines write
// their own words in front of the subject they answer; people who write about
// an absence write "Re:" in front, or go on with a sentence, or have labels of
// sections in their text (asked for only where the mail answers none).
func subjectMark(m *mail.Message, labels func() bool) *mark {
	answers := len(m.InReplyTo)+len(m.References) > 0
	found := subjectWords(m, answers)
	if found != nil && !answers && labels() {
		return nil
	}
	return found
}

func subjectWords(m *mail.Message, answers bool) *mark {
	subject := unwrapped(spoken(m.Subject))
	if !subjectStarts().of(subject) { // as nearly always
		return notesSubject(m, subject)
	}
	for _, list := range automata3() {
		for _, w := range list {
			rest, ok := begins(subject, w.auto)
			if ok && (rest == "" || delimited(rest) || answers) {
				return &mark{why: subjectSays(m, w), away: true}
			}
			if rest, ok := begins(subject, w.notice); ok && (rest == "" || delimited(rest)) {
				return &mark{why: subjectSays(m, w)}
			}
			// What people write too must be all there is, or stand in front of
			// the subject of another mail.
			if rest, ok = begins(subject, w.away); !ok {
				continue
			}
			_, re := cutAnswerMark(strings.TrimLeft(rest, " :：-–—"))
			if strings.Trim(rest, " .!:：") == "" || re || answers {
				return &mark{why: subjectSays(m, w), away: true}
			}
		}
	}
	return notesSubject(m, subject)
}

func automata3() [3][]robotWords {
	return [3][]robotWords{automata, automataEast, automataNorth}
}

func subjectSays(m *mail.Message, w robotWords) string {
	return "its subject is an answering machine's (" + w.lang + "): " + oneLine(m.Subject, maxGiven)
}

// unwrapped takes brackets off the front: "[auto-reply] …", "【自動返信】…".
func unwrapped(s string) string { return strings.TrimLeft(s, "[(【<*「 ") }

// delimited tells whether a sign parts the words before from what follows.
func delimited(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(":：-–—([)]】|,;」>*", r)
}

// notesSubject recognises HCL Notes: "AUTO: Ana Putri is out of the office
// (returning 03.12.2026)", and older ones that leave out the first word. The
// name must be that of the sender.
func notesSubject(m *mail.Message, subject string) *mark {
	rest, auto := strings.CutPrefix(subject, "auto:")
	if auto {
		for _, list := range automata3() {
			for _, w := range list {
				if containsAny(rest, w.gone) || containsAny(rest, w.away) {
					return &mark{why: subjectSays(m, w), away: true}
				}
			}
		}
		return nil
	}
	if len(m.From) != 1 || m.From[0].Name == "" {
		return nil
	}
	rest, ok := strings.CutPrefix(subject, spoken(m.From[0].Name)+" ")
	if !ok {
		return nil
	}
	for _, says := range []string{"is out of the office", "is out of office", "ist außer haus",
		"ist nicht im büro", "est absent(e)", "è assente", "está ausente", "is afwezig"} {
		after, ok := strings.CutPrefix(rest, says)
		after = strings.Trim(after, " .")
		if ok && (after == "" || after[0] == '(') {
			return &mark{away: true,
				why: "its subject is an answering machine's: " + oneLine(m.Subject, maxGiven)}
		}
	}
	return nil
}

func containsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// bounceSubject tells whether a mail server wrote the subject.
func bounceSubject(subject string) bool {
	subject = unwrapped(spoken(subject))
	if !bounceStarts().of(subject) {
		return false
	}
	for _, list := range automata3() {
		for _, w := range list {
			if _, ok := begins(subject, w.bounce); ok {
				return true
			}
		}
	}
	return false
}
