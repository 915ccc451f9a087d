// Package line is the line to a mail server, for IMAP and SMTP alike: how it is
// dialled and made trustworthy, kept to its limits, and what a token for it
// looks like. What is said on it is the matter of mail/fetch and mail/send.
//
// Nothing leaves this machine without TLS: Way.Open gives a plain connection to
// this machine only. No step lasts longer than Bounded lets it.
package line
