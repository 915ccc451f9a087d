package main

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"time"

	"kabar/mail/reply"
	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

func TestReadRuling(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"7", `7 ""`},
		{"#7.", `7 ""`},
		{"decision 7", `7 ""`},
		{"keputusan 7: belum", `7 "belum"`},
		{"7: fine with me.", `7 "fine with me."`},
		{"7 (fine with me)", `7 "fine with me"`},
		{"7 - no (yet)", `7 "no (yet)"`},
		{"7, because it is late", `7 "because it is late"`},
		{"7 because it is late", `7 "because it is late"`},
		{"", "not ok"},
		{"seven", "not ok"},
	} {
		number, why, ok := readRuling(c.args)
		got := fmt.Sprintf("%d %q", number, why)
		if !ok {
			got = "not ok"
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.args, got, c.want)
		}
	}
}

func TestReadReplacing(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"7: use SQLite", `7 "use SQLite" 0`},
		{"7 - use SQLite", `7 "use SQLite" 0`},
		{"decision 7 with 9", `7 "" 9`},
		{"#7 by #9.", `7 "" 9`},
		{"7 with 9 servers", `7 "9 servers" 0`},
		{"7", "not ok"},
		{"7:", "not ok"},
		{"", "not ok"},
	} {
		number, title, by, ok := readReplacing(c.args)
		got := fmt.Sprintf("%d %q %d", number, title, by)
		if !ok {
			got = "not ok"
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.args, got, c.want)
		}
	}
}

// TestMayChange: who may do what to a decision of Ana's.
func TestMayChange(t *testing.T) {
	ana, ben := team.Member{ID: "ana", Name: "Ana"}, team.Member{ID: "ben", Name: "Ben"}
	boss, guest := team.Member{ID: "boss", Admin: true}, team.Member{ID: "mo", Guest: true}
	for _, c := range []struct {
		was  string
		who  team.Member
		to   string
		want string
	}{
		{"proposed", ben, "accepted", ""},
		{"accepted", ben, "rejected", ""},
		{"rejected", ben, "accepted", ""},
		{"withdrawn", ana, "accepted", ""},
		{"proposed", ana, "withdrawn", ""},
		{"proposed", boss, "withdrawn", ""},
		{"proposed", ben, "withdrawn", "author: reject 7"},
		{"accepted", ana, "accepted", "already: decision 7"},
		{"superseded by 0009", ana, "accepted", "overtaken: decision 9"},
		{"superseded by 0009", ana, "superseded", "overtaken: decision 9"},
		{"superseded", ana, "superseded", "overtaken: "},
		{"accepted", ben, "superseded", ""},
		{"proposed", guest, "accepted", "guest: "},
	} {
		e := entry.Entry{Member: "ana", Decision: &entry.Decision{Number: 7, Status: c.was, Makers: []string{"Ana"}}}
		got := ""
		var no *refusal
		if err := mayChange(e, c.who, c.to); errors.As(err, &no) {
			got = no.why + ": " + no.near
		}
		if got != c.want {
			t.Errorf("%s by %s to %s: %q, want %q", c.was, c.who.ID, c.to, got, c.want)
		}
	}
}

// TestLastDecision: a damaged file keeps its number.
func TestLastDecision(t *testing.T) {
	numbered := []entry.Entry{{Decision: &entry.Decision{Number: 2}}, {Decision: &entry.Decision{Number: 7}}}
	damaged := &store.DamagedError{Problems: []store.Problem{{File: "acme/decisions/0009-x.md"}, {File: "acme/updates/2026/2026-11-22.md"}}}
	for _, c := range []struct {
		all  []entry.Entry
		err  error
		want int
	}{{nil, nil, 0}, {numbered, nil, 7}, {numbered, damaged, 9}, {nil, damaged, 9}, {numbered, fs.ErrPermission, 7}} {
		if got := lastDecision(c.all, c.err); got != c.want {
			t.Errorf("%d decisions, %v: %d, want %d", len(c.all), c.err, got, c.want)
		}
	}
}

// TestWithDecisions: a change is news to all but who made it, a remark makes a
// decision known, and nothing else does anything.
func TestWithDecisions(t *testing.T) {
	at := time.Date(2026, 11, 19, 8, 0, 0, 0, time.UTC)
	decision := entry.Entry{ID: "d", Num: 1, Kind: entry.Decided, Member: "ana", Decision: &entry.Decision{Number: 7,
		Log: []entry.Change{{At: at.Add(-time.Hour), By: "ana", What: "filed"}, {At: at, By: "ben", What: "accepted"}}}}
	remark := func(member string, filed time.Time, on string) entry.Entry {
		return entry.Entry{ID: "c", Num: 5, Kind: entry.Comment, Member: member, Filed: filed, On: on}
	}
	ids := func(list []entry.Entry) (s string) {
		for _, e := range list {
			s += e.ID
		}
		return s
	}
	for _, c := range []struct {
		name, reader string
		fresh        []entry.Entry
		told, known  string
	}{
		{"a change", "ana", []entry.Entry{remark("ben", at, "d")}, "dc", "dh"},
		{"one's own change", "ben", []entry.Entry{remark("ben", at, "d")}, "c", "dh"},
		{"a remark", "ana", []entry.Entry{remark("ben", at.Add(time.Hour), "d")}, "c", "dh"},
		{"a remark at the time of somebody else's change", "ana", []entry.Entry{remark("kim", at, "d")}, "c", "dh"},
		{"a change of a decision that is fresh itself", "ana", []entry.Entry{decision, remark("ben", at, "d")}, "dc", "dh"},
		{"a remark on something else", "ana", []entry.Entry{remark("ben", at, "x")}, "c", "h"},
	} {
		told, known := withDecisions(c.reader, c.fresh, []entry.Entry{{ID: "h"}}, []entry.Entry{decision})
		if ids(told) != c.told || ids(known) != c.known {
			t.Errorf("%s: %s told and %s known, want %s and %s", c.name, ids(told), ids(known), c.told, c.known)
		}
	}
}

func TestDeadlineIn(t *testing.T) {
	wednesday := civil.Date{Year: 2026, Month: 11, Day: 18}
	for title, want := range map[string]string{
		"Move to Postgres by Friday":      "2026-11-20",
		"Pindah ke Postgres sampai Jumat": "2026-11-20",
		"Freigabe bis 24.12.":             "2026-12-24",
		"Ship before 2026-12-01":          "2026-12-01",
		"Use Postgres":                    "",
		"Stand by Ana's plan":             "",
	} {
		if got := deadlineOf(reply.Decision{Title: title}, wednesday); got.String() != want && !(want == "" && got.IsZero()) {
			t.Errorf("%q: %s, want %s", title, got, want)
		}
	}
}
