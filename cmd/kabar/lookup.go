package main

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"kabar/digest"
	"kabar/store/index"
)

// search answers "search …" with the newest hits of the teams the member
// belongs to, and "best …" with the best.
func (d *desk) search(query string) error {
	q, err := index.Parse(query, d.now, d.member.Zone)
	var syntax *index.SyntaxError
	if errors.As(err, &syntax) {
		d.say(digest.BadQuery{Query: syntax.Query, From: syntax.Pos, To: syntax.End,
			Why: syntax.Reason(d.member.Lang), Example: "search " + syntax.Try(d.member.Lang)})
		return nil
	} else if err != nil {
		return err
	}
	f := &found{Query: query, Asked: d.now.UTC().Truncate(time.Second), Top: d.s.store.Last()}
	if d.hits != nil && d.searched { // the places of this mail go on
		f.Nums, f.First = d.hits.Nums, len(d.hits.Nums)
	}
	return d.show(f, q)
}

// bestOf is a query with the order that "best" asks for.
func bestOf(query string) string { return query + " sort:best" }

// more answers "more" with the hits after the last one shown: neither those
// filed since nor any that was shown are among them.
func (d *desk) more() error {
	f, _, err := d.context()
	if err != nil {
		return err
	}
	if f == nil {
		d.say(digest.Refused{Command: "more", Why: "nosearch", Near: "search postgres"})
		return nil
	}
	q, err := index.Parse(f.Query, f.Asked, d.member.Zone)
	if err != nil {
		return err // it was read before
	}
	next := *f
	return d.show(&next, q)
}

// show says one page of the hits of q after those of f, and adds them to f.
func (d *desk) show(f *found, q index.Query) error {
	first := len(f.Nums)
	began := first > f.First
	hits := digest.Hits{Query: f.Query, Note: q.Note(d.member.Lang), First: first + 1}
	var page []index.Hit
	if !began || f.More {
		var err error
		var partial string
		if page, partial, err = d.page(f, q); err != nil {
			return err
		}
		hits.Note = strings.TrimSpace(hits.Note + " " + partial)
		if !began && len(page) == 0 {
			hint := q.Hint(d.member.Lang, known(d.s.cfg, d.s.teamsOf(d.filing.From)))
			hits.Note = strings.TrimSpace(hits.Note + " " + hint)
		}
	}
	for _, h := range page {
		hit := digest.Hit{Num: h.Num, ID: shortID(h.Entry.ID), Kind: h.Entry.Kind,
			Name: h.Entry.Name, Filed: h.Entry.Filed, Excerpt: h.Excerpt}
		for _, m := range h.Marks {
			hit.Marks = append(hit.Marks, [2]int{m.Start, m.End})
		}
		hits.List = append(hits.List, hit)
		f.Nums = append(f.Nums[:len(f.Nums):len(f.Nums)], h.Num)
	}
	f.More = f.More && len(f.Nums) < mostPlaces
	hits.Total, hits.Over, hits.More = f.Total, f.Over, f.More
	if !began && len(page) == 0 {
		hits.First = 1
	}
	d.hits, d.searched = f, true
	d.say(hits)
	return nil
}

// page finds the next hits of a search, a page of them at most, and tells in f
// whether there are more. partial says that the index is being made
// anew, or that some can't be read.
func (d *desk) page(f *found, q index.Query) (page []index.Hit, partial string, err error) {
	teams := d.s.teamsOf(d.filing.From)
	shown := f.Nums[f.First:]
	top, step := f.Top, pageHits+1
	if q.Best() { // what was amended since may have changed the order
		step = index.MaxTotal
	} else if len(shown) > 0 {
		top = shown[len(shown)-1] - 1
	}
	f.More = false
	unread := 0
	for at := 0; ; at += step {
		r, err := seek(d.s.store, d.s.index, q.UpTo(max(top, 1)), d.member.Lang, teams, at, step)
		if err != nil {
			return nil, "", err
		}
		unread += r.Unread
		partial = strings.TrimSpace(r.Partial + " " + index.Unread(d.member.Lang, unread))
		if at == 0 && len(shown) == 0 {
			f.Total, f.Over = r.Total, r.More
		}
		for _, h := range r.Hits {
			switch {
			case slices.Contains(shown, h.Num):
				continue
			case len(page) == pageHits:
				f.More = true
				return page, partial, nil
			}
			page = append(page, h)
		}
		if at+step >= r.Total && (!r.More || at+step >= index.MaxTotal) {
			return page, partial, nil
		}
	}
}

// shortID is how much of an entry's id is shown: enough that hardly ever two
// entries share it, and if so, "get" brings both.
func shortID(id string) string { return id[:min(len(id), 10)] }

// teamsOf lists the teams that an address is a member's of: only those may be
// searched by it (PROMISES P11).
func (s *station) teamsOf(addr string) []string {
	return slices.Sorted(maps.Keys(s.memberships(addr)))
}
