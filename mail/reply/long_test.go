package reply

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLong: an entry holds 256 KiB of what somebody wrote, and says so.
func TestLong(t *testing.T) {
	for name, text := range map[string]string{
		"lines":          strings.Repeat("Done: the thing\n", 40_000),
		"points":         "Done:\n" + strings.Repeat("- the thing\n", 40_000),
		"one line":       "Done: " + strings.Repeat("é", 400_000),
		"between quotes": strings.Repeat("> what did you do?\n"+strings.Repeat("a line of mine\n", 100)+"\n", 300),
	} {
		got := Read(Input{Text: text})
		size := len(got.Text)
		for _, s := range got.Sections {
			for _, it := range s.Items {
				if !utf8.ValidString(it.Text) {
					t.Errorf("%s: %q is cut in the middle of a letter", name, it.Text[len(it.Text)-4:])
				}
			}
		}
		if size > maxText+4*len(got.Notes) || size < maxText-2*maxLine || got.Unsure == "" {
			t.Errorf("%s: %d bytes of text, unsure %q", name, size, got.Unsure)
		}
	}
	if got := Read(Input{Text: strings.Repeat("Done: a thing\n", 2000)}); got.Unsure != "" {
		t.Errorf("28 KB are taken for too long: %s", got.Unsure)
	}
}
