package digest

import (
	"strings"
	"time"

	"kabar/store/civil"
	"kabar/store/team"
)

// Changed answers a command that changed something of the reader's own.
type Changed struct {
	What   string      // "away", "back", "timezone", "hours", "prompt", "digest", "pause", "resume", "language"
	Before team.Member // as the reader was, for how to undo it
	Range  team.Range  // "away" only: the absence that was set
	Next   time.Time   // when they hear next, see NextOpen or Next; zero: not known
}

// Refused answers a command that kabar knows and can't do: the words after it
// make no sense, or what they name is not there. Nothing was changed.
//
// Why is, of words: "missing", "unclear", "nosuchday", "past", "toofar",
// "backwards", "several"; of things: "admin" and "guest" (who may not), "item"
// (no point has the number), "gone" (it had), "nofiling" (nothing was filed),
// "section", "toDecide" (a point can't be moved to the decisions),
// "nosearch" (none is known), "nodecision", "already", "overtaken"
// (superseded), "author" (only they may), "damaged" (its file can't be
// changed), "outside" (of the working hours; lay finds a better time itself).
type Refused struct {
	Command string // canonical name
	Given   string // what was written after it
	Why     string
	Near    string // a whole command that would work; may be empty
	Unfiled bool   // all else could be news: say that it was not filed, and how it would be
}

type settingsWords struct {
	awayUntil, awayOn, awayFromTo, awayOpen, awayFromOpen string
	awayHow, backSooner                                   string
	back, zone, hours, onlyThen, pause, resume, language  string
	promptAt, digestAt, undo, next                        string
	noPrompt, noDigest                                    string
	refused, cannot, given, unchanged, try, unfiled       string
	why                                                   map[string]string
}

// lay says what changed. The reader of r is the member as they are now.
func (c Changed) lay(r reading) (title phrase, blocks []block) {
	w, m := r.l.answer.settings, r.m
	undo := ""
	switch c.What {
	case "away":
		title, blocks = awayTitle(r, c.Range), []block{para{r.l.say(w.awayHow)}}
	case "back":
		title = r.l.say(w.back, "name", firstName(m.Name))
	case "timezone":
		now := civil.ClockOf(r.now.In(m.Zone)).String()
		title = r.l.say(w.zone, "zone", m.Zone.String(), "time", now)
		undo = "timezone " + placed(r.team, c.Before).Zone.String()
	case "hours":
		title = r.l.say(w.hours, "hours", workingHours(r.l, m))
		blocks = []block{para{r.l.say(w.onlyThen)}}
		undo = hoursCommand(c.Before)
	case "prompt":
		title = r.l.say(w.promptAt, "time", m.Prompt.String())
		undo = "prompt " + c.Before.Prompt.String()
	case "digest":
		title = r.l.say(w.digestAt, "time", m.Digest.String())
		undo = "digest " + c.Before.Digest.String()
	case "pause":
		title = r.l.say(w.pause)
	case "resume":
		title = r.l.say(w.resume)
	default:
		title = r.l.say(w.language)
		undo = "language " + lang(r.team, c.Before)
	}
	if c.What == "hours" { // for all else nothing has become of it that was not before
		blocks = append(blocks, outside(r)...)
	}
	if !c.Next.IsZero() && c.What != "pause" {
		blocks = append(blocks, para{r.l.say(w.next, "date", r.day(c.Next))})
	}
	if c.What == "away" {
		blocks = append(blocks, para{r.l.say(w.backSooner)})
	}
	if undo != "" {
		blocks = append(blocks, para{r.l.say(w.undo, "command", undo)})
	}
	return title, blocks
}

func awayTitle(r reading, a team.Range) phrase {
	w := r.l.answer.settings
	first, last := r.l.date(a.First), ""
	if !a.Last.IsZero() {
		last = r.l.date(a.Last)
	}
	text := w.awayFromTo
	switch begun := !a.First.After(r.today); {
	case begun && a.Last.IsZero():
		text = w.awayOpen
	case a.Last.IsZero():
		text = w.awayFromOpen
	case a.First == a.Last:
		text = w.awayOn
	case begun:
		text = w.awayUntil
	}
	return r.l.say(text, "first", first, "last", last)
}

// outside warns where the times to ask and to tell lie outside the working
// hours: then nothing would come, and nobody would know why.
func outside(r reading) (blocks []block) {
	w, m := r.l.answer.settings, r.m
	if !Inside(m, "prompt") && !m.Guest {
		blocks = append(blocks, para{r.l.say(w.noPrompt, "time", m.Prompt.String(),
			"better", usual(m, "prompt").String())})
	}
	if !Inside(m, "digest") {
		blocks = append(blocks, para{r.l.say(w.noDigest, "time", m.Digest.String(),
			"better", usual(m, "digest").String())})
	}
	return blocks
}

// Inside tells whether the member's "prompt" or "digest" time lies inside their
// working hours. Outside nothing would be sent.
func Inside(m team.Member, what string) bool {
	if what == "prompt" {
		return m.Works(m.Prompt)
	}
	return m.Works(m.Digest)
}

// usual is a good time for a prompt or digest inside the working hours.
func usual(m team.Member, what string) civil.Clock {
	prompt, digest := team.Usual(m.From, m.To)
	if what == "prompt" {
		return prompt
	}
	return digest
}

// workingHours is "Mon–Fri 08:00–17:30".
func workingHours(l *locale, m team.Member) string {
	return dayNames(l.shortDays, m.Days, "–") + " " + m.From.String() + "–" + m.To.String()
}

// hoursCommand is the command that sets the working hours of m.
func hoursCommand(m team.Member) string {
	return "hours " + dayNames(english.shortDays, m.Days, "-") + " " + m.From.String() + "-" + m.To.String()
}

// dayNames names a set of weekdays, Monday first, with runs of three and more
// as a span.
func dayNames(names [7]string, days team.Days, dash string) string {
	var list []string
	for i := 1; i <= 7; i++ {
		end := i
		for end <= 7 && days.Has(time.Weekday(end%7)) {
			end++
		}
		switch n := end - i; {
		case n >= 3:
			list = append(list, names[i%7]+dash+names[(end-1)%7])
			i = end
		case n > 0:
			list = append(list, names[i%7])
		}
	}
	return strings.Join(list, ", ")
}

func (f Refused) lay(r reading) (phrase, []block) {
	w := r.l.answer.settings
	name := r.l.command(f.Command)
	title := r.l.say(w.refused, "command", phrase{{clip(name), strong}})
	why, ok := w.why[f.Why]
	if !ok {
		why = w.why["unclear"]
	}
	blocks := []block{para{r.l.say(why)}}
	if understood(f.Why) {
		line := strings.TrimSpace(name + " " + f.Given)
		title = r.l.say(w.cannot, "command", phrase{{clip(line), strong}})
	} else if f.Given != "" {
		blocks = append(blocks, card{head: r.l.say(w.given), parts: []part{{items: []item{{text: clip(f.Given), bare: true}}}}})
	}
	last := r.l.say(w.unchanged)
	if f.Why == "outside" {
		f.Near = f.Command + " " + usual(r.m, f.Command).String()
	}
	if f.Near != "" {
		last = append(last, span{" ", plain})
		last = append(last, r.l.say(w.try, "command", f.Near)...)
	}
	blocks = append(blocks, para{last})
	if f.Unfiled {
		blocks = append(blocks, para{r.l.say(w.unfiled, "label", r.l.label("done"))})
	}
	return title, blocks
}

// understood tells whether the words after a command made sense, and only what
// they name is not there.
func understood(why string) bool {
	switch why {
	case "nosearch", "admin", "guest", "item", "gone", "nofiling", "section", "toDecide",
		"nodecision", "already", "overtaken", "author", "damaged", "outside":
		return true
	}
	return false
}
