package reply

import "testing"

const asked = "Apa kabar, Ana?\n\nDone:\nNext:\n- you planned: write the guide, page by page\nBlocked:\nDecision:\n\nAnswer this mail in any way you like.\n--\nkabar for Acme\n"

func TestWhatWeSentIsQuotedInAnyLanguage(t *testing.T) {
	for _, c := range []struct{ name, in, text, sections string }{
		{"no marks, unknown words above", "a\n\nXyzzy plugh:\nApa kabar, Ana?\n\nDone:\nNext:\n- you planned: write the guide,\npage by page\nBlocked:\nDecision:\n\nAnswer this mail in any way you like.", "a", "done[a]"},
		{"answers typed behind quoted questions", "> Apa kabar, Ana?\n>\n> Done: fixed it\n> Next: docs\n> - you planned: write the guide, page by page\n> Blocked:", "fixed it\n\ndocs", "done[fixed it] next[docs]"},
		{"a plan copied as an answer is new", "Done:\n- write the guide, page by page\n- and more", "Done:\n- write the guide, page by page\n- and more", "done[write the guide, page by page|and more]"},
		{"labels typed by hand", "Done:\nfixed it\nNext:\nship it", "Done:\nfixed it\nNext:\nship it", "done[fixed it] next[ship it]"},
		{"answers inside an unmarked quote", "On 22/11/26 16:30, Acme wrote:\n\nApa kabar, Ana?\n\nDone:\nfixed it\nNext:\n- you planned: write the guide, page by page\nstill at it\nBlocked:\nDecision:\n\nAnswer this mail in any way you like.", "fixed it\n\nstill at it", "done[fixed it] next[still at it]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Read(Input{Text: c.in, Parent: asked})
			if got.Text != c.text || show(got) != c.sections {
				t.Errorf("\n got %q %s\nwant %q %s", got.Text, show(got), c.text, c.sections)
				for _, l := range got.Lines {
					t.Logf("%-11s %-20s %q", l.Verdict, l.Rule, l.Text)
				}
			}
		})
	}
}

func TestTheSurerPartIsRead(t *testing.T) {
	for _, c := range []struct{ name, text, html, want string }{
		{"text with marks", "a\n\nOn 22/11/26 16:30, Ana wrote:\n> b", "<p>a</p><p>b</p>", "a"},
		{"html with structure", "a\nb", "<div>a</div><div class=gmail_quote>b</div>", "a"},
		{"html shows answers inside", "On 22/11/26 16:30, Ana wrote:\n\nb\n\na", "<div class=moz-cite-prefix>On 22/11/26 16:30, Ana wrote:</div><blockquote type=cite>b</blockquote><p>a</p>", "a"},
		{"signature known from html", "a\n\nBen Okoro\nLagos\n\nOn 22/11/26 16:30, Ana wrote:\n> b", "<p>a</p><div class=gmail_signature>Ben Okoro<br>Lagos</div><blockquote type=cite>b</blockquote>", "a"},
		{"empty text", " ", "<p>a</p>", "a"},
		{"empty html", "a", "<p> </p>", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Read(Input{Text: c.text, HTML: c.html}); got.Text != c.want {
				t.Errorf("got %q, want %q", got.Text, c.want)
			}
		})
	}
}

func TestNothingElseIsKept(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Input
		want string
	}{
		{"typed among marked lines of ours", Input{Text: "> Apa kabar, Ana?\n>\n> Done:\n> fixed the login today\n> Next:\n> - you planned: write the guide, page by page", Parent: asked}, "fixed the login today"},
		{"typed into the signature", Input{HTML: "<div id=Signature>fixed the login</div><div id=appendonsend></div><div id=divRplyFwdMsg><b>From:</b> a</div>b"}, "fixed the login"},
		{"only a tagline", Input{HTML: "<div id=Signature>Sent from my iPhone</div>"}, ""},
		{"only our own words", Input{Text: "> Apa kabar, Ana?\n>\n> Done:\n> Next:", Parent: asked}, ""},
	} {
		got := Read(c.in)
		if got.Text != c.want || got.Unsure == "" {
			t.Errorf("%s: %q, unsure %q", c.name, got.Text, got.Unsure)
		}
	}
}

func TestPartsThatDisagreeAreDoubted(t *testing.T) {
	r := Read(Input{Text: "Please see the page for this mail.", HTML: "<p>The release went out at noon, docs follow.</p>"})
	if r.Unsure == "" || r.Text == "" {
		t.Errorf("sure of %q", r.Text)
	}
}

func TestDoubtsAreSaid(t *testing.T) {
	for _, c := range []struct {
		name, in string
		unsure   bool
	}{
		{"top", "a\n\nOn 22/11/26 16:30, Ana wrote:\n> b", false},
		{"all new", "a", false},
		{"empty", "", false},
		{"only a quote", "> a\n> b", true},
		{"no mark shows where the quote ends", "On 22/11/26 16:30, Ana <ana@acme.example> wrote:\n\na\n\nb", true},
		{"bare forward", "---------- Forwarded message ---------\nFrom: Ana <ana@acme.example>\nSubject: b\n\na", false},
	} {
		if got := Read(Input{Text: c.in}).Unsure; (got != "") != c.unsure {
			t.Errorf("%s: unsure %q", c.name, got)
		}
	}
}
