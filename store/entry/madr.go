package entry

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kabar/store/civil"
)

// madr is a decision file taken apart into lines, so that a change can touch
// some and leave all others as somebody wrote them.
type madr struct {
	front []string // between the fences; nil if there is no front matter
	body  []string // after the second fence
}

const fence = "---"

// splitMADR takes a file apart. A file without front matter is all body.
func splitMADR(file []byte) (m madr, problems []Problem) {
	text := strings.TrimPrefix(string(file), "\uFEFF")
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, "\r")
	}
	if strings.TrimRight(lines[0], " ") != fence {
		return madr{body: lines}, []Problem{{1, "no front matter: the first line is not ---"}}
	}
	for i, line := range lines[1:] {
		if strings.TrimRight(line, " ") == fence {
			return madr{front: lines[1 : i+1], body: lines[i+2:]}, nil
		}
	}
	return madr{body: lines}, []Problem{{1, "front matter without its closing ---"}}
}

// DecodeDecision reads a decision file: what EncodeDecision wrote, or what
// somebody made of it. It takes any bytes; what it cannot read is a problem,
// and the rest is read all the same.
func DecodeDecision(file []byte) (Entry, []Problem) {
	e := Entry{Kind: Decided, Decision: &Decision{}}
	m, problems := splitMADR(file)
	front, bad := yamlFields(m.front)
	problems = append(problems, bad...)
	ours := false
	for _, f := range front {
		ours = ours || f.key == "kabar"
	}
	for _, f := range front {
		var err error
		if changed := (civil.Date{}); f.key != "date" {
			err = readFront(&e, f)
		} else if err = changed.UnmarshalText([]byte(f.value)); !ours {
			e.Date = changed // written by hand: the only date there is
		}
		if err != nil {
			problems = append(problems, Problem{frontLine + f.first, fmt.Sprintf("%s: %v", f.key, err)})
		}
	}
	first := len(m.front) + 3 // number of the first body line
	if m.front == nil {
		first = 1
	}
	problems = append(problems, readSections(e.Decision, m.body, first)...)
	if status, at, ok := m.told("Status"); ok && ours && !strings.EqualFold(status, e.Decision.Status) {
		problems = append(problems, Problem{first + at, fmt.Sprintf("status %q, and %q in the front matter, "+
			"which counts: change one of them", status, e.Decision.Status)})
	}
	if m.front != nil && e.ID == "" {
		problems = append(problems, Problem{1, "no id: kabar did not file this"})
	}
	return Clean(e), problems
}

// readFront reads one key of the front matter into e. Unknown keys are
// somebody's own.
func readFront(e *Entry, f yamlField) error {
	d := e.Decision
	switch f.key {
	case "status":
		d.Status = f.value
	case "decision-makers", "deciders": // the second is MADR 3's word
		d.Makers = f.names()
	case "consulted":
		d.Consulted = f.names()
	case "informed":
		d.Informed = f.names()
	case "deadline":
		return d.Deadline.UnmarshalText([]byte(f.value))
	case "number":
		n, err := strconv.Atoi(f.value)
		if err != nil || n < 0 {
			return fmt.Errorf("%q is not a number", f.value)
		}
		d.Number = n
	case "kabar":
		if n, err := strconv.Atoi(f.value); err != nil || n > formatVersion {
			return fmt.Errorf("version %q: this kabar reads up to %d", f.value, formatVersion)
		}
	case "for":
		return e.Date.UnmarshalText([]byte(f.value))
	default:
		if known := fieldOf(f.key); known != nil {
			return known.set(e, f.value)
		}
	}
	return nil
}

// names returns the names of a list; somebody may have written them as one
// line with commas.
func (f yamlField) names() []string {
	if f.list != nil || f.value == "" {
		return f.list
	}
	return strings.Split(f.value, ",")
}

// readSections reads what stands under the headings kabar knows. Other
// headings, and what stands under them, are somebody's own.
func readSections(d *Decision, lines []string, first int) (problems []Problem) {
	for at := 0; at < len(lines); {
		next := at + 1
		for next < len(lines) && !isHeading(lines[next]) {
			next++
		}
		text := lines[at+1 : next]
		switch head := strings.TrimRight(lines[at], " \t"); {
		case strings.HasPrefix(head, "# ") && d.Title == "":
			d.Title = unescape(strings.TrimSpace(head[2:]))
		case head == headContext:
			d.Why = plainText(text)
		case head == headConsequences:
			for _, item := range points(text) {
				if o, ok := strings.CutPrefix(item, objection); ok {
					d.Objections = append(d.Objections, o)
				}
			}
		case head == headLog:
			for i, line := range text {
				if strings.TrimSpace(line) == "" {
					continue
				}
				if c, ok := readLog(line); ok {
					d.Log = append(d.Log, c)
					continue
				}
				number := first + at + 1 + i
				problems = append(problems, Problem{number, "a log line kabar did not write"})
			}
		}
		at = next
	}
	return problems
}

func isHeading(line string) bool {
	rest := strings.TrimLeft(line, "#")
	return len(rest) < len(line) && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

func plainText(lines []string) string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = unescape(line)
	}
	return cleanText(strings.Join(out, "\n"))
}

// points returns the texts of the points of a list.
func points(lines []string) (texts []string) {
	for _, s := range decodeBody([]byte(strings.Join(lines, "\n"))) {
		for _, item := range s.Items {
			texts = append(texts, item.Text)
		}
	}
	return texts
}

// readLog reads "- 2026-11-22T09:52:10Z ana: filed".
func readLog(line string) (Change, bool) {
	line, ok := strings.CutPrefix(strings.TrimSpace(line), "- ")
	at, rest, ok1 := strings.Cut(line, " ")
	by, what, _ := strings.Cut(rest, ":")
	t, err := time.Parse(time.RFC3339, at)
	if !ok || !ok1 || err != nil {
		return Change{}, false
	}
	return Change{At: t.UTC(), By: unescape(by), What: unescape(strings.TrimSpace(what))}, true
}
