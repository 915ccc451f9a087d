package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

// newestShown is how many entries the feed has.
const newestShown = 50

// survey is what has to be known of all entries before the first page can be
// written.
type survey struct {
	teams  map[string]*teamSurvey
	newest []entry.Entry // the last ones filed, oldest first
}

// teamSurvey is the survey of one team.
type teamSurvey struct {
	entries int
	days    map[civil.Date]bool
	members map[string]*person
	refs    []ref
	under   map[uint64][]int64 // id → filing numbers of the comments on it
	sorted  bool
}

// person is somebody who wrote.
type person struct {
	id     string
	name   string        // as it was last
	months map[month]int // entries of each
}

// month is a month of the calendar.
type month struct {
	year  int
	month time.Month
}

func monthOf(d civil.Date) month { return month{d.Year, d.Month} }

// String is "2026-11".
func (m month) String() string { return fmt.Sprintf("%04d-%02d", m.year, m.month) }

// words is "November 2026".
func (m month) words() string { return fmt.Sprintf("%s %d", m.month, m.year) }

func (m month) compare(o month) int {
	return cmp.Or(cmp.Compare(m.year, o.year), cmp.Compare(m.month, o.month))
}

// ref is where an entry stands.
type ref struct {
	id      uint64
	num     int64
	day     int32 // 20261122
	decided bool  // it is a decision: on a page of its own
}

func (r ref) date() civil.Date {
	return civil.Date{Year: int(r.day / 10000), Month: time.Month(r.day / 100 % 100), Day: int(r.day % 100)}
}

// take goes through all entries once.
func take(from Source) (*survey, error) {
	s := &survey{teams: map[string]*teamSurvey{}}
	err := from.Each(func(e entry.Entry) error {
		s.add(e)
		return nil
	})
	return s, err
}

// team is the survey of a team, an empty one if it has no entry.
func (s *survey) team(id string) *teamSurvey {
	t := s.teams[id]
	if t == nil {
		t = &teamSurvey{days: map[civil.Date]bool{}, members: map[string]*person{},
			under: map[uint64][]int64{}}
		s.teams[id] = t
	}
	return t
}

func (s *survey) add(e entry.Entry) {
	t := s.team(e.Team)
	t.entries++
	if !e.Date.IsZero() { // somebody took it off a decision by hand
		t.days[e.Date] = true
	}
	p := t.members[e.Member]
	if p == nil {
		p = &person{id: e.Member, months: map[month]int{}}
		t.members[e.Member] = p
	}
	p.name = nameOf(e)
	p.months[monthOf(e.Date)]++
	if id, ok := idOf(e.ID); ok {
		day := int32(e.Date.Year*10000 + int(e.Date.Month)*100 + e.Date.Day)
		t.refs = append(t.refs, ref{id, e.Num, day, e.Kind == entry.Decided})
	}
	if on, ok := idOf(e.On); ok && e.Kind == entry.Comment {
		t.under[on] = append(t.under[on], e.Num)
	}
	if s.newest = append(s.newest, e); len(s.newest) >= 2*newestShown {
		s.newest = slices.Clone(s.newest[len(s.newest)-newestShown:])
	}
}

// idOf is an entry's id as a number. An id that somebody made by hand is none.
func idOf(id string) (uint64, bool) {
	n, err := strconv.ParseUint(id, 16, 64)
	return n, err == nil && len(id) == 16
}

// find returns where the entry with this id stands; the zero ref if nowhere.
func (t *teamSurvey) find(id string) ref {
	if !t.sorted {
		slices.SortFunc(t.refs, func(a, b ref) int {
			return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.num, b.num))
		})
		t.sorted = true
	}
	n, ok := idOf(id)
	if !ok {
		return ref{}
	}
	i, found := slices.BinarySearchFunc(t.refs, n, func(r ref, id uint64) int {
		return cmp.Compare(r.id, id)
	})
	if !found {
		return ref{}
	}
	return t.refs[i]
}

// dates are the days on which there is something, oldest first.
func (t *teamSurvey) dates() []civil.Date {
	return slices.SortedFunc(maps.Keys(t.days), civil.Date.Compare)
}

// people are those who wrote, by name.
func (t *teamSurvey) people() []*person {
	list := slices.Collect(maps.Values(t.members))
	slices.SortFunc(list, func(a, b *person) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	return list
}

// written are the months in which a person wrote, oldest first.
func (p *person) written() []month {
	return slices.SortedFunc(maps.Keys(p.months), month.compare)
}

// nameOf is the name of who wrote an entry.
func nameOf(e entry.Entry) string { return cmp.Or(e.Name, e.Member, "somebody") }
