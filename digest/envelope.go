package digest

import (
	"net/url"
	"strings"
	"time"

	"kabar/mail"
	"kabar/store/team"
)

// Envelope is what a mail has besides its words: whoever sends it makes the
// ids and tokens. The rest of the draft's headers is filled in here.
type Envelope struct {
	From, To   mail.Address
	ReplyTo    *mail.Address // with the member's token, where there are plus addresses; nil for none
	MessageID  string        // without <>
	InReplyTo  string        // without <>; "" if the mail answers none
	References []string      // ids without <>, oldest first
	Date       time.Time     // shown in the zone of the reader
}

// draft puts a page into an envelope.
func (e Envelope) draft(t team.Team, m team.Member, p page, subject string) mail.Draft {
	p.address = e.answersTo()
	auto := "auto-generated" // RFC 3834 section 5
	if e.InReplyTo != "" {
		auto = "auto-replied"
	}
	return mail.Draft{
		From: e.From, To: e.To, ReplyTo: e.ReplyTo,
		Subject:     oneLine(subject),
		MessageID:   e.MessageID,
		InReplyTo:   e.InReplyTo,
		References:  e.References,
		Date:        e.Date.In(zone(m)),
		ListID:      listID(t),
		Unsubscribe: mailto(p.address, "pause"),
		Auto:        auto,
		Lang:        p.l.lang,
		Text:        p.text(),
		HTML:        p.html(),
	}
}

// answersTo is where an answer to the mail goes.
func (e Envelope) answersTo() string {
	if e.ReplyTo != nil {
		return e.ReplyTo.Addr
	}
	return e.From.Addr
}

// listID names the team as a list (RFC 2919), in ASCII: "<acme.acme.example>".
// The phrase in front of it is left out where the team's name has characters
// that would need quoting or encoding.
func listID(t team.Team) string {
	_, domain, _ := strings.Cut(t.Address, "@")
	id := "<" + t.ID + "." + domain + ">"
	for _, r := range t.Name {
		if r != ' ' && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return id
		}
	}
	return strings.TrimLeft(strings.TrimSpace(t.Name)+" "+id, " ")
}

// mailto is a link that begins a mail with the subject (RFC 6068). A subject
// that holds "&cc=" stays a subject.
func mailto(address, subject string) string {
	to := strings.NewReplacer("%40", "@", "%2B", "+").Replace(url.QueryEscape(address))
	return "mailto:" + to + "?subject=" + strings.ReplaceAll(url.QueryEscape(subject), "+", "%20")
}
