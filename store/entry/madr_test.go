package entry

import (
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// What MADR 4 knows, in its order. Tools read these keys and headings, whatever
// else is in a file.
var (
	madrKeys     = []string{"status", "date", "decision-makers", "consulted", "informed"}
	madrHeadings = []string{
		"## Context and Problem Statement", "## Decision Drivers", "## Considered Options",
		"## Decision Outcome", "### Consequences", "### Confirmation",
		"## Pros and Cons of the Options", "## More Information",
	}
)

// TestDecisionIsMADR: a decision file, new or changed, is read by a reader that
// knows MADR 4 alone: its keys come first and in its order, what is ours comes
// behind, and all its headings are in its order but for the Log at the end.
func TestDecisionIsMADR(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	list := []Entry{postgres()}
	for len(list) < 200 {
		if e := randomEntry(r); e.Kind == Decided && !lastChange(e, *e.Decision).IsZero() {
			e.Decision.Status = "accepted"
			list = append(list, e)
		}
	}
	for n, e := range list {
		edit := Edit{At: time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC), By: "ben", What: "rejected: " + randomText(r),
			Status: "rejected", Objection: "no " + randomText(r)}
		changed, err := edit.Rewrite(EncodeDecision(e))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range [][]byte{EncodeDecision(e), changed} {
			if wrong := asMADR(string(file)); wrong != "" {
				t.Fatalf("%d: %s in\n%s", n, wrong, file)
			}
		}
	}
}

var madrDate = regexp.MustCompile(`^date: [0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// asMADR says what a reader of MADR 4 would stumble over; "" for nothing.
func asMADR(file string) string {
	front, body, ok := strings.Cut(strings.TrimPrefix(file, "---\n"), "\n---\n\n# ")
	if !ok || !strings.HasPrefix(file, "---\nstatus: ") || !strings.HasSuffix(file, "\n") {
		return "no front matter that begins with the status, or no title below it"
	}
	at, ours := 0, false
	for line := range strings.SplitSeq(front, "\n") {
		key, _, ok := strings.Cut(line, ":")
		place := slices.Index(madrKeys, key)
		switch {
		case line == "", strings.HasPrefix(line, "  - "):
		case !ok:
			return "neither a key nor a name: " + line
		case place < 0:
			ours = true
		case ours || place < at:
			return "a key of MADR behind others: " + line
		case key == "date" && !madrDate.MatchString(line):
			return "no date: " + line
		default:
			at = place + 1
		}
	}
	if at < 2 {
		return "no date"
	}
	at, ours = 0, false
	for line := range strings.SplitSeq(body, "\n") {
		place := slices.Index(madrHeadings, line)
		switch {
		case !isHeading(line):
		case ours:
			return "a heading behind the log: " + line
		case line == headLog:
			ours = true
		case place < at:
			return "a heading that is not MADR's, or not in its place: " + line
		default:
			at = place + 1
		}
	}
	return ""
}

// TestDecisionFromMADR: a file made of the whole template of MADR 4, by hand or
// by one of its tools, is read with all that kabar knows, and a change leaves
// the rest as it was.
func TestDecisionFromMADR(t *testing.T) {
	file := "---\nstatus: \"proposed\"\ndate: 2026-11-20\ndecision-makers: Ana Putri, Ben\n" +
		"consulted: [Kim]\ninformed:\n  - Fay\n---\n\n# Use Go\n"
	for _, heading := range madrHeadings {
		file += "\n" + heading + "\n\n* below " + strings.Trim(heading, "# ") + "\n"
	}
	e, problems := DecodeDecision([]byte(file))
	d := e.Decision
	if len(problems) != 1 || !strings.Contains(problems[0].What, "no id") {
		t.Errorf("problems %v", problems)
	}
	if got := strings.Join(slices.Concat([]string{d.Status, e.Date.String(), d.Title}, d.Makers,
		d.Consulted, d.Informed), "|"); got != "proposed|2026-11-20|Use Go|Ana Putri|Ben|Kim|Fay" {
		t.Error(got)
	}
	if d.Why != "* below Context and Problem Statement" {
		t.Errorf("why: %q", d.Why)
	}
	got, err := Edit{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), By: "ben", What: "accepted",
		Status: "accepted"}.Rewrite([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if wrong := asMADR(string(got)); wrong != "" {
		t.Errorf("%s in\n%s", wrong, got)
	}
	for line := range strings.Lines(file[strings.Index(file, "# Use Go"):]) {
		if !strings.Contains(string(got), line) {
			t.Errorf("%q is gone:\n%s", line, got)
		}
	}
}
