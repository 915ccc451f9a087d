package reply

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kabar/cmd/kabar/racetest"
)

// FuzzRead holds Read to what it promises of any input: a verdict for every
// line, Text made of the new lines, Notes of Text, and nothing dropped.
func FuzzRead(f *testing.F) {
	for _, in := range ordinary(f) {
		f.Add(in, "", "")
	}
	f.Add("On a, On a,\n> x\n", "<blockquote><div class=gmail_quote>a</blockquote>", "a b c\nd e f\n")
	f.Add("Done:\n- a\n  - b\nDecision: c\nWhy: d", "", "Done:\nNext:")
	f.Add("", "<ul><li><p>a<li>b</ul><table><td>c<td>d", "")
	f.Add(">>> Ana 11/22/26 4:30 PM >>>\n>\n|\n--\n-- \n", "<pre>a\nb</pre><a href=http://x>y</a>", "")
	f.Fuzz(func(t *testing.T, text, html, parent string) {
		in := Input{Text: text, HTML: html, Parent: parent}
		r := Read(in)
		check(t, r)
		if again := Read(in); show(again) != show(r) || again.Text != r.Text || again.Unsure != r.Unsure {
			t.Error("read differently a second time")
		}
	})
}

// check tells what of a result breaks a promise.
func check(t *testing.T, r Result) {
	t.Helper()
	fresh := map[string]int{}
	for _, l := range r.Lines {
		switch l.Verdict {
		case New:
			for _, w := range strings.Fields(l.Text) {
				fresh[w]++
			}
		case Quoted, Attribution, Signature, Tagline, HeaderBlock:
			if l.Rule == "" {
				t.Errorf("line %q is %s without a rule", l.Text, l.Verdict)
			}
		default:
			t.Errorf("line %q has the verdict %q", l.Text, l.Verdict)
		}
	}
	var notes []string
	for _, n := range r.Notes {
		notes = append(notes, n.Text)
	}
	if got := strings.Join(notes, "\n\n"); got != r.Text {
		t.Errorf("the notes are %q, the text %q", got, r.Text)
	}
	placed := map[string]bool{}
	for _, s := range r.Sections {
		for _, it := range s.Items {
			for _, w := range strings.Fields(it.Text) {
				placed[w] = true
			}
		}
	}
	for _, d := range r.Decisions {
		for _, w := range strings.Fields(d.Title + " " + d.Why + " " + d.Who) {
			placed[w] = true
		}
	}
	a := newAsker(nil)
	for _, line := range strings.Split(r.Text, "\n") {
		if _, _, _, ok := a.cutLabel(line); ok || isNothing(line) || !utf8.ValidString(line) {
			continue
		}
		for _, w := range strings.Fields(line) {
			if len(w) > 3 && strings.Trim(w, bullets+"().0123456789[]xX ") != "" && !placed[w] && !glued(placed, w) {
				t.Errorf("the word %q of %q is in no section", w, line)
			}
		}
	}
}

// glued tells whether a word was placed without the bullet it began with.
func glued(placed map[string]bool, w string) bool {
	for i := range w {
		if i > 0 && i < 12 && placed[w[i:]] {
			return true
		}
	}
	return false
}

func TestWorstMailsAreRead(t *testing.T) {
	part := 16
	if racetest.On() {
		part = 64
	}
	for name, in := range worst() {
		in.Text, in.HTML, in.Parent = in.Text[:len(in.Text)/part], in.HTML[:len(in.HTML)/part], in.Parent[:len(in.Parent)/part]
		t.Run(name, func(t *testing.T) { check(t, Read(in)) })
	}
}
