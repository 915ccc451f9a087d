// Package store keeps the archive on disk: entries, raw mails, strays,
// settings, letters and marks. The files are the truth; what is not in them
// kabar does not know. Their form is a contract.
//
// # The data folder
//
//	kabar.toml                           stamp: version of the layout; a newer one is refused
//	lock                                 held by the one process that writes, with its pid
//	wanted                               held by a command that takes its turn; see OpenInTurn
//	daemon                               held by kabar run to its end, with its pid; see Claim
//	journal                              the batch being filed; empty at rest
//	filed.log                            one line for each entry, in the order of filing
//	seen.log                             one line for each mail, with what became of it
//	changes.log                          one line for each rewrite of a decision or people file,
//	                                     for each stray that was dropped (no new SHA-256), and
//	                                     for each file out of which somebody was forgotten
//	seen.table, outbox/ids.table           where in the logs which line is; derived
//	key                                  secret of the reply tokens, 64 hex digits, mode 0600; below it
//	                                     older ones, "<64 hex digits> until <time>"
//	examined                             when the pages were last looked over; may be deleted
//	marks/<name>                         small values
//	outbox/{due,sending}/<key>.letter    letters; the folder is their state
//	outbox/{sent,dropped}/2026-11/<key>.letter
//	outbox/ids.log                       which letter has which Message-ID
//	strays/, mail/                       as in a team, for mails of no team
//	<team>/updates/2026/2026-11-22.md    a page a day: see package entry
//	<team>/decisions/0007-use-postgres.md
//	<team>/mail/2026-11.mbox             mails as received, by month of arrival in UTC
//	<team>/strays/<id>.eml, <id>.why     what could not be placed, and why
//	<team>/people/<member>.toml          see package team
//
// Other files in these folders are somebody's own: nothing reads them. Names
// made from keys hold lower-case letters, digits, "." and "-"; any other byte
// is "_" and two hex digits, so that two keys never share a file, on any file
// system. Names that begin with ".tmp-" are files being written; older than 36
// hours they are swept.
//
// # Logs
//
// A line of a log is fields with one space between them, then a CRC-32C of all
// before it as 8 hex digits. White space, control characters and "%" are
// percent-encoded in a field; an empty field is "-". Times are RFC 3339 in UTC.
//
//	filed.log      number time file offset length SHA-256 id
//	seen.log       time mail outcome ref entries reason Message-ID mailbox@offset+length
//	changes.log    time file old-SHA-256 new-SHA-256 by what
//	outbox/ids.log time hash file-name
//
// In filed.log numbers grow by one (a copy made while kabar writes may lack
// some); offset, length and SHA-256 are those of
// the block (or of the whole decision file) as it was filed. In seen.log, mail
// is the mail's key (entry.Key), ref the id of its first entry or stray,
// entries their number, and the last field where it is kept as it came. The
// newest line of a mail counts; its outcome "incomplete" says that it may be
// filed again, since not all of it is here; "forgotten" that of it there is only
// this line, with dots in the place of what it said, and perhaps a tombstone.
//
// # A mailbox
//
// mboxrd, the mail's own line ends kept. Each mail has one header field of
// kabar's on top, "X-Kabar-Mail: key length CRC-32C", of the mail as it came;
// a line feed is added to a mail that does not end in one. A mail of line feeds
// from "-" is one that was forgotten.
//
// # Letters, marks, strays
//
// A letter file is "key: value" lines, an empty line, and the mail. The last
// two of the lines are its length and "sum", a CRC-32C of all lines before and
// of the mail. A mark is its value, a line feed and a line "sum: " with the
// CRC-32C of the value. A .why file is "key: value" lines that end with "end:";
// keys that are not known are passed over.
//
// # What holds
//
// File, Publish, Move, Hand, Retry, SetMark and SetSettings return nil
// only when what they did survives a power cut. After an error it may or may not
// have been done; the same call again does it exactly once. File and Publish do
// all of a batch or nothing: the batch is written to the journal and synced
// first, then carried out; what a crash leaves undone, Open finishes. One process
// writes; any number may read beside it (View), and see no half of anything.
//
// Nothing here deletes or overwrites what it did not write. What is damaged is
// named (Check), and left where it is or moved aside.
package store
