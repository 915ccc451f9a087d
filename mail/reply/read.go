package reply

import "strings"

// reading is one part of a mail on its way to a Result.
type reading struct {
	lines    []line
	at       []known // where each line stands in the parent; nil without one
	parent   *parent
	forward  bool
	unsure   string
	marked   bool // structure or marks, not only words, told new from quoted
	first    int  // no line before it is new: see newAbove
	tries    int  // how often an attribution was looked for
	shared   int  // lines split in two
	unclosed bool // a "<<" has no ">>": see angled
	cutEnd   bool // all below some line was taken as quoted, without marks
}

// Read tells what a person newly wrote in a reply, and which question each
// part answers. It never fails: what isn't understood is kept as new text, with
// Unsure set. It takes time linear in the size of the parts.
func Read(in Input) Result {
	p := readParent(in.Parent)
	var best *reading
	if !isBlank(in.Text) {
		best = classify(splitLines(in.Text), p)
	}
	if in.HTML != "" && (best == nil || best.wantsHTML()) {
		other := classify(htmlLines(in.HTML), p)
		best = choose(best, other)
		best.compare(other)
	} else if in.HTML != "" {
		best.signaturesFrom(in.HTML)
	}
	if best == nil {
		return Result{}
	}
	return best.result(in)
}

// wantsHTML tells whether the plain part left a doubt that structure may end.
func (r *reading) wantsHTML() bool {
	return !r.marked || r.cutEnd || r.unsure != ""
}

// choose takes the part that says more surely what is new. A plain part that
// found a quote by its marks is never given up: what it says is what was sent.
func choose(text, html *reading) *reading {
	switch {
	case text == nil:
		return html
	case html.isEmpty() && !html.forward:
		return text
	case html.marked && (!text.marked || text.cutEnd || text.unsure != ""):
		return html
	case text.unsure != "" && html.unsure == "":
		return html
	}
	return text
}

// isEmpty tells whether no line is new.
func (r *reading) isEmpty() bool {
	for i := range r.lines {
		if r.lines[i].verdict == New && !r.lines[i].blank {
			return false
		}
	}
	return true
}

// signaturesFrom lets signature containers of the HTML part end the plain one.
func (r *reading) signaturesFrom(src string) {
	if !strings.Contains(src, "ignature") && !strings.Contains(src, "bloop_sign") {
		return
	}
	known := map[string]bool{}
	for _, l := range htmlLines(src) {
		if l.hint == hintSig && !l.blank {
			known[fold(clip(l.text))] = true
		}
	}
	if len(known) > 0 {
		r.eachRun(func(first, last int) { r.dropTail(first, last, known) })
	}
}

// dropTail takes the last lines of a run as signature while they are known.
func (r *reading) dropTail(first, last int, known map[string]bool) {
	for i := last; i >= first; i-- {
		l := &r.lines[i]
		if l.blank {
			continue
		}
		if !known[l.folded()] && !isSignatureMark(l) {
			return
		}
		l.verdict, l.rule = Signature, "html-signature"
	}
}

// classify gives every line its verdict, surest layer first.
func classify(lines []line, p *parent) *reading {
	r := &reading{lines: lines, parent: p}
	r.structure()
	r.armor()
	r.marks()
	if p != nil {
		r.at = p.locate(lines)
	}
	r.splitters()
	r.containers()
	r.ours()
	r.set(0, len(r.lines)-1, New, "")
	r.bareQuotes()
	r.endings()
	r.doubts()
	return r
}

// set gives lines a verdict, if they have none yet.
func (r *reading) set(first, last int, v Verdict, rule string) {
	for i := first; i <= last && i < len(r.lines); i++ {
		if l := &r.lines[i]; l.verdict == "" {
			l.verdict, l.rule = v, rule
		}
	}
}

// structure is the layer of HTML: what containers say.
func (r *reading) structure() {
	for i := range r.lines {
		l := &r.lines[i]
		switch l.hint {
		case hintAttr:
			if !isBlank(l.text) {
				r.set(i, i, Attribution, l.mark)
			}
		case hintSig:
			if l.depth == 0 {
				r.set(i, i, Signature, l.mark)
			}
		case hintQuote, hintCut:
			r.marked = true
			if r.parent == nil { // else answers may stand in it: see ours
				r.set(i, i, Quoted, l.mark)
			}
		case hintFwd:
			r.set(i, i, Quoted, l.mark)
			r.marked, r.forward = true, true
		}
	}
	r.replyBoxes()
}

// replyBoxes reads containers that hold an attribution and blockquotes: text
// of depth 0 after the first blockquote is an answer to it, text before is the
// attribution. Without a blockquote all of it is quoted.
func (r *reading) replyBoxes() {
	for i := 0; i < len(r.lines); i++ {
		box := r.lines[i].box
		if box == 0 {
			continue
		}
		j, quote := i, -1
		for ; j < len(r.lines) && r.lines[j].box == box; j++ {
			if quote < 0 && r.lines[j].depth > 0 {
				quote = j
			}
		}
		if quote < 0 {
			r.set(i, j-1, Quoted, r.lines[i].mark)
			r.noteForward(i, j)
		} else {
			r.set(i, quote-1, Attribution, r.lines[i].mark)
			r.noteForward(i, quote)
		}
		r.marked = true
		i = j - 1
	}
}

// noteForward looks for a forward's separator among lines.
func (r *reading) noteForward(first, end int) {
	for i := first; i < end; i++ {
		if s, _, ok := findSeparator(&r.lines[i]); ok {
			r.forward = r.forward || s.forward
			return
		}
	}
}

// marks is the layer of quote marks and blockquotes.
func (r *reading) marks() {
	r.strayMarks()
	r.prompts()
	r.supercite()
	for i := range r.lines {
		l := &r.lines[i]
		if l.depth == 0 || l.verdict != "" {
			continue
		}
		rule := l.mark
		if rule == "" {
			rule = "quote-mark"
		}
		l.verdict, l.rule = Quoted, rule
		if !l.bare {
			r.marked = true
		}
	}
	for i := 1; i+1 < len(r.lines); i++ {
		if r.brokenOff(i) {
			r.set(i, i, Quoted, "wrapped-quote")
		}
	}
}

// brokenOff tells the tail of a quoted line that some program wrapped without
// giving it a mark: short, in the middle of a quote, going on in lower case.
func (r *reading) brokenOff(i int) bool {
	above, l, below := &r.lines[i-1], &r.lines[i], &r.lines[i+1]
	if l.verdict == "" && l.depth == 0 && above.depth > 0 && below.depth > 0 && above.mark == "" && isBareLink(l.text) {
		return true
	}
	if l.verdict != "" || l.blank || l.hint != noHint || above.depth == 0 || above.blank ||
		below.depth != above.depth || len(l.text) > 90 || above.mark != "" {
		return false
	}
	c := l.text[0]
	if openBracket(above.text) && strings.ContainsAny(l.text, ")>") && !strings.Contains(l.text, " ") {
		return true
	}
	return len(above.raw) >= 66 && !strings.ContainsAny(above.text[len(above.text)-1:], ".?!:") && len(above.raw)+len(firstWord(l.text)) >= 70 && (c >= 'a' && c <= 'z' || c == ')')
}

// isBareLink tells a line that is only a link in brackets, and perhaps the mark
// of the line it was broken off.
func isBareLink(s string) bool {
	s = strings.TrimSpace(strings.TrimSuffix(s, " >"))
	return (strings.HasPrefix(s, "(http") && strings.HasSuffix(s, ")") || strings.HasPrefix(s, "<http") && strings.HasSuffix(s, ">")) &&
		!strings.Contains(s, " ")
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return w
}

// strayMarks takes back quote marks that only close an address the line above
// left open, as in "<" "mailto:Ana <ana@acme.example>" "> wrote:".
func (r *reading) strayMarks() {
	for i := 1; i < len(r.lines); i++ {
		l, above := &r.lines[i], &r.lines[i-1]
		if l.depth == 1 && above.depth == 0 && l.mark == "" && len(l.text) < 40 && endsInColon(l.text) &&
			(strings.HasPrefix(above.text, "mailto:") || openBracket(above.text)) {
			l.depth, l.text, l.strayMark = 0, strings.TrimSpace(l.raw), true
		}
	}
}
