package mail

import "strings"

// uuFile is a file that stood in the text of a mail in uuencode.
type uuFile struct {
	name string
	data []byte
}

// cutUU takes uuencoded files out of text (C40). Only what decodes from its
// "begin" line to its "end" line is one; all else stays text.
func cutUU(text string) (string, []uuFile) {
	if !strings.Contains(text, "begin ") {
		return text, nil
	}
	var files []uuFile
	var kept strings.Builder
	failed := 0 // bounds the work on text that is full of "begin" lines
	for rest := text; rest != ""; {
		line, after := cutTextLine(rest)
		if name, ok := uuBegin(line); ok && failed < 10 && len(files) < maxParts {
			if data, tail, ok := uuBody(after); ok {
				files = append(files, uuFile{name, data})
				rest = tail
				continue
			}
			failed++
		}
		kept.WriteString(rest[:len(rest)-len(after)])
		rest = after
	}
	return kept.String(), files
}

// cutTextLine cuts the first line off, without its line end.
func cutTextLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(s, "\n")
	return strings.TrimSuffix(line, "\r"), rest
}

// uuBegin reads "begin 644 name".
func uuBegin(line string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(line, "begin ")
	mode, name, found := strings.Cut(rest, " ")
	if !ok || !found || len(mode) < 3 || len(mode) > 4 || strings.Trim(mode, "01234567") != "" {
		return "", false
	}
	return strings.TrimSpace(name), true
}

// uuBody decodes lines up to "end".
func uuBody(s string) (data []byte, rest string, ok bool) {
	for s != "" {
		var line string
		line, s = cutTextLine(s)
		switch {
		case line == "end":
			return data, s, true
		case line == "" || line == "`" || line == " ":
			continue
		}
		n := int(line[0]-' ') & 63
		if line[0] < ' ' || line[0] > '`' || len(line)-1 < (n+2)/3*4-3 {
			return nil, "", false
		}
		data = uuLine(data, line[1:], n)
	}
	return nil, "", false
}

// uuLine decodes n bytes; missing characters at the end are spaces that were
// trimmed on the way.
func uuLine(data []byte, code string, n int) []byte {
	value := func(i int) byte {
		if i < len(code) {
			return (code[i] - ' ') & 63
		}
		return 0
	}
	for i := 0; n > 0; i += 4 {
		a, b, c, d := value(i), value(i+1), value(i+2), value(i+3)
		group := [3]byte{a<<2 | b>>4, b<<4 | c>>2, c<<6 | d}
		take := min(n, 3)
		data = append(data, group[:take]...)
		n -= take
	}
	return data
}
