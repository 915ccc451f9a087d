package entry

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"strings"
	"time"

	"kabar/store/civil"
)

// formatVersion is the version of the format that Encode writes.
const formatVersion = 1

const (
	lineStart = "<!-- kabar:" // what a block line begins with, in the first column
	lineEnd   = " -->"
	maxLine   = 64 << 10 // bytes of a block line: all fields, each at its bound and escaped
)

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// Title returns what the page of a date begins with: its title and an empty
// line.
func Title(date civil.Date) []byte {
	t := time.Date(date.Year, date.Month, date.Day, 12, 0, 0, 0, time.UTC)
	return []byte(t.Format("# Monday 2 January 2006\n\n"))
}

// Encode returns e, an update or a comment, as a block of a page. Where Filed is
// in Zone already, that zone need not be looked up.
func Encode(e Entry) []byte {
	zone := e.Filed.Location()
	e = Clean(e)
	if e.Zone != "" && zone.String() == e.Zone {
		e.Filed = e.Filed.In(zone)
	}
	return frame(e, "", encodeBody(e))
}

// frame puts the block line of e on top of a body. pad, which is blanks, goes
// into the line.
func frame(e Entry, pad string, body []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%d %s%s", lineStart, formatVersion, escapeValue(string(e.Kind)), pad)
	for _, f := range fields {
		if v := f.get(&e); v != "" {
			b.WriteString(" " + f.key + "=" + escapeValue(v))
		}
	}
	sum := crc32.Update(crc32.Checksum(b.Bytes(), castagnoli()), castagnoli(), body)
	fmt.Fprintf(&b, " len=%d crc=%08x%s\n", len(body), sum, lineEnd)
	b.Write(body)
	return b.Bytes()
}

// encodeBody writes what people read of a block.
func encodeBody(e Entry) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "## %s\n", heading(e))
	for _, s := range e.Sections {
		fmt.Fprintf(&b, "\n### %s\n", escapeName(s.Name))
		for i, item := range s.Items {
			if i == 0 {
				b.WriteByte('\n')
			}
			encodeItem(&b, item)
		}
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func encodeItem(b *bytes.Buffer, item Item) {
	indent := strings.Repeat("  ", item.Depth)
	for i, line := range escapeText(item.Text) {
		switch {
		case i == 0 && line == "":
			b.WriteString(indent + "-")
		case i == 0:
			b.WriteString(indent + "- " + line)
		case line != "":
			b.WriteString(indent + "  " + line)
		}
		b.WriteByte('\n')
	}
}

// heading says who and when, in the author's own time, and what is unusual.
func heading(e Entry) string {
	name := e.Name
	if name == "" {
		name = e.Member
	}
	at := e.Filed
	if at.Location().String() != e.Zone {
		if loc, err := time.LoadLocation(e.Zone); err == nil {
			at = at.In(loc)
		}
	}
	zone := at.Format("MST")
	if strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
		zone = "UTC" + zone // where a zone has no letters, Go gives its offset
	}
	text := escapeLine(name) + at.Format(", 15:04 ") + zone
	switch {
	case e.Kind == Comment:
		text += " (comment)"
	case e.Amends != "":
		text += " (again)"
	}
	if e.Late {
		text += " (late)"
	}
	return text + headFiles(e.Files)
}
