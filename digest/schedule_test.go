package digest

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"kabar/store/civil"
	"kabar/store/team"
)

const weekdays team.Days = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday

const everyDay team.Days = 1<<7 - 1

func inZone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func clock(s string) civil.Clock {
	c, err := civil.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

func utc(s string) time.Time {
	at, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		panic(err)
	}
	return at
}

// worker is a member who works from nine to five and is asked at half past
// four, changed as a row of a table says.
func worker(t testing.TB, zoneName string, change ...func(*team.Member)) team.Member {
	m := team.Member{
		ID: "ana", Name: "Ana Putri", Zone: inZone(t, zoneName), Days: weekdays, Lang: "en",
		From: clock("08:00"), To: clock("17:30"), Prompt: clock("16:30"), Digest: clock("08:30"),
	}
	for _, c := range change {
		c(&m)
	}
	return m
}

func always(m *team.Member) { m.Days, m.From, m.To = everyDay, 0, 0 }

func promptAt(s string) func(*team.Member) {
	return func(m *team.Member) { always(m); m.Prompt, m.Digest = clock(s), clock(s) }
}

var acme = team.Team{ID: "acme", Name: "Acme", Address: "kabar@acme.example", Holidays: []team.Holiday{
	{Date: day("2026-12-25"), Name: "Christmas"},
}}

func none(string) bool { return false }

// record is an outbox: what was due or lapsed is known from then on.
type record map[string]time.Time

func (r record) has(key string) bool { _, ok := r[key]; return ok }

// step does what the program does at now, and returns the keys sent.
func (r record) step(tm team.Team, m team.Member, since, now time.Time) (sent, lapsed []string) {
	due, late := Due(tm, m, since, now, r.has)
	for _, s := range due {
		r[s.Key()] = now
		sent = append(sent, s.Key())
	}
	for _, s := range late {
		r[s.Key()] = now
		lapsed = append(lapsed, s.Key())
	}
	return sent, lapsed
}

// TestSlots lists one day each: what is due when (UTC), or why not.
func TestSlots(t *testing.T) {
	away := func(first, last, note string) func(*team.Member) {
		return func(m *team.Member) {
			r := team.Range{First: day(first), Note: note}
			if last != "" {
				r.Last = day(last)
			}
			m.Away = []team.Range{r}
		}
	}
	for _, c := range []struct {
		name   string
		member team.Member
		date   string
		want   string
	}{
		{"working day", worker(t, "Asia/Jakarta"), "2026-11-23",
			"digest 01:30–03:30, prompt 09:30–10:30"},
		{"weekend", worker(t, "Asia/Jakarta"), "2026-11-22", "digest weekend, prompt weekend"},
		{"J17 Friday and Saturday off", worker(t, "Asia/Dubai", func(m *team.Member) {
			m.Days = everyDay &^ (1<<time.Friday | 1<<time.Saturday)
		}), "2026-11-27", "digest weekend, prompt weekend"},
		{"J17 Sunday works in Dubai", worker(t, "Asia/Dubai", func(m *team.Member) {
			m.Days = everyDay &^ (1<<time.Friday | 1<<time.Saturday)
		}), "2026-11-22", "digest 04:30–06:30, prompt 12:30–13:30"},
		{"holiday", worker(t, "Europe/Berlin"), "2026-12-25",
			"digest holiday (Christmas), prompt holiday (Christmas)"},
		{"away until", worker(t, "Europe/Berlin", away("2026-11-20", "2026-11-24", "Bali")),
			"2026-11-24", "digest away (until 2026-11-24: Bali), prompt away (until 2026-11-24: Bali)"},
		{"back", worker(t, "Europe/Berlin", away("2026-11-20", "2026-11-24", "")), "2026-11-25",
			"digest 07:30–09:30, prompt 15:30–16:30"},
		{"away for good", worker(t, "Europe/Berlin", away("2026-11-20", "", "")), "2027-03-01",
			"digest away, prompt away"},
		{"J14 away on the leap day", worker(t, "Europe/Berlin", away("2028-02-29", "2028-02-29", "")),
			"2028-02-29", "digest away (until 2028-02-29), prompt away (until 2028-02-29)"},
		{"J14 the day after the leap day", worker(t, "Europe/Berlin", away("2028-02-29", "2028-02-29", "")),
			"2028-03-01", "digest 07:30–09:30, prompt 15:30–16:30"},
		{"paused", worker(t, "Europe/Berlin", func(m *team.Member) { m.Paused, m.Guest = true, true }),
			"2026-11-23", "digest paused, prompt paused"},
		{"guest", worker(t, "Europe/Berlin", func(m *team.Member) { m.Guest = true }), "2026-11-23",
			"digest 07:30–09:30, prompt guest"},
		{"prompt when work is over", worker(t, "UTC", func(m *team.Member) { m.Prompt = m.To }),
			"2026-11-23", "digest 08:30–10:30, prompt hours"},
		{"digest before work", worker(t, "UTC", func(m *team.Member) { m.Digest = clock("07:59") }),
			"2026-11-23", "digest hours, prompt 16:30–17:30"},
		{"nobody said where", worker(t, "UTC", func(m *team.Member) { m.Zone = nil }), "2026-11-23",
			"digest 08:30–10:30, prompt 16:30–17:30"},
		{"night's work, asked at its end", worker(t, "UTC", func(m *team.Member) {
			m.From, m.To, m.Digest, m.Prompt = clock("22:00"), clock("06:00"), clock("22:15"), clock("05:30")
		}), "2026-11-28", "prompt 05:30–06:00, digest weekend"},
	} {
		got := shown(Slots(acme, c.member, localMidnight(c.member, c.date), localMidnight(c.member, c.date).Add(24*time.Hour)))
		if got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.date, got, c.want)
		}
	}
}

func localMidnight(m team.Member, date string) time.Time {
	at, _ := day(date).At(0, zone(m))
	return at
}

func shown(slots []Slot) string {
	var list []string
	for _, s := range slots {
		line := string(s.Kind) + " "
		if s.Skip == "" {
			line += s.At.Format("15:04") + "–" + s.Until.Format("15:04")
		} else {
			line += s.Skip
		}
		if s.Note != "" {
			line += " (" + s.Note + ")"
		}
		list = append(list, line)
	}
	return strings.Join(list, ", ")
}

// TestSlotAtSummerTime has the edges of PROMISES.md group J.
func TestSlotAtSummerTime(t *testing.T) {
	for _, c := range []struct{ name, zone, clock, date, want string }{
		{"J01 New York, in the spring gap", "America/New_York", "02:30", "2026-03-08", "2026-03-08T07:00"},
		{"J02 New York, in the overlap", "America/New_York", "01:30", "2026-11-01", "2026-11-01T05:30"},
		{"J03 Havana, midnight gap", "America/Havana", "00:30", "2026-03-08", "2026-03-08T05:00"},
		{"J03 Cairo, midnight gap", "Africa/Cairo", "00:00", "2026-04-24", "2026-04-23T22:00"},
		{"J04 Lord Howe, gap of half an hour", "Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:30"},
		{"J04 Lord Howe, overlap of half an hour", "Australia/Lord_Howe", "01:45", "2026-04-05", "2026-04-04T14:45"},
		{"J05 Casablanca, Ramadan begins", "Africa/Casablanca", "02:30", "2026-02-15", "2026-02-15T01:30"},
		{"J05 Casablanca, Ramadan is over", "Africa/Casablanca", "02:30", "2026-03-22", "2026-03-22T02:00"},
		{"J07 Kiritimati is a day ahead", "Pacific/Kiritimati", "08:30", "2026-01-01", "2025-12-31T18:30"},
		{"J07 Apia never had the date", "Pacific/Apia", "09:00", "2011-12-30", ""},
		{"J09 the old name of Kyiv", "Europe/Kiev", "09:00", "2026-11-23", "2026-11-23T07:00"},
		{"J09 the new name of Kyiv", "Europe/Kyiv", "09:00", "2026-11-23", "2026-11-23T07:00"},
		{"J16 week 53", "Europe/Berlin", "09:00", "2026-12-31", "2026-12-31T08:00"},
		{"J16 new year", "Europe/Berlin", "09:00", "2027-01-01", "2027-01-01T08:00"},
	} {
		m := worker(t, c.zone, promptAt(c.clock))
		got := ""
		if s, ok := slot(acme, m, PromptKind, day(c.date)); ok && s.Skip == "" {
			got = s.At.Format("2006-01-02T15:04")
		}
		if got != c.want {
			t.Errorf("%s: %s %s = %q, want %q", c.name, c.date, c.clock, got, c.want)
		}
	}
}

// TestDue walks moments in order; each row says what goes out then.
func TestDue(t *testing.T) {
	berlin := func(m *team.Member) { m.Zone = inZone(t, "Europe/Berlin") }
	type moment struct{ now, sent, lapsed string }
	for _, c := range []struct {
		name  string
		since string
		steps []moment
	}{
		{"J18 an ordinary day, restarted all the time", "2026-11-23T00:00", []moment{
			{"2026-11-23T07:29", "", ""},
			{"2026-11-23T07:30", "digest.2026-11-23", ""},
			{"2026-11-23T07:30", "", ""},
			{"2026-11-23T15:30", "prompt.2026-11-23", ""},
			{"2026-11-23T15:30", "", ""},
			{"2026-11-23T16:29", "", ""},
		}},
		{"first run at noon sends nothing of the morning", "2026-11-23T11:00", []moment{
			{"2026-11-23T11:00", "", ""},
			{"2026-11-23T15:30", "prompt.2026-11-23", ""},
		}},
		{"a prompt at the last minute of its window", "2026-11-23T11:00", []moment{
			{"2026-11-23T16:29", "prompt.2026-11-23", ""}}},
		{"a prompt after working hours has lapsed", "2026-11-23T11:00", []moment{
			{"2026-11-23T16:30", "", "prompt.2026-11-23"},
			{"2026-11-23T16:31", "", ""},
		}},
		{"H22 down for three days: one digest, the prompts are dropped", "2026-11-23T11:00", []moment{
			{"2026-11-26T12:00", "digest.2026-11-26",
				"prompt.2026-11-23 digest.2026-11-24 prompt.2026-11-24 digest.2026-11-25 prompt.2026-11-25"},
			{"2026-11-26T12:01", "", ""},
		}},
		{"J13 asleep on Friday: its digest on Monday, when work begins", "2026-11-27T00:00", []moment{
			{"2026-11-27T20:00", "", "prompt.2026-11-27"},
			{"2026-11-28T12:00", "", ""},
			{"2026-11-30T06:59", "", ""},
			{"2026-11-30T07:00", "digest.2026-11-27", ""},
			{"2026-11-30T07:30", "digest.2026-11-30", ""},
		}},
		{"J10, J11 the clock jumps forward a day, and back", "2026-11-23T00:00", []moment{
			{"2026-11-23T07:30", "digest.2026-11-23", ""},
			{"2026-11-24T07:31", "digest.2026-11-24", "prompt.2026-11-23"},
			{"2026-11-23T15:30", "", ""},
			{"2026-11-24T15:30", "prompt.2026-11-24", ""},
			{"2026-11-23T15:40", "", ""},
			{"2026-11-24T15:31", "", ""},
		}},
		{"a digest waits for the end of a holiday", "2026-12-24T00:00", []moment{
			{"2026-12-24T22:00", "", "prompt.2026-12-24"},
			{"2026-12-25T09:00", "", ""},
			{"2026-12-28T07:10", "digest.2026-12-24", ""},
		}},
	} {
		r := record{}
		for _, s := range c.steps {
			sent, lapsed := r.step(acme, worker(t, "UTC", berlin), utc(c.since), utc(s.now))
			if got := short(sent); got != s.sent {
				t.Errorf("%s: at %s sent %q, want %q", c.name, s.now, got, s.sent)
			}
			if got := short(lapsed); got != s.lapsed {
				t.Errorf("%s: at %s lapsed %q, want %q", c.name, s.now, got, s.lapsed)
			}
		}
	}
}

func short(keys []string) string {
	return strings.ReplaceAll(strings.Join(keys, " "), ".ana.acme", "")
}

// TestMoving has J06, J07, J08 and K08: who moves or changes their time around
// a window is still asked once for each date.
func TestMoving(t *testing.T) {
	at := func(zone, prompt string) team.Member {
		return worker(t, zone, func(m *team.Member) { always(m); m.Prompt, m.Digest = clock(prompt), clock("08:30") })
	}
	type moment struct {
		now    string
		member team.Member
		want   string
	}
	for _, c := range []struct {
		name  string
		steps []moment
	}{
		{"J06 west after the prompt", []moment{
			{"2026-11-23T09:30", at("Asia/Jakarta", "16:30"), "prompt.2026-11-23"},
			{"2026-11-23T15:30", at("Europe/Berlin", "16:30"), ""},
			{"2026-11-24T15:30", at("Europe/Berlin", "16:30"), "prompt.2026-11-24"},
		}},
		{"J06 east before the prompt", []moment{
			{"2026-11-23T15:29", at("Europe/Berlin", "16:30"), ""},
			{"2026-11-23T15:30", at("Asia/Jakarta", "16:30"), ""}, // 22:30 there: lapsed, not late at night
			{"2026-11-24T09:30", at("Asia/Jakarta", "16:30"), "prompt.2026-11-24"},
		}},
		{"J07 over the date line and back", []moment{
			{"2026-11-23T02:30", at("Pacific/Kiritimati", "16:30"), "prompt.2026-11-23"},
			{"2026-11-24T02:30", at("Pacific/Honolulu", "16:30"), ""}, // 23 November again
			{"2026-11-25T02:30", at("Pacific/Honolulu", "16:30"), "prompt.2026-11-24"},
			{"2026-11-25T02:40", at("Pacific/Kiritimati", "16:30"), "prompt.2026-11-25"},
		}},
		{"K08 a later time, set after the prompt came", []moment{
			{"2026-11-23T16:30", at("UTC", "16:30"), "prompt.2026-11-23"},
			{"2026-11-23T17:00", at("UTC", "17:00"), ""},
		}},
		{"J08 other rules from tomorrow on", []moment{
			{"2026-11-23T15:30", at("Europe/Berlin", "16:30"), "prompt.2026-11-23"},
			{"2026-11-23T16:30", at("UTC", "16:30"), ""},
		}},
	} {
		r := record{}
		for _, s := range c.steps {
			sent, _ := r.step(acme, s.member, utc("2026-11-20T00:00"), utc(s.now))
			sent = slices.DeleteFunc(sent, func(k string) bool { return strings.HasPrefix(k, "digest") })
			if got := short(sent); got != s.want {
				t.Errorf("%s: at %s sent %q, want %q", c.name, s.now, got, s.want)
			}
		}
	}
}

func TestOpenAndNextOpen(t *testing.T) {
	m := worker(t, "Europe/Berlin")
	night := worker(t, "UTC", func(m *team.Member) { m.From, m.To = clock("22:00"), clock("06:00") })
	gone := worker(t, "UTC", func(m *team.Member) { m.Away = []team.Range{{First: day("2026-01-01")}} })
	for _, c := range []struct {
		name   string
		member team.Member
		now    string
		open   bool
		next   string
	}{
		{"before work", m, "2026-11-23T06:59", false, "2026-11-23T07:00"},
		{"work begins", m, "2026-11-23T07:00", true, "2026-11-23T07:00"},
		{"last minute", m, "2026-11-23T16:29", true, "2026-11-23T16:29"},
		{"work is over", m, "2026-11-23T16:30", false, "2026-11-24T07:00"},
		{"Friday evening", m, "2026-11-27T20:00", false, "2026-11-30T07:00"},
		{"on a holiday, which Open does not know", m, "2026-12-25T10:00", true, "2026-12-28T07:00"},
		{"night's work, after midnight", night, "2026-11-28T05:59", true, "2026-11-28T05:59"},
		{"night's work is over", night, "2026-11-28T06:00", false, "2026-11-30T22:00"},
		{"away for good", gone, "2026-11-23T10:00", true, ""},
	} {
		if got := Open(c.member, utc(c.now)); got != c.open {
			t.Errorf("%s: Open = %v", c.name, got)
		}
		next := ""
		if at := NextOpen(acme, c.member, utc(c.now)); !at.IsZero() {
			next = at.Format("2006-01-02T15:04")
		}
		if next != c.next {
			t.Errorf("%s: NextOpen = %q, want %q", c.name, next, c.next)
		}
	}
}

func TestNext(t *testing.T) {
	m := worker(t, "Europe/Berlin")
	for _, c := range []struct {
		name, now, done, want string
	}{
		{"the digest of today", "2026-11-23T05:00", "digest.2026-11-20", "2026-11-23T07:30"},
		{"a late digest, when work begins", "2026-11-23T05:00", "", "2026-11-23T07:00"},
		{"the prompt of today", "2026-11-23T07:30", "digest.2026-11-23", "2026-11-23T15:30"},
		{"never now: Due has been asked already", "2026-11-23T15:30", "digest.2026-11-23", "2026-11-24T07:30"},
		{"after the weekend", "2026-11-27T18:00", "digest.2026-11-27", "2026-11-30T07:30"},
	} {
		done := func(k string) bool { return short([]string{k}) == c.done }
		if got := Next(acme, m, utc(c.now), done).Format("2006-01-02T15:04"); got != c.want {
			t.Errorf("%s: Next = %s, want %s", c.name, got, c.want)
		}
	}
	m.Paused = true
	if got := Next(acme, m, utc("2026-11-23T05:00"), none); !got.IsZero() {
		t.Errorf("paused: Next = %v", got)
	}
}

// TestNeverAtNight walks through two weeks, half hour by half hour, with members of
// all kinds: nothing is due outside their hours or on their days off, and
// everybody but a guest is asked on every working day.
func TestNeverAtNight(t *testing.T) {
	hours := func(from, to, prompt, digest string) func(*team.Member) {
		return func(m *team.Member) {
			m.From, m.To, m.Prompt, m.Digest = clock(from), clock(to), clock(prompt), clock(digest)
		}
	}
	for _, c := range []struct {
		name   string
		member team.Member
		asked  int
	}{
		{"by day", worker(t, "Europe/Berlin"), 10},
		{"shortly before the end", worker(t, "Asia/Kathmandu", hours("08:00", "17:00", "16:30", "08:00")), 10},
		{"by night", worker(t, "America/New_York", hours("22:00", "06:00", "05:30", "22:15")), 10},
		{"far west", worker(t, "Pacific/Pago_Pago"), 10},
		{"away for a week", worker(t, "Asia/Tokyo", func(m *team.Member) {
			m.Away = []team.Range{{First: day("2026-12-07"), Last: day("2026-12-11")}}
		}), 5},
		{"guest", worker(t, "Europe/Berlin", func(m *team.Member) { m.Guest = true }), 0},
		{"paused", worker(t, "Europe/Berlin", func(m *team.Member) { m.Paused = true }), 0},
	} {
		r, prompts := record{}, 0
		start := utc("2026-11-30T00:00")
		for now := start; now.Before(start.Add(14 * 24 * time.Hour)); now = now.Add(30 * time.Minute) {
			due, _ := Due(acme, c.member, start, now, r.has)
			for _, s := range due {
				r[s.Key()] = now
				if !Open(c.member, now) || !NextOpen(acme, c.member, now).Equal(now) {
					t.Errorf("%s: %s at %s", c.name, s.Key(), now.In(c.member.Zone))
				}
				if s.Kind == PromptKind {
					prompts++
				}
			}
		}
		if prompts != c.asked {
			t.Errorf("%s: asked %d times, want %d", c.name, prompts, c.asked)
		}
	}
}
