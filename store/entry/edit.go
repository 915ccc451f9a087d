package entry

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"kabar/store/civil"
)

// Edit is a change of a decision by mail.
type Edit struct {
	At        time.Time  // UTC
	By        string     // member id
	What      string     // the line for the log, such as "accepted"
	Status    string     // the new status; "" leaves it
	Deadline  civil.Date // the new deadline; zero leaves it
	Objection string     // one more objection; "" for none
}

// Rewrite returns a decision file with the change made: the new values in
// their places and one line more in the log. All other lines stay as they
// are. A file whose front matter cannot be read is refused: somebody is in the
// middle of editing it.
func (c Edit) Rewrite(file []byte) ([]byte, error) {
	m, problems := splitMADR(file)
	if len(problems) > 0 {
		return nil, fmt.Errorf("line %d: %s", problems[0].Line, problems[0].What)
	}
	if _, bad := yamlFields(m.front); len(bad) > 0 {
		return nil, fmt.Errorf("line %d: %s", bad[0].Line, bad[0].What)
	}
	e, _ := DecodeDecision(file)
	log := cleanDecision(Decision{Log: []Change{{At: c.At, By: c.By, What: c.What}}}).Log[0]
	date := dateIn(log.At, e.Zone).String()
	m.set("date", date)
	m.tell("Date", date)
	if status := oneLine(c.Status); status != "" {
		m.set("status", yamlScalar(status))
		m.tell("Status", escapeRest(status))
	}
	if !c.Deadline.IsZero() {
		m.set("deadline", c.Deadline.String())
	}
	if text := cleanText(c.Objection); text != "" {
		var b strings.Builder
		for i, line := range escapeText(objection + text) {
			b.WriteString(map[bool]string{true: "- ", false: "  "}[i == 0] + line + "\n")
		}
		m.add(headConsequences, headLog, b.String())
	}
	m.add(headLog, "", logLine(log))
	lines := append([]string{fence}, m.front...)
	lines = append(append(lines, fence), m.body...)
	return []byte(strings.Join(lines, "\n") + "\n"), nil
}

// CheckRewrite tells whether a change by mail to a decision file would be read
// back as it was made; else the problem says where it gets lost, such as a key
// of the front matter that stands there twice.
func CheckRewrite(file []byte) []Problem {
	m, problems := splitMADR(file)
	front, bad := yamlFields(m.front)
	if problems = append(problems, bad...); len(problems) > 0 {
		return nil // DecodeDecision names them
	}
	at := map[string]int{}
	for _, f := range front {
		if first, twice := at[f.key]; twice {
			problems = append(problems, Problem{frontLine + f.first,
				fmt.Sprintf("%s stands in line %d already", f.key, first)})
		}
		at[f.key] = frontLine + f.first
	}
	want, _ := DecodeDecision(file)
	d := *want.Decision
	d.Status, d.Objections = "withdrawn", append(slices.Clone(d.Objections), "no")
	change := Change{At: want.Filed, By: "x", What: "x"}
	d.Log = append(slices.Clone(d.Log), change)
	want.Decision = &d
	after, err := Edit{At: change.At, By: change.By, What: change.What, Status: d.Status,
		Objection: "no"}.Rewrite(file)
	got, _ := DecodeDecision(after)
	if len(problems) == 0 && (err != nil || !reflect.DeepEqual(got, Clean(want))) {
		problems = append(problems, Problem{1, "a change by mail would not be read back as it was made"})
	}
	return problems
}

// set gives a key of the front matter a new value.
func (m *madr) set(key, value string) {
	line := key + ": " + value
	front, _ := yamlFields(m.front)
	for _, f := range front {
		if f.key == key {
			m.front = splice(m.front, f.first, f.next, line)
			return
		}
	}
	end := len(m.front) // before the empty line that ends it
	for end > 0 && strings.TrimSpace(m.front[end-1]) == "" {
		end--
	}
	m.front = splice(m.front, end, end, line)
}

// told is a line under the title that says again, for other programs, what the
// front matter says: "- Status: accepted". at is its index in the body.
func (m *madr) told(key string) (value string, at int, ok bool) {
	title := false
	for i, line := range m.body {
		if isHeading(line) {
			if title {
				break
			}
			title = strings.HasPrefix(line, "# ")
		}
		name, value, found := strings.Cut(strings.TrimLeft(line, "-* "), ":")
		bullet := strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ")
		if title && bullet && found && strings.EqualFold(strings.TrimSpace(name), key) {
			return unescape(strings.TrimSpace(value)), i, true
		}
	}
	return "", 0, false
}

// tell gives such a line, if there is one, a new value.
func (m *madr) tell(key, value string) {
	if _, i, ok := m.told(key); ok {
		m.body = splice(m.body, i, i+1, m.body[i][:2]+key+": "+value)
	}
}

// add puts text at the end of what stands under a heading. Where the heading
// is missing it is made: before another one, or at the end of the file.
func (m *madr) add(head, before, text string) {
	at, end, other := -1, len(m.body), len(m.body)
	for i, line := range m.body {
		switch line = strings.TrimRight(line, " \t"); {
		case line == head:
			at, end = i, len(m.body)
		case isHeading(line) && at >= 0 && end == len(m.body):
			end = i
		}
		if line == before && before != "" {
			other = i
		}
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if at < 0 {
		end = other
		lines = append([]string{head, ""}, lines...)
	}
	last := end // leave the empty lines before the next heading where they are
	for last > 0 && strings.Trim(m.body[last-1], " \t") == "" {
		last--
	}
	if at < 0 || last == at+1 {
		lines = append([]string{""}, lines...)
	}
	if end < len(m.body) || last < end {
		lines = append(lines, "")
	}
	m.body = splice(m.body, last, end, lines...)
}

func splice(lines []string, from, to int, with ...string) []string {
	out := append([]string{}, lines[:from]...)
	return append(append(out, with...), lines[to:]...)
}
