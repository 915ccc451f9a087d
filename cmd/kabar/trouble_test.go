package main

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"kabar/mail/fetch"
	"kabar/mail/send"
	"kabar/store"
	"kabar/store/team"
)

var tenAM = time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC)

// at returns ten in the morning and so many minutes.
func at(minutes int) time.Time { return tenAM.Add(time.Duration(minutes) * time.Minute) }

// wellHealth is a kabar of two teams, each with accounts of its own, that works.
func wellHealth() health {
	return health{At: tenAM, Accounts: map[string]*account{
		"imap a": {Name: "a@imap", Teams: []string{"acme"}, Well: tenAM, Since: tenAM, Read: tenAM},
		"smtp a": {Name: "a@smtp", Teams: []string{"acme"}, Well: tenAM},
		"imap b": {Name: "b@imap", Teams: []string{"beta"}, Well: tenAM, Since: tenAM, Read: tenAM},
		"smtp b": {Name: "b@smtp", Teams: []string{"beta"}, Well: tenAM},
	}}
}

// fails notes that an account failed at these minutes.
func fails(key string, err error, minutes ...int) func(*facts) {
	return func(f *facts) {
		for _, m := range minutes {
			f.lost(at(m), key, err)
		}
	}
}

func TestTroubles(t *testing.T) {
	login := &fetch.Error{Op: "login", Kind: "login", Err: errors.New("no")}
	network := &fetch.Error{Op: "dial", Kind: "network", Err: errors.New("refused")}
	folder := &fetch.Error{Op: "select", Kind: "folder", Err: errors.New("no such folder")}
	refused := &send.Error{Op: "login", Code: 535, Account: true}
	away := &send.Error{Op: "dial", Account: true, Temporary: true, Err: errors.New("refused")}
	tls := &send.Error{Op: "tls", Account: true, Err: errors.New("wrong name")}
	sender := &send.Error{Op: "mail", Code: 550, Account: true}
	full := fmt.Errorf("file: %w", syscall.ENOSPC)
	damaged := &store.DamagedError{Problems: []store.Problem{{File: "x"}}}
	letter := waiting{Key: "digest.2026-11-18.ana.acme", Kind: "digest", Team: "acme", To: "ana@acme.example",
		Since: at(-400), Attempts: 9, LastError: "450 later"}
	for _, c := range []struct {
		name string
		is   func(*facts)
		want string // key kind, with "shown" and "ripe"; commas between
	}{
		{"well", func(*facts) {}, ""},
		{"G09 login refused, first try", fails("imap a", login, 0), "imap a imap-login shown"},
		{"G09 login refused, second try", fails("imap a", login, 0, 15), "imap a imap-login shown ripe"},
		{"G04 network, first try", fails("imap a", network, 0), "imap a imap"},
		{"G04 network, ten minutes", fails("imap a", network, 0, 5, 10), "imap a imap shown"},
		{"G04 network, an hour", fails("imap a", network, 0, 15, 30, 60), "imap a imap shown ripe"},
		{"network, then login: counted anew", fails("imap a", login, 0), "imap a imap-login shown"},
		{"G35 folder is gone", fails("imap a", folder, 0, 15), "imap a imap shown ripe"},
		{"H16 login refused", fails("smtp a", refused, 0, 15), "smtp a smtp-login shown ripe"},
		{"H07 no server, half an hour", fails("smtp a", away, 0, 30), "smtp a smtp shown"},
		{"H07 no server, an hour", fails("smtp a", away, 0, 30, 61), "smtp a smtp shown ripe"},
		{"H14 wrong certificate", fails("smtp a", tls, 0, 15), "smtp a smtp shown ripe"},
		{"our address is refused", fails("smtp a", sender, 0, 15), "smtp a smtp shown ripe"},
		{"both of a team", func(f *facts) { fails("imap a", login, 0)(f); fails("smtp a", refused, 0)(f) },
			"imap a imap-login shown, smtp a smtp-login shown"},
		{"I01 disk full", func(f *facts) { f.broken(at(0), full) }, "disk disk shown ripe"},
		{"I01 found on the way from an inbox", fails("imap a", full, 0), "disk disk shown ripe"},
		{"I04 quota", func(f *facts) { f.broken(at(0), syscall.EDQUOT) }, "disk disk shown ripe"},
		{"I10 read-only", func(f *facts) { f.broken(at(0), syscall.EROFS) }, "archive other shown"},
		{"I10 read-only for long", func(f *facts) { f.broken(at(0), syscall.EROFS); f.broken(at(11), syscall.EROFS) },
			"archive other shown ripe"},
		{"I11 damaged", func(f *facts) { f.broken(at(0), damaged) }, "damaged damaged shown ripe"},
		{"damaged and full", func(f *facts) { f.broken(at(0), damaged); f.broken(at(0), full) },
			"damaged damaged shown ripe, disk disk shown ripe"},
		{"disk nearly full", func(f *facts) { f.Size, f.Free = 1<<30, 100<<20 }, "disk disk shown ripe"},
		{"disk nearly and really full", func(f *facts) { f.Size, f.Free = 1<<30, 0; f.broken(at(0), full) },
			"disk disk shown ripe"},
		{"disk of unknown size", func(f *facts) { f.Size, f.Free = 0, 0 }, ""},
		{"queue stuck", func(f *facts) { f.Stuck = []waiting{letter} }, "queue queue shown ripe"},
		{"queue stuck in a dry run", func(f *facts) { f.Stuck, f.dry = []waiting{letter}, true }, ""},
		{"queue stuck, since the server fails", func(f *facts) {
			f.Stuck = []waiting{letter}
			fails("smtp a", away, 0, 400)(f)
		}, "smtp a smtp shown ripe"},
		{"queue stuck at a server that works", func(f *facts) {
			f.Stuck = []waiting{letter}
			fails("smtp b", away, 0, 400)(f)
		}, "smtp b smtp shown ripe, queue queue shown ripe"},
		{"nobody wrote for long", func(f *facts) {
			f.Accounts["imap a"].Read, f.Accounts["imap a"].Asked = at(-4*24*60), 9
		}, "quiet imap a quiet ripe"},
		{"nobody ever wrote", func(f *facts) {
			f.Accounts["imap a"] = &account{Name: "a@imap", Teams: []string{"acme"}, Since: at(-4 * 24 * 60), Asked: 9}
		}, "quiet imap a quiet ripe"},
		{"nobody wrote for long, but nobody was asked", func(f *facts) {
			f.Accounts["imap a"].Read, f.Accounts["imap a"].Asked = at(-40*24*60), 5
		}, ""},
		{"nobody wrote, a large team was asked once", func(f *facts) {
			a := f.Accounts["imap a"]
			a.Read, a.Asked, a.Members = at(-4*24*60), 9, 8
		}, ""},
		{"B19 complaint", func(f *facts) { f.happened(at(-5), "complaint acme ben", event{Kind: "complaint", Team: "acme"}) },
			"complaint acme ben complaint ripe"},
		{"a complaint of last month", func(f *facts) {
			f.happened(at(-30*24*60), "complaint acme ben", event{Kind: "complaint", Team: "acme"})
		}, ""},
	} {
		f := facts{health: wellHealth(), survey: survey{Free: 1 << 40, Size: 1 << 41}}
		c.is(&f)
		var got []string
		for _, tr := range troubles(at(60), f) {
			s := tr.Key + " " + tr.Kind
			if tr.Shown {
				s += " shown"
			}
			if tr.Ripe {
				s += " ripe"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

// TestNews plays how troubles come and go, and who hears of them when.
func TestNews(t *testing.T) {
	ill := trouble{Key: "imap a", Kind: "imap", Ripe: true, Since: at(0)}
	green := ill
	green.Ripe = false
	out := trouble{Key: "smtp a", Kind: "smtp", Ripe: true, Since: at(0)}
	type row struct {
		minute int
		list   []trouble
		reach  bool
		want   string
	}
	for name, rows := range map[string][]row{
		"told once": {
			{0, []trouble{green}, true, ""},
			{60, []trouble{ill}, true, "imap a"},
			{61, []trouble{ill}, true, ""},
			{9999, []trouble{ill}, true, ""},
		},
		"well for a moment is not well": {
			{0, []trouble{ill}, true, "imap a"},
			{10, nil, true, ""},
			{69, nil, true, ""},
			{70, []trouble{green}, true, ""},
			{80, []trouble{ill}, true, ""},
		},
		"told again after it was well": {
			{0, []trouble{ill}, true, "imap a"},
			{10, nil, true, ""},
			{71, nil, true, ""},
			{72, []trouble{green}, true, ""},
			{130, []trouble{ill}, true, "imap a"},
		},
		"two at a time, one of them new": {
			{0, []trouble{ill}, true, "imap a"},
			{10, []trouble{ill, out}, true, "smtp a"},
		},
		"what no mail can carry is told when one can": {
			{0, []trouble{out}, false, ""},
			{60, []trouble{out}, false, ""},
			{90, []trouble{out}, true, "smtp a"},
			{91, []trouble{out}, true, ""},
		},
		"also when it is over by then": {
			{0, []trouble{out}, false, ""},
			{90, nil, false, ""},
			{91, nil, true, "smtp a over"},
			{92, nil, true, ""},
		},
		"what passed before it was worth telling is not told": {
			{0, []trouble{{Key: "smtp a", Since: at(0)}}, false, ""},
			{30, nil, true, ""},
		},
		"after a week nobody wants to know": {
			{0, []trouble{out}, false, ""},
			{8 * 24 * 60, nil, true, ""},
		},
	} {
		var w warned
		for _, r := range rows {
			w = decodeWarned(encode(w)) // kabar was started anew
			var got []string
			for _, tr := range w.news(at(r.minute), r.list, func(trouble) bool { return r.reach }) {
				s := tr.Key
				if !tr.Over.IsZero() {
					s += " over"
				}
				got = append(got, s)
			}
			if s := strings.Join(got, ", "); s != r.want {
				t.Errorf("%s, minute %d: told %q, want %q", name, r.minute, s, r.want)
			}
		}
	}
}

// TestWays: an admin is told over a team of theirs whose mail leaves, once each.
func TestWays(t *testing.T) {
	person := func(addr string, admin, paused bool) team.Member {
		id, _, _ := strings.Cut(addr, "@")
		return team.Member{ID: id, Addresses: []string{addr}, Admin: admin, Paused: paused}
	}
	teams := []team.Team{
		{ID: "acme", Members: []team.Member{person("ana@x", true, false), person("ben@x", false, false)}},
		{ID: "beta", Members: []team.Member{person("ana@x", true, false), person("cy@x", true, false)}},
		{ID: "calm", Members: []team.Member{person("dan@x", true, true)}},
		{ID: "none", Members: []team.Member{person("eve@x", false, false)}},
	}
	for _, c := range []struct {
		name  string
		of    []string
		fails string
		want  string
		none  bool
	}{
		{"her own team", []string{"acme"}, "", "acme/ana", false},
		{"her other team, where hers can't send", []string{"acme"}, "acme", "beta/ana", false},
		{"nobody, where none can", []string{"acme"}, "acme beta", "", false},
		{"both admins, each once", []string{"beta"}, "", "beta/ana beta/cy", false},
		{"all, for what concerns all", nil, "", "acme/ana beta/cy", false},
		{"who paused is left alone", []string{"calm"}, "", "", false},
		{"a team without admins", []string{"none"}, "", "", true},
	} {
		list, none := ways(teams, trouble{Teams: c.of}, func(id string) bool { return strings.Contains(c.fails, id) })
		var got []string
		for _, w := range list {
			got = append(got, w.team.ID+"/"+w.member.ID)
		}
		if s := strings.Join(got, " "); s != c.want || none != c.none {
			t.Errorf("%s: %q, %v; want %q, %v", c.name, s, none, c.want, c.none)
		}
	}
}

func TestStuck(t *testing.T) {
	zone := time.UTC
	member := team.Member{ID: "ana", Addresses: []string{"ana@x"}, Zone: zone, Days: 127, From: 0, To: 24*60 - 1}
	asleep := member
	asleep.ID, asleep.Addresses, asleep.From, asleep.To = "ben", []string{"ben@x"}, 20*60, 21*60
	paused := member
	paused.ID, paused.Addresses, paused.Paused = "cy", []string{"cy@x"}, true
	teams := []team.Team{{ID: "acme", Zone: zone, Members: []team.Member{member, asleep, paused}}}
	letter := func(who string, hours, attempts int) *store.Letter {
		return &store.Letter{Key: "digest." + who, Kind: "digest", Team: "acme", Member: who, To: who + "@x",
			Created: tenAM.Add(-time.Duration(hours) * time.Hour), Attempts: attempts, Next: tenAM.Add(time.Hour)}
	}
	for _, c := range []struct {
		name string
		l    *store.Letter
		want int
	}{
		{"put off for seven hours", letter("ana", 7, 5), 1},
		{"put off for five", letter("ana", 5, 5), 0},
		{"never tried", letter("ana", 7, 0), 0},
		{"the receiver is asleep", letter("ben", 13, 2), 0},
		{"the receiver has paused", letter("cy", 99, 2), 0},
		{"no longer a member", letter("eve", 99, 2), 0},
	} {
		if got := stuck(teams, []*store.Letter{c.l}, tenAM); len(got) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestWordsForNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{bytesOf(0), "0 B"}, {bytesOf(999), "999 B"}, {bytesOf(1000), "1.0 kB"}, {bytesOf(9949), "9.9 kB"},
		{bytesOf(9951), "10 kB"}, {bytesOf(999_499), "999 kB"}, {bytesOf(999_500), "1.0 MB"},
		{bytesOf(77_000_000_000), "77 GB"}, {bytesOf(1<<64 - 1), "18 EB"},
		{ageOf(0), "0 seconds"}, {ageOf(time.Second), "1 second"}, {ageOf(119 * time.Second), "1 minute"},
		{ageOf(2 * time.Hour), "2 hours"}, {ageOf(49 * time.Hour), "2 days"}, {ageOf(-time.Hour), "0 seconds"},
		{counted(1, "entry"), "1 entry"}, {counted(2, "entry"), "2 entries"}, {counted(0, "stray"), "0 strays"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestL23: kabar check says how much room there is, and how much there must be.
func TestL23DiskNearlyFull(t *testing.T) {
	for _, c := range []struct {
		free uint64
		want string
		bad  bool
	}{
		{50 << 30, "ok    disk    54 GB free of 107 GB\n", false},
		{lowRoom, "ok    disk    134 MB free of 107 GB\n", false},
		{lowRoom - 1, "FAIL  disk    134 MB free of 107 GB, 134 MB needed\n" +
			"              → free some space, or mail will wait in the inbox\n", true},
		{0, "FAIL  disk    0 B free of 107 GB, 134 MB needed\n" +
			"              → free some space, or mail will wait in the inbox\n", true},
	} {
		var out strings.Builder
		check := checker{a: &app{out: &out}}
		if check.room(c.free, 100<<30, nil); out.String() != c.want || check.other != c.bad {
			t.Errorf("%d bytes: %q, want %q", c.free, out.String(), c.want)
		}
	}
}
