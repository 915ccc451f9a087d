package main

import (
	"cmp"
	"encoding/json"
	"time"

	"kabar/mail/auth"
	"kabar/store"
	"kabar/store/team"
)

// found is what later mails may mean of the searches that one answer of ours
// answers: it is kept with the answer's letter. "get 3" in a reply to it means
// the third number for ever, whatever is filed meanwhile.
type found struct {
	Nums  []int64   `json:"nums"`            // filing numbers of all hits shown, by their places
	First int       `json:"first,omitempty"` // place, from 0, of the first hit of Query: "more" goes on with the last search of a mail
	Query string    `json:"query"`           // as asked, "sort:best" added where that was meant
	Asked time.Time `json:"asked"`           // when: its "since:monday" is meant from then
	Top   int64     `json:"top"`             // the newest entry then: what was filed later is no hit of it
	Total int       `json:"total"`           // how many hits there were, as counted then
	Over  bool      `json:"over,omitempty"`  // there were more
	More  bool      `json:"more,omitempty"`  // there are more than were shown
}

// mostPlaces bounds how many hits of one search, or of the searches of one
// mail, can be gone through with "more".
const mostPlaces = 1000

// newestTime is for how long a mail that answers none of ours means the hits of
// the newest search. Then a number is an entry's own again.
const newestTime = 30 * 24 * time.Hour

// newestSearch is the mark that names a member's newest search.
type newestSearch struct {
	At   time.Time `json:"at"`
	Mail string    `json:"mail"` // Message-ID of the answer
}

func newestMark(t team.Team, m team.Member) string { return "search." + t.ID + "." + m.ID }

// context finds the search that this mail is about: the one answered by the
// mail it replies to, else the member's newest. It is nil if there is none, or
// if the mail replies to something else, where numbers are entries' own.
// replied tells which of the two it is.
func (d *desk) context() (f *found, replied bool, err error) {
	if d.hits != nil { // a search in this very mail
		return d.hits, true, nil
	}
	l, replied := d.answered()
	if !replied {
		value, err := d.s.store.Mark(newestMark(d.team, d.member))
		if err != nil {
			return nil, false, err
		}
		var n newestSearch
		if value == "" || json.Unmarshal([]byte(value), &n) != nil || d.now.Sub(n.At) > newestTime {
			return nil, false, nil
		}
		if l, _ = d.s.store.Sent(n.Mail); l == nil {
			return nil, false, nil
		}
	}
	if l == nil || l.State == "" || l.Team != d.team.ID || l.Member != d.member.ID {
		return nil, replied, nil
	}
	f = &found{}
	if json.Unmarshal([]byte(l.State), f) != nil || len(f.Nums) > mostPlaces+pageHits {
		return nil, replied, nil
	}
	return f, replied, nil
}

// answered is the letter of ours that this mail replies to. A link in our mail
// begins a new mail, which the token in its address ties to it.
func (d *desk) answered() (l *store.Letter, ok bool) {
	if d.act == nil {
		return nil, false
	}
	if d.act.Replied != "" {
		l, _ = d.s.store.Sent(d.act.Replied)
		return l, true
	}
	if t := d.token; t != nil && t.Kind == "answer" && t.Member == d.member.ID && t.Team == d.team.ID {
		l, _ = d.s.store.Letter(answerKey(*t))
		return l, l != nil
	}
	return nil, false
}

// answerKey is the key of the letter that carries a token of an answer.
func answerKey(t auth.Token) string { return "answer." + t.Ref + "." + t.Member + "." + t.Team }

// contextName tells one search from another: the same words about another
// search ask for something else.
func (d *desk) contextName() string {
	f, _, err := d.context()
	if err != nil || f == nil {
		return cmp.Or(d.act.Replied, "-")
	}
	return encode(f)
}

// remember keeps with the letter of the answer what later mails may mean by its
// numbers; and if it answers a search, that this is now the newest.
func (d *desk) remember(l *store.Letter) error {
	if d.hits == nil {
		return nil
	}
	l.State = encode(d.hits)
	if !d.searched {
		return nil
	}
	n := newestSearch{At: d.now.UTC().Truncate(time.Second), Mail: l.MessageID}
	return d.s.store.SetMark(newestMark(d.team, d.member), encode(n))
}
