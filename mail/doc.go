// Package mail turns the bytes of a mail into a Message and a Draft into the
// bytes of a mail. It knows nothing of kabar: it would serve any program.
//
// # Reading
//
// Parse takes any bytes and always returns a Message: decoded, valid UTF-8 and
// bounded, with a note in Problems for what was odd and how it was read. It
// works in layers, each of which repairs rather than fails:
//
//	skipEnvelope   byte order mark, blank lines, "From " lines of mbox files
//	readHeader     fields from lines; what is no field is left out or is text
//	parseAddresses From and the like: strict, since From is half an identity
//	part, body     the MIME tree, at most 20 deep and 200 parts
//	decodeTransfer base64, quoted-printable, uuencode: keeps what decodes
//	decodeCharset  any charset to UTF-8; go-message and x/text have the tables
//	report         bounces, receipts and complaints of machines
//
// The tree is read here and not by go-message, whose reader ends the mail at
// the first part with a bad header line, at a boundary that begins with
// another one, and at a broken base64 character. Everything takes time linear
// in the size of the mail and a small multiple of it in memory: see limits.go.
//
// A Message holds what a mail claims. Who wrote it is for package auth to say;
// that needs FromFields to be 1 and From to hold one address, and Parse leaves
// From empty whenever the field is anything but a plain list of mailboxes.
//
// # Writing
//
// Compose writes a Draft: text and HTML of the same content, 7-bit, narrow
// lines, CR LF, always the same bytes for the same Draft. A value that could
// begin another header field is an error.
//
// # Other forms
//
// HTMLText makes text of HTML. Clean and CleanLines make untrusted text safe to
// show. MboxEntry and SplitMbox write and read mboxrd files, byte for byte.
//
// The package is pure: no clock, no disk, no network.
package mail
