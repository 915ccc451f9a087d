package mail

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kabar/cmd/kabar/racetest"
	"kabar/mail/mailtest"
)

// TestD reads every bomb: each gives text or a note, within the limits, and who
// can't be read for size is nobody. How long one may take, and how much memory,
// is for cmd/kabar's TestBombs to say.
func TestD(t *testing.T) {
	nobody := []string{"D04 50000 fields", "D05 5 MB header line", "D23 domain literal",
		"D24 To lines", "D25 From of open strings", "25 MB of header"}
	found, nth := 0, 0
	for name, raw := range mailtest.Bombs("ana@example.org") {
		if nth++; racetest.On() && nth%15 != 0 && !slices.Contains(nobody, name) {
			continue
		}
		m := Parse(raw)
		if m.Text == "" && m.HTML == "" && len(m.Attachments) == 0 && len(m.Problems) == 0 && m.Report == nil {
			t.Errorf("%s: neither text nor a note", name)
		}
		text := m.Text + HTMLText(m.HTML)
		if !utf8.ValidString(text) || len(m.Text) > maxText || len(text) > maxText+2*maxHTML {
			t.Errorf("%s: %d bytes of text", name, len(text))
		}
		if len(m.Attachments) > maxParts || len(m.To) > maxAddresses || len(m.Header) > maxFields ||
			len(m.References) > maxReferences || len(m.Problems) > maxProblems {
			t.Errorf("%s: a limit was not kept", name)
		}
		switch {
		case slices.Contains(nobody, name):
			found++
			if len(m.From) > 0 {
				t.Errorf("%s: From = %v", name, m.From)
			}
		case name == "D08 over the size" && !m.Fallback:
			t.Errorf("%s: not marked", name)
		case name == "D14 From of comments" && len(m.From) != 1:
			t.Errorf("%s: comments hide the address", name)
		case name == "D20 base64 text" && (!strings.HasPrefix(m.Text, "Done: it\n") || len(m.Text) < maxText/2):
			t.Errorf("%s: %d bytes of text", name, len(m.Text))
		}
	}
	if found != len(nobody) {
		t.Errorf("%d of %d bombs were found", found, len(nobody))
	}
}

func BenchmarkBombs(b *testing.B) {
	for name, raw := range mailtest.Bombs("ana@example.org") {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := Parse(raw)
				HTMLText(m.HTML)
			}
		})
	}
}
