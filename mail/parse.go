package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Parse reads a mail. It never fails: any bytes give a Message, with a note in
// Problems for whatever had to be repaired or left out.
func Parse(raw []byte) *Message {
	m, _ := parse(raw, false)
	return m
}

// parse is Parse; with keep it also returns the contents of the attachments.
func parse(raw []byte, keep bool) (*Message, [][]byte) {
	sum := sha256.Sum256(raw)
	m := &Message{Hash: hex.EncodeToString(sum[:]), Size: len(raw)}
	n := &notes{}
	mail := skipEnvelope(raw)
	if len(mail) > MaxSize {
		n.add("the mail is too large: it was not read to its end")
		mail = mail[:MaxSize]
		m.Fallback = true
	}
	if bytes.IndexByte(mail, '\n') < 0 && bytes.IndexByte(mail, '\r') >= 0 {
		n.add("lines end in a bare CR")
		mail = bytes.ReplaceAll(n.first(mail, maxEncoded), []byte("\r"), []byte("\n"))
	}
	b := readHeader(mail, maxHeader, maxFields, n)
	m.Header = b.fields
	m.readFields(n)
	if b.cut {
		n.add("the header is too large: nobody can be identified by it")
		m.From = nil
	}
	m.Content = m.content(b.body)
	contents := m.readBody(b, n, keep)
	m.Problems = n.list
	return m, contents
}

// readFields fills in what single header fields say.
func (m *Message) readFields(n *notes) {
	h := m.Header
	m.readFrom(h.Values("From"), n)
	m.Sender = addressesOf(h, "Sender")
	m.ReplyTo = addressesOf(h, "Reply-To")
	m.To = addressesOf(h, "To")
	m.Cc = addressesOf(h, "Cc")
	for _, name := range []string{
		"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
	} {
		for _, a := range addressesOf(h, name) {
			m.DeliveredTo = append(m.DeliveredTo, a.Addr)
		}
	}
	if paths := h.Values("Return-Path"); len(paths) > 0 {
		path := returnPath(paths[0])
		m.ReturnPath = &path
	}
	m.Subject = oneLine(decodeWords(h.Get("Subject"), n), maxSubject)
	if ids := messageIDs(h.Get("Message-ID"), 1); len(ids) > 0 {
		m.MessageID = ids[0]
	}
	m.InReplyTo = messageIDs(h.Get("In-Reply-To"), maxReferences)
	m.References = messageIDs(strings.Join(h.Values("References"), " "), maxReferences)
	m.Date = parseDate(h.Get("Date"))
	if m.Date.IsZero() && h.Get("Date") != "" {
		n.add("the date can't be right: " + quoteNote(h.Get("Date")))
	}
}

// readFrom reads all From fields: who wrote the mail is known only if there is
// one field with one plain mailbox (PROMISES section 2).
func (m *Message) readFrom(fields []string, n *notes) {
	m.FromFields = len(fields)
	if len(fields) == 0 {
		n.add("From is missing")
		return
	}
	m.RawFrom = fields[0]
	for _, field := range fields {
		list := parseAddresses(field, n)
		if hidesOrder(decodeWords(field, n)) {
			list.bad("characters that hide what it says")
		}
		for _, why := range list.odd {
			n.add("From has " + why)
		}
		if len(list.odd) == 0 {
			m.From = append(m.From, list.addrs...)
		}
	}
	if len(m.From) == 0 && len(n.list) == 0 {
		n.add("From is empty")
	}
	if len(fields) > 1 {
		n.add("there is more than one From field")
	}
	if len(m.From) > 1 {
		n.add("From has more than one address")
	}
}

// addressesOf returns the mailboxes of all fields with this name. What is no
// mailbox is left out without a note: nobody is identified by these fields.
func addressesOf(h Header, name string) []Address {
	var all []Address
	for _, value := range h.Values(name) {
		all = append(all, parseAddresses(value, &notes{}).addrs...)
		if len(all) >= maxAddresses {
			return all[:maxAddresses]
		}
	}
	return all
}

// returnPath reads "<ana@example.org>" or "<>".
func returnPath(value string) string {
	if list := parseAddresses(value, &notes{}); len(list.addrs) == 1 {
		return list.addrs[0].Addr
	}
	return shorten(strings.Trim(Clean(value), "<> "), maxAddress)
}

// readBody fills in Text, HTML, Attachments and what machines report. With
// keep it returns what is in the attachments.
func (m *Message) readBody(b block, n *notes, keep bool) (contents [][]byte) {
	walk := &body{m: m, n: n, keep: keep}
	if len(b.fields) == 0 {
		n.add("there is no header")
	} else {
		walk.read(newPart(b, "text/plain", n), 0, nil)
		walk.finish()
		m.readPGP()
	}
	nothing := m.Text == "" && m.HTML == "" && len(m.Attachments) == 0 && m.Report == nil
	if nothing && walk.leaves == 0 && len(bytes.TrimSpace(b.body)) > 0 {
		n.add("the structure is beyond repair: this is the raw text")
		m.Fallback = true
		raw := part{body: b.body}
		m.Text = raw.text(maxText, n)
	}
	m.plainReport(n)
	return walk.contents
}
