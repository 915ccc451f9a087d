package entry

import (
	"cmp"
	"math"
	"slices"
)

// Imported is the Verdict of what was brought in from files by who runs kabar.
// It is news to nobody.
const Imported = "import"

// Order compares two versions of an update by which of them counts later, and so
// may replace what the other says. What came as live mail counts in the order of
// filing, in which it arrived (PROMISES J20). What was imported counts before all
// of that, since nobody saw it come, and among itself in the order of the mails'
// own times: files are read in any order, and at any time.
func Order(a, b Entry) int {
	if a, b := a.Verdict == Imported, b.Verdict == Imported; a != b {
		return map[bool]int{true: -1, false: 1}[a]
	}
	if a.Verdict == Imported {
		if c := a.Filed.Compare(b.Filed); c != 0 {
			return c
		}
	}
	return cmp.Compare(place(a), place(b))
}

// place is the filing number; what is yet to be filed comes last.
func place(e Entry) int64 {
	if e.Num == 0 {
		return math.MaxInt64
	}
	return e.Num
}

// Together returns what versions of one update, in any order, say together: see
// Merge. All else is of the first that was filed, if it is among them. The
// argument, which is not empty, is not changed.
func Together(versions []Entry) Entry {
	list := slices.Clone(versions)
	slices.SortStableFunc(list, Order)
	all := Merge(list[0], list[1:]...)
	for _, e := range list {
		if e.Amends == "" {
			e.Sections, e.Files = all.Sections, all.Files
			return e
		}
	}
	return all
}
