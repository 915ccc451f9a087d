package reply

import (
	"os"
	"strings"
	"testing"
)

// TestHTML reads HTML parts as mail programs write them.
func TestHTML(t *testing.T) {
	raw, err := os.ReadFile("testdata/html/clients.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split("\n"+string(raw), "\n== ")[1:]
	if len(cases) < 20 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		name, body, _ := strings.Cut(c, "\n")
		in, want, _ := strings.Cut(body, "\n---- want\n")
		t.Run(name, func(t *testing.T) {
			got := Read(Input{HTML: in})
			if g, w := strings.Join(strings.Fields(got.Text), " "), strings.Join(strings.Fields(want), " "); g != w {
				t.Errorf("\n got %q\nwant %q", g, w)
				for _, l := range got.Lines {
					t.Logf("%-11s %-20s %q", l.Verdict, l.Rule, l.Text)
				}
			}
		})
	}
}
