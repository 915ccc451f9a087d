// Package reply tells what a person newly wrote in a reply from what their
// mail program added, and which question each part answers.
//
// The package is pure: no clock, no I/O. See docs/REPLIES.md.
package reply

// Input is a reply as mail.Parse read it, and what is known of the mail it
// answers.
type Input struct {
	Text      string   // the plain text part; "" if none
	HTML      string   // the HTML part; "" if none
	Parent    string   // text of the mail replied to, if it is one of ours; "" if unknown
	Questions []string // section names asked for, in order; empty: done, next, blocked
	Name      string   // the sender's name, as they may sign; "" if unknown
	Unasked   bool     // the mail answered asks nothing, such as a digest: only labels make sections
}

// Result is what the reply says, and why kabar thinks so.
type Result struct {
	Text      string     // all of what the person newly wrote, in their order; no quote, no signature
	Sections  []Section  // Text, placed: every word of Text is in a section or a decision
	Decisions []Decision // "Decision: …" or "Proposal: …", "Why: …", "Who: …"
	Notes     []Note     // Text, chunk by chunk, with the quoted line each stands under
	Forward   bool       // Text is a note above a forwarded mail
	Unsure    string     // why kabar is not sure of it; "" if it is
	Lines     []Line     // every line of the body with its verdict
}

// Section is the answer to one question.
type Section struct {
	Name  string // canonical: "done", "next", "blocked", "note" or a question of Input.Questions
	Items []Item

	// Unlabelled: no label and no question above any of it says that it belongs
	// here; it is here because this is the first question.
	Unlabelled bool
}

// Item is one point, without its bullet; nested ones have a Depth over 0.
type Item struct {
	Text  string
	Depth int
}

// Decision is a decision as written in a reply.
type Decision struct {
	Title string
	Why   string
	Who   string // as written: "Ana and @ben"; "" if it isn't said. See Deciders

	Proposed bool // it is still to be made: "Proposal: …"

	due string // "Deadline: …", the end of Why at last
}

// Deciders gives the names of Who one by one.
func (d Decision) Deciders() []string { return deciders(d.Who) }

// Note is a run of new text and the last quoted line above it: what an inline
// reply answers. Under is "" for text at the top.
type Note struct {
	Under string // without quote marks
	Text  string
}

// Line is one line of the body and what kabar took it for.
type Line struct {
	Text    string
	Verdict Verdict
	Rule    string // which rule decided, such as "gmail_quote", "attribution:de"
}

// Verdict is what a line is.
type Verdict string

// The verdicts of a line.
const (
	New         Verdict = "new"
	Quoted      Verdict = "quoted"
	Attribution Verdict = "attribution"
	Signature   Verdict = "signature"
	Tagline     Verdict = "tagline" // "Sent from my phone"
	HeaderBlock Verdict = "header"
)
