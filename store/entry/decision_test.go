package entry

import (
	"math/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kabar/store/civil"
)

func checkDecision(t *testing.T, e Entry) {
	t.Helper()
	file := EncodeDecision(e)
	got, problems := DecodeDecision(file)
	if len(problems) > 0 {
		t.Fatalf("problems %v in\n%s", problems, file)
	}
	if diff := cmp.Diff(Clean(e), got); diff != "" {
		t.Fatalf("(-want +got):\n%s\n%s", diff, file)
	}
}

func TestDecisionIsReadable(t *testing.T) {
	golden(t, "testdata/decision.md", EncodeDecision(postgres()))
	checkDecision(t, postgres())
}

func TestDecisionRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for n := 0; n < many(500); {
		if e := randomEntry(r); e.Kind == Decided {
			checkDecision(t, e)
			n++
		}
	}
}

// TestDecisionEditedByHand is I23 for decisions: YAML as people write it.
func TestDecisionEditedByHand(t *testing.T) {
	file := `---
status:   'won''t do'   # for now
date: 2026-11-20
deciders: Ana, Ben
consulted: [ "C, D", E ]
informed:
- Fay
# a remark
tags: [x]
number: 3
id: abc
---
# A title

Words above the first heading.

## Context and Problem Statement

Because.

## Considered Options

* one
`
	got, problems := DecodeDecision([]byte(strings.ReplaceAll(file, "\n", "\r\n")))
	want := Entry{ID: "abc", Kind: Decided, Date: civil.Date{Year: 2026, Month: 11, Day: 20},
		Decision: &Decision{
			Number: 3, Title: "A title", Why: "Because.", Status: "won't do",
			Makers: []string{"Ana", "Ben"}, Consulted: []string{"C, D", "E"},
			Informed: []string{"Fay"},
		}}
	if diff := cmp.Diff(want, got); diff != "" || len(problems) > 0 {
		t.Errorf("problems %v (-want +got):\n%s", problems, diff)
	}
}

// TestDecisionProblems is I24: what cannot be read is named with its line.
func TestDecisionProblems(t *testing.T) {
	for _, c := range []struct {
		name, file string
		line       int
		want       string
	}{
		{"empty", "", 1, "no front matter"},
		{"not ours", "# Title\n", 1, "no front matter"},
		{"open", "---\nstatus: x\n# Title\n", 1, "without its closing"},
		{"merge marker", "---\nid: a\n<<<<<<< HEAD\nstatus: x\n---\n", 3, "key: value"},
		{"number", "---\nid: a\nnumber: seven\n---\n", 3, "number"},
		{"quote", "---\nid: a\nstatus: \"x\n---\n", 3, "do not close"},
		{"bracket", "---\nid: a\nconsulted: [x\n---\n", 3, "closing bracket"},
		{"date", "---\nid: a\ndeadline: soon\n---\n", 3, "deadline"},
		{"log", "---\nid: a\n---\n# T\n\n## Log\n\n- yesterday\n", 8, "log line"},
		{"no id", "---\nstatus: x\n---\n", 1, "no id"},
		{"newer", "---\nid: a\nkabar: 2\n---\n", 3, "version"},
	} {
		_, problems := DecodeDecision([]byte(c.file))
		if len(problems) != 1 || problems[0].Line != c.line || !strings.Contains(problems[0].What,
			c.want) {
			t.Errorf("%s: %+v, want line %d %q", c.name, problems, c.line, c.want)
		}
	}
}

// TestRewrite: a change by mail touches its own lines only.
func TestRewrite(t *testing.T) {
	at := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC) // the 24th in Jakarta
	file := strings.Replace(string(EncodeDecision(postgres())), "## Log",
		"## More Information\n\nBy hand.\n\n## Log", 1)
	file = strings.Replace(file, "status: accepted", "mine: yes\nstatus: accepted # sure", 1)
	edit := Edit{At: at, By: "ben", What: "superseded\nby 9", Status: "superseded by 0009",
		Objection: "# no\n- really",
		Deadline:  civil.Date{Year: 2027, Month: 1, Day: 2}}
	got, err := edit.Rewrite([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/rewritten.md", got)
	want := postgres()
	want.Decision.Status = edit.Status
	want.Decision.Deadline = edit.Deadline
	want.Decision.Objections = append(want.Decision.Objections, edit.Objection)
	want.Decision.Log = append(want.Decision.Log, Change{at, "ben", "superseded by 9"})
	e, problems := DecodeDecision(got)
	if diff := cmp.Diff(want, e); diff != "" || len(problems) > 0 {
		t.Errorf("problems %v (-want +got):\n%s", problems, diff)
	}
}

// TestRewriteRoundTrip: on a file nobody edited, a change gives what encoding
// the changed decision gives.
func TestRewriteRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for n := 0; n < many(500); n++ {
		e := randomEntry(r)
		if e.Kind != Decided {
			continue
		}
		edit := Edit{At: e.Filed, By: "b", What: randomText(r), Status: "x" + randomText(r),
			Objection: "x" + randomText(r)}
		got, err := edit.Rewrite(EncodeDecision(e))
		if err != nil {
			t.Fatal(err)
		}
		e.Decision.Status = edit.Status
		e.Decision.Objections = append(e.Decision.Objections, edit.Objection)
		e.Decision.Log = append(e.Decision.Log, Change{edit.At, edit.By, edit.What})
		back, problems := DecodeDecision(got)
		if diff := cmp.Diff(Clean(e), back, cmpopts.EquateEmpty()); diff != "" ||
			len(problems) > 0 {
			t.Fatalf("problems %v (-want +got):\n%s\n%s", problems, diff, got)
		}
	}
}

func TestRewriteRefusesBrokenFiles(t *testing.T) {
	for _, file := range []string{"", "# T\n", "---\nid: a\n", "---\nid: a\n<<<<<<< HEAD\n---\n"} {
		if out, err := (Edit{What: "x"}).Rewrite([]byte(file)); err == nil {
			t.Errorf("%q became %q", file, out)
		}
	}
}

func FuzzDecodeDecision(f *testing.F) {
	f.Add([]byte{})
	f.Add(EncodeDecision(postgres()))
	f.Add([]byte("---\nid: a\nstatus: \"\\u12\"\nconsulted: ['a''', \"b\\\"\"] # x\n" +
		"informed:\n- ' \n---\n# \n## Log\n- \n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		e, _ := DecodeDecision(file)
		e.ID = "x" + e.ID
		checkDecision(t, e)
		if out, err := (Edit{By: "b", What: "x"}).Rewrite(file); err == nil {
			again, _ := DecodeDecision(out)
			if len(again.Decision.Log) == 0 {
				t.Fatalf("no log line in\n%s", out)
			}
		}
	})
}

// TestCheckRewrite: what kabar wrote, and what people made of it, takes a change by
// mail; but where a key stands twice the change would be made to one and read from
// the other.
func TestCheckRewrite(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for n := 0; n < many(300); {
		e := randomEntry(r)
		if e.Kind != Decided {
			continue
		}
		n++
		e.Filed = cleanTime(e.Filed)
		if p := CheckRewrite(EncodeDecision(e)); len(p) > 0 {
			t.Fatalf("%v in\n%s", p, EncodeDecision(e))
		}
	}
	twice := strings.Replace(string(EncodeDecision(postgres())), "deadline:", "status: open\ndeadline:", 1)
	if p := CheckRewrite([]byte(twice)); len(p) != 1 || p[0].Line != 6 ||
		p[0].What != "status stands in line 2 already" {
		t.Errorf("%v in\n%s", p, twice)
	}
}

// TestState: what a file says of itself by hand counts too.
func TestState(t *testing.T) {
	for status, want := range map[string]string{
		"accepted": "accepted", "Superseded by 0009": "superseded", " Proposed": "proposed",
		"Open": "proposed", "draft": "proposed", "pending review": "proposed", "on hold": "on", "": "",
	} {
		if got := (Decision{Status: status}).State(); got != want {
			t.Errorf("%q: %q, want %q", status, got, want)
		}
	}
}
