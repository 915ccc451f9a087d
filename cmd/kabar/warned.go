package main

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// warned is what the admins were told, so that they hear of each trouble once.
type warned struct {
	Told map[string]telling `json:"told,omitempty"` // by trouble.Key
	// Owed is what was worth a mail while none could leave: it is told when it
	// can, also if the trouble is over by then.
	Owed map[string]trouble `json:"owed,omitempty"`
}

// telling is one trouble the admins know of.
type telling struct {
	At   time.Time `json:"at"`
	Well time.Time `json:"well,omitzero"` // since when it is over; zero: it lasts
}

const (
	// wellTime is how long a trouble must be over before it is told again.
	wellTime = time.Hour
	// owedTime is how long it is worth telling what could not be told.
	owedTime = 7 * 24 * time.Hour
	maxOwed  = 20
)

// news decides what the admins are told now, and notes it in w. list is what
// troubles found, reach tells whether a mail about it could leave at all.
func (w *warned) news(now time.Time, list []trouble, reach func(trouble) bool) (tell []trouble) {
	now = now.UTC().Truncate(time.Second)
	lasting := map[string]bool{}
	for _, t := range list {
		lasting[t.Key] = true
		if told, ok := w.Told[t.Key]; ok {
			told.Well = time.Time{}
			w.Told[t.Key] = told
			continue
		}
		_, owed := w.Owed[t.Key]
		switch {
		case !t.Ripe && !owed:
		case reach(t):
			tell = append(tell, t)
		default:
			w.owe(t)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(w.Owed)) {
		switch t := w.Owed[key]; {
		case lasting[key]:
		case now.Sub(t.Since) > owedTime:
			delete(w.Owed, key)
		case reach(t):
			t.Over = now
			tell = append(tell, t)
		}
	}
	for _, t := range tell {
		w.note(now, t)
	}
	w.forget(now, lasting)
	return tell
}

func (w *warned) owe(t trouble) {
	if w.Owed == nil {
		w.Owed = map[string]trouble{}
	}
	if _, known := w.Owed[t.Key]; known || len(w.Owed) < maxOwed {
		w.Owed[t.Key] = t
	}
}

func (w *warned) note(now time.Time, t trouble) {
	if w.Told == nil {
		w.Told = map[string]telling{}
	}
	w.Told[t.Key] = telling{At: now, Well: t.Over}
	delete(w.Owed, t.Key)
}

// forget drops what has been well for long enough to be told anew.
func (w *warned) forget(now time.Time, lasting map[string]bool) {
	for key, told := range w.Told {
		switch {
		case lasting[key]:
		case told.Well.IsZero(), told.Well.After(now): // the latter by a clock that ran ahead
			told.Well = now
			w.Told[key] = told
		case now.Sub(told.Well) >= wellTime:
			delete(w.Told, key)
		}
	}
}

const warnedMark = "warned"

// loadWarned reads what was told. If that can't be read, something may be told
// a second time, which is better than not at all.
func loadWarned(from interface{ Mark(string) (string, error) }) (w warned) {
	value, err := from.Mark(warnedMark)
	if err != nil || value == "" || json.Unmarshal([]byte(value), &w) != nil {
		return warned{}
	}
	return w
}

func decodeWarned(text string) (w warned) {
	if json.Unmarshal([]byte(text), &w) != nil {
		return warned{}
	}
	return w
}
