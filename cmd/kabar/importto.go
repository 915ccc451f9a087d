package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/store"
)

// onlyTo takes an address of --to.
func (im *importer) onlyTo(addr string) error {
	if local, domain, ok := strings.Cut(addr, "@"); !ok || local == "" || domain == "" {
		return fmt.Errorf("%q is no address", mail.Clean(addr))
	}
	im.to = append(im.to, addr)
	return nil
}

// addressed tells whether a mail was sent to one of some addresses, as far as its
// header says: to it, with a copy to it, through a list of that address, or
// delivered there. What stands behind a plus in an address is not looked at.
func addressed(m *mail.Message, addrs []string) bool {
	is := func(addr string) bool {
		return slices.ContainsFunc(addrs, func(a string) bool {
			return strings.EqualFold(withoutPlus(a), withoutPlus(addr))
		})
	}
	for _, a := range slices.Concat(m.To, m.Cc) {
		if is(a.Addr) {
			return true
		}
	}
	if slices.ContainsFunc(m.DeliveredTo, is) {
		return true
	}
	for _, field := range []string{"Resent-To", "Resent-Cc", "List-Post"} {
		for _, value := range m.Header.Values(field) {
			words := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("<>,;: \t?\"()", r) })
			if slices.ContainsFunc(words, is) {
				return true
			}
		}
	}
	return false
}

// withoutPlus is "team@acme.example" of "team+x@acme.example".
func withoutPlus(addr string) string {
	local, domain, _ := strings.Cut(addr, "@")
	local, _, _ = strings.Cut(local, "+")
	return local + "@" + domain
}

// open opens the archive: to be looked at only, if nothing is to be changed.
func (im *importer) open(ctx context.Context, cfg *config.Config) (err error) {
	if !im.dry {
		if im.s, err = im.a.stationInTurn(ctx, cfg); err != nil {
			return err
		}
	} else if im.s, err = im.onlooker(cfg); err != nil {
		return err
	}
	im.keys = append(im.keys, im.s.key)
	for _, k := range im.s.oldKeys { // also those that are over: the mails are old
		im.keys = append(im.keys, k.Key)
	}
	return nil
}

// onlooker is a station that only looks; where there is no archive yet, into an
// empty one.
func (im *importer) onlooker(cfg *config.Config) (*station, error) {
	im.would, im.gains = map[string]bool{}, map[string]*gain{}
	dir := cfg.Data
	if !isArchive(dir) {
		empty, err := os.MkdirTemp("", "kabar-import-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(empty)
		made, err := store.Open(empty, im.a.now)
		if err != nil {
			return nil, err
		}
		made.Close()
		dir = empty
	}
	st, err := store.View(dir)
	if err != nil {
		return nil, err
	}
	s := &station{store: st}
	if keys, err := st.Keys(); err == nil { // else no token is ours
		s.key, s.oldKeys = keys[0].Key, keys[1:]
	}
	return s, nil
}
