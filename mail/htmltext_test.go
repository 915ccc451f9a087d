package mail

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestHTMLText(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"paragraphs", "<p>Done: it</p><p>Next:\n  that</p>", "Done: it\n\nNext: that"},
		{"Gmail lines", "<div dir=ltr>Done: it<div><br></div><div>Next: that</div></div>", "Done: it\n\nNext: that"},
		{"Outlook lines", "<p class=MsoNormal>Done: it<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Next</p>", "Done: it\n\nNext"},
		{"br at the end of a block", "<div>a<br></div><div>b</div>", "a\nb"},
		{"line ends", "a<br>b<br/>c<br><br>d", "a\nb\nc\n\nd"},
		{"entities", "Gr&ouml;&szlig;e &lt;b&gt; &amp; &#x1F600; &nosuch;", "Größe <b> & 😀 &nosuch;"},
		{"white space", "  a \n\t b  <b> c</b>d ", "a b cd"},
		{"list", "x<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>y", "x\n- a\n- b\n  - c\ny"},
		{"numbers", "<ol><li>a<li>b<li>c</ol>", "1. a\n2. b\n3. c"},
		{"item without a list", "<li>a", "- a"},
		{"table", "<table><tr><th>who<th>what</tr><tr><td>Ana</td><td>tests</td></tr></table>", "who what\nAna tests"},
		{"table in a table", "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr></table>", "a\nb"},
		{"link", `<a href="https://example.org/x">report</a>`, "report <https://example.org/x>"},
		{"link that shows itself", `<a href="https://example.org/">example.org</a> <a href="mailto:a@b.example">a@b.example</a>`, "example.org a@b.example"},
		{"E22 masked link", `<a href="https://evil.example/">https://bank.example/</a>`, "https://bank.example/ <https://evil.example/>"},
		{"E22 script in a link", `<a href="javascript:alert(1)">x</a>`, "x"},
		{"E22 line end in a link", "<a href=\"https://example.org/a\n  b\u202e\">x</a>", "x <https://example.org/a b>"},
		{"empty link", `<a href="https://example.org/"><img src=x></a>`, ""},
		{"image", `<img src=x alt="a cat"> <img src=y>`, "[a cat]"},
		{"quote", "a<blockquote>b<br>c<blockquote>d</blockquote></blockquote>e", "a\n> b\n> c\n> > d\ne"},
		{"quote of paragraphs", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"},
		{"pre", "<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\nd"},
		{"heading", "<h1>Done</h1>it", "Done\n\nit"},
		{"rule", "a<hr>b", "a\n---\nb"},
		{"E04 script and style", "a<script>alert('x')</script><style>b{}</style><!-- c --><title>d</title>e", "ae"},
		{"E06 attribute without an end", `a<img src="x>b<p>c`, "a"},
		{"E07 display:none", `a<div style="color:red; display : none !important">b<p>c</p></div>d`, "ad"},
		{"E07 other ways to hide", `a<i style="visibility:hidden">b</i><i style=opacity:0>c</i><i hidden>d</i><i style="mso-hide:all">e</i><i style="max-height:0px;overflow:hidden">f</i>g`, "ag"},
		{"E07 no size", `a<span style="font-size:0px">b</span><span style="font-size:0.9em">c</span>`, "ac"},
		{"size given back inside", `<td style="font-size:0"><span style="font-size:14px">a</span>b</td>`, "a"},
		{"hidden paragraph without an end", `<p style="display:none">a<p>b`, "b"},
		{"opacity that shows", `<i style="opacity:0.5">a</i>`, "a"},
		{"tags that close nothing", "</div></p>a</blockquote>b", "ab"},
		{"crossed tags", "<b><i>a</b>b</i>c", "abc"},
		{"no HTML", "Done: 1 < 2 & 3 > 2", "Done: 1 < 2 & 3 > 2"},
		{"empty", "", ""},
	} {
		if got := HTMLText(c.html); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzHTMLText(f *testing.F) {
	f.Add("<p>a<ul><li>b<blockquote>c</p><table><tr><td>d<a href=x:y>e</a>&amp;")
	f.Add("<pre>\n<br></pre\x00><plaintext><b style='font-size:0'>")
	f.Add("<![CDATA[x]]><!--<svg><title>a")
	f.Fuzz(func(t *testing.T, page string) {
		text := HTMLText(page)
		if !utf8.ValidString(text) {
			t.Errorf("%q gave bytes that are no UTF-8", page)
		}
		if strings.HasSuffix(text, "\n") || strings.Contains(text, " \n") {
			t.Errorf("%q gave %q: blanks at the end of a line", page, text)
		}
	})
}
