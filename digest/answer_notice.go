package digest

import "time"

// Unknown answers what looks like a command and is none.
type Unknown struct {
	Line string // as it was written
	Near string // the nearest command, whole; "" if none is near
}

// TooMany says that a mail held more commands than are done at once.
type TooMany struct{ Done, Left int }

// Enough says that this answer is the last for a while.
type Enough struct {
	Most int  // how many there are
	Day  bool // in a day; false: in ten minutes
}

// Confirm asks back before something is done for a mail whose writer could
// not be proved.
type Confirm struct {
	Lines []string // the commands, as they were written
	Say   string   // what to answer, such as "yes 4711"
}

// Unplaced tells a member that their mail could not be read or placed. It is
// kept.
type Unplaced struct {
	Subject string
	At      time.Time
	Why     string // "empty", "subject" (no text below it), "encrypted", "guest", "" for anything else
}

// Trouble tells an admin that kabar is unwell. It is sent once per trouble.
//
// Kind is one of "imap-login", "smtp-login", "imap", "smtp", "disk", "queue",
// "quiet" (no mail for long), "damaged", "ahead" (of a clock); or, with Who, "bounced", "complaint",
// "loop" (a forwarding back to us), "answers" (too many asked for), "token" (a
// reply address in wrong hands); "twin" (another kabar on the same mailbox). Any other kind is told by its Detail alone.
type Trouble struct {
	Kind   string
	Detail string    // the error, for whoever mends it; may be empty
	Since  time.Time // zero: not known
	Over   time.Time // when it ended, where it could not be told before; zero: it lasts
	Who    string    // a member's name or an address, where one is concerned
}

type noticeWords struct {
	unknown, near, seeHelp string
	tooMany, again         string
	enough, enoughDay      string // {n}
	enoughDone             string
	confirm, confirmHow    string
	ifNotYou               string
	unplaced, unplacedAt   string
	unplacedWhy            map[string]string
	unplacedDo             string
	since, detail          string
	once, over, overSince  string
}

func (u Unknown) lay(r reading) (phrase, []block) {
	w := r.l.answer.notice
	title := r.l.say(w.unknown, "line", phrase{{clip(u.Line), strong}})
	next := r.l.say(w.seeHelp)
	if u.Near != "" {
		next = r.l.say(w.near, "command", u.Near)
	}
	return title, []block{para{next}}
}

func (t TooMany) lay(r reading) (phrase, []block) {
	w := r.l.answer.notice
	return r.l.say(w.tooMany, "done", t.Done, "left", t.Left), []block{para{r.l.say(w.again)}}
}

func (e Enough) lay(r reading) (phrase, []block) {
	w := r.l.answer.notice
	text := w.enough
	if e.Day {
		text = w.enoughDay
	}
	return r.l.say(text, "n", e.Most), []block{para{r.l.say(w.enoughDone)}}
}

func (c Confirm) lay(r reading) (phrase, []block) {
	w := r.l.answer.notice
	var items []item
	for _, line := range c.Lines {
		items = append(items, item{text: clip(line)})
	}
	return r.l.say(w.confirm), []block{
		card{parts: []part{{items: items}}},
		para{r.l.say(w.confirmHow, "say", c.Say)},
		para{r.l.say(w.ifNotYou)},
	}
}

func (u Unplaced) lay(r reading) (phrase, []block) {
	w := r.l.answer.notice
	var blocks []block
	if u.Subject != "" {
		blocks = append(blocks, card{head: r.l.say(w.unplacedAt, "time", r.when(u.At)),
			parts: []part{{items: []item{{text: clip(u.Subject), bare: true}}}}})
	}
	why, ok := w.unplacedWhy[u.Why]
	if !ok {
		why = w.unplacedWhy["unclear"]
	}
	return r.l.say(w.unplaced), append(blocks, para{r.l.say(why)}, para{r.l.say(w.unplacedDo, "label", r.l.label("done"))})
}

func (t Trouble) lay(r reading) (phrase, []block) {
	w := r.l.answer.notice
	words, ok := r.l.answer.trouble[t.Kind]
	if !ok {
		words = r.l.answer.trouble["other"]
	}
	who := phrase{{clip(t.Who), strong}}
	title := r.l.say(words[0], "who", who)
	blocks := []block{para{r.l.say(words[1], "who", who)}}
	if !t.Over.IsZero() { // there is nothing left to do about it
		title = r.l.say(w.over, "trouble", title)
		blocks = []block{para{r.l.say(w.overSince, "since", r.when(t.Since), "over", r.when(t.Over))}}
	}
	if t.Detail != "" {
		blocks = append(blocks, card{head: r.l.say(w.detail),
			parts: []part{{items: []item{{text: t.Detail, bare: true}}}}})
	}
	if !t.Since.IsZero() && t.Over.IsZero() {
		blocks = append(blocks, para{r.l.say(w.since, "time", r.when(t.Since))})
	}
	return title, append(blocks, para{r.l.say(w.once)})
}
