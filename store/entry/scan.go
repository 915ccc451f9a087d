package entry

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
)

// Block is one block of a page, and where it stands.
type Block struct {
	Offset int // of the block line in the page, in bytes
	Length int // of the block line and all that belongs to it, in bytes
	Line   int // number of the block line in the page, from 1
	Entry  Entry
	Edited bool // the checksum does not fit: somebody changed it by hand
	Torn   bool // the page ends before the block does; Entry is what there is of it
}

// Problem is something in a file that is not as kabar writes it.
type Problem struct {
	Line int    // from 1
	What string // one line, no full stop
}

// Decode reads a page. It takes any bytes, in linear time; what it cannot read
// as a block is a problem, and the blocks around it are read all the same. The
// page may also be a part of one, from a block line on.
func Decode(page []byte) (blocks []Block, problems []Problem) {
	line, counted := 1, 0
	for at := nextLine(page, 0); at < len(page); {
		line += bytes.Count(page[counted:at], []byte("\n"))
		counted = at
		b, err := decodeBlock(page[at:])
		b.Offset, b.Line = at, line
		switch {
		case err != nil:
			problems = append(problems, Problem{line, err.Error()})
		case b.Torn:
			problems = append(problems, Problem{line, "the page ends before this block does"})
		case b.Edited:
			problems = append(problems, Problem{line, "changed by hand since kabar wrote it"})
		}
		if err == nil {
			blocks = append(blocks, b)
		}
		at = nextLine(page, at+b.Length)
	}
	return blocks, problems
}

// nextLine returns the offset of the first block line at or after from, where
// from is 0 or the start of a line; len(page) if there is none. The beginning
// of a block line counts if the page ends in it.
func nextLine(page []byte, from int) int {
	for from < len(page) {
		rest := page[from:]
		if bytes.HasPrefix(rest, []byte(lineStart)) || bytes.HasPrefix([]byte(lineStart), rest) {
			return from
		}
		n := bytes.IndexByte(rest, '\n')
		if n < 0 {
			break
		}
		from += n + 1
	}
	return len(page)
}

// decodeBlock reads the block that p begins with. Length is set also beside an
// error: to the end of what cannot be read.
func decodeBlock(p []byte) (b Block, err error) {
	head, _, whole := bytes.Cut(p, []byte("\n"))
	if !whole {
		b.Torn, b.Length = true, len(p)
		return b, nil
	}
	start := len(head) + 1
	size, sum, err := decodeLine(string(head), &b.Entry)
	if err != nil {
		b.Length = nextLine(p, start)
		return b, err
	}
	// No line of a whole block begins like a block line, so the next one ends
	// this block at the latest; looking no further keeps all of it linear.
	b.Length = nextLine(p, start)
	body := p[start:b.Length]
	switch {
	case size <= len(body) && sum == checksum(head, body[:size]):
		b.Length, body = start+size, body[:size]
	case b.Length == len(p) && len(body) < size:
		b.Torn = true
	default:
		b.Edited = true
	}
	b.Entry.Sections = decodeBody(body)
	return b, nil
}

// checksum is that of a block with this line and this body.
func checksum(head, body []byte) uint32 {
	if i := bytes.LastIndex(head, []byte(" len=")); i >= 0 {
		head = head[:i]
	}
	return crc32.Update(crc32.Checksum(head, castagnoli()), castagnoli(), body)
}

// decodeLine reads a block line, without its line feed, into e.
func decodeLine(line string, e *Entry) (size int, sum uint32, err error) {
	line = strings.TrimRight(line, " \r")
	text, ok := strings.CutSuffix(strings.TrimPrefix(line, lineStart), lineEnd)
	if !ok || len(line) > maxLine {
		return 0, 0, fmt.Errorf("a block line that does not end in %q", lineEnd)
	}
	words := strings.Fields(text)
	if len(words) < 2 {
		return 0, 0, fmt.Errorf("a block line without version and kind")
	}
	if version, err := strconv.Atoi(words[0]); err != nil || version < 1 {
		return 0, 0, fmt.Errorf("a block line without a version")
	} else if version > formatVersion {
		return 0, 0, fmt.Errorf("a block of version %d: this kabar reads up to %d",
			version, formatVersion)
	}
	e.Kind = Kind(unescapeValue(words[1]))
	size = -1
	for _, word := range words[2:] {
		key, value, _ := strings.Cut(word, "=")
		var err error
		switch known := fieldOf(key); {
		case known != nil:
			err = known.set(e, unescapeValue(value))
		case key == "len":
			size, err = strconv.Atoi(value)
		case key == "crc":
			var n uint64
			n, err = strconv.ParseUint(value, 16, 32)
			sum = uint32(n)
		}
		if err != nil {
			return 0, 0, fmt.Errorf("a block line with %s=%.40q", key, value)
		}
	}
	if size < 0 || e.ID == "" {
		return 0, 0, fmt.Errorf("a block line without id or len")
	}
	return size, sum, nil
}
