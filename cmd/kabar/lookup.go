package main

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kabar/digest"
	"kabar/mail"
	"kabar/store/entry"
	"kabar/store/index"
)

// search answers "search …" with the newest hits of the teams the member
// belongs to.
func (d *desk) search(query string) error {
	q, err := index.Parse(query, d.now, d.member.Zone)
	var syntax *index.SyntaxError
	if errors.As(err, &syntax) {
		d.say(digest.BadQuery{Query: syntax.Query, From: syntax.Pos, To: syntax.End,
			Why: syntax.Reason(d.member.Lang), Example: "search " + syntax.Example})
		return nil
	} else if err != nil {
		return err
	}
	found, err := seek(d.s.store, d.s.index, q, d.member.Lang, d.s.teamsOf(d.filing.From), 0, pageHits)
	if err != nil {
		return err
	}
	hits := digest.Hits{Query: query, Note: strings.TrimSpace(q.Note(d.member.Lang) + " " + found.Partial), Total: found.Total,
		Over: found.More, First: 1}
	for _, h := range found.Hits {
		hit := digest.Hit{Num: h.Num, Kind: h.Entry.Kind, Name: h.Entry.Name, Filed: h.Entry.Filed,
			Excerpt: h.Excerpt}
		for _, m := range h.Marks {
			hit.Marks = append(hit.Marks, [2]int{m.Start, m.End})
		}
		hits.List = append(hits.List, hit)
	}
	d.say(hits)
	return nil
}

// teamsOf lists the teams that an address is a member's of: only those may be
// searched by it (PROMISES P11).
func (s *station) teamsOf(addr string) (ids []string) {
	for _, t := range s.cfg.Teams {
		for _, m := range t.Members {
			for _, a := range m.Addresses {
				if strings.EqualFold(a, addr) {
					ids = append(ids, t.ID)
				}
			}
		}
	}
	return ids
}

// mostGets bounds how many entries one mail brings.
const mostGets = 20

// get answers "get 14", "get #14", "get 2 5" and "get 2-4". In a reply to a
// search a number is the place of a hit; everywhere else, and with a "#", it is
// the entry's own.
func (d *desk) get(args string) error {
	nums, ok := numbers(args, mostGets)
	if !ok {
		d.say(digest.Refused{Command: "get", Given: args, Why: "unclear", Near: "get 14"})
		return nil
	}
	hits := d.hitsAnswered()
	for _, n := range nums {
		num := n.num
		if !n.own && num >= 1 && num <= int64(len(hits)) {
			num = hits[num-1]
		}
		full, err := d.full(num)
		if err != nil {
			return err
		}
		d.say(full)
	}
	return nil
}

// full is an entry with its amendments and what was written under it. An entry
// of another team is not there (PROMISES F04).
func (d *desk) full(num int64) (digest.Full, error) {
	full := digest.Full{Num: num}
	e, err := d.s.store.Entry(num)
	if err != nil || !slices.Contains(d.s.teamsOf(d.filing.From), e.Team) {
		return full, nil // not filed, or not theirs: the same answer
	}
	full.Entry = e
	later, err := d.s.store.Since(e.Team, num)
	if err := readable(err); err != nil {
		return full, err
	}
	var amendments []entry.Entry
	about := map[string]bool{e.ID: true} // the entry, and the comments under it
	for _, other := range later {
		switch {
		case other.Kind == entry.Update && other.Amends == e.ID:
			amendments = append(amendments, other)
			about[other.ID] = true
		case other.Kind == entry.Comment && about[other.On]:
			full.Comments = append(full.Comments, other)
			about[other.ID] = true
		}
	}
	full.Entry = entry.Merge(e, amendments...)
	return full, nil
}

// decisions answers "decisions" with the team's, newest first.
func (d *desk) decisions() error {
	all, err := d.s.store.Decisions(d.team.ID)
	if err := readable(err); err != nil {
		return err
	}
	part := digest.Decisions{Total: len(all)}
	for i := len(all) - 1; i >= 0 && len(part.List) < pageHits; i-- {
		part.List = append(part.List, all[i])
	}
	d.say(part)
	return nil
}

// hitsAnswered returns the entries that the search answer this mail replies to
// has shown, by their places.
func (d *desk) hitsAnswered() []int64 {
	data, ok := d.s.store.SentText(d.act.Replied)
	if !ok || !strings.HasPrefix(d.act.Replied, "answer.") {
		return nil
	}
	var nums []int64
	for _, m := range hitLine.FindAllStringSubmatch(mail.Parse(data).Text, -1) {
		place, _ := strconv.Atoi(m[1])
		num, err := strconv.ParseInt(m[2], 10, 64)
		if err != nil || place != len(nums)+1 {
			return nil // not a list of hits after all
		}
		nums = append(nums, num)
	}
	return nums
}

// hitLine is the head of a hit in our own answer: "2. Ana Putri · … #14".
var hitLine = regexp.MustCompile(`(?m)^(\d{1,4})\. .*#(\d{1,18})$`)

// number is one that was asked for; own: with a "#", the entry's own.
type number struct {
	num int64
	own bool
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
		if err1 != nil || err2 != nil || first < 1 || last < first {
			return nil, false
		}
		for n := first; n <= last && len(list) < most; n++ {
			list = append(list, number{n, own})
		}
	}
	return list, len(list) > 0
}

// numberWords are what people write between numbers.
var numberWords = strings.NewReplacer(" and ", ",", " dan ", ",", " & ", ",", "&", ",",
	" to ", "-", " - ", "-", " – ", "-", "–", "-")
