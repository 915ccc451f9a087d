package intake

import (
	"strings"

	"kabar/mail"
	"kabar/store/team"
)

// report reads what machines report about mails (RFC 3464, 8098, 5965). It
// counts only for the member that the mail in question went to, and only if we
// sent that mail: else anybody could stop the mail of anybody (B15, B25).
func (in *reading) report() Act {
	report := in.m.Report
	if report == nil {
		return in.plainBounce()
	}
	if report.Kind == "receipt" {
		in.result()
		return &Auto{saying: in.because("a read receipt")}
	}
	in.result()
	if !in.r.Known {
		return &Bounce{in.because("a report of kind " + report.Kind), *report}
	}
	t, member, ok := in.addressee(report.Original)
	if !ok {
		return &Ignore{in.because("a " + report.Kind + " for a mail that we never sent")}
	}
	in.said.Team, in.said.Member = t.ID, member.ID
	if report.Kind == "complaint" {
		return &Bounce{in.because("a complaint by " + member.ID + "'s mail server"), *report}
	}
	if len(report.Recipients) == 0 {
		return in.stray("a bounce that names no recipient")
	}
	mine, odd := about(member, report.Recipients)
	switch {
	case len(mine) > 0:
		first := mine[0]
		return &Bounce{
			in.because(strings.TrimSpace(first.Addr + ": " + first.Action + " " + first.Status)),
			mail.Report{Kind: report.Kind, Original: report.Original, Recipients: mine},
		}
	case odd != "":
		return in.stray(odd)
	}
	return &Ignore{in.because("a bounce for an address that is none of " + member.ID + "'s")}
}

// addressee returns the member that a mail of ours went to: the one whose token
// is in the address the report came to, or in the id of a mail that we know.
func (in *reading) addressee(original string) (team.Team, team.Member, bool) {
	teamID, memberID := "", ""
	if t := in.v.Token; t != nil {
		teamID, memberID = t.Team, t.Member
	} else if in.sent(original) != "" {
		// kind.date.member.team[.ref].signature@domain: what the id says is
		// true, since we wrote it.
		local, _, _ := strings.Cut(original, "@")
		if words := strings.Split(local, "."); len(words) == 5 || len(words) == 6 {
			teamID, memberID = words[3], words[2]
		}
	}
	for _, t := range in.r.Teams {
		if m, ok := t.Member(memberID); ok && t.ID == teamID {
			return t, m, true
		}
	}
	return team.Team{}, team.Member{}, false
}

// about keeps the recipients that are addresses of the member (B25, B26), and
// of these the ones that make sense: a failure has a status of class 4 or 5
// (B17). What is odd is told if nothing is left.
func about(m team.Member, list []mail.Delivery) (mine []mail.Delivery, odd string) {
	for _, d := range list {
		known := false
		for _, a := range m.Addresses {
			known = known || lower(a) == lower(d.Addr)
		}
		class := d.Status[:min(len(d.Status), 1)]
		switch {
		case !known:
		case d.Action == "":
			odd = "a bounce that does not say what happened to " + d.Addr
		case (d.Action == "failed" || d.Action == "delayed") && class == "2",
			d.Action == "delivered" && (class == "4" || class == "5"):
			odd = "a bounce that contradicts itself: " + d.Action + " with status " + d.Status
		default:
			mine = append(mine, d)
		}
	}
	return mine, odd
}

// plainBounce knows bounces by their sender and subject alone. Who could not be
// reached they don't say in a form that can be read.
func (in *reading) plainBounce() Act {
	daemon := in.m.ReturnPath != nil && *in.m.ReturnPath == "" ||
		strings.Contains(lower(in.m.RawFrom), "mailer-daemon") ||
		strings.Contains(lower(in.m.RawFrom), "postmaster@")
	if !daemon || !bounceSubject(in.m.Subject) {
		return nil
	}
	in.result()
	if !in.r.Known {
		return &Bounce{in.because("its subject is a mail server's"), mail.Report{Kind: "bounce"}}
	}
	return &Auto{saying: in.because("a bounce without a report that can be read: " + in.m.Subject)}
}
