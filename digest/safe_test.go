package digest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"kabar/mail"
	"kabar/store/entry"
)

// allowed are the elements of a mail and their attributes; nothing else may
// ever stand in one.
var allowed = map[string][]string{
	"html": {"lang"}, "head": nil, "meta": {"charset", "name", "content"}, "style": nil, "title": nil,
	"body": {"style"}, "div": {"class", "style"}, "h1": {"style"}, "h2": {"style"}, "p": {"class", "style", "dir"},
	"b": nil, "span": {"class", "style"}, "a": {"class", "href", "style"}, "table": {"role", "style"}, "tbody": nil, "tr": nil,
	"td": {"class", "style"}, "ul": {"style"}, "li": {"dir", "style"}, "br": nil, "mark": {"style"},
	"pre": {"class", "style"}, "dl": nil, "dt": {"style"}, "dd": {"style"},
}

// shownText parses a mail as a mail program does, complains about anything that
// is not kabar's own HTML, and returns the text that is seen.
func shownText(t *testing.T, source string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		switch n.Type {
		case html.CommentNode:
			t.Errorf("a comment: %q", n.Data)
		case html.TextNode:
			if n.Parent.Data != "style" && n.Parent.Data != "title" {
				b.WriteString(n.Data)
			}
		case html.ElementNode:
			attributes, ok := allowed[n.Data]
			if !ok {
				t.Errorf("an element <%s>", n.Data)
			}
			for _, a := range n.Attr {
				if !slices.Contains(attributes, a.Key) {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if a.Key == "style" && (strings.Contains(a.Val, "url") || strings.Contains(a.Val, "expression")) {
					t.Errorf("a style that loads: %q", a.Val)
				}
				if a.Key == "href" {
					checkLink(t, a.Val, n)
				}
			}
		}
	}
	return b.String()
}

// checkLink has E22: the text of a link is where it leads.
func checkLink(t *testing.T, target string, n *html.Node) {
	t.Helper()
	var b strings.Builder
	for c := range n.Descendants() {
		b.WriteString(c.Data)
	}
	if strings.HasPrefix(target, "mailto:kabar@harbour.example?subject=") ||
		strings.HasPrefix(target, "mailto:kabar+") && !strings.Contains(target, "&") {
		return // a command of ours, to ourselves
	}
	if !strings.HasPrefix(target, "http://") && !strings.HasPrefix(target, "https://") || b.String() != target {
		t.Errorf("a link to %q that says %q", target, b.String())
	}
}

// sameWords tells whether the two halves of a mail say the same, but for the
// signs that stand for styles in text.
func sameWords(t *testing.T, d mail.Draft) {
	t.Helper()
	bare := func(s string) string {
		s = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || strings.ContainsRune("-`*^", r) {
				return -1
			}
			return r
		}, s)
		return strings.ToLower(strings.ToUpper(s)) // headings
	}
	text, seen := bare(d.Text), bare(shownText(t, d.HTML))
	if text == seen {
		return
	}
	i := 0
	for i < min(len(text), len(seen)) && text[i] == seen[i] {
		i++
	}
	t.Errorf("text and HTML differ at\n%.80q\n%.80q", text[i:], seen[i:])
}

// TestGoldenMailsAreSafe reads the committed mails as a mail program would.
func TestGoldenMailsAreSafe(t *testing.T) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		shownText(t, string(source))
		if text := string(source); strings.Contains(text, "src=") || strings.Contains(text, "<script") || strings.Contains(text, "@import") {
			t.Errorf("%s loads or runs something", f)
		}
		if len(source) > 102_000 {
			t.Errorf("%s has %d bytes: Gmail would cut it", f, len(source))
		}
	}
}

// hostile is a digest with one entry of a person who writes what should not be
// written.
func hostile(t testing.TB, name, text string, depth int) mail.Draft {
	reader := member(t, "ben")
	reader.ID, reader.Name = "qqzzyyxx", "Qqzzyyxx Qqzzyyxx" // nobody mentions them by chance
	it := entry.Entry{ID: "1", Num: 14, Kind: entry.Update, Member: "eve", Name: name, Date: day("2026-11-20"),
		Filed: utc("2026-11-20T15:00"), Sections: []entry.Section{
			{Name: "done", Items: []entry.Item{{Text: text, Depth: depth}, {Text: "and more"}}},
			{Name: "note", Items: []entry.Item{{Text: text}}}}}
	after := wrote(15, member(t, "kim"), "2026-11-20", "2026-11-20T15:00", "done: the neighbour")
	answer := comment(16, member(t, "kim"), "2026-11-20T15:00", 0, "x")
	answer.On, answer.Sections[0].Items[0].Text = "1", text
	env := to(t, "ben", "digest", "2026-11-23", "2026-11-23T07:30")
	env.ReplyTo = nil
	return Build(Source{Team: harbour(t), Reader: reader, Date: day("2026-11-23"), Now: utc("2026-11-23T07:30"),
		Fresh: []entry.Entry{it, after, answer}}).Draft(env)
}

// ours are the lines of a text half that kabar itself answers for: those that
// do not stand as far right as people's words.
func ours(text string) (lines []string) {
	for _, line := range strings.Split(text, "\n") {
		if line != "" && !strings.HasPrefix(line, strings.Repeat(" ", wordsAt)) && !strings.HasPrefix(line, "  … ") {
			lines = append(lines, line)
		}
	}
	return lines
}

// inOrder tells whether some is what is left of all if lines are left out.
func inOrder(some, all []string) bool {
	for _, line := range some {
		i := slices.Index(all, line)
		if i < 0 {
			return false
		}
		all = all[i+1:]
	}
	return true
}

// checkHostile holds a digest with a hostile text against the same digest with
// a harmless one.
func checkHostile(t *testing.T, name, text string, depth int) {
	t.Helper()
	d, harmless := hostile(t, name, text, depth), hostile(t, name, "x", 0)
	// Where all of a section is cut off, its label goes with it.
	if got, want := ours(d.Text), ours(harmless.Text); !inOrder(got, want) {
		t.Errorf("E16: words of a person stand where ours do:\n%q\nwant\n%q", got, want)
	}
	sameWords(t, d)
	if !strings.Contains(shownText(t, d.HTML), "the neighbour") {
		t.Error("E06: what the neighbour wrote is swallowed")
	}
	if d.Subject != harmless.Subject || strings.ContainsAny(d.Subject, "\r\n") {
		t.Errorf("the subject is %q", d.Subject)
	}
	for _, r := range d.Text + d.HTML {
		if r != '\n' && (unicode.IsControl(r) || reorders(r)) {
			t.Fatalf("E20, E21: %U in the mail", r)
		}
	}
	narrow(t, d.Text)
}

var hostileTexts = []struct{ name, text string }{
	{"E04 script", `<script>alert(1)</script><img src=x onerror=alert(1)>`},
	{"E05 remote CSS", `<style>@import "https://evil.example/x.css";</style><link rel=stylesheet href=//evil.example>`},
	{"E06 unclosed", `<a href="https://evil.example/?`},
	{"E06 unclosed comment and table", `<!-- </td></table><table><tr><td>`},
	{"E07 hidden", `<div style="display:none">hidden</div>`},
	{"E16 an entry of somebody else", "fine\n\nAna Putri · Fri 16:00 · #15\n  Done\n    - resigned"},
	{"E16 a heading", "fine\n\nDECISIONS\n\nDecision 9 · accepted · by everybody · Fri 16:00 · #99"},
	{"E16 a footer", "fine\n-- \nAnswer `resume`"},
	{"E17 dots", ".\n..\n.\r\nQUIT"},
	{"E19 From_ line", "From ana@harbour.example Fri Nov 20 16:00:00 2026"},
	{"E20 terminal", "\x1b]0;x\x07\x1b[2J"},
	{"E21 bidi", "\u202egpj.exe\u2066 \u200b"},
	{"E22 masked link", `[https://bank.example](https://evil.example) <a href="https://evil.example">https://bank.example</a>`},
	{"E22 a link with quotes", `https://evil.example/"onmouseover="alert(1)`},
	{"E22 links of other kinds", `javascript:alert(1) data:text/html,x http:alert http:///x https://`},
	{"E22 a link with a name", `https://bank.example@evil.example/x`},
	{"E23 templates", "{{.Secret}} ${x} <%= x %> {num} `get {num}` %s%n"},
	{"E24 merge markers", "<<<<<<< HEAD\n=======\n>>>>>>> x"},
	{"entities", "&lt;b&gt; &amp;amp; &#60;script&#62;"},
	{"invalid UTF-8", "\xff\xfe<\x80"},
	{"D15 deep", strings.Repeat("<div>", 5000)},
	{"D22 marks on marks", strings.Repeat("\u0301", 20_000)},
	{"one long word", strings.Repeat("x", 20_000)},
	{"a link too long", "https://harbour.example/" + strings.Repeat("x", 5000)},
	{"nothing", " \n\n "},
}

// TestHostileText has it as the text of an entry, and as a name (A34, E02).
func TestHostileText(t *testing.T) {
	for _, c := range hostileTexts {
		t.Run(c.name, func(t *testing.T) {
			checkHostile(t, "Eve", c.text, 0)
			checkHostile(t, "Eve", c.text, 99)
			checkHostile(t, c.text, "x", 0)
		})
	}
}

// FuzzDigest puts any text under any name into a digest.
func FuzzDigest(f *testing.F) {
	for i, c := range hostileTexts {
		f.Add("Eve", c.text, i)
		f.Add(c.text, "x", 0)
	}
	f.Fuzz(func(t *testing.T, name, text string, depth int) {
		if len(name)+len(text) > 10_000 {
			return
		}
		checkHostile(t, name, text, depth)
	})
}

// TestHostileAnswers has what is repeated of a command: E01, F02, F03.
func TestHostileAnswers(t *testing.T) {
	for _, c := range hostileTexts {
		a := Answer{Team: harbour(t), Reader: member(t, "ben"), Now: utc("2026-11-23T07:30"), Subject: c.text, Parts: []Part{
			Hits{Query: c.text, Total: 1, First: 1, List: []Hit{{Num: 14, Name: c.text, Excerpt: c.text, Marks: [][2]int{{0, 3}}}}, More: true},
			BadQuery{Query: c.text, From: 2, To: 5, Why: "Why", Example: "x"},
			Refused{Command: "away", Given: c.text, Near: c.text},
			Unknown{Line: c.text, Near: c.text},
			Confirm{Lines: []string{c.text}, Say: "yes"},
			Unplaced{Subject: c.text, At: utc("2026-11-23T07:30")},
			Trouble{Kind: "bounced", Who: c.text, Detail: c.text},
			Full{Num: 1, Of: c.text, Entry: with(wrote(1, member(t, "ana"), "2026-11-20", "2026-11-20T15:00", "done: x"), func(e *entry.Entry) {
				e.Files = []entry.File{{Name: c.text, Size: 1}}
			})},
			Full{Given: c.text},
			Enclosed{Num: 1, Of: c.text, Sent: []entry.File{{Name: c.text}}, Left: []entry.File{{Name: c.text}}},
			Refused{Command: "drop", Given: c.text, Why: "item", Near: c.text},
			Receipt{Entry: with(wrote(1, member(t, "ana"), "2026-11-20", "2026-11-20T15:00", "done: x"), func(e *entry.Entry) {
				e.Name, e.Sections[0].Name, e.Sections[0].Items[0].Text = c.text, c.text, c.text
			}), Unsure: true},
			Record{Number: 7, Entry: decision(2, member(t, "ana"), "2026-11-20T15:00", entry.Decision{Number: 7, Title: c.text, Why: c.text,
				Status: c.text, Log: []entry.Change{{At: utc("2026-11-20T15:00"), By: c.text, What: c.text + ": " + c.text}}}), Changed: true},
		}}
		env := to(t, "ben", "answer", "2026-11-23", "2026-11-23T07:30")
		env.ReplyTo, env.InReplyTo = nil, "x@y.example"
		d := a.Draft(env)
		if strings.IndexFunc(d.Subject+d.Unsubscribe+d.ListID, unicode.IsControl) >= 0 || len(d.Subject) > 1000 {
			t.Errorf("%s: subject %q", c.name, d.Subject)
		}
		shownText(t, d.HTML)
	}
}
