// Package export writes the archive in forms that other programs read: JSON
// lines, CSV, Markdown, a calendar, and a web site without scripts. docs/EXPORT.md
// describes them for people; what is written there is kept.
//
// An export never holds the archive in memory: entries come one by one, days one
// by one. What is held is a survey: which days, members and decisions there
// are, and where each entry stands (24 bytes an entry).
//
// JSON lines and CSV have every entry as it was filed. Markdown and the site
// show an update as it stands: with its amendments laid over it.
//
// What a person wrote is data in all of them: escaped, and never markup, a
// formula, a property or a path.
//
// The package is pure: it reads no clock and no disk, and the same archive gives
// the same bytes.
package export

import (
	"kabar/store/civil"
	"kabar/store/entry"
)

// Source is the archive as an export reads it.
type Source interface {
	// Each calls f for the entries that are asked for, in the order of filing.
	Each(f func(entry.Entry) error) error

	// Matches tells whether an entry is one of those.
	Matches(e entry.Entry) bool

	// Page returns all updates and comments on the page of a day, asked for or
	// not, in the order of filing.
	Page(team string, date civil.Date) ([]entry.Entry, error)

	// Decisions returns the decisions of a team that are asked for, by number.
	Decisions(team string) ([]entry.Entry, error)

	// Entry returns the entry with a filing number.
	Entry(num int64) (entry.Entry, error)
}
