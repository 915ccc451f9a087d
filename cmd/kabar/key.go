package main

import (
	"context"
	"fmt"
	"time"

	"kabar/mail/auth"
)

// runKey is `kabar key rotate`: a new secret for the reply tokens.
func runKey(ctx context.Context, a *app, args []string) error {
	words, err := parseMixed(a.flags("key"), args)
	if err != nil {
		return err
	}
	if len(words) != 1 || words[0] != "rotate" {
		return usageError("kabar key rotate")
	}
	cfg, err := a.load()
	if err != nil {
		return err
	}
	st, err := a.openInTurn(ctx, cfg)
	if err != nil {
		return err
	}
	defer st.Close()
	until, err := st.RotateKey(a.now())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "new key; replies to mails sent with the one before count until %s\n",
		until.Format("2006-01-02 15:04 MST"))
	return nil
}

// tokenKeys are the keys whose tokens count now: the one that signs, and those
// before it that are in their overlap.
func (s *station) tokenKeys(now time.Time) []auth.Key {
	keys := []auth.Key{s.key}
	for _, k := range s.oldKeys {
		if now.Before(k.Until) {
			keys = append(keys, k.Key)
		}
	}
	return keys
}
