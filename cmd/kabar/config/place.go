package config

import "strings"

// place says where in the file a value stands: the same tree as the decoded
// values, which come without positions from the TOML library.
//
// All its methods work on a nil place, so that a place that was not found is
// only a message with a coarser line.
type place struct {
	line, col int // of the key, or of the item in an array; from 1
	keys      map[string]*place
	items     []*place
}

// key returns the place of a key in the table p, or p where there is none.
func (p *place) key(name string) *place {
	if p == nil || p.keys[name] == nil {
		return p
	}
	return p.keys[name]
}

// item returns the place of the nth item of the array p.
func (p *place) item(n int) *place {
	if p == nil || n >= len(p.items) {
		return p
	}
	return p.items[n]
}

// child returns the table called name in p, made at (line, col) if it is new.
// The table of an array is its last item.
func (p *place) child(name string, line, col int) *place {
	c := p.keys[name]
	if c == nil {
		c = &place{line: line, col: col}
		p.set(name, c)
	}
	if n := len(c.items); n > 0 {
		return c.items[n-1]
	}
	return c
}

func (p *place) set(name string, c *place) {
	if p.keys == nil {
		p.keys = map[string]*place{}
	}
	p.keys[name] = c
}

// maxNesting is how many arrays and inline tables may stand in each other, and
// how many parts a dotted key may have. The TOML library copies the path of
// each key, which takes quadratic memory where paths are long.
const maxNesting = 16

// locate finds the places of all values in a file. It reads any bytes to the
// end, once; of what is no TOML it makes no sense, and no harm. If something
// is nested deeper than maxNesting, deep is its place, and the rest is not
// read.
func locate(src string) (root, deep *place) {
	s := &scanner{src: src, line: 1}
	root = &place{}
	s.pairs(root)
	return root, s.deep
}

// scanner walks over TOML source and looks only for keys, line ends and the
// ends of values.
type scanner struct {
	src   string
	pos   int
	line  int
	start int // where the line begins
	depth int // arrays and inline tables around pos
	deep  *place
}

// stop notes that it is too deep here, and goes to the end.
func (s *scanner) stop() {
	if s.deep == nil {
		s.deep = &place{line: s.line, col: s.col()}
	}
	s.pos = len(s.src)
}

func (s *scanner) col() int { return s.pos - s.start + 1 }

func (s *scanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

func (s *scanner) end() bool { return s.pos >= len(s.src) }

// step passes one byte and counts lines.
func (s *scanner) step() {
	if s.peek() == '\n' {
		s.line, s.start = s.line+1, s.pos+1
	}
	s.pos++
}

// blank passes white space, comments and, if lines is set, line ends.
func (s *scanner) blank(lines bool) {
	for !s.end() {
		switch c := s.peek(); {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' && lines:
			s.step()
		case c == '#':
			for !s.end() && s.peek() != '\n' {
				s.pos++
			}
		default:
			return
		}
	}
}

// pairs reads headers and key = value lines to the end of the file.
func (s *scanner) pairs(root *place) {
	table := root
	for {
		s.blank(true)
		switch before := s.pos; {
		case s.end():
			return
		case s.peek() == '[':
			table = s.header(root)
		default:
			s.pair(table)
			if s.pos == before { // no TOML
				s.step()
			}
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the table that follows it.
func (s *scanner) header(root *place) *place {
	line, col := s.line, s.col()
	s.step()
	array := s.peek() == '['
	if array {
		s.step()
	}
	names := s.path()
	for !s.end() && s.peek() == ']' {
		s.step()
	}
	if len(names) == 0 {
		return root
	}
	at := root
	for _, n := range names[:len(names)-1] {
		at = at.child(n.name, line, col)
	}
	last := names[len(names)-1].name
	if !array {
		return at.child(last, line, col)
	}
	list := at.keys[last]
	if list == nil {
		list = &place{line: line, col: col}
		at.set(last, list)
	}
	item := &place{line: line, col: col}
	list.items = append(list.items, item)
	return item
}

// pair reads a.b = value into the table at.
func (s *scanner) pair(at *place) {
	names := s.path()
	if len(names) == 0 {
		return
	}
	for _, n := range names[:len(names)-1] {
		at = at.child(n.name, n.line, n.col)
	}
	last := names[len(names)-1]
	leaf := &place{line: last.line, col: last.col}
	at.set(last.name, leaf)
	s.blank(false)
	if s.peek() == '=' {
		s.step()
		s.blank(false)
		s.value(leaf)
	}
}

// named is a part of a dotted key.
type named struct {
	name      string
	line, col int
}

// path reads a dotted key.
func (s *scanner) path() (names []named) {
	for {
		s.blank(false)
		n := named{line: s.line, col: s.col()}
		switch c := s.peek(); {
		case c == '"' || c == '\'':
			begin := s.pos + 1
			s.quoted()
			n.name = s.src[min(begin, s.pos):max(begin, s.pos-1)]
		default:
			begin := s.pos
			for !s.end() && bare(s.peek()) {
				s.pos++
			}
			if s.pos == begin {
				return names
			}
			n.name = s.src[begin:s.pos]
		}
		names = append(names, n)
		s.blank(false)
		if s.peek() != '.' {
			return names
		}
		if len(names) == maxNesting {
			s.stop()
			return names
		}
		s.step()
	}
}

// bare tells whether c may stand in a key without quotes.
func bare(c byte) bool {
	return c == '-' || c == '_' || c >= 0x80 || c >= '0' && c <= '9' ||
		c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// value passes a value and notes the places of what is in it.
func (s *scanner) value(at *place) {
	switch s.peek() {
	case '"', '\'':
		s.quoted()
	case '[':
		s.inside(']', func() {
			item := &place{line: s.line, col: s.col()}
			at.items = append(at.items, item)
			s.value(item)
		})
	case '{':
		s.inside('}', func() { s.pair(at) })
	default:
		for !s.end() && !strings.ContainsRune(",]}#\n", rune(s.peek())) {
			s.pos++
		}
	}
}

// inside reads the elements of an array or inline table up to its end.
func (s *scanner) inside(end byte, element func()) {
	s.step()
	if s.depth++; s.depth > maxNesting {
		s.stop()
		return
	}
	defer func() { s.depth-- }()
	for {
		s.blank(true)
		before := s.pos
		switch c := s.peek(); {
		case s.end():
			return
		case c == end:
			s.step()
			return
		case c == ',':
			s.step()
		default:
			element()
			if s.pos == before { // no TOML
				s.step()
			}
		}
	}
}

// quoted passes a string of any of the four kinds.
func (s *scanner) quoted() {
	mark := s.src[s.pos : s.pos+1]
	escapes := mark == `"`
	if long := strings.Repeat(mark, 3); strings.HasPrefix(s.src[s.pos:], long) {
		mark = long
	}
	s.pos += len(mark)
	for !s.end() {
		switch {
		case escapes && s.peek() == '\\':
			s.pos++
			if !s.end() {
				s.step()
			}
		case strings.HasPrefix(s.src[s.pos:], mark):
			s.pos += len(mark)
			// Up to two more marks belong to the text: """a"""".
			for n := 0; len(mark) == 3 && n < 2 && s.peek() == mark[0]; n++ {
				s.pos++
			}
			return
		case len(mark) == 1 && s.peek() == '\n':
			return
		default:
			s.step()
		}
	}
}
