package intake

import "strings"

// robot recognises mail that no person wrote (RFC 3834, group B).
func (in *reading) robot() Act {
	m := in.m
	member := in.who.known && in.r.Known
	found := letter(m, lower(in.who.team.Address), member)
	unsubscribes := wordOnly(m.Subject, "pause")
	for _, look := range []func() *mark{
		func() *mark { return fieldMark(m.Header) },
		func() *mark { return robotPair(m.Subject) },
		func() *mark { return dmarcReport(m.Subject) },
		func() *mark {
			if m.Calendar {
				return &mark{why: "it answers an invitation"}
			}
			return nil
		},
		func() *mark { return subjectMark(m, in.labelled) },
		func() *mark {
			// What is written into the mail of an "unsubscribe" button says that
			// a program wrote it, and yet a person pressed it (B24).
			if !in.who.known || unsubscribes {
				return nil
			}
			if text := in.result().Text; text != "" {
				return textMark(text)
			}
			// "Please type your reply above this line" stands at the top, and all
			// below it counts as quoted.
			first, _, _ := strings.Cut(strings.TrimSpace(in.m.Text), "\n")
			return textMark(first)
		},
	} {
		if found == nil {
			found = look()
		}
	}
	keep := false
	if found == nil && in.who.known && in.isReply() && !in.labelled() {
		found, keep = absenceMark(in.result().Text), true
	}
	if found == nil {
		return nil
	}
	text := in.result().Text
	// A forged absence must not even make us ask.
	away := found.away || saysGone(text)
	if other := subjectWords(m, true); other != nil {
		away = away || other.away
	}
	return &Auto{saying: in.because(found.why), Away: away && !in.v.Fail,
		Keep: keep}
}

// stranger lets pass whom we know, with proof enough for an update. All others
// get no answer: no one may learn who is a member (F12).
func (in *reading) stranger() Act {
	v := in.v
	switch {
	case !in.r.Known:
		return nil
	case !in.who.known && in.who.near != "":
		return in.stray(in.who.near)
	case !in.who.known && v.Token != nil:
		return &Ignore{in.because("a stranger with " + v.Token.Member + "'s token: it leaked")}
	case !in.who.known && v.From == "":
		return &Ignore{in.because("nobody can be identified: " + v.Reason)}
	case !in.who.known:
		return &Ignore{in.because("a stranger")}
	}
	in.result()
	switch {
	case v.Fail:
		return in.stray("forged: " + v.Reason)
	case v.Token != nil && in.token() == nil:
		return in.stray("it answers a mail that was for " + v.Token.Member +
			": forwarded, or not theirs to answer")
	case !v.Pass && in.token() == nil:
		return in.unproved("nothing proves that " + in.who.member.ID + " wrote it: " + v.Reason)
	}
	return nil
}

// unproved sets a mail aside, or puts off the decision where the server only
// could not tell for the moment (A39).
func (in *reading) unproved(why string) Act {
	s := in.stray(why)
	s.Retry = in.v.Retry
	return s
}
