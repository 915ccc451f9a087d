package main

import (
	"bufio"
	"strings"
	"testing"

	"kabar/mail/reply"
)

// TestExplain: columns as wide as they must be, control characters shown and
// not obeyed, no blanks at the ends of lines.
func TestExplain(t *testing.T) {
	lines := linesRead([]reply.Line{
		{Text: "- invoices sent \x1b[2J", Verdict: reply.New},
		{Text: "", Verdict: reply.New},
		{Text: "Ana schrieb:", Verdict: reply.Attribution, Rule: "attribution:de"},
		{Text: "> Done:", Verdict: reply.Quoted, Rule: "quote-mark"},
	})
	const want = `  line by line:
    1  new          -               - invoices sent [2J
    2  new          -
    3  attribution  attribution:de  Ana schrieb:
    4  quoted       quote-mark      > Done:
`
	for _, c := range []struct {
		lines []lineRead
		want  string
	}{{lines, want}, {nil, "  no line of it was read\n"}} {
		var b strings.Builder
		p := &mailReader{a: &app{}, out: bufio.NewWriter(&b)}
		p.explain(c.lines)
		p.out.Flush()
		if b.String() != c.want {
			t.Errorf("got\n%s\nwant\n%s", b.String(), c.want)
		}
	}
}
