package reply

import (
	"strings"
	"sync"
)

// tag is an element's name, and what kind of element it is.
type tag struct {
	name string // lower case
	is   tagIs
}

// tagIs holds kinds of elements as bits.
type tagIs uint16

const (
	blockTag     tagIs = 1 << iota // stands on lines of its own
	paragraphTag                   // wants a blank line around it
	droppedTag                     // its text isn't shown
	voidTag                        // has no content and says nothing of a mail
	itemTag
	listTag
	cellTag
	rowTag
	tableTag
)

// maxTagName is how much of an element's name is read, in bytes.
const maxTagName = 32

// tags holds the known elements, so that reading one makes no new string.
var tags = sync.OnceValue(indexTags)

func indexTags() map[string]tag {
	m := map[string]tag{}
	for _, e := range []struct {
		names string
		is    tagIs
	}{
		{"a b i u s em strong span font br img hr td th style script title meta link small big sub sup code tt label button o:p", 0},
		{"address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure" +
			" footer form h1 h2 h3 h4 h5 h6 header html hgroup li main menu nav ol p pre section signature summary" +
			" table tbody tfoot thead tr ul", blockTag},
		{"p h1 h2 h3 h4 h5 h6 ul ol blockquote", paragraphTag},
		{"style script title template noscript textarea select svg math iframe object", droppedTag},
		{"meta link input wbr col area base embed source track param", voidTag},
		{"li", itemTag},
		{"ul ol menu dir", listTag},
		{"td th", cellTag},
		{"tr", rowTag},
		{"table", tableTag},
	} {
		for _, name := range strings.Fields(e.names) {
			m[name] = tag{name, m[name].is | e.is}
		}
	}
	return m
}

// readTag reads the name of a start or end tag as the tokenizer found it, and
// whether attributes may follow. The tokenizer's own TagName makes a copy of
// each: a fifth of the time it takes to read a table.
func readTag(raw []byte) (t tag, more bool) {
	i := 1
	if len(raw) > 1 && raw[1] == '/' {
		i = 2
	}
	var name [maxTagName]byte
	n := 0
	for ; i < len(raw); i++ {
		c := raw[i]
		if c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') || c == '/' || c == '>' {
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if n < maxTagName {
			name[n] = c
			n++
		}
	}
	t, ok := tags()[string(name[:n])]
	if !ok {
		t.name = string(name[:n])
	}
	return t, i < len(raw)-1
}
