package reply

import (
	"fmt"
	"os"
	"testing"
)

// promised are the languages that must be read, each with a table of its own.
var promised = []string{"ar", "ca", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hr", "hu", "id",
	"it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "tr", "uk", "vi", "zh"}

// TestEveryLanguageHasItsTable: a file of its own, and nothing left out in it.
func TestEveryLanguageHasItsTable(t *testing.T) {
	byCode := map[string]language{}
	for _, l := range languages {
		byCode[l.code] = l
	}
	for _, code := range promised {
		if _, err := os.Stat("lang_" + code + ".go"); err != nil {
			t.Error(err)
		}
		l, ok := byCode[code]
		if !ok {
			t.Errorf("%s isn't in languages", code)
			continue
		}
		for name, words := range map[string]string{"attribution": l.attribution, "from": l.from, "sent": l.sent,
			"to": l.to, "cc": l.cc, "subject": l.subject, "original": l.original, "forwarded": l.forwarded,
			"taglines": l.taglines, "done": l.done, "next": l.next, "blocked": l.blocked, "note": l.note,
			"decision": l.decision, "proposal": l.proposal, "why": l.why, "nothing": l.nothing, "greetings": l.greetings, "closings": l.closings} {
			seen := map[string]bool{}
			for _, w := range list(words) {
				if w == "" || seen[w] && (name == "done" || name == "next" || name == "blocked") {
					t.Errorf("%s: %q stands twice or is empty in %s", code, w, name)
				}
				seen[w] = true
			}
			if len(seen) == 0 {
				t.Errorf("%s: %s is empty", code, name)
			}
		}
	}
	if len(languages) != len(promised)+1 { // and minor
		t.Errorf("%d languages, %d are promised", len(languages), len(promised))
	}
}

// TestLabelsOfEveryLanguage answers with each label of each language. A word
// that means something else in an earlier language is that language's.
func TestLabelsOfEveryLanguage(t *testing.T) {
	taken := map[string]string{}
	for _, l := range languages {
		for _, e := range []struct{ words, section string }{{l.done, sectionDone}, {l.next, sectionNext}, {l.blocked, sectionBlocked}} {
			for _, w := range list(e.words) {
				k := labelKey(w)
				if taken[k] == "" {
					taken[k] = e.section
				}
				if taken[k] != e.section {
					t.Errorf("%s: %q is %s, and %s in another language", l.code, w, e.section, taken[k])
					continue
				}
				want := fmt.Sprintf("%s[login x2]", e.section)
				for _, in := range []string{w + ": login x2", "**" + w + ":**\n- login x2", w + "：login x2"} {
					if got := show(Read(Input{Text: in})); got != want {
						t.Errorf("%s: %q\n got %s\nwant %s", l.code, in, got, want)
					}
				}
			}
		}
	}
}

// TestProposalsOfEveryLanguage: what is proposed is no decision yet, in the
// words of each language.
func TestProposalsOfEveryLanguage(t *testing.T) {
	for _, l := range languages {
		for _, w := range list(l.proposal) {
			if got, want := show(Read(Input{Text: w + ": login x2"})), "P[login x2|]"; got != want {
				t.Errorf("%s: %q\n got %s\nwant %s", l.code, w, got, want)
			}
		}
	}
}

// TestNothingInEveryLanguage: "none" below a question makes no item.
func TestNothingInEveryLanguage(t *testing.T) {
	for _, l := range languages {
		if l.done == "" {
			continue
		}
		for _, none := range list(l.nothing) {
			in := list(l.done)[0] + ": login x2\n" + list(l.blocked)[0] + ": " + none
			if got, want := show(Read(Input{Text: in})), "done[login x2] blocked[]"; got != want {
				t.Errorf("%s: %q\n got %s\nwant %s", l.code, in, got, want)
			}
		}
	}
}
