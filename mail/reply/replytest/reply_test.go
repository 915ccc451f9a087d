package replytest_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
	"kabar/mail"
	"kabar/mail/reply"
	"kabar/mail/reply/replytest"
)

const prompt = `Apa kabar, Ana?

Done:
Next:
- you planned: write the migration guide for the new storage layout, page by page
Blocked:
Decision:

Answer this mail in any way you like. Write "help" for what else I can do.
--
kabar for Acme`

// sample is a reply to the prompt by one program.
func sample(c replytest.Client, lang string, style replytest.Style, format replytest.Format, sig bool) replytest.Reply {
	wib := time.FixedZone("WIB", 7*3600)
	return replytest.Reply{
		Client: c, Lang: lang, Style: style, Format: format, Signature: sig,
		From: replytest.Person{Name: "Ana Putri", Addr: "ana@acme.example"},
		To:   replytest.Person{Name: "kabar", Addr: "acme@kabar.example"}, Subject: "Re: Apa kabar, Ana?",
		Date: time.Date(2026, 11, 22, 16, 52, 0, 0, wib), MessageID: "r1@acme.example",
		Parent: replytest.Parent{MessageID: "prompt.2026-11-22.ana@kabar.example", Subject: "Apa kabar, Ana?",
			From: replytest.Person{Name: "kabar for Acme", Addr: "acme@kabar.example"},
			Date: time.Date(2026, 11, 22, 16, 30, 0, 0, wib), Text: prompt},
		Answer: []replytest.Part{
			{Under: "Done:", Label: "Done:", Text: "- fixed the login for people with two accounts\n- größere Tests, 100 % grün"},
			{Under: "Blocked:", Label: "Blocked:", Text: "waiting for @ben to review"},
			{Under: "Decision:", Label: "Decision:", Text: "use Postgres for the queue"},
		},
	}
}

func words(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\ufeff", "")), " ")
}

// TestEveryCombinationIsReadExactly runs every program, language, style,
// format and signature through mail.Parse and reply.Read.
func TestEveryCombinationIsReadExactly(t *testing.T) {
	n, failed := 0, 0
	for _, c := range replytest.Clients {
		for _, lang := range replytest.Langs {
			for _, style := range replytest.Styles {
				for _, format := range replytest.Formats {
					for _, sig := range []bool{false, true} {
						if n++; racetest.On() && n%7 != 0 { // prime to each number of them
							continue
						}
						r := sample(c, lang, style, format, sig)
						m := mail.Parse(r.Raw())
						got := reply.Read(reply.Input{Text: m.Text, HTML: m.HTML, Parent: prompt})
						if words(got.Text) != words(r.Truth()) {
							if failed++; failed <= 12 {
								t.Errorf("%s %s %s %s signature=%v\n got %q\nwant %q\n%s", c, lang, style, format, sig, got.Text, r.Truth(), m.Text)
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d combinations, %d wrong", n, failed)
	if n < 1000 {
		t.Errorf("only %d combinations were tried", n)
	}
}

// TestTopPostsAreReadWithoutTheParent reads what any stranger could read.
func TestTopPostsAreReadWithoutTheParent(t *testing.T) {
	n, failed := 0, 0
	for _, c := range replytest.Clients {
		for _, lang := range replytest.Langs {
			for _, format := range replytest.Formats {
				for _, sig := range []bool{false, true} {
					if n++; racetest.On() && n%7 != 0 {
						continue
					}
					r := sample(c, lang, replytest.Top, format, sig)
					text, html := r.Parts()
					got := reply.Read(reply.Input{Text: text, HTML: html})
					if words(got.Text) != words(r.Truth()) {
						if failed++; failed <= 12 {
							t.Errorf("%s %s %s signature=%v\n got %q\nwant %q\n%s%s", c, lang, format, sig, got.Text, r.Truth(), text, html)
						}
					}
				}
			}
		}
	}
	t.Logf("%d combinations, %d wrong", n, failed)
}

func TestRawIsDeterministic(t *testing.T) {
	for _, c := range replytest.Clients {
		r := sample(c, "de", replytest.Inline, replytest.Both, true)
		if raw := r.Raw(); !bytes.Equal(raw, r.Raw()) || bytes.Contains(bytes.ReplaceAll(raw, []byte("\r\n"), nil), []byte("\n")) {
			t.Errorf("%s: not the same bytes twice, or a bare line feed", c)
		}
	}
}

// TestTopPostsAreReadWithoutMarks takes the quote marks off, as some programs
// and gateways do.
func TestTopPostsAreReadWithoutMarks(t *testing.T) {
	n := 0
	for _, c := range replytest.Clients {
		for _, lang := range replytest.Langs {
			n++
			r := sample(c, lang, replytest.Top, replytest.Plain, false)
			text, _ := r.Parts()
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\n> ", "\n"), "\n>\n", "\n\n")
			if c == replytest.Thunderbird || c == replytest.Mutt {
				text = strings.Replace(text, "\n\nApa kabar", "\nApa kabar", 1)
			}
			if got := reply.Read(reply.Input{Text: text}); words(got.Text) != words(r.Truth()) {
				t.Errorf("%s %s\n got %q\n%s", c, lang, got.Text, text)
			}
		}
	}
	if n == 0 {
		t.Error("no combination was tried")
	}
}
