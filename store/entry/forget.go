package entry

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// In the place of somebody who is forgotten, in decisions.
const (
	FormerMember = "former-member" // their member id
	formerName   = "A former member"
)

// Tombstone is what stands on a page in the place of the block of e, which was
// length bytes long: a block of as many bytes that says that something was
// filed, when and under which number, and nothing about who or what. No block
// below it moves, so that filed.log stays right. Only in the place of a block
// that somebody edited down to less than a block line is it longer.
func Tombstone(e Entry, length int) []byte {
	e = Clean(Entry{ID: e.ID, Num: e.Num, Kind: Forgotten, Mail: e.Mail, Team: e.Team, Date: e.Date,
		Filed: e.Filed})
	most := length - len(frame(e, "", nil))
	for _, pad := range []string{"", " "} { // the digits of len can jump over one length
		for n := max(most, 0); n >= max(most-8, 0); n-- {
			if block := frame(e, pad, blankLine(n)); len(block) == length {
				return block
			}
		}
	}
	return frame(e, "", nil)
}

// blankLine is n bytes that show nothing.
func blankLine(n int) []byte {
	line := bytes.Repeat([]byte(" "), n)
	if n > 0 {
		line[n-1] = '\n'
	}
	return line
}

// Redact returns a decision file without the person who had this member id and
// these names: in the front matter and the log FormerMember and formerName stand
// in their place, and if they filed it, what else the front matter says of them
// is gone. What was decided, why, and what was objected stays, word for word. A
// file whose front matter cannot be read is refused.
func Redact(file []byte, member string, names []string) ([]byte, error) {
	m, problems := splitMADR(file)
	front, bad := yamlFields(m.front)
	if problems = append(problems, bad...); len(problems) > 0 {
		return nil, fmt.Errorf("line %d: %s", problems[0].Line, problems[0].What)
	}
	theirs := slices.ContainsFunc(front, func(f yamlField) bool {
		return f.key == "member" && f.value == member
	})
	changed := false
	for _, f := range slices.Backward(front) {
		if lines, ok := f.redact(theirs, names); ok {
			m.front = splice(m.front, f.first, f.next, lines...)
			changed = true
		}
	}
	log := false
	for i, line := range m.body {
		if isHeading(line) {
			log = strings.TrimRight(line, " \t") == headLog
		}
		if c, ok := readLog(line); ok && log && c.By == member {
			c.By = FormerMember
			m.body[i] = logLine(c)
			changed = true
		}
	}
	if !changed {
		return file, nil
	}
	lines := append(append([]string{fence}, m.front...), fence)
	return []byte(strings.Join(append(lines, m.body...), "\n") + "\n"), nil
}

// redact returns the lines in the place of a field; ok is false if it stays as
// it is. theirs: the decision was filed by who is forgotten.
func (f yamlField) redact(theirs bool, names []string) (lines []string, ok bool) {
	switch f.key {
	case "member":
		return []string{"member: " + FormerMember}, theirs
	case "name":
		return []string{"name: " + yamlScalar(formerName)}, theirs
	case "source", "verdict", "zone", "files":
		return nil, theirs
	case "decision-makers", "deciders", "consulted", "informed":
		var list []string
		for _, name := range f.names() {
			if name = strings.TrimSpace(name); slices.Contains(names, name) {
				name, ok = formerName, true
			}
			list = append(list, name)
		}
		lines = []string{f.key + ": " + yamlList(list)}
	}
	return lines, ok
}
