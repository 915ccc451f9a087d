// Package auth says who really wrote a mail: from what the inbox's own server
// found out, from the mail's signature, and from the tokens in what kabar sent.
//
// # The verdict
//
// Policy.Judge reads a mail's header and returns a Verdict. From is the one
// address the mail claims, or "" if it claims none or several. Pass and Fail
// are what servers say about that claim (RFC 8601); a Fail wins over all else,
// and only the own server, known by its authserv-id, can give a Pass. Where the
// own server writes nothing, VerifyDKIM may.
//
// What a mail says about itself is worth nothing here: fields of other servers,
// fields below a Received that is below an own field, results inside comments
// and quotes, fields of attached mails. Judge's comment has the exact rule.
//
// # Tokens
//
// A Token says for which member, team, date and purpose a mail of ours was
// made. A Key signs it with HMAC-SHA256, cut to 80 bits: nobody can make one,
// but whoever has the mail has the token, so it proves only what its member may
// do on that date. It is written in two forms, both lower case:
//
//	Message-ID  prompt.2026-11-22.ana.acme.i4kivmdvlhktzldg@team.example
//	Reply-To    kabar+p.1xx.ana.acme.i4kivmdvlhktzldg@team.example
//
// kind, date, member, team, for answers a reference, signature; in addresses
// the kind is one letter and the date a day number in base 36, since a local
// part has room for 64 bytes. Find looks for either in a reply, with several
// keys while an old one is being replaced. Both forms are in mails that people
// keep: they may be added to, not changed.
//
// The package is pure but for the resolver that Policy.LookupTXT is.
package auth
