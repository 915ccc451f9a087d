package mail

import "strings"

// Attached returns what is in the attachments of a mail, decoded: one for each
// of the Attachments that Parse gives of the same bytes, in the same order.
func Attached(raw []byte) [][]byte {
	_, contents := parse(raw, true)
	return contents
}

// attach notes a part that is no text of the mail. A mail in a mail is one
// too: what it says is not ours (A07).
func (b *body) attach(p part) {
	b.attached(Attachment{
		Name: p.name(), Type: oneLine(p.media.name, maxName), Size: p.size(), Inline: p.inline(),
	}, func() []byte { return decodeTransfer(p.encoding, p.body, &notes{}) })
}

func (b *body) attached(a Attachment, content func() []byte) {
	b.m.Attachments = append(b.m.Attachments, a)
	if b.keep {
		b.contents = append(b.contents, content())
	}
}

// inline tells whether the part is shown within the text: the text refers to it
// (RFC 2392), or it says so itself and is a picture.
func (p part) inline() bool {
	switch {
	case p.disposition.name == "attachment":
		return false
	case p.header.Get("Content-ID") != "":
		return true
	}
	return p.disposition.name == "inline" && strings.HasPrefix(p.media.name, "image/")
}
