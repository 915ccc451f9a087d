// Package intake decides what a mail means to us: Read takes a message, the
// roster and the verdict on its writer, and returns one Act of a closed set.
//
// It decides in this order, and the first that holds counts:
//
//  1. Our own mail and mail that goes in circles: *Ignore, or *Stray where only
//     the number of servers on its way tells (A25, B10, B11).
//  2. Reports of machines: a *Bounce counts only for the member whom a mail of
//     ours went to; other bounces are ignored (B12 to B20, B26).
//  3. Automatic mail: *Auto. First by the letter of RFC 3834, then by the marks
//     that answering machines, ticket systems and lists are known for in header,
//     subject and text (group B). Who writes about being out of the office is a
//     person. Auto.Away is set where the mail looks like "out of office".
//  4. Who wrote it (PROMISES section 2). A stranger is ignored, without trace or
//     answer. A member whose mail is forged, proved by nothing, or answers what
//     was sent to somebody else gives a *Stray. The least proof is a pass, or
//     the member's own token: enough for updates and comments.
//  5. What is asked for: *Commands, see below. They need a pass; if no server is
//     trusted, the member's own token and, for whatever changes something, a
//     confirmation (Commands.Confirm).
//  6. Mail without new text: *Stray.
//  7. Answers to a digest: *Comment, unless they carry section labels.
//  8. All else is an *Update, for the date of the prompt whose token it brings
//     back, else for the date of arrival where the member is.
//
// # The kinds in kabar parse
//
// Act.Kind is "update", "decision" (an update of decisions only), "comment",
// "command", "bounce" (also complaints), "auto-reply", "stray" or "ignored".
// Without a config (Roster.Known is false) nobody's identity is checked:
// anybody is taken for a member, every report for one about our mail, and
// nothing is ignored; the marks of automatic mail count all the same.
// Said.Reason says in one line why a mail was read so.
//
// # What is a command
//
// Commands stand in the subject of a mail that answers none and has no other
// text, or in the first lines newly written, one a line: never in a quote, a
// signature, or a mail that was beyond repair. A subject that begins with "Re:"
// is somebody's earlier subject and no command; a mail of HTML alone is read
// like any other (F16, F17). A greeting, thanks and the writer's own name may
// stand around them.
//
// An ordinary sentence that begins with the word of a command stays an update
// ("Search is fixed now", "Back from lunch"): the table in forms.go has, for
// each command, what may stand behind it. Where an update is expected, in an
// answer to a prompt, a line must fit exactly and be all there is; only the
// settings may stand above an update there, which is then in Commands.Rest
// ("away until Friday", and below it what was done). Elsewhere attempts count
// as well ("timezone Atlantis", "serach postgres"), so that they can be answered
// with what would be understood. Letters that only look right are never obeyed
// (F18). What becomes of one line that only begins like a command stands in
// attempt.go; docs/REPLIES.md has the rule for people.
//
// # Comments on a digest
//
// A digest shows the filing number of each entry at the end of the line above
// it: "Ana Putri · 16:52 · #14". Text written below that line, up to the next
// one, is a comment on entry 14; so is a line "re 14: …" anywhere. Text above
// all entries or below the whole digest is a comment on the day (On 0).
//
// # The arguments of commands
//
// Command.Set reads them, in closed grammars of English and Indonesian, and
// says what the member's settings are then. What it refuses it refuses with an
// *ArgError, which holds the nearest command that would be understood (F13,
// F14). Zones are looked up in a committed list of names, since
// the database of the machine could only be read from disk.
//
// The package is pure: it reads no clock and no disk.
package intake
