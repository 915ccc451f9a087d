package main

import (
	"kabar/mail"
	"kabar/mail/intake"
	"kabar/store"
)

// keyHash is what, beside its Message-ID, a mail is known by when it comes again.
// One that had an effect is known by what its author wrote, so that no copy of
// it has the effect twice (N02, F19). One that had none is known by its bytes: a
// copy may yet come with the proof that this one had not.
func keyHash(m *mail.Message, outcome string) string {
	switch outcome {
	case (&intake.Stray{}).Kind(), (&intake.Auto{}).Kind(), (&intake.Ignore{}).Kind():
		return m.Hash
	}
	if m.Content == "" {
		return m.Hash
	}
	return m.Content
}

// seenBefore returns what became of a mail that came before, in these bytes or in
// others.
func seenBefore(in *store.Store, m *mail.Message) (store.Outcome, bool) {
	was, seen := in.Seen(m.MessageID, m.Hash)
	if !seen && m.Content != "" {
		was, seen = in.Seen(m.MessageID, m.Content)
	}
	return was, seen
}
