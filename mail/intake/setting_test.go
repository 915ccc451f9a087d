package intake

import (
	"fmt"
	"strings"
	"testing"

	"kabar/store/team"
)

// TestSet is of Sunday, 22 November 2026: what is set, and what of the
// absences stays.
func TestSet(t *testing.T) {
	today := day(t, "2026-11-22")
	over := team.Range{First: day(t, "2026-11-01"), Last: day(t, "2026-11-21")}
	open := team.Range{First: day(t, "2026-11-20")}
	later := team.Range{First: day(t, "2026-12-24"), Last: day(t, "2026-12-31")}
	for _, c := range []struct{ line, want string }{
		{"away 2026-11-25", "2026-11-20.. 2026-12-24..2026-12-31 2026-11-25..2026-11-25"},
		{"back", "2026-11-20..2026-11-21 2026-12-24..2026-12-31 paused=false"},
		{"resume", "2026-11-20..2026-11-21 2026-12-24..2026-12-31 paused=false"},
		{"pause", "paused=true"},
		{"timezone Jakarta", "zone=Asia/Jakarta"},
		{"hours 9-17", "from=09:00 to=17:00"},
		{"hours mon-wed 9-17", "from=09:00 to=17:00 days=mon,tue,wed"},
		{"prompt 16.30", "prompt=16:30"},
		{"digest 8", "digest=08:00"},
		{"language English", "lang=en"},
		{"status", ""},
		{"prompt noonish", "prompt 16:30"},
		{"digest noonish", "digest 16:30"},
		{"away yesterday", "away 2027-11-21"},
	} {
		before := team.Settings{Away: []team.Range{over, open, later}}
		name, args, _ := strings.Cut(c.line, " ")
		after, _, err := Command{Name: name, Args: args}.Set(before, today)
		got := strings.Join(tellSet(before, after), " ")
		if e, ok := err.(*ArgError); ok {
			got = e.Near
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.line, got, c.want)
		}
	}
}

// tellSet lists what is another in after than before.
func tellSet(before, after team.Settings) (list []string) {
	if fmt.Sprint(before.Away) != fmt.Sprint(after.Away) {
		for _, r := range after.Away {
			list = append(list, r.First.String()+".."+r.Last.String())
		}
	}
	tell := func(name string, set bool, value func() string) {
		if set {
			list = append(list, name+"="+value())
		}
	}
	tell("zone", after.Zone != nil, func() string { return *after.Zone })
	tell("from", after.From != nil, func() string { return after.From.String() })
	tell("to", after.To != nil, func() string { return after.To.String() })
	tell("days", after.Days != nil, func() string { return strings.Join(*after.Days, ",") })
	tell("prompt", after.Prompt != nil, func() string { return after.Prompt.String() })
	tell("digest", after.Digest != nil, func() string { return after.Digest.String() })
	tell("lang", after.Lang != nil, func() string { return *after.Lang })
	tell("paused", after.Paused != nil, func() string { return fmt.Sprint(*after.Paused) })
	return list
}
