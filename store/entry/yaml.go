package entry

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// The subset of YAML that front matter uses: one key a line, its value a
// scalar or a list of scalars. Kabar writes plain or double-quoted scalars and
// lists as [a, b]; it also reads single quotes, lists with one "- " line a name,
// as it wrote them once, and comments, since people edit these files.

// yamlField is one key of front matter and the lines it stands on.
type yamlField struct {
	key   string
	value string   // a scalar; "" beside a list
	list  []string // nil beside a scalar
	first int      // index of its first line
	next  int      // index of the line after its last
}

// yamlScalar writes s so that yamlUnquote reads it back.
func yamlScalar(s string) string {
	if yamlPlain(s) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// yamlList writes names as a list on one line, so that yamlFlow reads it back.
func yamlList(names []string) string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = yamlScalar(name)
	}
	return "[" + strings.Join(list, ", ") + "]"
}

// yamlPlain tells whether every YAML reader takes s, unquoted, for the string
// it is: it begins with a letter, has nothing but letters, digits and harmless
// marks, and is none of the words that mean something.
func yamlPlain(s string) bool {
	switch strings.ToLower(s) {
	case "", "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return false
	}
	for i, r := range s {
		letter := unicode.IsLetter(r)
		if i == 0 && !letter {
			return false
		}
		if !letter && !unicode.IsDigit(r) && !strings.ContainsRune(" .-_@/+()'", r) {
			return false
		}
	}
	return !strings.HasSuffix(s, " ")
}

// yamlUnquote reads a scalar: plain, '…' or "…".
func yamlUnquote(s string) (string, error) {
	s = strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(s, `"`):
		end := closingQuote(s)
		if end < 0 || !restIsComment(s[end+1:]) {
			return "", fmt.Errorf("text in quotes that do not close")
		}
		return yamlEscapes(s[1:end])
	case strings.HasPrefix(s, "'"):
		body := s[1:]
		var b strings.Builder
		for {
			before, after, ok := strings.Cut(body, "'")
			b.WriteString(before)
			if !ok {
				return "", fmt.Errorf("text in quotes that do not close")
			}
			if !strings.HasPrefix(after, "'") {
				if !restIsComment(after) {
					return "", fmt.Errorf("text after the closing quote")
				}
				return b.String(), nil
			}
			b.WriteByte('\'')
			body = after[1:]
		}
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = strings.TrimSpace(s[:i])
	}
	if strings.HasPrefix(s, "#") {
		s = ""
	}
	return s, nil
}

func restIsComment(s string) bool {
	s = strings.TrimSpace(s)
	return s == "" || s[0] == '#'
}

// closingQuote returns the index of the quote that ends the text s begins with.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// yamlEscapes resolves the backslashes of double-quoted text.
func yamlEscapes(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", fmt.Errorf("a backslash at the end")
		}
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[i]]
		switch {
		case digits > 0 && i+digits < len(s):
			n, err := strconv.ParseUint(s[i+1:i+1+digits], 16, 32)
			if err != nil {
				return "", fmt.Errorf("a wrong escape in %.40q", s)
			}
			b.WriteRune(rune(n))
			i += digits
		case s[i] == 'n':
			b.WriteByte('\n')
		case s[i] == 't':
			b.WriteByte('\t')
		case strings.IndexByte(`"\/ `, s[i]) >= 0:
			b.WriteByte(s[i])
		default:
			return "", fmt.Errorf("a wrong escape in %.40q", s)
		}
	}
	return b.String(), nil
}

// frontLine is the number of the first line of front matter: behind the fence.
const frontLine = 2

// yamlFields reads the lines between the fences of front matter. Lines it
// cannot read are problems, at their lines in the file.
func yamlFields(lines []string) (fields []yamlField, problems []Problem) {
	bad := func(i int, what string) {
		problems = append(problems, Problem{frontLine + i, what})
	}
	for i := 0; i < len(lines); {
		line := strings.TrimRight(lines[i], " \t\r")
		if line == "" || strings.HasPrefix(strings.TrimSpace(line), "#") {
			i++
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || !isKey(key) {
			bad(i, "front matter that is not \"key: value\"")
			i++
			continue
		}
		f := yamlField{key: key, first: i, next: i + 1}
		var err error
		switch value = strings.TrimSpace(value); {
		case strings.HasPrefix(value, "["):
			f.list, err = yamlFlow(value)
		default:
			f.value, err = yamlUnquote(value)
		}
		if err != nil {
			bad(i, fmt.Sprintf("%s: %v", key, err))
		}
		for ; f.next < len(lines); f.next++ {
			item, ok := strings.CutPrefix(strings.TrimSpace(lines[f.next])+" ", "- ")
			if !ok || f.value != "" {
				break
			}
			if item, err = yamlUnquote(item); err != nil {
				bad(f.next, fmt.Sprintf("%s: %v", key, err))
			}
			f.list = append(f.list, item)
		}
		fields = append(fields, f)
		i = f.next
	}
	return fields, problems
}

// isKey tells whether s is a bare key: letters, digits, hyphens, underscores.
func isKey(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
			return false
		}
	}
	return s != "" && s[0] != '-'
}

// yamlFlow reads [a, "b", 'c'] on one line.
func yamlFlow(s string) (list []string, err error) {
	end := strings.LastIndexByte(s, ']')
	if end < 0 || !restIsComment(s[end+1:]) {
		return nil, fmt.Errorf("a list without its closing bracket")
	}
	list = []string{}
	for rest := strings.TrimSpace(s[1:end]); rest != ""; {
		var item string
		if rest[0] == '"' {
			end := closingQuote(rest)
			if end < 0 {
				return nil, fmt.Errorf("text in quotes that do not close")
			}
			item, rest = rest[:end+1], rest[end+1:]
			_, rest, _ = strings.Cut(rest, ",")
		} else {
			item, rest, _ = strings.Cut(rest, ",")
		}
		if item, err = yamlUnquote(item); err != nil {
			return nil, err
		}
		list = append(list, item)
		rest = strings.TrimSpace(rest)
	}
	return list, nil
}
