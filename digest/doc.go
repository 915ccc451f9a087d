// Package digest decides who gets what when, and what it says.
//
// # When
//
// A Slot is one prompt or one digest of one member for one date on the
// member's own calendar. Slots lists them, Due says which may go out at a
// given moment, Next when to look again. A slot is known by its Key, made of
// kind, date, member and team and of no clock: so whatever happens to zones,
// summer time, the computer's clock or the process, one key is sent once.
//
// # What
//
// Prompt, Build with Edition.Draft, and Answer each lay out a page: headings,
// paragraphs of ours, and cards that hold what people wrote. Two renderers
// turn the page into the two halves of a mail.Draft, text and HTML, so that
// both say the same. In text, nothing a person wrote ever stands in the first
// column; in HTML it stands in a bordered block: nobody can write what looks
// like kabar's words, or like somebody else's.
//
// The header line of an entry is the only line of a mail that begins in the
// first column and ends in "#" and the entry's filing number: what is
// answered below it is a comment on that entry.
//
// All words are in the locale files, one file a language.
//
// The package is pure: it reads no clock and no disk, and the same input
// gives the same bytes.
package digest
