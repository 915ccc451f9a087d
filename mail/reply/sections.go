package reply

import "strings"

// placer puts new text into sections and decisions.
type placer struct {
	asker
	answers   map[string]*answer
	order     []string
	decisions []Decision
	cur       string          // the section lines go to
	part      string          // labelWhy or labelWho: lines go to that of the last decision
	placed    int             // lines so far
	lines     []string        // of the run of text being placed
	open      bool            // the last decision's title or reason may go on
	proposed  bool            // the decisions that are placed are proposals
	unasked   bool            // what is quoted asks nothing
	sender    map[string]bool // folded words of the sender's name

	yesterday, looked, planned bool // see today
}

// answer is what stands under one question so far.
type answer struct {
	items  []Item
	indent []int // of each bullet level
	last   string
	glued  bool // the next line may go on with the last item
	asked  bool // a label or a quoted question led here
}

// sections places chunks of new text: by label, by the question they stand
// under, else under the first question. Nothing is dropped.
func sections(chunks []chunk, in Input) ([]Section, []Decision) {
	p := &placer{asker: newAsker(in.Questions), answers: map[string]*answer{}, unasked: in.Unasked,
		sender: map[string]bool{}}
	for _, w := range nameWords(clip(in.Name)) {
		p.sender[w] = true
	}
	p.cur = p.questions[0]
	for i := range chunks {
		p.chunk(chunks, i)
	}
	return p.result(), p.decisions
}

// chunk places one run of new text.
func (p *placer) chunk(chunks []chunk, i int) {
	c := &chunks[i]
	p.settle(c, i == len(chunks)-1)
	lines := strings.Split(c.text, "\n")
	p.lines = lines
	top, bottom := i == 0, i == len(chunks)-1
	head, tail := 0, len(lines)
	if top {
		head = mannersAbove(lines)
	}
	if bottom {
		tail = p.signOff(lines, head)
	}
	for _, s := range lines[:head] {
		p.note(s)
	}
	end := tail // after the last line that is not blank
	for end > head && isBlank(lines[end-1]) {
		end--
	}
	for j := head; j < end; j++ {
		if p.placed++; p.placed > maxPlaced { // what is left is kept as it is
			p.rest(lines[j:end])
			break
		}
		if bottom && j+1 == len(lines) && j > head && isBlank(lines[j-1]) && p.isStray(lines[j]) {
			p.note(lines[j])
			break
		}
		p.line(lines[j], j+1 < end)
	}
	for _, s := range lines[tail:] {
		p.note(s)
	}
	p.closeItem()
}

// maxPlaced bounds the lines whose labels and bullets are read.
const maxPlaced = 4000

// rest keeps lines as one item of the current section.
func (p *placer) rest(lines []string) {
	name := p.cur
	if name == labelDecision {
		name = p.questions[0]
	}
	a := p.enter(name)
	a.items = append(a.items, Item{Text: strings.TrimSpace(strings.Join(lines, "\n"))})
}

func hasMore(lines []string) bool {
	for _, s := range lines {
		if !isBlank(s) {
			return true
		}
	}
	return false
}

// settle finds the question a run of text stands under: the last label quoted
// above it. Below a whole quoted prompt it is a bottom-posted reply, which
// belongs to the first question unless it says otherwise.
func (p *placer) settle(c *chunk, last bool) {
	p.closeItem()
	if p.unasked {
		return
	}
	found, name, proposed, count := -1, "", false, 0
	for k := len(c.asked) - 1; k >= 0; k-- {
		if l, _, _, ok := p.cutLabel(c.asked[k]); ok && !l.ofDecision() {
			if count++; found < 0 {
				found, name, proposed = k, l.name, l.proposed
			}
		}
	}
	if found < 0 {
		return
	}
	if count > 1 && last && !c.followed && tailAfter(c.asked[found+1:]) {
		p.cur, p.open, p.part = p.questions[0], false, "" // no section yet: perhaps nothing stands there
		return
	}
	p.open, p.part = false, ""
	if name == labelDecision {
		p.cur, p.open, p.proposed = labelDecision, true, proposed
		return
	}
	p.enter(name).asked = true
}

// tailAfter tells whether quoted text of several words follows a question.
func tailAfter(asked []string) bool {
	for _, s := range asked {
		if strings.Count(strings.TrimSpace(s), " ") >= 2 {
			return true
		}
	}
	return false
}

// enter makes a section the one lines go to.
func (p *placer) enter(name string) *answer {
	p.cur = name
	a := p.answers[name]
	if a == nil {
		a = &answer{}
		p.answers[name] = a
		p.order = append(p.order, name)
	}
	a.glued = false
	return a
}

// note keeps a line that answers nothing.
func (p *placer) note(s string) {
	if isBlank(s) {
		return
	}
	cur := p.cur
	a := p.enter(sectionNote)
	a.items = append(a.items, Item{Text: strings.TrimSpace(s)})
	p.cur = cur
}

// line places one line.
func (p *placer) line(s string, more bool) {
	if isBlank(s) {
		p.blank()
		return
	}
	if head, tail, ok := p.splitLine(s); ok {
		p.line(head, true)
		p.closeItem()
		s = tail
	}
	l, rest, alone, ok := p.cutLabel(s)
	if ok && alone && !more && !strings.ContainsAny(s, ":：*#?") {
		ok = false // the last word of a mail is an answer, not a label
	}
	switch {
	case ok && l.name == labelDecision:
		p.proposed = l.proposed
		p.decide(rest)
	case ok && l.ofDecision() && len(p.decisions) > 0 && (p.open || p.cur == labelDecision):
		p.part, p.open = l.name, true
		p.detail(rest)
	case ok && !l.ofDecision():
		p.open, p.part = false, ""
		if p.today(l, p.lines) {
			l.name = sectionNext
		}
		p.enter(l.name).asked = true
		if rest != "" {
			p.add(rest, 0)
		}
	case p.cur == labelDecision && len(p.decisions) > 0 && beginsDue(s):
		p.part, p.open = labelWhy, true // no part of who decided, and no decision of its own
		d := &p.decisions[len(p.decisions)-1]
		d.due = joinWords(d.due, withoutBullet(s))
	case p.open && p.cur == labelDecision:
		p.goOn(s)
	default:
		if p.cur == labelDecision {
			p.enter(p.questions[0])
		}
		p.add(s, indentOf(s))
	}
}

// blank ends what a wrapped line could go on with.
func (p *placer) blank() {
	p.closeItem()
	if n := len(p.decisions); n > 0 && p.cur == labelDecision && p.decisions[n-1].Title != "" {
		d := &p.decisions[n-1]
		p.open = p.part == labelWhy && d.Why == "" || p.part == labelWho && d.Who == ""
		if !p.open {
			p.part = ""
		}
	}
}

func (p *placer) closeItem() {
	if a := p.answers[p.cur]; a != nil {
		a.glued = false
	}
}

// decide begins a decision, or lets the lines below begin one.
func (p *placer) decide(rest string) {
	p.cur, p.open, p.part = labelDecision, true, ""
	if rest != "" && !isNothing(rest) {
		p.decisions = append(p.decisions, Decision{Title: rest, Proposed: p.proposed})
	} else {
		p.decisions = append(p.decisions, Decision{Proposed: p.proposed})
	}
}

// goOn adds a line to the decision that is open: a further one if it is an
// item, else more of its title or reason.
func (p *placer) goOn(s string) {
	if isNothing(s) {
		return
	}
	body, bullet := cutBullet(strings.TrimSpace(s))
	n := len(p.decisions)
	if n == 0 || bullet && p.decisions[n-1].Title != "" && p.part == "" {
		p.decisions = append(p.decisions, Decision{Title: body, Proposed: p.proposed})
		return
	}
	if p.part != "" && len(p.decisions[n-1].Why) < maxItem && len(p.decisions[n-1].Who) < maxItem {
		p.detail(body)
		return
	}
	if d := &p.decisions[n-1]; len(d.Title) < maxItem {
		d.Title = joinWords(d.Title, body)
		return
	}
	p.enter(p.questions[0])
	p.add(s, indentOf(s))
}

// detail adds to why the last decision was made, or to who made it.
func (p *placer) detail(s string) {
	d := &p.decisions[len(p.decisions)-1]
	if p.part == labelWho {
		d.Who = joinWords(d.Who, s)
		return
	}
	d.Why = joinWords(d.Why, s)
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// result gives the sections in the order of the questions, then others, then
// the note.
func (p *placer) result() []Section {
	keep := p.decisions[:0]
	for _, d := range p.decisions {
		d.Why, d.due = joinWords(d.Why, d.due), ""
		if d.Title != "" || d.Why != "" || d.Who != "" {
			keep = append(keep, d)
		}
	}
	p.decisions = keep
	var out []Section
	seen := map[string]bool{sectionNote: true}
	put := func(name string) {
		if a := p.answers[name]; a != nil && !seen[name] {
			seen[name] = true
			out = append(out, Section{Name: name, Items: a.finish(),
				Unlabelled: !a.asked && name == p.questions[0]})
		}
	}
	for _, q := range p.questions {
		put(q)
	}
	for _, name := range p.order {
		put(name)
	}
	seen[sectionNote] = false
	put(sectionNote)
	return out
}
