package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"syscall"
	"time"

	"kabar/mail"
	"kabar/mail/fetch"
	"kabar/mail/send"
	"kabar/store"
)

// health is what kabar remembers of how it fares, from step to step and over
// restarts. Only the step writes it; what it says of now, trouble.go decides.
type health struct {
	At       time.Time           `json:"at"`                // of the newest step
	Newest   time.Time           `json:"newest"`            // the latest At there ever was; see early
	Read     time.Time           `json:"read,omitzero"`     // when a mail last had its outcome
	Sent     time.Time           `json:"sent,omitzero"`     // when a server last took a letter
	Accounts map[string]*account `json:"accounts"`          // by "imap …" and "smtp …"
	Archive  *failing            `json:"archive,omitempty"` // why it can't be written
	Damage   *failing            `json:"damage,omitempty"`  // what of it can't be read
	Events   map[string]event    `json:"events,omitempty"`  // by their keys

	broke bool // in this step
}

// account is how kabar gets on with one account.
type account struct {
	Name    string    `json:"name"` // for people
	Teams   []string  `json:"teams"`
	Well    time.Time `json:"well,omitzero"` // since when it works; zero: it failed, or was not tried
	Failing *failing  `json:"failing,omitempty"`
	Since   time.Time `json:"since,omitzero"`   // when kabar first heard of it
	Read    time.Time `json:"read,omitzero"`    // inbox: when the last mail came
	Asked   int       `json:"asked,omitzero"`   // inbox: prompts that went out since then
	Members int       `json:"members,omitzero"` // inbox: how many are asked
}

// failing is something that does not work.
type failing struct {
	// Kind is that of fetch.Error, or "sender" for a server that refuses ours;
	// of the archive: "disk", "other", "damaged".
	Kind  string    `json:"kind"`
	Since time.Time `json:"since"`
	Last  time.Time `json:"last"` // the newest try
	Tries int       `json:"tries"`
	Error string    `json:"error"`          // one line
	Hint  string    `json:"hint,omitempty"` // the next step for whoever runs kabar
}

// event is something that happened and that an admin should know of: kind is
// one of digest.Trouble.
type event struct {
	Kind   string    `json:"kind"`
	Team   string    `json:"team"`
	Who    string    `json:"who"` // for people
	Detail string    `json:"detail,omitempty"`
	Since  time.Time `json:"since"`
	Last   time.Time `json:"last"`
}

// eventTime is how long an event counts after it last happened.
const eventTime = 7 * 24 * time.Hour

func boxKey(b *box) string   { return "imap " + b.name }
func postKey(p *post) string { return "smtp " + p.name }

// reached notes that an account works.
func (h *health) reached(now time.Time, key string) {
	if a := h.Accounts[key]; a != nil {
		if a.Failing = nil; a.Well.IsZero() {
			a.Well = now.UTC().Truncate(time.Second)
		}
	}
}

// lost notes that an account, or on the way to it the archive, does not work.
func (h *health) lost(now time.Time, key string, err error) {
	kind, hint := fault(err)
	a := h.Accounts[key]
	if a == nil || kind == "disk" || kind == "damaged" {
		h.broken(now, err)
		return
	}
	a.Failing, a.Well = a.Failing.again(now, kind, hint, err), time.Time{}
}

// broken notes that the archive could not be written or, in part, read.
func (h *health) broken(now time.Time, err error) {
	kind, hint := fault(err)
	if kind == "damaged" {
		h.Damage = h.Damage.again(now, kind, hint, err)
		return
	}
	h.broke = true
	h.Archive = h.Archive.again(now, kind, hint, err)
}

// again is f after one more try that failed.
func (f *failing) again(now time.Time, kind, hint string, err error) *failing {
	now = now.UTC().Truncate(time.Second)
	next := failing{Kind: kind, Since: now, Last: now, Tries: 1, Hint: hint,
		Error: clipped(mail.Clean(err.Error()), 300)}
	if f != nil && f.Kind == kind {
		next.Since, next.Tries = f.Since, f.Tries+1
	}
	return &next
}

// fault says what kind of failure an error is, and what to do about it.
func fault(err error) (kind, hint string) {
	var inbox *fetch.Error
	var post *send.Error
	var damaged *store.DamagedError
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "disk", "free some space"
	case errors.As(err, &damaged):
		return "damaged", "kabar verify names the file; a backup has it whole"
	case errors.As(err, &inbox):
		return inbox.Kind, inbox.Hint
	case errors.As(err, &post):
		return postFault(post), post.Hint
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EIO), errors.Is(err, fs.ErrPermission):
		return "other", "see that the data folder can be written"
	}
	return "other", ""
}

func postFault(e *send.Error) string {
	switch {
	case !e.Account || e.Code == 0 && e.Op != "tls":
		return "network"
	case e.Op == "login":
		return "login"
	case e.Op == "tls":
		return "tls"
	}
	return "sender"
}

// happened notes an event, and returns whether it is a new one.
func (h *health) happened(now time.Time, key string, e event) bool {
	now = now.UTC().Truncate(time.Second)
	before, known := h.Events[key]
	e.Since, e.Last = now, now
	if known {
		e.Since = before.Since
	}
	if h.Events == nil {
		h.Events = map[string]event{}
	}
	e.Detail = clipped(mail.Clean(e.Detail), 300)
	h.Events[key] = e
	return !known
}

// attend brings the list of accounts to what the config has now, and forgets
// what is over.
func (h *health) attend(now time.Time, boxes []*box, posts []*post) {
	old := h.Accounts
	h.Accounts = map[string]*account{}
	add := func(key, name string, teams []string) *account {
		a := old[key]
		if a == nil {
			a = &account{}
		}
		if a.Since.IsZero() {
			a.Since = now.UTC().Truncate(time.Second)
		}
		a.Name, a.Teams, a.Members = name, teams, 0
		h.Accounts[key] = a
		return a
	}
	for _, b := range boxes {
		a := add(boxKey(b), b.name, nil)
		for _, t := range b.teams {
			a.Teams = append(a.Teams, t.ID)
			for _, m := range t.Members {
				if !m.Guest {
					a.Members++
				}
			}
		}
	}
	for _, p := range posts {
		add(postKey(p), p.name, slices.Sorted(maps.Keys(p.teams)))
	}
	maps.DeleteFunc(h.Events, func(_ string, e event) bool { return now.Sub(e.Last).Abs() > eventTime })
	h.broke = false
}

// snapshot is a copy that later steps don't change.
func (h *health) snapshot() health {
	c := *h
	c.Accounts, c.Events = map[string]*account{}, maps.Clone(h.Events)
	for key, a := range h.Accounts {
		b := *a
		c.Accounts[key] = &b
	}
	return c
}

// readMail notes that a mail from an inbox has its outcome.
func (h *health) readMail(now time.Time, key string) {
	h.Read = now.UTC().Truncate(time.Second)
	if a := h.Accounts[key]; a != nil {
		a.Read, a.Asked = h.Read, 0
	}
}

// sentLetter notes that a letter is out; asked is for a prompt.
func (h *health) sentLetter(now time.Time, teamID string, asked bool) {
	h.Sent = now.UTC().Truncate(time.Second)
	for key, a := range h.Accounts {
		if asked && strings.HasPrefix(key, "imap ") && slices.Contains(a.Teams, teamID) {
			a.Asked++
		}
	}
}

// mailFails tells whether the server that a team's mail leaves by is failing.
func (h *health) mailFails(teamID string) bool {
	for key, a := range h.Accounts {
		if strings.HasPrefix(key, "smtp ") && a.Failing != nil && slices.Contains(a.Teams, teamID) {
			return true
		}
	}
	return false
}

// marks is where health is kept.
type marks interface {
	Mark(name string) (string, error)
	SetMark(name, value string) error
}

const (
	healthMark = "status"
	// healthTime is how old the mark gets while nothing changes but the time.
	healthTime = 10 * time.Minute
)

// loadHealth reads what was kept. A mark that can't be read is as none: it is
// built up again.
func loadHealth(from interface{ Mark(string) (string, error) }) (h health, ok bool) {
	value, err := from.Mark(healthMark)
	if err != nil || value == "" || json.Unmarshal([]byte(value), &h) != nil {
		return health{}, err == nil && value == ""
	}
	maps.DeleteFunc(h.Accounts, func(_ string, a *account) bool { return a == nil })
	return h, true
}

// kept is what was last written of health.
type kept struct {
	text string // less the time
	at   time.Time
}

// keep writes health down if it has changed since it was last kept.
func (h *health) keep(now time.Time, to marks, last *kept) error {
	h.At = now.UTC().Truncate(time.Second)
	if h.At.After(h.Newest) {
		h.Newest = h.At
	}
	timeless := *h
	timeless.At, timeless.Newest = time.Time{}, time.Time{}
	text := encode(timeless)
	if text == last.text && h.At.Sub(last.at).Abs() < healthTime {
		return nil
	}
	if err := to.SetMark(healthMark, encode(*h)); err != nil {
		return err
	}
	*last = kept{text, h.At}
	return nil
}

func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // of values that are all plain
	}
	return string(b)
}

// clipped cuts a line to n bytes and what makes whole characters.
func clipped(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
