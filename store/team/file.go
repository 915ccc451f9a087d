package team

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/BurntSushi/toml"

	"kabar/store/civil"
)

// A people file is TOML, one key for each Settings field that was set:
//
//	zone = "Asia/Jakarta"         # IANA name
//	from = "09:00"                # times of day as HH:MM
//	to = "17:30"
//	prompt = "16:30"
//	digest = "09:00"
//	days = ["mon", "tue", "wed"]
//	lang = "id"
//	paused = true
//
//	[[away]]
//	first = "2026-12-24"
//	last = "2027-01-02"           # left out: until further notice
//	note = "at my parents'"       # may be left out
//
// Dates and times may stand without quotes. A key kabar does not know and a
// value it cannot read count for nothing, but stay where they are when the
// file is rewritten; only a new value for the same key replaces them.

// known reads each key of a people file into s.
func known(s *Settings) map[string]func(any) error {
	return map[string]func(any) error{
		"zone": readString(&s.Zone), "lang": readString(&s.Lang),
		"from": readClock(&s.From), "to": readClock(&s.To),
		"prompt": readClock(&s.Prompt), "digest": readClock(&s.Digest),
		"days": func(v any) error {
			list, ok := v.([]any)
			names := make([]string, len(list))
			for i, item := range list {
				names[i], _ = item.(string)
			}
			if !ok {
				return fmt.Errorf("%v is not a list such as [\"mon\", \"tue\"]", v)
			}
			if _, err := ParseDays(names); err != nil {
				return err
			}
			s.Days = &names
			return nil
		},
		"paused": func(v any) error {
			b, ok := v.(bool)
			if !ok {
				return fmt.Errorf("%v is neither true nor false", v)
			}
			s.Paused = &b
			return nil
		},
	}
}

func readString(p **string) func(any) error {
	return func(v any) error {
		s, ok := v.(string)
		if !ok {
			return fmt.Errorf("%v is not text in quotes", v)
		}
		*p = &s
		return nil
	}
}

func readClock(p **civil.Clock) func(any) error {
	return func(v any) error {
		if t, ok := v.(time.Time); ok { // 09:00:00 without quotes
			c := civil.ClockOf(t)
			*p = &c
			return nil
		}
		s, _ := v.(string)
		c, err := civil.ParseClock(s)
		if err != nil {
			return fmt.Errorf("%v is not a time of day: write it as \"16:30\"", v)
		}
		*p = &c
		return nil
	}
}

// Decode reads a people file. What cannot be used is left out of the settings
// and named in an error each, in the order of their keys; a file that is not
// TOML gives no settings and one error.
func Decode(file []byte) (Settings, []error) {
	s, _, errs := decode(file)
	return s, errs
}

// decode also returns what Decode leaves out, key by key.
func decode(file []byte) (s Settings, rest map[string]any, errs []error) {
	var all map[string]any
	if _, err := toml.Decode(string(file), &all); err != nil {
		return Settings{}, nil, []error{fmt.Errorf("not TOML: %w", err)}
	}
	rest = map[string]any{}
	readers := known(&s)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		value := all[key]
		var err error
		switch read := readers[key]; {
		case key == "away":
			if bad := s.readAway(value, &errs); bad != nil {
				rest[key] = bad
			}
			continue
		case read == nil:
			err = fmt.Errorf("kabar has no setting of this name")
		default:
			err = read(value)
		}
		if err != nil {
			rest[key] = value
			errs = append(errs, fmt.Errorf("%s: %w", key, err))
		}
	}
	return s, rest, errs
}

// readAway reads the [[away]] tables; bad are those that cannot be read.
func (s *Settings) readAway(value any, errs *[]error) (bad any) {
	tables, ok := value.([]map[string]any)
	if !ok {
		*errs = append(*errs, fmt.Errorf("away: write each range under a line [[away]]"))
		return value
	}
	var kept []map[string]any
	for i, table := range tables {
		r, err := readRange(table)
		if err != nil {
			*errs = append(*errs, fmt.Errorf("away %d: %w", i+1, err))
			kept = append(kept, table)
			continue
		}
		s.Away = append(s.Away, r)
	}
	if kept == nil {
		return nil
	}
	return kept
}

func readRange(table map[string]any) (r Range, err error) {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		switch value := table[key]; key {
		case "first":
			r.First, err = readDate(value)
		case "last":
			r.Last, err = readDate(value)
		case "note":
			var ok bool
			if r.Note, ok = value.(string); !ok {
				err = fmt.Errorf("the note %v is not text in quotes", value)
			}
		default:
			err = fmt.Errorf("%s is none of first, last, note", key)
		}
		if err != nil {
			return r, err
		}
	}
	return r, r.check()
}

func readDate(v any) (civil.Date, error) {
	switch v := v.(type) {
	case time.Time: // 2026-12-24 without quotes
		return civil.DateOf(v), nil
	case string:
		return civil.ParseDate(v)
	}
	return civil.Date{}, fmt.Errorf("%v is not a date: write it as \"2026-12-24\"", v)
}

// Encode writes settings as a people file. What of old, the file so far, cannot
// be used is kept in it; an old file that is not TOML is an error, since
// somebody may be in the middle of editing it.
func Encode(s Settings, old []byte) ([]byte, error) {
	_, all, errs := decode(old)
	if all == nil {
		return nil, errs[0]
	}
	put(all, "zone", s.Zone)
	put(all, "from", s.From)
	put(all, "to", s.To)
	put(all, "prompt", s.Prompt)
	put(all, "digest", s.Digest)
	put(all, "days", s.Days)
	put(all, "lang", s.Lang)
	put(all, "paused", s.Paused)
	if away := encodeAway(s.Away, all["away"]); away != nil {
		all["away"] = away
	}
	var b bytes.Buffer
	b.WriteString("# What this member set by mail. It comes before the config.\n\n")
	enc := toml.NewEncoder(&b)
	enc.Indent = ""
	if err := enc.Encode(all); err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return b.Bytes(), nil
}

// put sets a key that has a value; TOML has no way to write none.
func put[T any](all map[string]any, key string, value *T) {
	if value != nil {
		all[key] = *value
	}
}

// encodeAway returns the [[away]] tables: those that could be read, then those
// that could not.
func encodeAway(away []Range, bad any) any {
	var tables []map[string]any
	for _, r := range away {
		table := map[string]any{"first": r.First.String()}
		if !r.Last.IsZero() {
			table["last"] = r.Last.String()
		}
		if r.Note != "" {
			table["note"] = r.Note
		}
		tables = append(tables, table)
	}
	switch bad := bad.(type) {
	case nil:
	case []map[string]any:
		tables = append(tables, bad...)
	default:
		if tables == nil {
			return bad
		}
	}
	if tables == nil {
		return nil
	}
	return tables
}
