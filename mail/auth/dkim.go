package auth

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-msgauth/dkim"

	"kabar/mail"
)

// NotLookedUp ends the reason of a verdict that may be another one later: the
// name server did not answer. What the own server wrote into a mail stays.
const NotLookedUp = "could not be looked up"

// maxSignatures bounds the look-ups and public key operations for one mail.
const maxSignatures = 5

// VerifyDKIM improves a verdict by the mail's own signatures (RFC 6376), for
// inboxes whose server writes no Authentication-Results: with p.LookupTXT set,
// where Judge neither passed nor failed the writer, and where no own field
// says anything, or none but that it could not tell for the moment (temperror).
// raw is the mail that m was read from.
//
// A signature counts if it is right, by a domain of the same organisation as
// From, and over From, Subject, Date and Message-ID: with one of them open, an
// old mail could be sent again with another one. Each of them may occur once,
// since a signature covers only the lowest. The dkim package refuses SHA-1, RSA
// keys under 1024 bits, and signatures over a part of the body.
//
// The time it takes is the time of LookupTXT, which should have a deadline.
func (p Policy) VerifyDKIM(raw []byte, m *mail.Message, v Verdict) Verdict {
	own, _ := p.sort(m.Header)
	said := len(own) > 0 && !v.Retry
	if p.LookupTXT == nil || v.Pass || v.Fail || said || !m.Header.Has("DKIM-Signature") {
		return v
	}
	domain := domainOf(v.From)
	checks, _ := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{
		LookupTXT: p.LookupTXT, MaxVerifications: maxSignatures,
	}) // an error is about signatures beyond the limit, or about none at all
	for _, c := range checks {
		switch {
		case c.Err == nil && aligned(c.Domain, domain) && covers(c.HeaderKeys, m.Header):
			v.Pass, v.Retry, v.Proof = true, false, "dkim"
			v.Reason = fmt.Sprintf("it is signed by %s", mail.Clean(c.Domain))
			return v
		case dkim.IsTempFail(c.Err) && aligned(c.Domain, domain):
			v.Retry = true
			v.Reason = fmt.Sprintf("the key of %s %s", mail.Clean(c.Domain), NotLookedUp)
		}
	}
	return v
}

// covers tells whether the fields that matter are signed.
func covers(signed []string, h mail.Header) bool {
	for _, name := range []string{"From", "Subject", "Date", "Message-ID"} {
		switch len(h.Values(name)) {
		case 0:
		case 1:
			if !slices.ContainsFunc(signed, func(s string) bool { return strings.EqualFold(s, name) }) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
