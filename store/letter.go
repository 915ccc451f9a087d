package store

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Letter is a mail kabar sends, from when it is queued until for ever: one
// file, whose folder is its state.
type Letter struct {
	Key       string // names it for good: the same key is never queued twice
	Kind      string // such as "prompt", "digest", "answer"
	Team      string
	Member    string
	MessageID string // without <>
	From, To  string // envelope addresses
	Created   time.Time
	NotBefore time.Time // zero: at once
	NotAfter  time.Time // zero: never too late
	Next      time.Time // not tried again before
	Attempts  int
	LastError string
	State     string // what an answer to it must know of it; one line, kept as it is
	Data      []byte // the mail, as it goes out

	state string // the folder it was last seen in
}

// letterField is one line of a letter file.
type letterField struct {
	key string
	get func() string
	set func(string) error
}

func (l *Letter) fields() []letterField {
	text := func(key string, p *string) letterField {
		return letterField{key,
			func() string { return oneLine(*p) },
			func(s string) error { *p = s; return nil }}
	}
	at := func(key string, p *time.Time) letterField {
		get := func() string {
			if p.IsZero() {
				return ""
			}
			return p.UTC().Format(time.RFC3339Nano)
		}
		return letterField{key, get, func(s string) (err error) {
			*p, err = time.Parse(time.RFC3339Nano, s)
			return err
		}}
	}
	return []letterField{
		{"key",
			func() string { return escapeField(l.Key) },
			func(s string) error { l.Key = unescapeField(s); return nil }},
		text("kind", &l.Kind), text("team", &l.Team), text("member", &l.Member),
		text("message-id", &l.MessageID), text("from", &l.From), text("to", &l.To),
		at("created", &l.Created), at("not-before", &l.NotBefore),
		at("not-after", &l.NotAfter), at("next", &l.Next),
		{"attempts", func() string { return strconv.Itoa(l.Attempts) }, func(s string) (err error) {
			l.Attempts, err = strconv.Atoi(s)
			return err
		}},
		text("last-error", &l.LastError), text("state", &l.State),
	}
}

const letterHead = "kabar-letter: 1\n"

// encode writes a letter file; see the package comment.
func (l *Letter) encode() []byte {
	var head bytes.Buffer
	head.WriteString(letterHead)
	for _, f := range l.fields() {
		if v := f.get(); v != "" {
			fmt.Fprintf(&head, "%s: %s\n", f.key, v)
		}
	}
	fmt.Fprintf(&head, "length: %d\n", len(l.Data))
	fmt.Fprintf(&head, "sum: %08x\n\n", letterSum(head.Bytes(), l.Data))
	return slices.Concat(head.Bytes(), l.Data)
}

func letterSum(head, data []byte) uint32 {
	return crc32.Update(checksum(head), castagnoli(), data)
}

// decodeLetter reads a letter file. One that is not whole is an error.
func decodeLetter(file []byte) (*Letter, error) {
	head, data, ok := bytes.Cut(file, []byte("\n\n"))
	i := bytes.LastIndex(head, []byte("\nsum: "))
	if !ok || i < 0 || !bytes.HasPrefix(head, []byte(letterHead)) {
		return nil, fmt.Errorf("not a whole letter")
	}
	sum, err := strconv.ParseUint(string(head[i+len("\nsum: "):]), 16, 32)
	if head = head[:i+1]; err != nil || uint32(sum) != letterSum(head, data) {
		return nil, fmt.Errorf("not a whole letter, or a changed one: its sum does not fit")
	}
	l := &Letter{Data: data}
	known := map[string]func(string) error{}
	for _, f := range l.fields() {
		known[f.key] = f.set
	}
	for _, line := range strings.Split(string(head), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		if set := known[key]; set != nil {
			if err := set(value); err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
		}
	}
	if l.Key == "" {
		return nil, fmt.Errorf("a letter without a key")
	}
	return l, nil
}
