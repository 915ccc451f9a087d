package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kabar/mail"
)

// trouble is something that is not as it should be.
type trouble struct {
	Key    string    `json:"key"`   // names it, so that it is told once
	Kind   string    `json:"kind"`  // of digest.Trouble
	Teams  []string  `json:"teams"` // whose admins are concerned; none: all
	Who    string    `json:"who,omitempty"`
	Detail string    `json:"detail,omitempty"`
	Hint   string    `json:"hint,omitempty"`
	Since  time.Time `json:"since,omitzero"`
	Over   time.Time `json:"over,omitzero"` // when it ended; zero: it lasts

	Shown bool `json:"-"` // lasts long enough that kabar calls itself unwell
	Ripe  bool `json:"-"` // lasts long enough to be told by mail
	Event bool `json:"-"` // happened, and does not last
}

// patience is how long something must last: servers come and go, and a mail
// about each hiccup would soon be read by nobody.
type patience struct{ show, tell time.Duration }

var (
	// A refused login is tried every 15 minutes: it is told after the second.
	forRefusal = patience{0, 10 * time.Minute}
	forNetwork = patience{10 * time.Minute, time.Hour}
	forArchive = patience{0, 10 * time.Minute}
)

// stuckTime is how long a letter may wait for a server that is there.
const stuckTime = 6 * time.Hour

// lowRoom is when the disk is as good as full: two batches of the largest mails
// still fit.
const lowRoom = 128 << 20

// facts is all that the decision needs.
type facts struct {
	health
	survey
	dry bool // send = false
}

// troubles says what is wrong now, in a fixed order. It is the same for the
// mail to the admin, for kabar status and for /healthz.
func troubles(now time.Time, f facts) (list []trouble) {
	for _, key := range slices.Sorted(maps.Keys(f.Accounts)) {
		a := f.Accounts[key]
		if a.Failing != nil {
			list = append(list, accountTrouble(key, a))
		} else if strings.HasPrefix(key, "imap ") && quiet(now, a) {
			list = append(list, trouble{Key: "quiet " + key, Kind: "quiet", Teams: a.Teams,
				Detail: a.Name, Since: lastHeard(a), Ripe: true})
		}
	}
	list = append(list, archiveTroubles(f)...)
	// Where a whole server fails, that is the trouble, and its queue no other.
	late := slices.DeleteFunc(slices.Clone(f.Stuck), func(l waiting) bool { return f.mailFails(l.Team) })
	if !f.dry && len(late) > 0 {
		l := late[0]
		list = append(list, trouble{Key: "queue", Kind: "queue", Teams: stuckTeams(late),
			Detail: clipped(mail.Clean(fmt.Sprintf("%s to %s: %s", l.Kind, l.To,
				cmp.Or(l.LastError, "not tried yet"))), 300),
			Since: l.Since, Shown: true, Ripe: true})
	}
	for _, key := range slices.Sorted(maps.Keys(f.Events)) {
		if e := f.Events[key]; now.Sub(e.Last).Abs() <= eventTime {
			list = append(list, trouble{Key: key, Kind: e.Kind, Teams: []string{e.Team}, Who: e.Who,
				Detail: e.Detail, Since: e.Since, Ripe: true, Event: true})
		}
	}
	return list
}

// accountTrouble is that of an account that fails.
func accountTrouble(key string, a *account) trouble {
	proto, _, _ := strings.Cut(key, " ")
	wait := forRefusal
	switch a.Failing.Kind {
	case "network", "other":
		wait = forNetwork
	}
	t := trouble{Key: key, Kind: proto, Teams: a.Teams, Detail: a.Name + ": " + a.Failing.Error,
		Hint: a.Failing.Hint, Since: a.Failing.Since}
	if a.Failing.Kind == "login" {
		t.Kind += "-login"
	}
	t.after(a.Failing, wait)
	return t
}

// after decides by how long it was seen to fail: time in which nothing was tried
// does not count.
func (t *trouble) after(f *failing, wait patience) {
	lasted := f.Last.Sub(f.Since)
	t.Shown, t.Ripe = lasted >= wait.show, lasted >= wait.tell
}

// archiveTroubles are those of the disk. A disk that is nearly full is told
// while there is room to write the mail about it.
func archiveTroubles(f facts) (list []trouble) {
	if d := f.Damage; d != nil {
		list = append(list, trouble{Key: "damaged", Kind: "damaged", Hint: d.Hint,
			Detail: strings.TrimPrefix(d.Error, "damaged: "), Since: d.Since, Shown: true, Ripe: true})
	}
	a := f.Archive
	switch {
	case a != nil && a.Kind == "disk":
		return append(list, trouble{Key: "disk", Kind: "disk", Detail: a.Error, Hint: a.Hint,
			Since: a.Since, Shown: true, Ripe: true})
	case a != nil:
		t := trouble{Key: "archive", Kind: "other", Detail: a.Error, Hint: a.Hint, Since: a.Since}
		t.after(a, forArchive)
		list = append(list, t)
	}
	if f.Size > 0 && f.Free < lowRoom {
		list = append(list, trouble{Key: "disk", Kind: "disk", Shown: true, Ripe: true,
			Detail: fmt.Sprintf("%s free of %s", bytesOf(f.Free), bytesOf(f.Size))})
	}
	return list
}

// quiet tells whether an inbox gets no mail though people are asked: perhaps
// what is written to the team no longer arrives there.
func quiet(now time.Time, a *account) bool {
	const quietTime, quietAsked = 3 * 24 * time.Hour, 6
	return !a.Since.IsZero() && now.Sub(lastHeard(a)) > quietTime && a.Asked >= max(quietAsked, 2*a.Members)
}

// lastHeard is when the last mail came; where none ever did, when one could.
func lastHeard(a *account) time.Time {
	if a.Read.IsZero() {
		return a.Since
	}
	return a.Read
}

// stuckTeams are the teams whose letters are stuck.
func stuckTeams(letters []waiting) (teams []string) {
	for _, l := range letters {
		teams = append(teams, l.Team)
	}
	slices.Sort(teams)
	return slices.Compact(teams)
}

// unwell are the troubles that make kabar call itself unwell.
func unwell(list []trouble) []trouble {
	return slices.DeleteFunc(slices.Clone(list), func(t trouble) bool { return !t.Shown })
}

// bytesOf writes a number of bytes for people.
func bytesOf(n uint64) string {
	const units = "kMGTPE"
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	x, unit := float64(n)/1000, 0
	for x >= 999.5 && unit < len(units)-1 {
		x, unit = x/1000, unit+1
	}
	if x < 9.95 {
		return fmt.Sprintf("%.1f %cB", x, units[unit])
	}
	return fmt.Sprintf("%.0f %cB", x, units[unit])
}
