package reply

import "strings"

// Limits of what a signature may be: a false cut is worse than a leak.
const (
	maxSignatureLines = 25 // below "-- "
	maxLooseSignature = 12 // below "--", "—" and the like
	maxFooterLines    = 25 // of a mailing list
	minProse          = 3  // lines of a paragraph that is no signature's
	wideLine          = 60 // bytes of each of them
)

// endings takes signatures, footers, taglines and drawn lines off the end of
// each run of new text.
func (r *reading) endings() {
	r.eachRun(func(first, last int) {
		last = r.signature(first, last)
		last = r.footer(first, last)
		last = r.taglines(first, last)
		last = r.contact(first, last)
		if r.cutSomething() {
			r.rules(first, last)
		}
	})
}

// eachRun calls f with the first and last line of each run of new text.
func (r *reading) eachRun(f func(first, last int)) {
	for i := 0; i < len(r.lines); i++ {
		if r.lines[i].verdict != New {
			continue
		}
		j := i
		for j+1 < len(r.lines) && r.lines[j+1].verdict == New {
			j++
		}
		f(i, j)
		i = j
	}
}

// change gives new lines another verdict.
func (r *reading) change(first, last int, v Verdict, rule string) {
	for i := first; i <= last; i++ {
		if l := &r.lines[i]; l.verdict == New {
			l.verdict, l.rule = v, rule
		}
	}
}

// isSignatureMark tells the line "-- " and what programs make of it.
func isSignatureMark(l *line) bool {
	t := strings.TrimSpace(strings.ReplaceAll(l.text, "\u00a0", " "))
	return t == "--" || t == "‐‐" || t == "––" || t == "- --" || t == "-- \u200b"
}

// signature cuts at the first signature mark whose rest is short enough.
func (r *reading) signature(first, last int) int {
	loose := r.looseMarks(first, last)
	for i := last; i >= first; i-- {
		l := &r.lines[i]
		if !isSignatureMark(l) {
			continue
		}
		if !l.dashes && (loose > 1 && !r.reaches(i+1, last) || r.divides(i, first, last)) {
			return last
		}
		limit := maxLooseSignature
		if strings.HasPrefix(l.raw, "--") {
			limit = maxSignatureLines
		}
		if r.atMost(i+1, last, limit) && (l.dashes || !r.prose(i+1, last)) {
			r.change(i, r.beforePS(i, last), Signature, "signature-mark")
			last, loose = i-1, 0
		}
	}
	return last
}

// looseMarks counts the lines "--" without the space of a signature mark: two
// and more of them part the sections of a text.
func (r *reading) looseMarks(first, last int) int {
	n := 0
	for i := first; i <= last; i++ {
		if l := &r.lines[i]; !l.dashes && isSignatureMark(l) {
			n++
		}
	}
	return n
}

// divides tells a "--" that parts text: a list goes on below it, or comments of
// SQL and Haskell stand around it.
func (r *reading) divides(i, first, last int) bool {
	for j := i + 1; j <= last; j++ {
		if l := &r.lines[j]; !l.blank {
			if isItem(l.text) || strings.HasPrefix(l.text, "-- ") {
				return true
			}
			break
		}
	}
	return i > first && strings.HasPrefix(r.lines[i-1].text, "-- ")
}

// beforePS gives the last line before a postscript that stands below a
// signature on its own, or last.
func (r *reading) beforePS(mark, last int) int {
	for i := mark + 2; i <= last; i++ {
		if !r.lines[i-1].blank || r.lines[i].blank {
			continue
		}
		if isPostscript(&r.lines[i]) {
			return i - 1
		}
	}
	return last
}

// isPostscript tells a line that begins with "PS:", "P.S." or "PPS".
func isPostscript(l *line) bool {
	s := strings.ReplaceAll(l.folded(), ".", "")
	t := strings.TrimLeft(s, "p")
	return len(t) < len(s) && len(t) > 2 && t[0] == 's' && strings.IndexByte(": -", t[1]) >= 0
}

// prose tells whether a paragraph of lines as long as a page is wide stands
// among lines: somebody went on writing below a drawn "--".
func (r *reading) prose(first, last int) bool {
	n := 0
	for i := first; i <= last && n < minProse; i++ {
		if n++; len(r.lines[i].text) < wideLine {
			n = 0
		}
	}
	return n >= minProse
}

// atMost tells whether no more than limit lines aren't blank.
func (r *reading) atMost(first, last, limit int) bool {
	for i := first; i <= last && limit >= 0; i++ {
		if !r.lines[i].blank {
			limit--
		}
	}
	return limit >= 0
}

// footer cuts the footer of a mailing list at the very end: a drawn line, then
// what only list servers write.
func (r *reading) footer(first, last int) int {
	if r.next(last) >= 0 && r.lines[r.next(last)].verdict == New {
		return last
	}
	for i := max(first, last-maxFooterLines); i <= last; i++ {
		if r.footerRule(i) && (r.listFooter(i+1, last) || r.providers(i, first, last)) || r.scrubbed(i, last) {
			r.change(i, last, Signature, "list-footer")
			return i - 1
		}
	}
	return last
}

// listFooter tells whether lines are a list server's.
func (r *reading) listFooter(first, last int) bool {
	for i := first; i <= last && i < first+8; i++ {
		s := r.lines[i].folded()
		for _, sign := range []string{"mailing list", "unsubscribe", "/listinfo/", "mailing-list", "list archive",
			"sf.net email", "this list", "listserv", "yahoo! groups", "majordomo"} {
			if strings.Contains(s, sign) {
				return r.reaches(first, last)
			}
		}
	}
	return false
}

// providers tells the lines that providers of free mail draw and write below
// a reply: a long line of underscores, then their name, or at the end of all,
// below a quote, anything short, if there is new text above.
func (r *reading) providers(i, first, last int) bool {
	if !strings.HasPrefix(r.lines[i].text, "____________________") || !r.cutSomething() || !r.atMost(i+1, last, 8) {
		return false
	}
	for j := i + 1; j <= last && j < i+4; j++ {
		s := r.lines[j].folded()
		for _, sign := range []string{"yahoo!", "hotmail", "msn ", "free e-mail", "free email", "free download"} {
			if strings.Contains(s, sign) {
				return true
			}
		}
	}
	for i--; i >= first; i-- {
		if !r.lines[i].blank {
			return false
		}
	}
	for i = range first {
		if l := &r.lines[i]; l.verdict == New && !l.blank {
			return true
		}
	}
	return false
}

// rules takes drawn lines and blank ones at the end of a run.
func (r *reading) rules(first, last int) {
	for i := last; i >= first; i-- {
		l := &r.lines[i]
		if !l.blank && (!isRule(l.text, 2) || underlines(r.lines, i)) {
			return
		}
		if !l.blank {
			l.verdict, l.rule = Signature, "rule"
		}
	}
}

// cutSomething tells whether any visible line isn't new.
func (r *reading) cutSomething() bool {
	for i := range r.lines {
		if l := &r.lines[i]; !l.blank && l.verdict != New {
			return true
		}
	}
	return false
}

// footerRule tells a line that list servers draw: underscores, or a long line
// of dashes or equals signs below a blank one. A heading is underlined by less.
func (r *reading) footerRule(i int) bool {
	s := r.lines[i].text
	if strings.Trim(s, "_") == "" {
		return len(s) >= 2
	}
	if s == "-" { // kernel lists
		return i+1 < len(r.lines) && strings.HasPrefix(r.lines[i+1].folded(), "to unsubscribe")
	}
	return isRule(s, 20) && s[0] != '=' && (i == 0 || r.lines[i-1].blank)
}

// scrubbed tells where a list's archive says what parts it took out.
func (r *reading) scrubbed(i, last int) bool {
	return i < last && strings.HasPrefix(r.lines[i].text, "----") && strings.Contains(r.lines[i].text, "next part") &&
		strings.HasSuffix(r.lines[i+1].text, "was scrubbed...")
}
