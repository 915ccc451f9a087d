package mail

import "strings"

// unflow joins the lines that format=flowed broke (RFC 3676, C41). Quotes stay
// quoted, each at its depth, and the "-- " of a signature stays a line.
func unflow(text string, delSp bool) string {
	var out strings.Builder
	out.Grow(len(text))
	open := -1 // quote depth of the paragraph that goes on, -1 if none does
	for rest := text; rest != ""; {
		line, after, end := strings.Cut(rest, "\n")
		rest = after
		depth := 0
		for depth < len(line) && line[depth] == '>' {
			depth++
		}
		content := strings.TrimPrefix(line[depth:], " ") // space-stuffing
		signature := content == "-- "
		if open >= 0 && (open != depth || signature) {
			out.WriteByte('\n') // a paragraph that was not ended well
			open = -1
		}
		if open < 0 && depth > 0 {
			out.WriteString(line[:depth])
			out.WriteByte(' ')
		}
		flows := strings.HasSuffix(content, " ") && !signature
		if flows && delSp {
			content = content[:len(content)-1]
		}
		out.WriteString(content)
		switch {
		case flows && end:
			open = depth
		case end:
			out.WriteByte('\n')
			open = -1
		}
	}
	return out.String()
}
