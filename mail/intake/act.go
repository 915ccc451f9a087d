package intake

import (
	"time"

	"kabar/mail"
	"kabar/mail/reply"
	"kabar/store/civil"
	"kabar/store/team"
)

// Roster is what Read must know of us to place a mail.
type Roster struct {
	Teams   []team.Team // the teams whose inbox this mail was found in
	Trusted bool        // an authserv-id is configured: without a pass, members may only update
	Known   bool        // false: there is no config (kabar parse): anybody counts as a member
	// Sent returns the text of a mail of ours by its Message-ID, "" if unknown.
	// May be nil.
	Sent func(messageID string) string
	// Subject returns the subject of a mail of ours, as Sent its text. May be nil:
	// then the subject of a reply is never read.
	Subject func(messageID string) string
	Now     time.Time // arrival: INTERNALDATE, or now where there is none
}

// Act is what a mail asks of kabar: one of *Update, *Comment, *Commands,
// *Bounce, *Auto, *Stray, *Ignore.
type Act interface {
	// Said returns who wrote what, and why it was read so.
	Said() *Said
	// Kind is the word for it in logs and in kabar parse: "update", "comment",
	// "command", "bounce", "auto-reply", "stray", "ignored"; an update that
	// holds nothing but decisions is a "decision".
	Kind() string
}

// Said is what every act has.
type Said struct {
	From    mail.Address
	Team    string // "" if unknown
	Member  string // "" if unknown
	Text    string // all of what the person newly wrote
	Reason  string // why it was read so; one line, English
	Proof   string // auth.Verdict.Proof
	Replied string // Message-ID of our mail it answers; "" if none
	Result  reply.Result
}

// Said returns s itself, so that every act that embeds a Said has the method.
func (s *Said) Said() *Said { return s }

// saying is Said by another name: embedded under its own, the field would hide
// the method.
type saying = Said

// Update files what a member wrote for a date.
type Update struct {
	*saying
	Date civil.Date // the prompt's date, or the local date of arrival
	Late bool       // the prompt answered was an older one

	// Doubts is lines of it that may have been meant as commands, at most three:
	// they are filed as they stand, and not obeyed. Near is how each is written
	// in a mail of its own.
	Doubts []Command
}

// Comment files what a member wrote under another entry.
type Comment struct {
	*saying
	Notes []CommentNote // in the order written, at least one
	Date  civil.Date    // the local date of arrival

	// Doubts is as in Update: "pause" below a comment is part of it.
	Doubts []Command
}

// CommentNote is a text under one entry of the digest answered.
type CommentNote struct {
	On   int64 // filing number; 0: the day as a whole
	Text string
}

// Commands asks kabar for something, one command a line.
type Commands struct {
	*saying
	List    []Command // at least one, at most maxCommands
	Refused int       // how many more there were
	Confirm bool      // identity is by token only: ask back before doing what Changes something
	// Rest is what else the mail says: an *Update or *Comment to be filed, as if
	// it were a mail of its own. Its Said has the same From, Team and Member. Nil
	// if there is nothing but commands, which is the rule.
	Rest Act
}

// Command is one line of a command mail.
type Command struct {
	Name string // canonical: "help", "search", …; "" for an unknown one
	Args string // the rest of the line, trimmed
	Line string // as written, one line, bounded

	// Near is for an unknown or wrong one: the nearest command, whole, such as
	// "search postgres"; "" if none is near.
	Near string

	// Wrong: what stands behind the word can't be what the command needs. It is
	// not to be carried out, but answered, with Near. It was not filed either.
	Wrong bool

	// Changes tells that it does more than read: with Commands.Confirm it waits
	// until the member has confirmed it.
	Changes bool

	above bool // may stand above an update in one mail
}

// Bounce is a delivery report about a mail of ours.
type Bounce struct {
	*saying
	Report mail.Report
}

// Auto is mail that no person wrote: out of office, list, robot. No entry.
type Auto struct {
	*saying
	Away bool // looks like "out of office": the next prompt may ask "away until …?"
	// Keep: its words alone say so, and words can mislead. The mail is to be kept
	// as it came.
	Keep bool
}

// Stray is a mail that could not be placed: kept raw with the reason.
type Stray struct {
	*saying
	// Retry: it could not be told for the moment who wrote it (temperror, A39). It
	// is kept as a stray, and may be read again: where the name server did not
	// answer, that can help; what a mail server wrote into the mail stays.
	Retry bool
}

// Ignore is a mail that must leave no trace but a log line: strangers,
// our own mail.
type Ignore struct{ *saying }

// Kind is "update", or "decision" if there is nothing but decisions.
func (u *Update) Kind() string {
	if len(u.Result.Sections) == 0 && len(u.Result.Decisions) > 0 {
		return "decision"
	}
	return "update"
}

// Kind is "comment".
func (*Comment) Kind() string { return "comment" }

// Kind is "command".
func (*Commands) Kind() string { return "command" }

// Kind is "bounce".
func (*Bounce) Kind() string { return "bounce" }

// Kind is "auto-reply".
func (*Auto) Kind() string { return "auto-reply" }

// Kind is "stray".
func (*Stray) Kind() string { return "stray" }

// Kind is "ignored".
func (*Ignore) Kind() string { return "ignored" }
