package reply

import "strings"

// maxTries bounds how many lines of a mail are looked at as attributions.
const maxTries = 1000

// splitters is the layer of words: attributions, separators and header blocks,
// in all languages, and what follows from each for the lines below.
func (r *reading) splitters() {
	done := 0 // lines before it belong to a splitter found already
	for i := 0; i < len(r.lines); i++ {
		l := &r.lines[i]
		if isGroupwise(l) && r.newAbove(i) {
			r.relabel(i, i, "groupwise")
			if r.below(i, "groupwise") {
				return
			}
			continue
		}
		if l.blank || l.depth > 0 || l.verdict != "" && l.hint == noHint {
			continue
		}
		if l.verdict != "" && l.hint != hintCut && l.hint != hintQuote {
			continue
		}
		if sep, bare, ok := findSeparator(l); ok && r.separated(i, sep, bare) {
			return
		}
		if b, ok := foreignHeaders(r.lines, i); ok && r.headed(b) {
			return
		}
		if l.head || r.ruled(i) {
			if b, ok := findHeaders(r.lines, i, true); ok && (b.last > b.first || hasAddress(l.text)) && r.headed(b) {
				return
			}
		}
		if isHeaderRow(l) && r.newAbove(i) {
			if r.headed(block{first: i, last: i, rule: "header:row"}) {
				return
			}
			continue
		}
		if b, ok := r.bareHeaders(i); ok {
			if r.headed(b) {
				return
			}
			i, done = b.last, b.last+1
			continue
		}
		if b, ok := findHeaders(r.lines, i, false); ok {
			top := r.letterhead(r.notesTop(b))
			if b.needsTop && top == b.first && !(b.copied && r.newAbove(top)) {
				i = b.last
				continue
			}
			if b.first = top; !b.needsTop && (b.shouted || b.memo && !r.newAbove(b.first)) {
				i = b.last
				continue
			}
			if r.headed(b) {
				return
			}
			i, done = b.last, b.last+1
			continue
		}
		if strings.Contains(l.text, ">") {
			r.sharedQuote(i)
			l = &r.lines[i]
		}
		if r.tries < maxTries && attributionEnd(l.text) {
			r.tries++
			if r.sharedLine(i) {
				i++
			}
			if a, ok := longest(r.lines, done, i); ok {
				if r.attributed(a) {
					return
				}
				i, done = a.last, a.last+1
				continue
			}
		}
		if r.byName(i) {
			r.set(i, i, Attribution, "attribution:name")
		}
	}
}

// next gives the index of the first line after i that isn't blank, or -1.
func (r *reading) next(i int) int {
	for i++; i < len(r.lines); i++ {
		if !r.lines[i].blank {
			return i
		}
	}
	return -1
}

// ruled tells whether a drawn line stands right above line i.
func (r *reading) ruled(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if !r.lines[j].blank {
			return isRule(r.lines[j].text, 5)
		}
	}
	return false
}

// newAbove tells whether a person wrote anything above line i.
func (r *reading) newAbove(i int) bool {
	for ; r.first < len(r.lines); r.first++ {
		if l := &r.lines[r.first]; l.verdict == "" && !l.blank && !isRule(l.text, 3) {
			return r.first < i
		}
	}
	return false
}

// separated handles a separator line at i; it tells whether the rest is decided.
func (r *reading) separated(i int, sep separator, bare bool) bool {
	rule := "separator:" + sep.lang
	n := r.next(i)
	headers := false
	if n >= 0 && r.lines[n].depth <= 1 {
		_, headers = findHeaders(r.lines, n, true)
	}
	if bare && !headers && !(sep.forward && announces(r.lines[i].text)) {
		return false
	}
	r.ruleAbove(i)
	if i > 0 && isRule(r.lines[i-1].text, 5) { // it underlines nothing here
		r.set(i-1, i-1, HeaderBlock, "rule")
	}
	r.set(i, i, HeaderBlock, rule)
	if headers {
		b, _ := findHeaders(r.lines, n, true)
		r.relabel(b.first, b.last, b.rule)
		i = b.last
	}
	if sep.forward {
		r.forward = true
		r.set(i, len(r.lines)-1, Quoted, "forwarded")
		return true
	}
	return r.below(i, rule)
}

// announces tells a line of three words or more with its colon, as programs
// write it above a forward: "Begin forwarded message:".
func announces(s string) bool {
	return endsInColon(s) && strings.Count(strings.TrimSpace(s), " ") >= 2
}

// relabel gives lines the verdict of a header block, quoted ones too.
func (r *reading) relabel(first, last int, rule string) {
	for i := first; i <= last; i++ {
		if l := &r.lines[i]; l.verdict == "" || l.verdict == Quoted {
			l.verdict, l.rule = HeaderBlock, rule
		}
	}
}

// headed handles a header block; it tells whether the rest is decided.
func (r *reading) headed(b block) bool {
	r.summaryAbove(b.first)
	r.ruleAbove(b.first)
	r.relabel(b.first, b.last, b.rule)
	return r.below(b.last, b.rule)
}

// ruleAbove takes drawn lines right above line i with it.
func (r *reading) ruleAbove(i int) {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if l := &r.lines[j]; !l.blank {
			if isRule(l.text, 3) && !underlines(r.lines, j) {
				r.set(j, j, HeaderBlock, "rule")
			}
			return
		}
	}
}

// below decides what stands under a header block or separator that ends at i:
// marked lines are the quote and what follows them is the person's; without
// marks all of it is quoted.
func (r *reading) below(i int, rule string) bool {
	n := r.next(i)
	if n < 0 || r.lines[n].depth > 0 && r.lines[n].mark == "" {
		r.marked = true
		return false
	}
	r.restQuoted(i+1, rule)
	return true
}

// restQuoted takes all from line i on as quoted, but what is surely written
// into an unmarked quote of ours.
func (r *reading) restQuoted(i int, rule string) {
	r.cutEnd = true
	if r.inlineOurs(i, len(r.lines)-1) {
		return
	}
	r.set(i, len(r.lines)-1, Quoted, rule)
}

// attributed handles an attribution; it tells whether the rest is decided.
func (r *reading) attributed(a attributed) bool {
	n := r.next(a.last)
	quoted := n >= 0 && (r.lines[n].depth > 0 || r.lines[n].verdict == Quoted || r.parentAt(n) || r.barred(n, r.newAbove(a.first)) || r.angled(n) || r.setIn(n))
	switch {
	case a.open && !r.standsAlone(a):
		return false
	case !quoted && (!a.strong || n < 0 && !r.newAbove(a.first)):
		return false
	case quoted || n < 0:
		r.set(a.first, a.last, Attribution, a.rule)
		return r.parentAt(n) && r.lines[n].depth == 0 && r.inlineOurs(n, len(r.lines)-1)
	}
	above := r.newAbove(a.first)
	r.set(a.first, a.last, Attribution, a.rule)
	if !above {
		r.unsure = "no mark shows where the quote below the attribution ends"
		return false
	}
	r.restQuoted(a.last+1, a.rule)
	return true
}

// parentAt tells whether line n is known to be of the mail replied to.
func (r *reading) parentAt(n int) bool {
	return r.at != nil && n >= 0 && r.at[n].ok && r.at[n].words >= 2
}

// notesTop finds where a header block of Notes begins: above "To:", "cc:" and
// "Subject:" stand the sender's name and the date, without names of their own.
func (r *reading) notesTop(b block) int {
	if !b.noFrom {
		return b.first
	}
	first, seen := b.first, false
	for j, steps := b.first-1, 0; j >= 0 && steps < 4; j-- {
		l := &r.lines[j]
		if l.blank {
			continue
		}
		steps++
		if l.verdict != "" || l.depth != r.lines[b.first].depth || len(l.text) > 120 {
			break
		}
		text := l.folded()
		switch {
		case strings.HasPrefix(text, "please respond to") || strings.HasPrefix(text, "sent by"):
			first = j
		case isDate(text) && strings.Count(text, " ") < 12:
			seen, first = true, j
		case seen && j == first-1 && strings.Count(text, " ") < 8 && !strings.ContainsAny(text, ".!?") || seen && j == first-1 && hasAddress(text):
			return j
		default:
			if seen {
				return first
			}
			return b.first
		}
	}
	if seen {
		return first
	}
	return b.first
}

// letterhead takes the company's name that Notes writes above "From:", both
// set in by a tab.
func (r *reading) letterhead(first int) int {
	if !strings.HasPrefix(r.lines[first].raw, "\t") {
		return first
	}
	for j := first - 1; j >= 0 && j >= first-3; j-- {
		if l := &r.lines[j]; !l.blank {
			if l.raw[0] == '\t' && l.verdict == "" && len(l.text) < 60 {
				return j
			}
			break
		}
	}
	return first
}

// standsAlone tells whether a blank or quoted line stands below an attribution,
// or none.
func (r *reading) standsAlone(a attributed) bool {
	if n := r.next(a.last); n >= 0 && isSetIn(&r.lines[n]) || strings.Contains(r.lines[a.last].text, "  <") {
		return false // the head of an entry in a change log
	}
	if a.last+1 >= len(r.lines) {
		return true
	}
	l := &r.lines[a.last+1]
	return l.blank || l.depth > 0 || l.oddMark() != 0
}
