package intake

import (
	"strings"
	"testing"
)

// digestText is a digest as kabar sends it.
const digestText = `Good morning, Ana.

3 updates, 1 comment.

BLOCKED

Ngozi Okafor · 5 days · #18
    admin rights on the DNS zone, ticket 4411, nobody answers

DECISIONS

Decision 8 · proposed · by Fri 27 Nov · by Kim Park, Ngozi Okafor · Sat
  07:41 · #24
    Status page in English only, for now

EVERYBODY

Tiago Souza · for Thu 19 Nov · Fri 19:10 · #16
  Done
    - invoices for October are out, see #99
  Next
    - ask the bank about the two returned ones

  Ben Fischer · Sat 01:02 · #20
      Which bank?

Ben Fischer · Fri 22:41 · #19
  Done
    - certificate ordered

-- 
Answer below an entry, and its author reads it there.
`

func quoted(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("> "+line, " \n") + "\n")
	}
	return b.String()
}

// between puts a text into the digest, below the line that ends so.
func between(after, text string) string {
	i := strings.Index(digestText, after) + len(after)
	i += strings.IndexByte(digestText[i:], '\n') + 1
	return quoted(digestText[:i]) + "\n" + text + "\n\n" + quoted(digestText[i:])
}

// TestComments is answers to a digest.
func TestComments(t *testing.T) {
	const wrote = "On Sun, 22 Nov 2026 at 08:30, Harbour <kabar@harbour.example> wrote:\n"
	signature := strings.Index(digestText, "-- \n")
	for _, c := range []struct{ name, text, want string }{
		{"top", "Great week!\n\n" + wrote + quoted(digestText), "comment [0 Great week!]"},
		{"under a blocker", wrote + between("nobody answers", "I know somebody there."), "comment [18 I know somebody there.]"},
		{"under a wrapped header", wrote + between("English only, for now", "Agreed."), "comment [24 Agreed.]"},
		{"right under the header", wrote + between("· #16", "Thanks!"), "comment [16 Thanks!]"},
		{"under an item", wrote + between("returned ones", "The bank called me."), "comment [16 The bank called me.]"},
		{"under an item with a number", wrote + between("see #99", "Good."), "comment [16 Good.]"},
		{"under a comment", wrote + between("Which bank?", "The one in Lisbon."), "comment [20 The one in Lisbon.]"},
		{"under a heading", wrote + between("EVERYBODY", "Good to see all of you."), "comment [0 Good to see all of you.]"},
		{"under the last one", wrote + between("certificate ordered", "From whom?"), "comment [0 From whom?]"},
		{"under the last one, the rest cut away", wrote + quoted("Ben Fischer · Fri 22:41 · #19\n  Done\n    - certificate ordered\n") +
			"\nFrom whom?\n", "comment [19 From whom?]"},
		{"below all", wrote + quoted(digestText) + "\nGreat week!\n", "comment [0 Great week!]"},
		{"below all without the signature", wrote + quoted(digestText[:signature]) + "\nGreat week!\n", "comment [0 Great week!]"},
		{"two", wrote + between("nobody answers", "I know somebody there.") + "\nGreat week!\n",
			"comment [18 I know somebody there.] [0 Great week!]"},
		{"top and below", "Great week!\n\n" + wrote + between("nobody answers", "I know somebody there."),
			"comment [0 Great week!] [18 I know somebody there.]"},
		{"by number", "re 18: I know somebody there.\nShe is on leave.\nRe 16: Thanks!\n\n" + wrote + quoted(digestText),
			"comment [18 I know somebody there./She is on leave.] [16 Thanks!]"},
		{"by number sign", "Great week!\n#18 I know somebody there.", "comment [0 Great week!] [18 I know somebody there.]"},
		{"Indonesian", "soal 18: saya kenal orangnya", "comment [18 saya kenal orangnya]"},
		{"labels make an update", "Done: the report\nNext: the rest\n\n" + wrote + quoted(digestText), "update 2026-11-22"},
		{"a decision is one", "Decision: we take Postgres\n\n" + wrote + quoted(digestText), "decision 2026-11-22"},
		{"a command is one", "search bank\n\n" + wrote + quoted(digestText), "command search bank"},
		{"get", "get 16\n\n" + wrote + quoted(digestText), "command get 16"},
		{"accept", "accept 8: yes please\n\n" + wrote + quoted(digestText), "command accept 8: yes please"},
		{"bare quote", wrote + quoted(digestText), "stray"},
	} {
		for _, known := range []bool{true, false} {
			r := harbour(t)
			if known {
				r.Sent = func(string) string { return digestText }
			}
			if !known && (c.name == "under the last one" || c.name == "below all without the signature") {
				continue // what was cut away is not known
			}
			m := answering(fromAna("Harbour, Sun 22 Nov", c.text), "digest.2026-11-22.ana.harbour.s@harbour.example")
			m.MessageID = ""
			act := Read(m, r, holding(t, pass("ana@harbour.example"), "digest"))
			if got := gist(act); got != c.want {
				t.Errorf("%s (parent known: %v): %s, want %s", c.name, known, got, c.want)
			}
			if k, ok := act.(*Comment); ok && k.Date != day(t, "2026-11-22") {
				t.Errorf("%s: filed for %s", c.name, k.Date)
			}
		}
	}
}

// TestCommentsElsewhere has comments without the token of a digest, and text
// that only looks like one.
func TestCommentsElsewhere(t *testing.T) {
	one := quoted("Ben Fischer · Fri 22:41 · #19\n  Done\n    - certificate ordered\n")
	for _, c := range []struct{ name, kind, text, want string }{
		{"no token, entries quoted", "", "Nice.\n\n" + one, "comment [0 Nice.]"},
		{"no token, inline", "", one + "\nNice.\n", "comment [19 Nice.]"},
		{"answer to get: the entry", "answer", "Nice.\n\n" + one, "comment [19 Nice.]"},
		{"answer to a search: none in particular", "answer", "Nice.\n\n" + one + quoted("1. Ana · update · #14\n    x\n"),
			"update 2026-11-22"},
		{"thanks for an answer", "answer", "Thanks!\n\n" + one, "ignored"},
		{"prompt", "prompt", "re 14: talked to Ben", "update 2026-11-22"},
		{"prompt, number of a ticket", "prompt", "#4711 is fixed", "update 2026-11-22"},
	} {
		v := pass("ana@harbour.example")
		if c.kind != "" {
			v = holding(t, v, c.kind)
		}
		if got := gist(Read(answering(fromAna("x", c.text), "x@y"), harbour(t), v)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for text, want := range map[string]string{
		"re 18: I know somebody there.": "comment [18 I know somebody there.]",
		"#4711 is fixed":                "update 2026-11-22",
		"Re 2 weeks ago: the bank":      "update 2026-11-22",
	} {
		if got := gist(Read(fromAna("x", text), harbour(t), pass("ana@harbour.example"))); got != want {
			t.Errorf("fresh %s: %s, want %s", text, got, want)
		}
	}
	if got := gist(Read(answering(fromAna("x", "Nice."), "x@y"), harbour(t),
		holding(t, pass("gus@client.example"), "digest"))); got != "stray" {
		t.Errorf("guest: %s", got)
	}
}
