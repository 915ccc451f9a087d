package entry

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Readable returns e as Markdown that people read outside the archive: with a
// heading of a level, 1 to 5, and no block line. below, if not empty, is a line
// of the caller's own under the heading, Markdown already. Text is escaped as on
// pages; sections without a point are left out. Nothing reads this back.
func Readable(e Entry, level int, below string) []byte {
	e = Clean(e)
	var b bytes.Buffer
	mark := strings.Repeat("#", level)
	head := heading(e)
	if e.Kind == Decided {
		head = fmt.Sprintf("Decision %d: %s", e.Decision.Number, escapeRest(e.Decision.Title))
	}
	if e.Num > 0 {
		head += " · #" + strconv.FormatInt(e.Num, 10)
	}
	fmt.Fprintf(&b, "%s %s\n\n", mark, head)
	if below != "" {
		b.WriteString(below + "\n\n")
	}
	if e.Kind == Decided {
		readableDecision(&b, e, mark+"#")
	}
	for _, s := range e.Sections {
		if len(s.Items) == 0 {
			continue
		}
		if e.Kind != Comment || s.Name != "note" {
			fmt.Fprintf(&b, "%s# %s\n\n", mark, readableName(s.Name))
		}
		for _, item := range s.Items {
			encodeItem(&b, item)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// readableName is the name of a section as a heading.
func readableName(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	return escapeLine(string(unicode.ToUpper(first)) + name[n:])
}

// readableDecision writes what is to be known of a decision; mark is that of
// its inner headings.
func readableDecision(b *bytes.Buffer, e Entry, mark string) {
	d := *e.Decision
	var files []string
	for _, f := range e.Files {
		files = append(files, f.Name)
	}
	for _, f := range []struct{ name, value string }{
		{"Status", d.Status}, {"Decided by", strings.Join(d.Makers, ", ")},
		{"Consulted", strings.Join(d.Consulted, ", ")},
		{"Informed", strings.Join(d.Informed, ", ")}, {"Deadline", d.Deadline.String()},
		{"Files", strings.Join(files, ", ")},
	} {
		if f.value != "" {
			fmt.Fprintf(b, "- %s: %s\n", f.name, escapeRest(f.value))
		}
	}
	b.WriteByte('\n')
	if d.Why != "" {
		b.WriteString(strings.Join(escapeText(d.Why), "\n") + "\n\n")
	}
	if len(d.Objections) > 0 {
		fmt.Fprintf(b, "%s Objections\n\n", mark)
		for _, o := range d.Objections {
			encodeItem(b, Item{Text: o})
		}
		b.WriteByte('\n')
	}
	if len(d.Log) > 0 {
		fmt.Fprintf(b, "%s Log\n\n", mark)
		for _, c := range d.Log {
			b.WriteString(logLine(c) + "\n")
		}
		b.WriteByte('\n')
	}
}

// Plain returns a text of one line as Markdown that shows it as it is.
func Plain(text string) string { return escapeRest(oneLine(text)) }
