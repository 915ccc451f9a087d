package intake

import (
	"strings"

	"kabar/mail/reply"
)

// unreadable sets aside what has no new text.
func (in *reading) unreadable() Act {
	m, res := in.m, in.result()
	if res.Text != "" {
		if in.kind() == "answer" && in.onlyCourtesy(res.Text) {
			return &Ignore{in.because("a thank-you for an answer: nothing to file")}
		}
		return nil
	}
	why := "there is no text in it"
	switch {
	case in.subjectIsAll():
		return nil
	case res.Forward:
		why = "a forwarded mail without a note: nothing new in it"
	case m.Text != "" || m.HTML != "":
		why = "nothing new found: only what was quoted"
	case len(m.Attachments) > 0:
		why = "there is no text in it, only attachments"
	}
	return in.stray(why)
}

// subjectIsAll takes the subject for the text where its writer says that there
// is none: "Sick today (EOM)".
func (in *reading) subjectIsAll() bool {
	subject := strings.TrimSpace(in.m.Subject)
	for _, end := range []string{"(eom)", "<eom>", "[eom]", " eom", "(nt)", "/eom", "*eom*"} {
		text, ok := strings.CutSuffix(lower(subject), end)
		if text = strings.TrimSpace(subject[:len(text)]); ok && text != "" && in.ownSubject() {
			in.said.Result = reply.Read(reply.Input{Text: text, Questions: in.who.team.Questions})
			in.said.Text = in.said.Result.Text
			return in.said.Text != ""
		}
	}
	return false
}

// update files what a member wrote: for the date of the prompt it answers, else
// for the date of arrival where they are. A reply after midnight without a
// token therefore counts for the new day, which its writer sees and can mend.
func (in *reading) update() Act {
	if in.who.member.Guest {
		return in.guest()
	}
	u := &Update{saying: in.said, Date: in.today(), Doubts: in.doubts}
	if !in.m.Fallback {
		text := in.said.Text
		if !in.below && in.ownSubject() { // its subject was not obeyed
			text = strings.ReplaceAll(in.m.Subject, "\n", " ") + "\n" + text
		}
		u.Doubts = doubted(u.Doubts, untaken(text, in.place()))
	}
	why := "a mail for the day it came"
	if t := in.token(); t != nil && t.Kind == "prompt" {
		u.Date = t.Date
		u.Late = u.Date.Before(in.today())
		why = "answers the prompt of " + t.Date.String()
	} else if in.isReply() {
		why = "a reply without the token of a prompt: for the day it came"
	}
	if in.said.Result.Forward {
		why += "; a note above a forwarded mail"
	}
	in.because(why + in.aside)
	return u
}

// guest sets aside what a guest wrote: they read, and ask.
func (in *reading) guest() Act {
	return in.stray(in.who.member.ID + " is a guest, who reads only")
}
