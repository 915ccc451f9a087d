package intake

import (
	"strings"
	"time"

	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/reply"
	"kabar/store/civil"
)

// Read decides what a mail means. It is total: any message gives an act, and
// the reason for it in Said.Reason. See the package comment for the order in
// which it decides.
func Read(m *mail.Message, r Roster, v auth.Verdict) Act {
	in := &reading{m: m, r: r, v: v, who: find(m, r, v)}
	in.said = &Said{From: in.who.from, Team: in.who.team.ID, Member: in.who.member.ID,
		Proof: v.Proof, Replied: in.answered()}
	for _, decide := range []func(*reading) Act{
		(*reading).ours, (*reading).report, (*reading).robot, (*reading).stranger,
		(*reading).command, (*reading).unreadable, (*reading).comment,
	} {
		if act := decide(in); act != nil {
			return act
		}
	}
	return in.update()
}

// reading is one mail on its way to an act.
type reading struct {
	m    *mail.Message
	r    Roster
	v    auth.Verdict
	who  writer
	said *Said
	done bool // said.Result is there

	below  bool      // it is what stands below commands that were obeyed
	doubts []Command // lines at its top that may be commands gone wrong

	aside string // what else there is to say in the reason
}

// because returns what all acts have, with the reason.
func (in *reading) because(why string) *Said {
	in.said.Reason = oneLine(why, 300)
	return in.said
}

// stray sets the mail aside. It always has a team, so that somebody sees it.
func (in *reading) stray(why string) *Stray {
	if in.said.Team == "" && len(in.r.Teams) > 0 {
		in.said.Team = in.r.Teams[0].ID
	}
	return &Stray{saying: in.because(why)}
}

// result reads the text of the mail, once. Only a prompt asks questions that
// text may stand under.
func (in *reading) result() reply.Result {
	if in.done {
		return in.said.Result
	}
	in.done = true
	kind := in.kind()
	input := reply.Input{Text: in.m.Text, HTML: in.m.HTML, Parent: in.parent(),
		Name:      in.who.name(),
		Questions: in.who.team.Questions, Unasked: kind != "" && kind != "prompt"}
	res := reply.Read(input)
	if kind == "" && len(quotedEntries(res.Lines)) > 0 {
		input.Unasked = true
		res = reply.Read(input)
	}
	in.said.Result, in.said.Text = res, res.Text
	return res
}

// answered returns the id of the mail of ours that this one answers: the
// nearest that we know or, where we have forgotten it, that says it is the mail
// the token was made for.
func (in *reading) answered() string {
	ids := append([]string(nil), in.m.InReplyTo...)
	for i := len(in.m.References) - 1; i >= 0; i-- {
		ids = append(ids, in.m.References[i])
	}
	for _, id := range ids {
		if in.sent(id) != "" {
			return id
		}
	}
	for _, id := range ids {
		t := in.v.Token
		if t != nil && strings.HasPrefix(id, t.Kind+"."+t.Date.String()+"."+t.Member+".") {
			return id
		}
	}
	return ""
}

// sent is Roster.Sent, if there is one.
func (in *reading) sent(id string) string {
	if in.r.Sent == nil || id == "" {
		return ""
	}
	return in.r.Sent(id)
}

// parent is the text of the mail of ours that this one answers.
func (in *reading) parent() string { return in.sent(in.said.Replied) }

// token is the member's own token; nil if there is none.
func (in *reading) token() *auth.Token {
	t := in.v.Token
	if t == nil || t.Member != in.who.member.ID || t.Team != in.who.team.ID {
		return nil
	}
	return t
}

// kind is the kind of the mail of ours that this one answers: "" for none.
func (in *reading) kind() string {
	if t := in.token(); t != nil {
		return t.Kind
	}
	return ""
}

// zone is where the writer is.
func (in *reading) zone() *time.Location {
	switch {
	case in.who.member.Zone != nil:
		return in.who.member.Zone
	case in.who.team.Zone != nil:
		return in.who.team.Zone
	case in.r.Known:
		return time.UTC
	}
	return in.r.Now.Location()
}

// today is the date of arrival on the writer's calendar.
func (in *reading) today() civil.Date { return civil.DateOf(in.r.Now.In(in.zone())) }

// ownSubject tells whether the writer chose the subject: that of a mail which
// answers none, or of a reply to one of ours whose subject they changed. What a
// mail program writes there by itself is never read.
func (in *reading) ownSubject() bool {
	if !in.isReply() {
		return true
	}
	bare, re := bareSubject(in.m.Subject)
	if re || in.said.Replied == "" || in.r.Subject == nil {
		return false
	}
	was, _ := bareSubject(in.r.Subject(in.said.Replied))
	return was != "" && spoken(was) != spoken(bare)
}

// isReply tells whether the mail answers another, ours or not.
func (in *reading) isReply() bool {
	_, re := bareSubject(in.m.Subject)
	return re || len(in.m.InReplyTo)+len(in.m.References) > 0
}
