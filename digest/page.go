package digest

// page is what every mail of kabar is laid out on, before it becomes text and
// HTML. Nothing in it is escaped or wrapped: the two renderers do that to
// every string alike, so that it can't be forgotten for one.
type page struct {
	l       *locale
	address string  // where commands are sent, for links
	title   phrase  // the first line
	blocks  []block // from top to bottom
	foot    []phrase
}

// phrase is one line or paragraph in kabar's own words. Names, dates and such
// put into it are single spans, and stay on one line.
type phrase []span

// span is a run of text in one style.
type span struct {
	text  string
	style style
}

// style is how a span looks.
type style uint8

const (
	plain  style = iota
	strong       // what one looks for: a name
	faint        // what one seldom needs: a number
	code         // a command to answer with
)

// block is one of heading, topic, para, blank, card, terms, place, drawn.
type block interface{ isBlock() }

// heading begins a part of the mail.
type heading struct{ text phrase }

// topic begins the answer to one of several commands.
type topic struct{ text phrase }

// para is a paragraph of ours.
type para struct{ text phrase }

// blank is a question with room for the answer below it.
type blank struct{ label string }

// card holds what one person wrote, and no word of anybody else but what stands
// under it.
type card struct {
	head  phrase // who and when; the renderers add "#" and num at its end
	num   int64  // filing number; 0 for none
	alert bool   // it waits for the reader
	parts []part // what they wrote
	files phrase // what came with it; may be empty
	rest  phrase // "… 12 more lines: answer `get 14`"; may be empty
	ask   phrase // what the reader can do about it; may be empty
	under []card // comments
}

// part is one section of a card.
type part struct {
	label string // in kabar's words; "" for none
	items []item
}

// item is one point of a part, in the words of the person: never trusted.
type item struct {
	text  string
	depth int      // nesting; 0 is the top
	bare  bool     // no bullet: running text
	num   int      // a number to call it by, instead of the bullet; 0 for none
	title bool     // the name of what follows
	hits  [][2]int // byte ranges of text to be marked, ascending
}

// terms is a list of commands or names, and what is to be said of each.
type terms struct{ rows []term }

type term struct{ name, about phrase }

// place shows a text of the reader's own with one place in it marked.
type place struct {
	text     string // one line
	from, to int    // bytes
}

// drawn is some other blocks as the two renderers have written them, for whoever
// has to know how long they are.
type drawn struct{ text, html string }

// draw draws blocks that follow each other.
func (p page) draw(blocks ...block) drawn { return drawn{textOf(blocks...), p.htmlOf(blocks...)} }

// The bytes of most cards, and of a page without what is drawn, are fewer.
const (
	usualText = 1 << 10
	usualHTML = 1 << 11
	usualRest = 1 << 12
)

// drawnLength is about how long a half of the page will be, so that it need not
// be moved while it grows.
func (p page) drawnLength(half func(drawn) string) int {
	n := usualRest
	for _, b := range p.blocks {
		if d, ok := b.(drawn); ok {
			n += len(half(d)) + len("\n")
		}
	}
	return n
}

func (heading) isBlock() {}
func (topic) isBlock()   {}
func (para) isBlock()    {}
func (blank) isBlock()   {}
func (card) isBlock()    {}
func (terms) isBlock()   {}
func (place) isBlock()   {}
func (drawn) isBlock()   {}

// say appends more to a phrase.
func (p phrase) say(s style, text string) phrase { return append(p, span{text, s}) }

// join puts sep between phrases that are not empty.
func join(list ...phrase) (all phrase) {
	n := 0
	for _, p := range list {
		n += len(p) + 1
	}
	all = make(phrase, 0, n)
	for _, p := range list {
		if len(p) == 0 {
			continue
		}
		if len(all) > 0 {
			all = all.say(plain, sep)
		}
		all = append(all, p...)
	}
	return all
}
