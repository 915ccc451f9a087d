package intake

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"kabar/store/civil"
)

// call is a line that begins with a word of a form.
type call struct {
	word  string // the word it begins with, as the table has it
	args  string // what follows, trimmed, without the colon
	colon bool   // the word was followed by a colon
	topic bool   // args is the word of a command itself
}

// place is where the line stands, as far as it matters for reading it.
type place struct {
	asked    bool       // it answers a prompt or a mail we don't know: an update is expected
	answers  bool       // it answers an answer of ours
	today    civil.Date // on the member's calendar
	sections []string   // what "move 2 next" may name, in lower case
	paused   bool       // the member has paused
	away     bool       // the member is away, or will be
}

// unless is f where no update is expected, else never.
func (p place) unless(f fit) fit {
	if p.asked {
		return never
	}
	return f
}

// fitsAlone wants nothing behind the word: "who?", "undo".
func fitsAlone(c call, p place) fit {
	switch {
	case strings.Trim(c.args, ".!?") != "":
		return never
	case c.colon: // "Status:" begins a list
		return p.unless(exact)
	}
	return exact
}

// fitsHelp wants nothing, or the name of a command: "help search". "tolong" is
// help only alone: in front of a command it is "please".
func fitsHelp(c call, p place) fit {
	f := fitsAlone(c, p)
	if c.topic && c.word != "tolong" {
		f = exact
	}
	if f == exact && !p.asked {
		return sure // what follows is the trouble they have
	}
	return f
}

// fitsResume and fitsBack are also a word of news ("lanjut" is what one writes
// who goes on with the work of yesterday): where an update is expected they are
// commands only if there is something to end.
func fitsResume(c call, p place) fit {
	if p.asked && !p.paused {
		return never
	}
	return fitsAlone(c, p)
}

func fitsBack(c call, p place) fit {
	f := fitsAlone(c, p)
	switch {
	case f == exact && p.away:
		return sure
	case p.asked:
		return never
	}
	return f
}

var (
	oneNumber   = pattern(`^#?[0-9]{1,9}[.!?]?$`)
	someNumbers = pattern(
		`^#?[0-9]{1,9}(?:\s*(?:[-–,&]|and|dan|to)?\s*#?[0-9]{1,9}){0,20}[.!]?$`)
	someFiles = pattern(
		`(?i)\s+(?:files?|attachments?|berkas|lampiran)(?:\s+#?[0-9]{1,2})?[.!]?$`)
	// entryID is the id of an entry, or its beginning. What is all digits and
	// short is a number, what has none may be a word: "facade".
	entryID   = pattern(`(?i)^#?[0-9a-f]{6,16}(?:…|\.{1,3})?$`)
	voteShape = pattern(
		`(?is)^(?:decision |keputusan )?#?[0-9]{1,9}\s*(?:$|[.!]$|[:,;(–—-]|because\b|karena\b)`)
	replaceShape = pattern(
		`(?is)^(?:decision |keputusan )?#?[0-9]{1,9}\s*(?:[:–-]|with\b|by\b|dengan\b|oleh\b)\s*\S`)
	replaceBegun = pattern(
		`(?i)^(?:decision |keputusan )?#?[0-9]{1,9}\s*(?:[:–-]|with|by|dengan|oleh)?\s*[.!?]?$`)
	moveShape  = pattern(`(?i)^#?[0-9]{1,9}\s+(?:to\s+|ke\s+|→\s*)?(\S.*?)[.!]?$`)
	codeShape  = pattern(`^[A-Za-z0-9-]{4,16}[.!]?$`)
	clockStart = pattern(`(?i)^[0-9]{1,2}(?:[:.][0-9]{2}|\s*[ap]m\b)`)
	hoursStart = pattern(`^[0-9]{1,2}(?:[:.][0-9]{2})?\s*[-–]\s*[0-9]`)
	hasDigit   = pattern(`[0-9]`)
)

// pattern is a regular expression that is compiled when it is first needed: a
// search on the command line needs none of them.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

func fitsNumber(c call, p place) fit {
	if oneNumber().MatchString(c.args) {
		return sure
	}
	return never
}

func fitsNumbers(c call, p place) fit {
	if someNumbers().MatchString(c.args) {
		return sure
	}
	return never
}

// fitsGet wants numbers or an id, and perhaps "files": "get 3-5", "get #14
// files", "get 8f3c21d09a".
func fitsGet(c call, p place) fit {
	c.args = someFiles().ReplaceAllString(c.args, "")
	if isEntryID(c.args) {
		return sure
	}
	return fitsNumbers(c, p)
}

// fitsThread wants one number or an id.
func fitsThread(c call, p place) fit {
	if isEntryID(c.args) {
		return sure
	}
	return fitsNumber(c, p)
}

func isEntryID(s string) bool { return entryID().MatchString(s) && hasDigit().MatchString(s) }

// fitsDecisions wants nothing, or a state: "decisions open".
func fitsDecisions(c call, p place) fit {
	switch lower(strings.Trim(c.args, ".!?")) {
	case "open", "proposed", "accepted", "rejected", "withdrawn", "superseded", "all",
		"terbuka", "diusulkan", "usulan", "diterima", "ditolak", "ditarik", "diganti", "semua":
		return exact
	}
	return fitsAlone(c, p)
}

// fitsVote wants a number, and perhaps a reason: "accept 7: fine with me".
func fitsVote(c call, p place) fit {
	if voteShape().MatchString(c.args) {
		return sure
	}
	return never
}

// fitsSupersede wants a number and what is decided instead.
func fitsSupersede(c call, p place) fit {
	switch {
	case replaceShape().MatchString(c.args):
		return sure
	case replaceBegun().MatchString(c.args):
		return exact
	}
	return never
}

// fitsMove wants a number and a section: "move 2 next", "pindah 2 ke selesai".
func fitsMove(c call, p place) fit {
	m := moveShape().FindStringSubmatch(c.args)
	if m == nil {
		return never
	}
	section := strings.ToLower(m[1])
	if slices.Contains(p.sections, section) || slices.Contains(sectionWords, section) {
		return sure
	}
	if !strings.Contains(section, " ") {
		return p.unless(loose)
	}
	return never
}

// sectionWords is what people call the usual sections.
var sectionWords = []string{"done", "next", "blocked", "blockers", "note", "notes", "decision",
	"selesai", "berikutnya", "lanjut", "rencana", "terhambat", "kendala", "hambatan", "catatan",
	"keputusan"}

// fitsConfirm wants a code, or nothing in an answer to the question.
func fitsConfirm(c call, p place) fit {
	code := codeShape().MatchString(c.args) && hasDigit().MatchString(c.args)
	switch {
	case code && (p.answers || c.word == "confirm" || c.word == "konfirmasi"):
		return sure
	case code:
		return p.unless(exact)
	case p.answers || c.word == "confirm" || c.word == "konfirmasi":
		return fitsAlone(c, p)
	}
	return never
}

func fitsCancel(c call, p place) fit {
	if p.answers {
		return fitsAlone(c, p)
	}
	return never
}

// nearOf is the nearest argument or command that an error offers.
func nearOf(err error) string {
	var e *ArgError
	if errors.As(err, &e) {
		return e.Near
	}
	return ""
}

// problemOf returns what is wrong with an argument, and whether it is an
// attempt at it all the same.
func problemOf(err error) (string, bool) {
	var e *ArgError
	if errors.As(err, &e) {
		return e.Problem, e.guess
	}
	return "", false
}
