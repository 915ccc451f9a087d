package reply

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ordinary gives the mails of testdata/replies.
func ordinary(tb testing.TB) []string {
	files, _ := filepath.Glob("testdata/replies/*.txt")
	var out []string
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		for _, c := range strings.Split("\n"+string(raw), "\n== ")[1:] {
			_, body, _ := strings.Cut(c, "\n")
			in, _, _ := strings.Cut(body, "\n---- want")
			out = append(out, in+strings.Repeat("\n> And the words of an older mail, wrapped at some seventy columns or so.", 20))
		}
	}
	if len(out) == 0 {
		tb.Fatal("no mails")
	}
	return out
}

// BenchmarkRead reads ordinary mails: one iteration is one mail.
func BenchmarkRead(b *testing.B) {
	mails := ordinary(b)
	for i := 0; b.Loop(); i++ {
		Read(Input{Text: mails[i%len(mails)]})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}

// worst holds mails of a megabyte that could make a parser slow.
func worst() map[string]Input {
	fill := func(s string) string { return strings.Repeat(s, 1<<20/len(s)) }
	return map[string]Input{
		"long line":       {Text: fill("a ")},
		"colons":          {Text: fill("On 3 May 2026 somebody whose name is long\n:\n")},
		"attributions":    {Text: fill("On Sun, Nov 22, 2026 at 4:30 PM Ana <ana@acme.example> wrote\n")},
		"on a a a":        {Text: fill("On a, ")},
		"headers":         {Text: fill("From: a\n")},
		"header blocks":   {Text: fill("From: a\nTo: b\n\n")},
		"marks":           {Text: fill("> > > > > > ")},
		"marked lines":    {Text: fill("> a\nb:\n")},
		"dashes":          {Text: fill("-- \n")},
		"rules":           {Text: fill("----------\n")},
		"separators":      {Text: fill("---- a b c ----\n")},
		"blanks":          {Text: fill(" \n")},
		"spaces":          {Text: "--" + fill(" ") + "\n" + fill(" ")},
		"taglines":        {Text: fill("Sent from my iPhone\n")},
		"supercite":       {Text: fill("AB> a\n")},
		"labels":          {Text: fill("Done: a\n")},
		"decisions":       {Text: fill("Decision: a\nWhy: b\n")},
		"nested items":    {Text: fill("- a\n  - b\n    - c\n")},
		"cjk":             {Text: fill("完了：ログイン修正 写道：\n")},
		"deep html":       {HTML: fill("<div>")},
		"deep quotes":     {HTML: fill("<blockquote>a")},
		"unclosed":        {HTML: fill("<p><b><i>a")},
		"lists":           {HTML: fill("<ul><li>a")},
		"attributes":      {HTML: "<a " + fill("b=c ") + ">"},
		"entities":        {HTML: fill("&amp;")},
		"cells":           {HTML: "<table>" + fill("<td>a")},
		"links":           {HTML: fill("<a href=http://a>b")},
		"boxes":           {HTML: fill("<div class=gmail_quote>a</div>b")},
		"ends":            {HTML: fill("</div></p>")},
		"same words":      {Text: fill("a a a a a a\n"), Parent: fill("a a a a a a a\n")},
		"parent in quote": {Text: "x\n\nOn 22/11/26 16:30, Ana wrote:\n\n" + fill("one two three\n"), Parent: fill("one two three\n")},
	}
}

// BenchmarkWorst reads a megabyte of each kind: one iteration is all of it.
func BenchmarkWorst(b *testing.B) {
	for name, in := range worst() {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				Read(in)
			}
		})
	}
}
