package reply

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplies reads whole mails, written as many programs write them, from
// testdata/replies: "== name", the mail, "---- want", what is new. Without
// "---- want" all of it is.
func TestReplies(t *testing.T) {
	files, _ := filepath.Glob("testdata/replies/*.txt")
	if len(files) == 0 {
		t.Fatal("no cases in testdata/replies")
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split("\n"+string(raw), "\n== ")[1:] {
			name, body, _ := strings.Cut(c, "\n")
			in, want, cut := strings.Cut("\n"+body, "\n---- want")
			if !cut {
				want = in
			}
			t.Run(name, func(t *testing.T) {
				got := Read(Input{Text: strings.TrimPrefix(in, "\n")})
				if g, w := strings.Join(strings.Fields(got.Text), " "), strings.Join(strings.Fields(strings.ReplaceAll(want, "\n>From ", "\nFrom ")), " "); g != w {
					t.Errorf("\n got %q\nwant %q", g, w)
				}
				if len(got.Lines) == 0 {
					t.Error("no line has a verdict")
				}
			})
		}
	}
}
