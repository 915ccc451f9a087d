// Package index answers searches: it has the query language, an excerpt of what
// was found, and a full-text index in a file of its own.
//
// A Query, made by Parse, is a pure value. Query.Match says which entries it
// finds; that is the definition of the language, docs/SEARCH.md its explanation.
// Scan asks Match about every entry there is. Index gives the same answers from
// index.db, which is derived from the archive and may be deleted at any time.
// That both agree is what the tests hold on to, with random queries over a
// random archive in four languages.
//
// # What is searched
//
// The words of an entry are those that people wrote: the points of an update or
// a comment; title, reasons, objections and names of a decision; the names of
// attachments. They are folded and cut into tokens by this package, for texts
// and queries alike (see token). Everything else, such as author, date, kind and project, becomes tags (see
// tags), which are tokens that no text can contain.
//
// # The file
//
// index.db is SQLite with FTS5 tables, written in WAL mode, so that readers in
// this and in other processes go on beside the one writer. Its tables:
//
//	about    one row: the stamp of who wrote it. An index with another stamp is
//	         not used but begun anew, so any change to the tables, to folding,
//	         tokens or tags must raise the version in the stamp.
//	file     one row for each file of the archive that was looked at: size and
//	         time, by which a change by hand is found; see Changed.
//	shelf    one row for each table of entries: team, filing numbers, dates.
//	shelf_N  FTS5, contentless: rowid = 2^34 + filing number, t = tags and
//	         tokens with spaces between them. One team each, a few thousand
//	         entries each. An update of which a later one replaced something
//	         has a second row with all of it, at 2^34 - filing number; if
//	         nothing of it stands, it has that one alone. So a search for what
//	         stands, which is the usual one, has nothing to sort out.
//
// It holds no text that could be read back, but it does hold the words: Remove
// takes them out of the file, not only out of the answers.
//
// All is bounded: a query by MaxQuery and MaxTerms, what of it is expensive by
// the number of stars, an answer by MaxTotal, counting by mostCounted
// and dearCounted.
package index
