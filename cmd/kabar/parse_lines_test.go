package main

import (
	"strings"
	"testing"
)

// TestAnswerLine holds one line in against the line out.
func TestAnswerLine(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", `{"id":"a","kind":"plain","input":"yes\n\n> no"}`, `{"id":"a","text":"yes"}`},
		{"html", `{"id":"a","kind":"html","input":"<p>a &lt; b</p><blockquote type=cite>no</blockquote>"}`, `{"id":"a","text":"a < b"}`},
		{"a whole mail", `{"id":"a","kind":"eml","input":"Subject: x\r\n\r\nyes\r\n> no\r\n"}`, `{"id":"a","text":"yes"}`},
		{"a mail that is none", `{"id":"a","kind":"eml","input":""}`, `{"id":"a","text":""}`},
		{"what we sent is quoted without marks", `{"id":"a","kind":"plain","input":"fine\n\nWhat did you do today?\nWhat comes next, tomorrow?","parent":"What did you do today?\nWhat comes next, tomorrow?"}`, `{"id":"a","text":"fine"}`},
		{"an id of any kind comes back", `{"id":[7,{"x":1}],"kind":"plain","input":"x"}`, `{"id":[7,{"x":1}],"text":"x"}`},
		{"no id", `{"kind":"plain","input":"x"}`, `{"id":null,"text":"x"}`},
		{"unknown keys are passed over", `{"id":1,"kind":"plain","input":"x","expected":"y"}`, `{"id":1,"text":"x"}`},
		{"unknown kind", `{"id":1,"kind":"fax","input":"x"}`, `{"id":1,"error":"kind \"fax\": it must be plain, html or eml"}`},
		{"no input", `{"id":1,"kind":"plain"}`, `{"id":1,"error":"no \"input\""}`},
		{"the id is kept where another key is wrong", `{"id":1,"kind":"plain","input":7}`, `{"id":1,"error":"\"input\" is a number, not a string"}`},
		{"no object", `[]`, `{"id":null,"error":"a JSON object was expected, not this array"}`},
		{"no JSON", `hello`, `{"id":null,"error":"not JSON: invalid character 'h' looking for beginning of value"}`},
	} {
		var out strings.Builder
		bad, err := answerLines(strings.NewReader(c.in), &out, 1000)
		if got := strings.TrimSuffix(out.String(), "\n"); got != c.want || err != nil {
			t.Errorf("%s:\n got %s (%v)\nwant %s", c.name, got, err, c.want)
		}
		if wrong := strings.Contains(c.want, `"error"`); wrong != (bad == 1) {
			t.Errorf("%s: counted %d bad lines", c.name, bad)
		}
	}
}

// TestAnswerLines: one out for each in, in order, blank lines passed over, the
// last line also without its end, and one that is too long named.
func TestAnswerLines(t *testing.T) {
	line := func(id, input string) string { return `{"id":"` + id + `","kind":"plain","input":"` + input + `"}` }
	long := line("b", strings.Repeat("x", 70_000))
	in := strings.Join([]string{line("a", "1"), "", long, "  ", line("c", "3")}, "\n")
	var out strings.Builder
	bad, err := answerLines(strings.NewReader(in), &out, 100)
	want := `{"id":"a","text":"1"}` + "\n" + `{"id":null,"error":"longer than 100 bytes"}` + "\n" + `{"id":"c","text":"3"}` + "\n"
	if out.String() != want || bad != 1 || err != nil {
		t.Errorf("%d bad, %v, wrote\n%s, want\n%s", bad, err, out.String(), want)
	}
}
