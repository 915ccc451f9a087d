package store

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// The key file has the secret of the reply tokens on its first line, and below
// it those it took the place of, each with the time up to which it counts:
//
//	5f3c…  (64 hex digits)
//	91aa… until 2026-12-06T08:00:00Z
const (
	keyFile    = "key"
	keySize    = 32 // bytes
	maxOldKeys = 8
)

// keyOverlap is how long a key still counts after another took its place: so
// long may somebody take to answer a mail that carries its token.
const keyOverlap = 14 * 24 * time.Hour

// Secret is a key of the reply tokens.
type Secret struct {
	Key   []byte    // 32 bytes
	Until time.Time // when it ceases to count; zero for the one that signs
}

// Key returns the secret that signs: 32 random bytes, made and kept on first
// use. A key file that is damaged, or that others can read, is an error, not a
// new key: tokens that are out there would no longer count.
func (s *Store) Key() ([]byte, error) {
	all, err := s.Keys()
	if err != nil {
		return nil, err
	}
	return all[0].Key, nil
}

// Keys returns the secret that signs, as Key does, and behind it those before.
func (s *Store) Keys() ([]Secret, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, err := s.readKeys()
	if !os.IsNotExist(err) {
		return all, err
	}
	if s.lock == nil {
		return nil, errReadOnly
	}
	return s.writeKeys([]Secret{newSecret()})
}

// RotateKey makes a new secret; the one before counts for keyOverlap still. It
// returns up to when.
func (s *Store) RotateKey(now time.Time) (until time.Time, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return until, errReadOnly
	}
	before, err := s.readKeys()
	if err != nil && !os.IsNotExist(err) {
		return until, err
	}
	until = now.UTC().Truncate(time.Second).Add(keyOverlap)
	all := []Secret{newSecret()}
	for _, k := range before {
		if k.Until.IsZero() {
			k.Until = until
		}
		if now.Before(k.Until) && len(all) <= maxOldKeys {
			all = append(all, k)
		}
	}
	_, err = s.writeKeys(all)
	return until, err
}

func newSecret() Secret {
	key := make([]byte, keySize)
	rand.Read(key) // never fails
	return Secret{Key: key}
}

func (s *Store) writeKeys(all []Secret) ([]Secret, error) {
	var b bytes.Buffer
	for _, k := range all {
		b.WriteString(hex.EncodeToString(k.Key))
		if !k.Until.IsZero() {
			b.WriteString(" until " + k.Until.Format(time.RFC3339))
		}
		b.WriteByte('\n')
	}
	if err := s.d.write(keyFile, b.Bytes(), 0o600); err != nil {
		return nil, fmt.Errorf("write the key: %w", err)
	}
	return all, nil
}

// readKeys reads the key file; a missing one is fs.ErrNotExist.
func (s *Store) readKeys() ([]Secret, error) {
	name := s.d.abs(keyFile)
	info, err := os.Lstat(name)
	if os.IsNotExist(err) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s: others can read the secret of the reply tokens (mode %04o): "+
			"chmod 600 it, and kabar key rotate if they may have", name, info.Mode().Perm())
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	all, ok := decodeKeys(string(text))
	if !ok {
		return nil, fmt.Errorf("%s: damaged: take it from a backup, or delete it: "+
			"a new one is made then, and tokens in mails sent before no longer count", name)
	}
	return all, nil
}

// decodeKeys reads a key file: one secret that signs, first, and older ones.
func decodeKeys(text string) (all []Secret, ok bool) {
	body, whole := strings.CutSuffix(text, "\n")
	if !whole {
		return nil, false
	}
	for i, line := range strings.Split(body, "\n") {
		digits, until, old := strings.Cut(line, " until ")
		key, err := hex.DecodeString(digits)
		if err != nil || len(key) != keySize || old != (i > 0) || i > maxOldKeys {
			return nil, false
		}
		k := Secret{Key: key}
		if old {
			if k.Until, err = time.Parse(time.RFC3339, until); err != nil || k.Until.IsZero() {
				return nil, false
			}
		}
		all = append(all, k)
	}
	return all, true
}
