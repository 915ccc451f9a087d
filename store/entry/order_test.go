package entry

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOrder: of what was imported the mails' own times count, whichever was filed
// first, and never against what came as live mail.
func TestOrder(t *testing.T) {
	for _, c := range []struct{ name, versions, together, stands string }{
		{"live: as filed", "16 done: a| 10 done: b", "done: b", "-| done: b"},
		{"imported: by the time of the mail", "i16 done: a| i10 done: b", "done: a", "done: a| -"},
		{"at the same time: as filed", "i10 done: a| i10 done: b", "done: b", "-| done: b"},
		{"imported later than live", "10 done: a| i16 done: b; next: c", "done: a; next: c", "done: a| next: c"},
		{"imported before live", "i16 done: a| 10 done: b", "done: b", "-| done: b"},
		{"notes by time", "i16 note: a| i10 note: b| 9 note: c", "note: b, a, c", "note: a| note: b| note: c"},
		{"live, to be filed", "10 done: a| n11 done: b", "done: b", "-| done: b"},
	} {
		var all []Entry
		for i, text := range strings.Split(c.versions, "| ") {
			at, text, _ := strings.Cut(text, " ")
			e := entryOf(text)
			e.ID, e.Num, e.Kind, e.Team, e.Member = fmt.Sprintf("%016x", i), int64(i+1), Update, "acme", "ana"
			if strings.HasPrefix(at, "i") {
				e.Verdict = Imported
			} else if strings.HasPrefix(at, "n") {
				e.Num = 0
			}
			hour := 0
			fmt.Sscanf(strings.Trim(at, "in"), "%d", &hour)
			e.Filed = time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC)
			if i > 0 {
				e.Amends = all[0].ID
			}
			all = append(all, e)
		}
		var stands []string
		for _, e := range all {
			now, ok := Standing(e, all)
			stands = append(stands, map[bool]string{true: textOf(now), false: "-"}[ok])
		}
		if got := strings.Join(stands, "| "); got != c.stands {
			t.Errorf("%s: there stand %q, want %q", c.name, got, c.stands)
		}
		for range 2 {
			if got := Together(all); textOf(got) != c.together || got.ID != fmt.Sprintf("%016x", 0) {
				t.Errorf("%s: together %q of %s, want %q", c.name, textOf(got), got.ID, c.together)
			}
			slices.Reverse(all)
		}
	}
}
