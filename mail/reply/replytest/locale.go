package replytest

import (
	"fmt"
	"strings"
	"time"
)

// locale is what mail programs write in one language. Templates have fields in
// braces: {wd} {WD} short and long weekday, {d} {dd} day, {m} {mm} month
// number, {mon} {month} its names, {yy} {yyyy} year, {H} {HH} {h} hour, {M}
// minute, {S} second, {ap} half of day, {tz} zone, {name}, {addr}.
type locale struct {
	code                      string
	wd, WD, mon, month        string // lists parted by blanks, from Sunday and January
	am, pm                    string
	gmail, apple, thunderbird string // attributions
	yahoo, k9                 string // "" means as apple's or thunderbird's
	from, sent, to, subject   string // header names
	sentDate                  string // the date behind them
	original                  string // "Original Message"
	iphone, outlook, samsung  string // taglines
	k9Sig                     string
}

// Langs lists the languages that can be played.
var Langs = langCodes()

func langCodes() []string {
	var out []string
	for _, l := range locales {
		out = append(out, l.code)
	}
	return out
}

// fill writes a template for a date and a person.
func (l locale) fill(template string, t time.Time, p Person) string {
	pick := func(list string, i int) string {
		words := strings.Fields(list)
		if i >= len(words) {
			return fmt.Sprint(i + 1)
		}
		return strings.ReplaceAll(words[i], "_", " ")
	}
	half := l.am
	if t.Hour() >= 12 {
		half = l.pm
	}
	return strings.NewReplacer(
		"{wd}", pick(l.wd, int(t.Weekday())), "{WD}", pick(l.WD, int(t.Weekday())),
		"{d}", t.Format("2"), "{dd}", t.Format("02"), "{m}", t.Format("1"), "{mm}", t.Format("01"),
		"{mon}", pick(l.mon, int(t.Month())-1), "{month}", pick(l.month, int(t.Month())-1),
		"{yy}", t.Format("06"), "{yyyy}", t.Format("2006"), "{H}", fmt.Sprint(t.Hour()), "{HH}", t.Format("15"),
		"{h}", t.Format("3"), "{M}", t.Format("04"), "{S}", t.Format("05"), "{ap}", half,
		"{tz}", t.Format("-0700"), "{z}", "GMT"+t.Format("-07:00"), "{name}", p.Name, "{addr}", p.Addr,
	).Replace(template)
}

func (l locale) gmailLead() string       { return l.gmail }
func (l locale) appleLead() string       { return l.apple }
func (l locale) thunderbirdLead() string { return l.thunderbird }
func (l locale) iphoneTag() string       { return l.iphone }
func (l locale) outlookTag() string      { return l.outlook }
func (l locale) samsungTag() string      { return l.samsung }

func (l locale) yahooLead() string {
	if l.yahoo == "" {
		return l.apple
	}
	return l.yahoo
}

func (l locale) k9Lead() string {
	if l.k9 == "" {
		return l.apple
	}
	return l.k9
}

// protonLead is English unless there is a form of the language.
func (l locale) protonLead() string {
	if l.code == "en" {
		return "On {WD}, {month} {d}th, {yyyy} at {h}:{M} {ap}, {name} <{addr}> wrote:"
	}
	return l.apple
}

// zohoLead is the attribution between dashes.
func (l locale) zohoLead() string {
	if l.code == "en" {
		return "---- On {wd}, {dd} {mon} {yyyy} {HH}:{M}:{S} {tz} {name} <{addr}> wrote ----"
	}
	return "---- " + strings.TrimRight(l.apple, ":： ") + " ----"
}

func muttLead(l locale) string {
	if l.code == "en" {
		return "On {wd}, {mon} {dd}, {yyyy} at {HH}:{M}:{S} {tz}, {name} wrote:"
	}
	return l.thunderbird
}

func protonTag(locale) string { return "Sent with Proton Mail secure email." }
