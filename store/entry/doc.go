// Package entry has what the archive holds, the Entry of an update, a comment
// or a decision, and its form in a file. It is a contract: people back these
// files up, grep them and put them in git.
//
// # Pages
//
// A page is the Markdown file of one team and one day,
// <team>/updates/2026/2026-11-22.md. It begins with a title; then comes one
// block for each reply filed, in the order of filing:
//
//	# Sunday 22 November 2026
//
//	<!-- kabar:1 update id=5f0c… num=17 team=acme member=ana … len=118 crc=9d2f01ab -->
//	## Ana Putri, 16:52 WIB
//
//	### Done
//
//	- moved the invoices to the new queue
//	  (all of them)
//	  - and the tests
//
//	### Next
//
//	- \- write it up
//
// A block line is an HTML comment, which no renderer shows: "<!-- kabar:", the
// version of the format, the kind, then key=value pairs with one space between
// them, then " -->". It begins in the first column. Values are percent-encoded
// where they hold white space, control characters, <, >, ", % or the second of
// two hyphens, so that nothing can end the comment. The keys, each at most
// once, left out where there is nothing to say:
//
//	id      16 hex digits, see NewID          num    filing number, from 1
//	mail    key of the mail, see Key          team   team id
//	member  member id of the author           name   the author's name then
//	date    the date it is for, 2026-11-22    filed  when, RFC 3339 in UTC
//	zone    the author's IANA zone then       verdict  how the author was known
//	late    yes                               amends  id of the first update
//	on      id of the entry commented on      source  Message-ID without <>
//	files   name|type|bytes of each attachment of the mail, "|" between them
//	len     bytes after the block line        crc    CRC-32C, 8 hex digits
//
// len and crc come last. The checksum is taken over the block line up to
// " len=" and the len bytes that follow the line. A block ends where len says;
// its last byte is a line feed. What stands between the end of a block and the
// next block line, and before the first, is nobody's entry.
//
// The heading is for people only; it is not read back. "### Done" begins a
// section: the name is the heading with its first letter in lower case (a name
// for which that is not so has a "=" in front). A point begins with "- ",
// indented by two spaces for each level of nesting, and its further lines are
// indented two spaces more than its hyphen, so that what a person wrote never
// begins in the first column. In text, a backslash before ASCII punctuation
// makes it plain, as in Markdown. It is written where Markdown, Hugo or
// Obsidian would take the text for something else (a heading, a list, HTML, a
// link that hides its target, a picture, a shortcode) and read back anywhere.
//
// # What was forgotten
//
// Where an update or a comment was taken out for good there is a block of the
// kind "forgotten" with id, num, mail, team, date and filed, and nothing else:
// the filing number and the key of the mail stay used. Its body is one line of
// blanks, as long as it takes for all blocks below to stay where they are. In a
// decision, which stays, the name of who is forgotten is replaced. See Tombstone
// and Redact.
//
// # Reading a page that was changed
//
// Where the checksum fits, the block is as kabar wrote it. Where it does not
// and another block line follows, the block ends before that line and was
// edited by hand: it is read by the same rules, leniently. Where it does not
// fit and the page ends before len bytes, the block is torn: the write was cut
// short, or somebody edited the last block. Which of the two, the reader of
// one page cannot know; package store can, since it logs what was finished.
//
// # Decisions
//
// A decision is a file of its own, <team>/decisions/0007-use-postgres.md, in
// the form of MADR 4 (Markdown Any Decision Records): front matter, a title,
// "## Context and Problem Statement", "## Decision Outcome", "### Consequences"
// and, of our own, "## Log". Status and date stand once more under the title, for
// programs that read no front matter; files of the first kabar have them in the
// front matter only, and its lists with a line a name. See EncodeDecision. It is made to be edited by
// hand as well as by mail: a change by mail touches only the lines it is about.
//
// # Compatibility
//
// This is version 1. A reader of version 1 ignores keys it does not know, so
// that keys may be added without a new version ("files" was); it does not guess at a block
// of a higher version but reports it. Whatever version 1 wrote, every later
// kabar must read.
//
// The package is pure: it reads no clock and no disk.
package entry
