package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"kabar/digest"
)

// given is one answer that a member got lately.
type given struct {
	At     time.Time `json:"at"`
	Mail   string    `json:"mail"`              // it answers
	Same   string    `json:"same"`              // equal for equal commands
	Unsaid bool      `json:"unasked,omitempty"` // they asked nothing: a receipt, a "could not be filed"
}

// A mail program that answers ours would be answered, and answer, for ever. Who
// asks for the same, or is told what they did not ask for, three times in ten
// minutes or ten times a day, gets no further answer until that is less
// (Mailman's rule). Somebody who searches for one thing after another is a
// person, and has the wider limits.
const (
	answersSoon           = 10 * time.Minute
	answersDay            = 24 * time.Hour
	mostSame, mostSameDay = 3, 10
	mostAnswers, mostADay = 20, 100
)

// allowed decides whether next may be answered, after all that was before, and
// returns what is to be kept. The same mail is allowed again.
func allowed(before []given, next given) (kept []given, ok bool) {
	var alike, alikeSoon, soon int
	for _, g := range before {
		age := next.At.Sub(g.At)
		if age >= answersDay {
			continue
		}
		if g.Mail == next.Mail {
			return before, true
		}
		kept = append(kept, g)
		if age < answersSoon {
			soon++
		}
		if g.Unsaid != next.Unsaid || !g.Unsaid && g.Same != next.Same {
			continue
		}
		if alike++; age < answersSoon {
			alikeSoon++
		}
	}
	if alikeSoon >= mostSame || alike >= mostSameDay || soon >= mostAnswers || len(kept) >= mostADay {
		return kept, false
	}
	return append(kept, next), true
}

// lastFor tells whether an answer that was allowed is the last there can be for a
// while, and that this is a day rather than ten minutes; kept is what allowed
// returned.
func lastFor(kept []given, now time.Time) (last, day bool) {
	soon := 0
	for _, g := range kept {
		if now.Sub(g.At) < answersSoon {
			soon++
		}
	}
	return soon >= mostAnswers || len(kept) >= mostADay, len(kept) >= mostADay
}

// again tells whether next asks what the mail before it asked at the same time:
// twenty mails that say "who" and are read together get one answer, the first
// one's. Nothing is lost by it, and no limit is used up: the answers would be
// equal, word for word, since nothing happened in between. Commands that change
// something are each answered.
func again(before []given, next given, changes bool) bool {
	if changes || next.Unsaid || len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return last.At.Equal(next.At) && last.Same == next.Same && last.Mail != next.Mail && !last.Unsaid
}

// mayAnswer tells whether the member may get this answer, and counts it. An
// admin hears of it, once a day, if not.
func (d *desk) mayAnswer() (bool, error) {
	next := given{At: d.now.UTC(), Mail: d.msg.Hash[:12], Unsaid: d.act == nil}
	changes := false
	if d.act != nil {
		var lines strings.Builder
		for _, c := range d.act.List {
			changes = changes || c.Changes
			switch c.Name {
			case "undo", "move", "drop", "confirm": // the same words about another mail
				lines.WriteString(d.act.Replied + " ")
			case "more", "get", "thread": // about another search
				lines.WriteString(d.contextName() + " ")
			}
			lines.WriteString(strings.ToLower(strings.Join(strings.Fields(c.Line), " ")) + "\n")
		}
		sum := sha256.Sum256([]byte(lines.String()))
		next.Same = hex.EncodeToString(sum[:6])
	}
	name := "answers." + d.team.ID + "." + d.member.ID
	value, err := d.s.store.Mark(name)
	if err != nil {
		return false, err
	}
	var before []given
	if value != "" && json.Unmarshal([]byte(value), &before) != nil {
		before = nil // counted anew
	}
	if again(before, next, changes) {
		d.s.log.answered(d.team.ID, d.member.ID, next.Mail)
		return false, nil
	}
	kept, ok := allowed(before, next)
	if !ok {
		d.s.log.silent(d.team.ID, d.member.ID, next.Mail)
		key := "answers " + d.team.ID + " " + d.member.ID + " " + d.now.UTC().Format(time.DateOnly)
		return false, d.s.happened(d.now, key, event{Kind: "answers", Team: d.team.ID, Who: d.member.Name})
	}
	if last, day := lastFor(kept, d.now); last {
		d.enough = &digest.Enough{Day: day, Most: mostAnswers}
		if day {
			d.enough.Most = mostADay
		}
	}
	return true, d.s.store.SetMark(name, encode(kept))
}
