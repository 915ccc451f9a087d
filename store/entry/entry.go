package entry

import (
	"strings"
	"time"

	"kabar/store/civil"
)

// Kind says what an entry is.
type Kind string

// The kinds of entries.
const (
	Update  Kind = "update"   // a member's answer to the prompt of a date
	Comment Kind = "comment"  // written under somebody else's entry
	Decided Kind = "decision" // a numbered record, in a file of its own

	// Forgotten is what is left of an update or a comment that was taken out of
	// the archive: no reader but verify gets to see it. See Tombstone.
	Forgotten Kind = "forgotten"
)

// Entry is one thing in the archive. It is a plain value: what the page says.
type Entry struct {
	ID      string     // derived from the mail it came in: 16 hex digits; see NewID
	Num     int64      // filing number, 1 and up in the order of filing; 0 before it is filed
	Kind    Kind       //
	Team    string     // team id
	Member  string     // the author's member id
	Name    string     // the author's name when it was filed
	Date    civil.Date // the local date it is for
	Filed   time.Time  // UTC, whole seconds
	Zone    string     // the author's zone when it was filed, IANA name
	Mail    string     // key of the mail it came in, see Key; "" if it came in none
	Source  string     // Message-ID of the mail, without <>; may be empty
	Verdict string     // how the author was known: see auth.Verdict.Proof
	Late    bool       // arrived after the digests of its date went out, or for an older prompt
	Amends  string     // id of the first update for this member and date, if this is a later one
	On      string     // comment: id of the entry it stands under; empty: the day as a whole

	Files    []File    // attachments of its mail, at most MaxFiles
	Sections []Section // update, comment: in the order they were written
	Decision *Decision // decision only
}

// Section is one answered question of an update.
type Section struct {
	Name  string // canonical: "done", "next", "blocked", "note", or a team's own question id
	Items []Item
}

// Item is one point of a section. Text is what the person wrote, line breaks
// included, without the bullet; never cut.
type Item struct {
	Text  string
	Depth int // nesting under the item before: 0 is the top, at most 8
}

// Decision is a numbered record, kept as a MADR file.
type Decision struct {
	Number     int // 1 and up in a team; 0 before it is filed
	Title      string
	Why        string     // may be empty
	Status     string     // "proposed", "accepted", "rejected", "withdrawn", "superseded by 0009"
	Deadline   civil.Date // zero: none
	Makers     []string   // names of who decided
	Consulted  []string
	Informed   []string
	Objections []string
	Log        []Change // what happened to it, oldest first
}

// State is the first word of Status in lower case, so that what somebody wrote
// into the file counts: "proposed" also of "Open", "pending" and "Draft", the
// words of other tools for what is still to be decided.
func (d Decision) State() string {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(d.Status)), " ")
	switch word {
	case "open", "pending", "draft":
		return "proposed"
	}
	return word
}

// Known tells whether State is a word that means something to kabar: its own, and
// MADR's "deprecated". A decision of another state is in no list by its state.
func (d Decision) Known() bool {
	switch d.State() {
	case "proposed", "accepted", "rejected", "withdrawn", "superseded", "deprecated":
		return true
	}
	return false
}

// Change is one line of a decision's log.
type Change struct {
	At   time.Time // UTC
	By   string    // member id
	What string
}
