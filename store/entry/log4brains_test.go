package entry

import (
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// other reads a decision as log4brains does: CommonMark, to which front matter
// is text. Its title is the first heading of the first level; status and date
// are points of the first list that comes before a heading of the second.
// So it is asked here which block begins at each line, as far as a decision has
// them.
func other(file []byte) (title string, said map[string]string) {
	said = map[string]string{}
	underlined := regexp.MustCompile(`^(=+|-+) *$`)
	rule := regexp.MustCompile(`^-{3,} *$`)
	said1 := regexp.MustCompile(`^[-*] *([A-Za-z]+) *: *(.*)$`)
	list, ended, paragraph := false, false, false
	for line := range strings.SplitSeq(string(file), "\n") {
		point := strings.HasPrefix(strings.TrimLeft(line, " "), "- ")
		switch {
		case paragraph && underlined.MatchString(line): // a heading made of all lines above
			return title, said
		case strings.HasPrefix(line, "# "):
			if title == "" {
				title = line[2:]
			}
		case strings.HasPrefix(line, "## "):
			return title, said
		case point && !ended:
			list = true
			if m := said1.FindStringSubmatch(line); m != nil {
				said[strings.ToLower(m[1])] = m[2]
			}
		case list && strings.TrimSpace(line) != "":
			ended = true // the first list only
		}
		paragraph = line != "" && !point && !rule.MatchString(line) && !isHeading(line)
	}
	return title, said
}

// TestDecisionForOtherPrograms: what MADR's own readers look for is where they
// look for it, and says what the front matter says.
func TestDecisionForOtherPrograms(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for n := 0; n < many(300); {
		e := randomEntry(r)
		if e.Kind != Decided {
			continue
		}
		n++
		file := EncodeDecision(e)
		e, _ = DecodeDecision(file)
		title, said := other(file)
		if unescape(title) != e.Decision.Title || unescape(said["status"]) != e.Decision.Status ||
			said["date"] != lastChange(e, *e.Decision).String() {
			t.Fatalf("read %q, %v in\n%s", title, said, file)
		}
		text := string(file)
		for _, part := range []string{"## Context and Problem Statement\n", "## Decision Outcome\n\nChosen option: \""} {
			if !strings.Contains(text, part) {
				t.Fatalf("no %q in\n%s", part, file)
			}
		}
	}
}

// TestDecisionSaysOneStatus: a line under the title that says something else is
// named, and a change by mail brings it along.
func TestDecisionSaysOneStatus(t *testing.T) {
	file := string(EncodeDecision(postgres()))
	edited := strings.Replace(file, "- Status: accepted", "* status : rejected", 1)
	e, problems := DecodeDecision([]byte(edited))
	if e.Decision.Status != "accepted" || len(problems) != 1 ||
		problems[0].Line != 1+slices.Index(strings.Split(edited, "\n"), "* status : rejected") {
		t.Errorf("%s, %v", e.Decision.Status, problems)
	}
	after, err := Edit{At: postgres().Filed, By: "ben", What: "withdrawn", Status: "withdrawn"}.Rewrite([]byte(edited))
	if err != nil || !strings.Contains(string(after), "\n* Status: withdrawn\n") {
		t.Errorf("%v\n%s", err, after)
	}
	if _, problems := DecodeDecision(after); len(problems) > 0 {
		t.Error(problems)
	}
}
