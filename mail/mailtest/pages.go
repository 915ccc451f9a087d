package mailtest

// pages are HTML mails that are small as bytes and large as trees.
func (w *writer) pages() {
	w.bomb("D13 HTML quotes", w.html(many("<blockquote>", 10_000)+many("x<br>", 10_000)))
	w.bomb("D15 HTML depth",
		w.html(many("<div>", 50_000)+"Done: it"+many("</span>", 50_000)))
	w.bomb("D15 lists in lists", w.html(many("<ul><li>x", 50_000)))
	w.bomb("D15 paragraphs", w.html(many("<p>x", 50_000)))
	w.bomb("D15 tables", w.html(many("<table><tr><td>", 50_000)))
	w.bomb("D16 attributes", w.html("<p "+many("a=b ", 200_000)+">Done: it</p>"))
	w.bomb("D16 entities", w.html(many("&amp;&notin;&x;&#x1F600;", 50_000)))
	w.bomb("D16 links",
		w.html(many("<a href=http://example.org/>", 50_000)+many("x</a>", 50_000)))
	w.bomb("D15 tables never closed", w.html(many("<table><tr><td>x<td>y", 60_000)))
	w.bomb("D15 formatting", w.html(many("<b><i><a><p>x", 100_000)))
	w.bomb("D16 styles", w.html("<p style=\""+many("display:none;", 100_000)+"\">x"+
		many("<p style=\"color:red\">y", 50_000)))
	w.bomb("D16 comments", w.html(many("<!-- x", 200_000)+many("-->", 100)))
	w.bomb("D16 scripts", w.html(many("<script>x</script><style>p{}</style>", 40_000)))
	w.bomb("D16 one attribute of 2 MB", w.html("<a href=\""+many("x", 2<<20)+"\">Done: it</a>"))
	w.bomb("D16 breaks", w.html("Done: it"+many("<br>", 500_000)))
	w.bomb("D16 tags never closed", w.html(many("<", 2<<20)))
}
