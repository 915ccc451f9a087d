package main

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kabar/digest"
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// mostGets bounds how many entries one mail brings.
const mostGets = 20

// wanted is an entry that was asked for.
type wanted struct {
	num   int64  // filing number; 0: there is none
	given string // as it was asked for, if not by a number
	of    string // what was searched, if the number was taken for the place of a hit of the newest search
	place int64  // that place
	hits  int    // of the search the mail answers, if the number is that of none of them
}

// say is the number that an answer calls it by.
func (w wanted) say() int64 {
	if w.of != "" {
		return w.place
	}
	return w.num
}

// get answers "get 3", "get #14", "get 2 5", "get 2-4", "get 8f3c21d09a" and
// "get 3 files".
func (d *desk) get(args string) error {
	entries, files, only := cutFiles(args)
	list, err := d.wanted(entries, mostGets)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		d.say(digest.Refused{Command: "get", Given: args, Why: "unclear", Near: "get 14"})
		return nil
	}
	for _, w := range list {
		full, err := d.full(w.num)
		if err != nil {
			return err
		}
		if files && full.Entry.Kind != "" {
			if err := d.enclose(w, full.Entry, only); err != nil {
				return err
			}
			continue
		}
		full.Num, full.Given, full.Of, full.Hits = w.say(), w.given, w.of, w.hits
		d.say(full)
	}
	return nil
}

// thread answers "thread 2": the entry that all began with, and what was
// written under it.
func (d *desk) thread(args string) error {
	list, err := d.wanted(args, 1)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		d.say(digest.Refused{Command: "thread", Given: args, Why: "unclear", Near: "thread 14"})
		return nil
	}
	w := list[0]
	e, ok := d.mine(w.num)
	for n := 0; ok && n < mostSteps; n++ {
		up, found := d.above(e)
		if !found {
			break
		}
		e = up
	}
	full := digest.Full{}
	if ok {
		if full, err = d.full(e.Num); err != nil {
			return err
		}
	}
	full.Num, full.Given, full.Of, full.Thread = w.say(), w.given, w.of, true
	d.say(full)
	return nil
}

// mostSteps bounds how far comments on comments are followed.
const mostSteps = 50

// above is what an entry stands under, or amends.
func (d *desk) above(e entry.Entry) (up entry.Entry, ok bool) {
	id := e.On
	if id == "" {
		id = e.Amends
	}
	nums, err := d.s.store.Find(id, 1)
	if id == "" || err != nil || len(nums) == 0 {
		return up, false
	}
	up, ok = d.mine(nums[0])
	return up, ok && up.Team == e.Team
}

// wanted finds what numbers and ids mean. In a reply to a search a number is the
// place of a hit; in a mail that replies to none of ours it is so of the newest
// search; everywhere else, and with a "#", it is the entry's own. An id, or ten
// digits of it, means one entry for ever.
func (d *desk) wanted(args string, most int) (list []wanted, err error) {
	if id, ok := entryID(args); ok {
		return d.byID(id)
	}
	nums, ok := numbers(args, most)
	if !ok {
		return nil, nil
	}
	f, replied, err := d.context()
	if err != nil {
		return nil, err
	}
	for _, n := range nums {
		w := wanted{num: n.num}
		if f != nil && !n.own && n.from <= int64(len(f.Nums)) && n.num > int64(len(f.Nums)) {
			continue // "get 2-9" of three hits: what the rest numbers is something else
		}
		if f != nil && !n.own && n.num <= int64(len(f.Nums)) {
			w.num, w.place, d.hits = f.Nums[n.num-1], n.num, f
			if !replied && w.num != w.place {
				w.of = f.Query
			}
		}
		if f != nil && replied && !n.own && w.place == 0 {
			w.hits = len(f.Nums)
		}
		list = append(list, w)
	}
	return list, nil
}

// mostAlike is how many entries whose ids begin alike are looked at.
const mostAlike = 5

// byID finds the entries with an id, or with one that begins so; those of other
// teams are not there.
func (d *desk) byID(id string) (list []wanted, err error) {
	nums, err := d.s.store.Find(id, mostAlike)
	if err != nil {
		return nil, err
	}
	for _, n := range nums {
		if _, ok := d.mine(n); ok {
			list = append(list, wanted{num: n})
		}
	}
	if len(list) == 0 {
		list = []wanted{{given: id}}
	}
	return list, nil
}

// mine is an entry that this member may read. One of another team is not there
// (PROMISES F04).
func (d *desk) mine(num int64) (entry.Entry, bool) {
	e, err := d.s.store.Entry(num)
	return e, err == nil && slices.Contains(d.s.teamsOf(d.filing.From), e.Team)
}

// full is an entry with its amendments and what was written under it.
func (d *desk) full(num int64) (digest.Full, error) {
	full := digest.Full{Num: num}
	e, ok := d.mine(num)
	if !ok {
		return full, nil // not filed, or not theirs: the same answer
	}
	later, part, err := d.under(e)
	if err != nil {
		return full, err
	}
	versions := []entry.Entry{e}
	for _, other := range later {
		if other.Kind == entry.Update && other.Amends == e.ID {
			versions = append(versions, other)
		} else if other.Kind == entry.Comment {
			full.Comments = append(full.Comments, other)
		}
	}
	full.Entry, full.Part = entry.Together(versions), part
	return full, nil
}

// mostUnder bounds how much of a thread one mail shows.
const mostUnder = 200

// under finds what stands under an entry: its amendments, comments on all of
// them, and comments on those, in the order of filing. part tells that there is
// more.
func (d *desk) under(e entry.Entry) (list []entry.Entry, part bool, err error) {
	ids, seen := []string{e.ID}, map[string]bool{e.ID: true}
	for range mostSteps {
		found, err := seek(d.s.store, d.s.index, index.Under(ids...), d.member.Lang, []string{e.Team}, 0, mostUnder+1)
		if err != nil {
			return nil, false, err
		}
		part = part || found.Total > mostUnder
		ids = nil
		for _, h := range found.Hits {
			if !seen[h.Entry.ID] && h.Num > e.Num {
				seen[h.Entry.ID] = true
				list, ids = append(list, h.Entry), append(ids, h.Entry.ID)
			}
		}
		if len(ids) == 0 || len(list) > mostUnder {
			break
		}
	}
	slices.SortFunc(list, func(a, b entry.Entry) int { return int(a.Num - b.Num) })
	if len(list) > mostUnder {
		list, part = list[:mostUnder], true
	}
	return list, part, nil
}

// number is one that was asked for, and where its span begins; own: with a "#",
// the entry's own.
type number struct {
	num, from int64
	own       bool
}

// numbers reads "14", "#14", "2 5", "2, 5 and 7" and "2-4": as many as most, and
// no more.
func numbers(args string, most int) (list []number, ok bool) {
	args = numberWords.Replace(strings.TrimRight(strings.ToLower(args), " .!"))
	for _, word := range strings.FieldsFunc(args, func(r rune) bool { return r == ' ' || r == ',' }) {
		from, to, isRange := strings.Cut(word, "-")
		if !isRange {
			to = from
		}
		own := strings.HasPrefix(from, "#")
		first, err1 := strconv.ParseInt(strings.TrimPrefix(from, "#"), 10, 64)
		last, err2 := strconv.ParseInt(strings.TrimPrefix(to, "#"), 10, 64)
		first, last = min(first, last), max(first, last)
		if err1 != nil || err2 != nil || first < 1 {
			return nil, false
		}
		for n := first; n <= last && len(list) < most; n++ {
			list = append(list, number{n, first, own})
		}
	}
	return list, len(list) > 0
}

// numberWords are what people write between numbers.
var numberWords = strings.NewReplacer(" and ", ",", " dan ", ",", " & ", ",", "&", ",",
	" to ", "-", " - ", "-", " – ", "-", "–", "-")

var (
	idShape   = pattern(`^#?([0-9a-f]{6,16})(?:…|\.{1,3}|!)?$`)
	fileWords = pattern(
		`(?i)^(.*\S)\s+(?:files?|attachments?|berkas|lampiran)(?:\s+#?([0-9]{1,2}))?[.!]?$`)
)

// pattern is a regular expression that is compiled when it is first needed: a
// search on the command line needs none of them.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// entryID reads the id of an entry, or the beginning of one. Digits only are a
// number, unless there are more than a number has.
func entryID(args string) (id string, ok bool) {
	m := idShape().FindStringSubmatch(strings.ToLower(strings.TrimSpace(args)))
	if m == nil || !strings.ContainsAny(m[1], "0123456789") ||
		len(m[1]) < 10 && strings.Trim(m[1], "0123456789") == "" {
		return "", false
	}
	return m[1], true
}

// cutFiles takes the "files" off "3 files", and the number off "3 file 2".
func cutFiles(args string) (rest string, files bool, only int) {
	m := fileWords().FindStringSubmatch(strings.TrimSpace(args))
	if m == nil {
		return args, false, 0
	}
	only, _ = strconv.Atoi(m[2])
	return m[1], true, only
}

// gone tells whether the mail of an entry is no longer kept.
func gone(err error) bool { return errors.Is(err, store.ErrNoMail) }
