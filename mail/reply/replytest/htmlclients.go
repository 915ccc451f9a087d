package replytest

func gmailHTML(r Reply) string {
	return r.assemble(frame{
		text: func(s string) string { return `<div dir="ltr">` + divs(s) + `</div>` },
		sig: func(s string) string {
			return `<div><br></div><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">` + divs(s) + `</div></div>`
		},
		before: `<div dir="ltr" class="gmail_attr">` + r.leadHTML() + `<br></div>`,
		open:   `<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">`,
		shut:   `</blockquote>`,
		outer:  `<br><div class="gmail_quote gmail_quote_container">`, inner: `</div>`,
	})
}

func outlookDesktopHTML(r Reply) string {
	head := `<meta name="Generator" content="Microsoft Word 15 (filtered medium)"><style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style>`
	return page(head, `<div class="WordSection1">`+r.assemble(frame{
		text: paragraphs, sig: paragraphs,
		before: `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">` +
			r.headerHTML("", "<br>\n") + `<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>`,
	})+`</div>`)
}

func outlookWebHTML(r Reply) string {
	text := func(s string) string {
		return `<div class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt;">` + divs(s) + `</div>`
	}
	return page("", r.assemble(frame{
		text: text,
		sig:  func(s string) string { return `<div id="Signature">` + divs(s) + `</div>` },
		before: `<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">` +
			r.headerHTML("", "<br>") + `</font><div>&nbsp;</div></div>`,
	}))
}

func outlookMobileHTML(r Reply) string {
	return page("", r.assemble(frame{
		text: func(s string) string { return `<div dir="ltr">` + divs(s) + `</div>` },
		sig: func(s string) string {
			return `<div id="ms-outlook-mobile-signature"><div><br></div><div><a href="https://aka.ms/o0ukef">` + esc(s) + `</a></div></div>`
		},
		before: `<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif">` +
			r.headerHTML("", "<br>") + `</font><div>&nbsp;</div></div>`,
	}))
}

func appleHTML(r Reply) string {
	return page("", r.assemble(frame{
		text: divs, sig: func(s string) string { return `<div><br></div>` + divs(s) },
		before: `<blockquote type="cite"><div>` + r.leadHTML() + `</div><br class="Apple-interchange-newline"></blockquote>`,
		open:   `<blockquote type="cite"><div>`, shut: `</div></blockquote>`,
		outer: `<div><br></div>`,
	}))
}

func iosHTML(r Reply) string {
	return page(`<meta http-equiv="content-type" content="text/html; charset=utf-8">`, r.assemble(frame{
		text: func(s string) string { return `<div dir="ltr">` + divs(s) + `</div>` },
		sig: func(s string) string {
			return `<div dir="ltr"><br></div><div dir="ltr">` + breaks(s) + `</div>`
		},
		before: `<div dir="ltr"><br><blockquote type="cite">` + r.leadHTML() + `<br><br></blockquote></div>`,
		open:   `<blockquote type="cite"><div dir="ltr">` + "\ufeff", shut: `</div></blockquote>`,
	}))
}

func thunderbirdHTML(r Reply) string {
	return page(`<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">`, r.assemble(frame{
		text:   func(s string) string { return `<p>` + breaks(s) + `</p>` },
		sig:    func(s string) string { return `<pre class="moz-signature" cols="72">` + esc(s) + `</pre>` },
		before: `<div class="moz-cite-prefix">` + r.leadHTML() + `<br></div>`,
		open:   `<blockquote type="cite" cite="mid:` + esc(r.Parent.MessageID) + `">`, shut: `</blockquote>`,
	}))
}

func yahooHTML(r Reply) string {
	f := frame{
		text: func(s string) string { return `<div dir="ltr" data-setdir="false">` + divs(s) + `</div>` },
		sig:  func(s string) string { return `<div><br></div><div class="yahoo-signature">` + divs(s) + `</div>` },
	}
	if r.Style == Inline { // answering inside, Yahoo's box is split by the writer
		f.before = `<div dir="ltr">` + r.leadHTML() + `</div>`
		f.open, f.shut = `<blockquote type="cite">`, `</blockquote>`
	} else {
		f.outer = `<div><br></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div style="font-size:13px;color:#26282a;">`
		f.before, f.inner = `<div>`+r.leadHTML()+`</div><div><br></div>`, `</div></div>`
	}
	return page("", r.assemble(f))
}

func protonHTML(r Reply) string {
	return r.assemble(frame{
		text: func(s string) string {
			return `<div style="font-family: Arial, sans-serif; font-size: 14px;">` + divs(s) + `</div>`
		},
		sig: func(s string) string {
			return `<div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">` + divs(s) + `</div></div>`
		},
		before: r.leadHTML() + `<br>`,
		open:   `<blockquote class="protonmail_quote" type="cite">`, shut: `</blockquote>`,
		outer: `<div><br></div><div class="protonmail_quote">`, inner: `</div>`,
	})
}

func samsungHTML(r Reply) string {
	return page("", r.assemble(frame{
		text: func(s string) string { return `<div dir="auto">` + divs(s) + `</div>` },
		sig: func(s string) string {
			return `<div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">` + breaks(s) + `</div></div>`
		},
		before: `<div dir="auto"><br></div><div align="left" style="font-size:100%;color:#000000" dir="auto"><!-- originalMessage --><div>-------- ` +
			esc(r.locale().original) + ` --------</div>` + r.headerHTML("<div>", "</div>") + `</div><div dir="auto"><br></div>`,
	}))
}

func k9HTML(r Reply) string {
	return page("", r.assemble(frame{
		text: breaks, sig: func(s string) string { return `<div class='k9mail-signature'>` + breaks(s) + `</div>` },
		before: `<br><br><div class="gmail_quote"><div dir="auto">` + r.leadHTML() + `</div>`,
		open:   `<blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;">`,
		shut:   `</blockquote>`, inner: `</div>`,
	}))
}

func notesHTML(r Reply) string {
	return page("", r.assemble(frame{
		text: func(s string) string {
			return `<font size=2 face="sans-serif">` + breaks(s) + `</font><br><br>`
		},
		sig:    func(s string) string { return `<font size=2 face="sans-serif">` + breaks(s) + `</font><br>` },
		before: `<br><font size=1 color=#5f5f5f face="sans-serif">` + r.headerHTML("", "<br>") + `</font><hr noshade><br>`,
	}))
}

// muttHTML stands for the rare program that sends plain text as HTML.
func muttHTML(r Reply) string {
	return `<pre>` + esc(r.client().plain(r)) + `</pre>`
}

func zohoHTML(r Reply) string {
	return page("", r.assemble(frame{
		text: func(s string) string {
			return `<div style="font-family: Verdana, Arial, Helvetica, sans-serif; font-size: 10pt;">` + divs(s) + `</div>`
		},
		sig: func(s string) string {
			return `<div><br></div><div id="Zm-_Id_-Sgn" data-zbluepencil-ignore="true">` + divs(s) + `</div>`
		},
		before: `<div id="Zm-_Id_-Sgn1">` + r.leadHTML() + `</div><div><br></div>`,
		open:   `<blockquote id="blockquote_zmail" style="margin: 0px;">`, shut: `</blockquote>`,
		outer: `<div><br></div><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204); height: 0px;"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true">`, inner: `</div>`,
	}))
}
