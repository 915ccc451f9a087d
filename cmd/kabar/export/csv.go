package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"kabar/mail"
	"kabar/store/entry"
)

// columns are the first row of a table. New ones may come behind these.
var columns = []string{
	"num", "date", "team", "member", "name", "kind", "section", "depth", "text",
	"decision", "status", "deadline", "filed", "zone", "late", "id", "amends", "on", "files",
}

// Table writes entries as CSV (RFC 4180), in UTF-8: a row for each point, so
// that a spreadsheet can filter by section. An entry without any has one row.
// A decision has a row for its title, one for its why, and one for each
// objection.
type Table struct{ w *csv.Writer }

// NewTable begins a table with its row of names. Flush ends it.
func NewTable(w io.Writer) *Table {
	t := &Table{csv.NewWriter(w)}
	t.w.UseCRLF = true
	t.w.Write(columns) // an error stays, and Flush returns it
	return t
}

// Add writes the rows of an entry.
func (t *Table) Add(e entry.Entry) error {
	points := 0
	for _, s := range e.Sections {
		for _, it := range s.Items {
			points++
			t.row(e, s.Name, it)
		}
	}
	if d := e.Decision; d != nil {
		points++
		t.row(e, "title", entry.Item{Text: d.Title})
		if d.Why != "" {
			t.row(e, "why", entry.Item{Text: d.Why})
		}
		for _, o := range d.Objections {
			t.row(e, "objection", entry.Item{Text: o})
		}
	}
	if points == 0 {
		t.row(e, "", entry.Item{})
	}
	return t.w.Error()
}

// Flush writes what is left, and returns the first error there was.
func (t *Table) Flush() error {
	t.w.Flush()
	return t.w.Error()
}

func (t *Table) row(e entry.Entry, section string, it entry.Item) {
	number, status, deadline, late := "", "", "", ""
	if d := e.Decision; d != nil {
		number, status, deadline = strconv.Itoa(d.Number), d.Status, d.Deadline.String()
	}
	if e.Late {
		late = "yes"
	}
	row := []string{
		strconv.FormatInt(e.Num, 10), e.Date.String(), e.Team, e.Member, e.Name, string(e.Kind),
		section, strconv.Itoa(it.Depth), it.Text, number, status, deadline, timeText(e.Filed),
		e.Zone, late, e.ID, e.Amends, e.On, fileNames(e.Files),
	}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	t.w.Write(row)
}

// harmless puts an apostrophe before what a spreadsheet would take for a
// formula (OWASP, "CSV Injection"). A text that has apostrophes before such a
// thing already gets one more: so one is to be taken away to have the text back.
func harmless(cell string) string {
	bare := strings.TrimLeft(cell, "'")
	if bare != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(bare[:min(len(bare), 4)])[0]) {
		return "'" + cell
	}
	return cell
}

// fileNames are the names of the attachments, for people.
func fileNames(files []entry.File) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = mail.Clean(f.Name)
	}
	return strings.Join(names, ", ")
}
