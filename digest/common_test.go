package digest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/store/entry"
)

// TestCommon: a reader's digest is the same whether what it shares with others
// is made for them alone or for all, and whoever reads before.
func TestCommon(t *testing.T) {
	tm := harbour(t)
	texts := []string{"none", "no VPN account", "still no VPN account", "the printer is on fire", "Ben, where is the key?",
		"no key\n- the printer is on fire"}
	seen := 0
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		history, fresh := lastWeek(t), friday(t)
		for n := range int64(30) {
			date := day("2026-11-12").Add(r.IntN(13)).String() // one is after tomorrow
			it := wrote(30+n, tm.Members[r.IntN(len(tm.Members))], date, date+"T15:00",
				"done: something\nblocked: "+texts[r.IntN(len(texts))])
			if history = append(history, it); n > 15 {
				fresh = append(fresh, it)
			}
		}
		slices.SortStableFunc(history, func(a, b entry.Entry) int { return a.Date.Compare(b.Date) })
		src := Source{Team: tm, Date: day("2026-11-22"), Now: utc("2026-11-22T07:30"), Fresh: fresh, History: history}
		common := CommonOf(src.Date, fresh, history)
		for _, m := range append(tm.Members, tm.Members[0]) {
			alone, shared := src, src
			alone.Reader, shared.Reader, shared.Common = m, m, common
			env := Envelope{Date: src.Now}
			if diff := cmp.Diff(Build(alone).Draft(env), Build(shared).Draft(env)); diff != "" {
				t.Errorf("seed %d, %s (-alone +shared):\n%s", seed, m.ID, diff)
			}
			// The reader's own updates have no part in it.
			own := func(e entry.Entry) bool { return e.Member == m.ID }
			others := openBlockers(src.Date, slices.DeleteFunc(slices.Clone(fresh), own), slices.DeleteFunc(slices.Clone(history), own))
			if got, want := told(common.blockersBut(m.ID)), told(others); got != want {
				t.Errorf("seed %d, %s: blockers\n%s\nwant\n%s", seed, m.ID, got, want)
			}
			seen += len(others)
		}
	}
	if seen < 100 {
		t.Errorf("only %d blockers were compared", seen)
	}
}

func told(list []blocker) string {
	var b strings.Builder
	for _, it := range list {
		b.WriteString(it.by.Member + " " + it.since.String() + " " + it.point.text() + "\n")
	}
	return b.String()
}
