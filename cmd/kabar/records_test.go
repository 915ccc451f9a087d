package main

import (
	"slices"
	"testing"

	"kabar/store/civil"
	"kabar/store/entry"
)

// countingArchive counts how often it is read.
type countingArchive struct {
	all   []entry.Entry
	reads int
}

func (c *countingArchive) Since(_ string, num int64) (list []entry.Entry, err error) {
	c.reads++
	return slices.DeleteFunc(slices.Clone(c.all), func(e entry.Entry) bool { return e.Num <= num }), nil
}

func (c *countingArchive) On(string, civil.Date, civil.Date) ([]entry.Entry, error) {
	c.reads++
	return slices.Clone(c.all), nil
}

func (c *countingArchive) Decisions(string) ([]entry.Entry, error) { c.reads++; return nil, nil }
func (c *countingArchive) Last() int64                             { return int64(len(c.all)) }

// TestRecords: what one member is told of does not depend on who is told before
// them, and costs no reading once it was read.
func TestRecords(t *testing.T) {
	from := &countingArchive{}
	for n := range int64(9) {
		e := entry.Entry{Num: n + 1, Kind: entry.Update, Name: "Ben"}
		if n == 5 {
			e.Verdict = entry.Imported
		}
		e.Sections = []entry.Section{{Name: "note", Items: []entry.Item{{Text: "Thanks, Ben"}, {Text: "news"}}}}
		from.all = append(from.all, e)
	}
	r := newRecords(from)
	for _, c := range []struct {
		num   int64
		want  []int64
		reads int
	}{
		{7, []int64{8, 9}, 1}, {8, []int64{9}, 1}, {9, nil, 1}, {12, nil, 1},
		{4, []int64{5, 7, 8, 9}, 2}, {7, []int64{8, 9}, 2}, {0, []int64{1, 2, 3, 4, 5, 7, 8, 9}, 3}, {5, []int64{7, 8, 9}, 3},
	} {
		got, err := r.since("acme", c.num)
		var nums []int64
		for _, e := range got {
			nums = append(nums, e.Num)
			if len(e.Sections[0].Items) != 1 {
				t.Errorf("since %d: %d says %v", c.num, e.Num, e.Sections)
			}
		}
		if !slices.Equal(nums, c.want) || err != nil || from.reads != c.reads {
			t.Errorf("since %d: %v after %d readings, want %v after %d; %v", c.num, nums, from.reads, c.want, c.reads, err)
		}
		_ = append(got, entry.Entry{}) // what somebody adds is theirs alone
	}
	from.reads = 0
	first, last := civil.Date{Year: 2026, Month: 11, Day: 1}, civil.Date{Year: 2026, Month: 11, Day: 18}
	for range 2 {
		all, _ := r.on("acme", first, last)
		told, _ := r.toldOn("acme", first, last)
		if len(all) != 9 || len(all[0].Sections[0].Items) != 2 || len(told[0].Sections[0].Items) != 1 || from.reads != 1 {
			t.Errorf("%d entries, %v, told %v, %d readings", len(all), all[0], told[0], from.reads)
		}
	}
	if r.on("acme", first, last.Add(1)); from.reads != 2 {
		t.Errorf("other days: %d readings", from.reads)
	}

	fresh, _ := r.since("acme", 4)
	told, _ := r.toldOn("acme", first, last)
	one := r.commonOf(audience{last, 4}, fresh, told)
	for _, c := range []struct {
		to   audience
		same bool
	}{{audience{last, 4}, true}, {audience{last.Add(1), 4}, false}, {audience{last, 5}, false}} {
		if same := r.commonOf(c.to, fresh, told) == one; same != c.same {
			t.Errorf("%v has it in common: %t", c.to, same)
		}
	}
}
