package reply

import (
	"strings"

	"golang.org/x/net/html"
)

// readAttributes reads the attributes that matter.
func readAttributes(z *html.Tokenizer) attributes {
	var a attributes
	more := true
	for n := 0; more && n < maxAttributes; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		if len(v) > 4096 {
			v = v[:4096]
		}
		switch string(k) {
		case "id":
			a.id = string(v)
		case "class":
			a.class = string(v)
		case "name":
			a.name = string(v)
		case "type":
			a.typ = strings.ToLower(string(v))
		case "style":
			a.style = strings.ToLower(string(v))
		case "href":
			a.href = string(v)
		case "alt":
			a.alt = string(v)
		case "cite":
			a.cite = true
		case "hidden":
			a.hidden = true
		case "data-signatureblock":
			a.marker = "sig"
		case "data-marker":
			a.marker = string(v)
		}
	}
	return a
}
