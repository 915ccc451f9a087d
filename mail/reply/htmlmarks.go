package reply

import "strings"

// structure is what an element means for quoting.
type structure byte

const (
	plainElement  structure = iota
	quoteElement            // a blockquote or its like: one depth more
	indentElement           // a blockquote that is only an indent
	quoteBox                // all inside is quoted mail
	forwardBox              // all inside is a forwarded mail
	replyBox                // holds attribution and blockquotes; other text between is new
	attrElement             // an attribution
	sigElement              // a signature
	cutElement              // from here on all is quoted
	headElement             // a header block is likely to begin here
)

// htmlMark says what an id, class or name of an element means. Ids are written
// "#id", classes ".class", names "@name". Reading mail nested by Outlook on
// the web, a prefix "x_" is dropped first.
var htmlMarks = map[string]structure{
	// Gmail, web and phones
	".gmail_quote": replyBox, ".gmail_quote_container": replyBox, ".gmail_attr": attrElement,
	".gmail_signature": sigElement, ".gmail_signature_prefix": sigElement,
	// Outlook on the web, new Outlook, Outlook for phones, Hotmail, Entourage
	"#appendonsend": cutElement, "#divrplyfwdmsg": cutElement, "#stopspelling": cutElement,
	"#mail-editor-reference-message-container": quoteBox, ".ms-outlook-mobile-reference-message": quoteBox,
	"#ms-outlook-mobile-signature": sigElement, ".ms-outlook-mobile-signature": sigElement,
	"#ms-outlook-mobile-body-separator-line": plainElement, "#olk_src_body_section": quoteBox,
	"#signature": sigElement, "#replysplit": cutElement, "#mail-editor-signature": sigElement,
	".elementtoproof": plainElement, "#ms_outlook_reply": quoteBox,
	// Thunderbird
	".moz-cite-prefix": attrElement, ".moz-signature": sigElement, ".moz-forward-container": forwardBox,
	".moz-email-headers-table": forwardBox,
	// Apple Mail, Airmail, Spark
	"#applemailsignature": sigElement, ".airmail_on": attrElement, "#airmail_on": attrElement,
	"@messagereplysection": quoteBox, "@messagesignaturesection": sigElement, "#bloop_sign": sigElement,
	// Yahoo, AOL
	".yahoo_quoted": quoteBox, ".aolreplacedbody": plainElement, "#yahoo_quoted": quoteBox,
	"#ymail_android_signature": sigElement, ".ymail_android_signature": sigElement,
	"#ymail_ios_signature": sigElement, ".yahoo-signature": sigElement, "#yiv_quoted": quoteBox,
	// Proton, Tutanota, Fastmail, Zoho, Roundcube, Zimbra, Horde, OX, GMX
	".protonmail_quote": replyBox, ".protonmail_signature_block": sigElement,
	".tutanota_quote": quoteElement, ".tutanota_indented": plainElement,
	".zmail_extra": replyBox, "#zm-_id_-sgn": sigElement, "#reply-intro": attrElement,
	"#zwchr": cutElement, "@quote": quoteBox, ".zmail_extra_hr": plainElement,
	"#x_zwchr": cutElement,
	// Samsung, BlackBerry, K-9, FairEmail, Nine, BlueMail
	"#composer_signature": sigElement, "#_origmsg": quoteBox, ".k9mail-signature": sigElement,
	"#_signatureplaceholder": sigElement, "#quoted_header": attrElement,
	".fairemail_quote": quoteElement, "#bluemail_signature": sigElement, ".mailspring-quote": replyBox,
	// 163, QQ, Naver, Daum, Mail.ru, Yandex
	"#isreplycontent": quoteBox, "#spnreplycontent": quoteBox, ".mailru-blockquote": quoteElement,
	".js-mail-quote": quoteElement, "#sender_signature": sigElement,
	// HubSpot, Front, Missive, Superhuman, Mailbird, eM Client
	".hs_reply": quoteBox, ".front-blockquote": quoteElement, ".missive_quote": replyBox,
	".sh-quoted-content": quoteBox, ".sh-signature": sigElement, ".mb_quote": quoteBox,
	".hse-quoted": quoteBox, ".front-signature": sigElement,
}

// attributes of an element that matter.
type attributes struct {
	id, class, name, typ, style, href, alt, marker string
	hidden                                         bool
	cite                                           bool
}

// structureOf looks an element's id, classes and name up, then its tag and
// style. mark names the rule.
func structureOf(tag string, a *attributes) (s structure, mark string) {
	if a.id != "" {
		if s, mark = lookup('#', a.id); s != plainElement {
			return s, mark
		}
	}
	for class := a.class; class != ""; {
		var one string
		if one, class, _ = strings.Cut(class, " "); one != "" {
			if s, mark = lookup('.', one); s != plainElement {
				if tag == "blockquote" && (s == replyBox || s == quoteBox) {
					return quoteElement, mark
				}
				return s, mark
			}
		}
	}
	if a.name != "" {
		if s, mark = lookup('@', a.name); s != plainElement {
			return s, mark
		}
	}
	return structureOfTag(tag, a)
}

// structureOfTag judges by tag, type and style.
func structureOfTag(tag string, a *attributes) (structure, string) {
	switch {
	case tag == "blockquote" && isIndent(a):
		return indentElement, ""
	case tag == "blockquote" && (a.typ == "cite" || a.cite):
		return quoteElement, "blockquote-cite"
	case tag == "blockquote":
		return quoteElement, ""
	case tag == "signature", a.marker == "sig":
		return sigElement, "signature"
	case a.marker == "__DIVIDER__", a.marker == "__QUOTED_TEXT__":
		return cutElement, "zimbra"
	case a.style == "" || tag != "div":
	case strings.Contains(a.style, "border-left:") && strings.Contains(a.style, "solid") && borderLeft(a.style):
		return quoteElement, "" // as bare as a blockquote without a class
	case strings.Contains(a.style, "border-top") && strings.Contains(a.style, "solid"):
		return headElement, "border-top"
	}
	return plainElement, ""
}

// borderLeft tells a div whose only visible border is at its left.
func borderLeft(style string) bool {
	i := strings.Index(style, "border-left:")
	value, _, _ := strings.Cut(style[i+len("border-left:"):], ";")
	return strings.Contains(value, "solid") && !strings.Contains(style, "border-right:") &&
		!strings.Contains(value, "windowtext")
}

// isIndent tells a blockquote that Gmail's and Outlook's indent buttons make.
func isIndent(a *attributes) bool {
	if a.class != "" || a.typ != "" || a.cite || a.style == "" {
		return false
	}
	s := strings.ReplaceAll(a.style, " ", "")
	return strings.Contains(s, "border:none") && !strings.Contains(s, "border-left") ||
		strings.Contains(s, "margin:0000px40px") || strings.Contains(s, "margin:00040px")
}

// lookup finds a mark, "x_" prefixes dropped.
func lookup(kind byte, name string) (structure, string) {
	if len(name) > 60 {
		return plainElement, ""
	}
	name = strings.ToLower(name)
	for strings.HasPrefix(name, "x_") {
		name = name[2:]
	}
	if s, ok := htmlMarks[string(kind)+name]; ok {
		return s, name
	}
	if base := strings.TrimRight(strings.TrimRight(name, "0123456789"), "_-"); base != name { // bloop_sign_17
		if s, ok := htmlMarks[string(kind)+base]; ok {
			return s, base
		}
	}
	return plainElement, ""
}

// hides tells whether a style makes an element invisible.
func hides(style string) bool {
	if style == "" {
		return false
	}
	s := strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") ||
		strings.Contains(s, "mso-hide:all") || hasZero(s, "font-size:0") || hasZero(s, "max-height:0")
}

// hasZero tells whether a style sets a property to nothing, in any unit.
func hasZero(s, set string) bool {
	i := strings.Index(s, set)
	if i < 0 {
		return false
	}
	value, _, _ := strings.Cut(s[i+len(set):], ";")
	return strings.Trim(strings.TrimRight(value, "ptxem%!ioran"), "0.") == ""
}
