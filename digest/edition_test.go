package digest

import (
	"fmt"
	"strings"
	"testing"

	"kabar/store/entry"
	"kabar/store/team"
)

// outline is an edition as its headings and the header lines of its cards.
func outline(e Edition) string {
	var b strings.Builder
	for _, ch := range e.chapters() {
		for i := range ch.entries {
			c := ch.card(i)
			if i == 0 {
				fmt.Fprintf(&b, "%s\n", ch.heading)
			}
			fmt.Fprintf(&b, "  %s\n", strings.ReplaceAll(sayHeld(c.headed()), hold, " "))
			for _, u := range c.under {
				fmt.Fprintf(&b, "    %s\n", strings.ReplaceAll(sayHeld(u.headed()), hold, " "))
			}
		}
	}
	return strings.TrimSpace(b.String())
}

func TestEdition(t *testing.T) {
	ana, ben, ngozi, kim := member(t, "ana"), member(t, "ben"), member(t, "ngozi"), member(t, "kim")
	guest := team.Member{ID: "mo", Name: "Mo", Zone: inZone(t, "UTC"), Guest: true, Lang: "en"}
	update := func(num int64, who team.Member, text string) entry.Entry {
		return wrote(num, who, "2026-11-20", "2026-11-20T15:00", text)
	}
	amends := func(e entry.Entry, num int64) entry.Entry {
		return with(e, func(e *entry.Entry) { e.Amends = idOf(num) })
	}
	emptied := func(num, first int64, sections ...string) entry.Entry {
		e := amends(with(update(num, ana, "done: x"), func(e *entry.Entry) { e.Sections = nil }), first)
		for _, name := range sections {
			e.Sections = append(e.Sections, entry.Section{Name: name})
		}
		return e
	}
	const filed = "2026-11-20T16:00"
	proposed := entry.Decision{Number: 3, Title: "Ask @ben to keep the keys", Status: "proposed", Deadline: day("2026-11-27")}
	accepted := proposed
	accepted.Status, accepted.Makers = "accepted", []string{"Ana Putri", "Kim Park"}

	for _, c := range []struct {
		name           string
		reader         team.Member
		fresh, history []entry.Entry
		want           string
	}{
		{"nothing", ben, nil, lastWeek(t), ""},
		{"only one's own", ben, []entry.Entry{update(1, ben, "done: x"),
			comment(2, ben, filed, 0, "hello"), decision(3, ben, filed, proposed)}, nil, ""},
		{"one update", ben, []entry.Entry{update(1, ana, "done: x")}, nil, "Updates\n  Ana Putri · Fri 16:00 · #1"},
		{"a guest reads as well", guest, []entry.Entry{update(1, ana, "done: x")}, nil, "Updates\n  Ana Putri · Fri 15:00 · #1"},
		{"J22 a late one says for which day", ben, []entry.Entry{with(update(1, ana, "done: x"),
			func(e *entry.Entry) { e.Late, e.Date = true, day("2026-11-19") })}, nil,
			"Updates\n  Ana Putri · for Thu 19 Nov · Fri 16:00 · #1"},
		{"amended before it was told", ben, []entry.Entry{update(1, ana, "done: x"), amends(update(2, ana, "done: y"), 1)}, nil,
			"Updates\n  Ana Putri · Fri 16:00 · #1"},
		{"amended after it was told", ben, []entry.Entry{amends(update(2, ana, "done: y"), 1)}, []entry.Entry{update(1, ana, "done: x")},
			"Updates\n  Ana Putri · amended · Fri 16:00 · #2"},
		{"amended twice after it was told", ben, []entry.Entry{amends(update(2, ana, "done: y"), 1), amends(update(3, ana, "next: z"), 1)}, nil,
			"Updates\n  Ana Putri · amended · Fri 16:00 · #2"},
		{"taken back before it was told", ben, []entry.Entry{update(1, ana, "done: @ben, x?\nnote: y"), emptied(2, 1, "done", "note")}, nil, ""},
		{"taken back, and put back", ben, []entry.Entry{update(1, ana, "done: x"), emptied(2, 1, "done"), amends(update(3, ana, "done: x"), 1)}, nil,
			"Updates\n  Ana Putri · Fri 16:00 · #1"},
		{"taken back after it was told", ben, []entry.Entry{emptied(2, 1, "done")}, []entry.Entry{update(1, ana, "done: x"), emptied(2, 1, "done")}, ""},
		{"a part taken back after it was told", ben, []entry.Entry{emptied(2, 1, "done")}, []entry.Entry{update(1, ana, "done: x\nnext: y")},
			"Updates\n  Ana Putri · amended · Fri 16:00 · #2"},
		{"taken back, but somebody wrote below", ben, []entry.Entry{update(1, ana, "done: x"), comment(2, kim, filed, 1, "oh"), emptied(3, 1, "done")}, nil,
			"Updates\n  Ana Putri · Fri 16:00 · #1\n    Kim Park · Fri 17:00 · #2"},
		{"comments stand under their entry, answers to them too", ben, []entry.Entry{update(1, ana, "done: x"),
			comment(2, kim, filed, 1, "well done"), comment(3, ana, filed, 2, "thanks")}, nil,
			"Updates\n  Ana Putri · Fri 16:00 · #1\n    Kim Park · Fri 17:00 · #2\n    Ana Putri · Fri 17:00 · #3"},
		{"a comment on an amendment", ben, []entry.Entry{update(1, ana, "done: x"), amends(update(2, ana, "done: y"), 1),
			comment(3, kim, filed, 2, "why?")}, nil, "Updates\n  Ana Putri · Fri 16:00 · #1\n    Kim Park · Fri 17:00 · #3"},
		{"a comment on an entry told before", ben, []entry.Entry{comment(3, kim, filed, 1, "why?")},
			[]entry.Entry{update(1, ana, "done: x")}, "Below earlier entries\n  Ana Putri · for Fri 20 Nov · #1\n    Kim Park · Fri 17:00 · #3"},
		{"a comment on an entry nobody remembers", ben, []entry.Entry{comment(3, kim, filed, 1, "why?"), comment(4, ana, filed, 5, "who?")},
			nil, "Below earlier entries\n  an earlier entry\n    Kim Park · Fri 17:00 · #3\n  an earlier entry\n    Ana Putri · Fri 17:00 · #4"},
		{"a comment to all", ben, []entry.Entry{comment(3, kim, filed, 0, "lunch?")}, nil,
			"Updates\n  Kim Park · to everybody · Fri 17:00 · #3"},
		{"a comment on mine waits for me", ben, []entry.Entry{comment(3, kim, filed, 1, "why?")},
			[]entry.Entry{update(1, ben, "done: x")}, "Waiting for you\n  Kim Park wrote below your update of Fri 20 Nov · Fri 17:00 · #3"},
		{"an answer to my comment is for the author of the entry", ben, []entry.Entry{comment(3, kim, filed, 2, "because")},
			[]entry.Entry{update(1, ana, "done: x"), comment(2, ben, filed, 1, "why?")},
			"Below earlier entries\n  Ana Putri · for Fri 20 Nov · #1\n    Kim Park · Fri 17:00 · #3"},
		{"a comment on my decision", ben, []entry.Entry{comment(3, kim, filed, 2, "why?")},
			[]entry.Entry{decision(2, ben, filed, proposed)}, "Waiting for you\n  Kim Park wrote below your decision · Fri 17:00 · #3"},
		{"a question taken back", ben, []entry.Entry{update(1, ana, "next: Ben, when is the release?"), amends(update(2, ana, "next: release"), 1)},
			nil, "Updates\n  Ana Putri · Fri 16:00 · #1"},
		{"the most pressing first", ben, []entry.Entry{update(1, ana, "done: met @ben"), update(2, kim, "next: Ben, when is the release?"),
			update(3, ngozi, "blocked: Ben has the keys")}, nil,
			"Waiting for you\n  Ngozi Okafor is blocked and names you · Fri 16:00 · #3\n  Kim Park asks you · Fri 16:00 · #2\n" +
				"  Ana Putri mentions you · Fri 16:00 · #1\nUpdates\n  Ana Putri · Fri 16:00 · #1\n  Kim Park · Fri 16:00 · #2\n  Ngozi Okafor · Fri 16:00 · #3"},
		{"a decision, in its newest state", ben, []entry.Entry{decision(1, ana, filed, proposed), decision(2, ana, filed, accepted)}, nil,
			"Waiting for you\n  Ana Putri mentions you · Fri 17:00 · #2\n" +
				"Decisions\n  Decision 3 · accepted · until Fri 27 Nov · by Ana Putri, Kim Park · Fri 17:00 · #2"},
		{"a proposal has a deadline", kim, []entry.Entry{decision(1, ana, filed, proposed)}, nil,
			"Decisions\n  Decision 3 · proposed · until Fri 27 Nov · by Ana Putri · Fri 08:00 · #1"},
		{"a comment on a decision", kim, []entry.Entry{decision(1, ana, filed, proposed), comment(2, ben, filed, 1, "yes")}, nil,
			"Decisions\n  Decision 3 · proposed · until Fri 27 Nov · by Ana Putri · Fri 08:00 · #1\n    Ben Fischer · Fri 08:00 · #2"},
		{"blockers alone are no news", kim, nil, []entry.Entry{update(1, ana, "blocked: x")}, "Blocked\n  Ana Putri · 3 days · #1"},
	} {
		e := Build(Source{Team: harbour(t), Reader: c.reader, Date: day("2026-11-23"), Now: utc("2026-11-23T07:30"),
			Fresh: c.fresh, History: c.history})
		got := outline(e)
		if c.name == "nothing" { // but what is in Ngozi's and Ana's way
			got = ""
		}
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if empty := !strings.Contains(strings.ReplaceAll(c.want, "Blocked\n", ""), "\n"); empty != e.Empty() {
			t.Errorf("%s: Empty is %v", c.name, e.Empty())
		}
	}
}

// TestTakenBack: who read of it before reads that it is gone, in kabar's words,
// and what only moved is told where it stands now.
func TestTakenBack(t *testing.T) {
	first := wrote(1, member(t, "ana"), "2026-11-20", "2026-11-20T09:00", "done: x\nblocked: y\nnote: z")
	later := with(first, func(e *entry.Entry) {
		e.ID, e.Num, e.Amends = idOf(2), 2, first.ID
		e.Sections = []entry.Section{{Name: "blocked"}, {Name: "next", Items: []entry.Item{{Text: "y"}}}, {Name: "note"}}
	})
	d := Build(Source{Team: harbour(t), Reader: member(t, "ben"), Date: day("2026-11-23"), Now: utc("2026-11-23T07:30"),
		Fresh: []entry.Entry{later}, History: []entry.Entry{first, later}}).Draft(to(t, "ben", "digest", "2026-11-23", "2026-11-23T07:30"))
	sameWords(t, d)
	const want = "Ana Putri · amended · Fri 10:00 · #2\n  Next\n    - y\n  Blocked: taken back\n  Note: taken back\n"
	if !strings.Contains(d.Text, want) {
		t.Errorf("%s\nwants\n%s", d.Text, want)
	}
}

func TestBlockers(t *testing.T) {
	ana := member(t, "ana")
	days := func(list ...string) (all []entry.Entry) {
		for i, text := range list {
			if text != "" {
				d := day("2026-11-16").Add(i)
				all = append(all, wrote(int64(i+1), ana, d.String(), d.String()+"T10:00", text))
			}
		}
		return all
	}
	for _, c := range []struct {
		name string
		all  []entry.Entry
		want string
	}{
		{"none", days("done: x"), ""},
		{"none, in words", days("blocked: none"), ""},
		{"one", days("blocked: no VPN account"), "2026-11-16 no VPN account"},
		{"repeated in other words", days("blocked: waiting for the VPN account", "done: x\nblocked: still waiting for VPN account from IT"),
			"2026-11-16 still waiting for VPN account from IT"},
		{"closed by an update without it", days("blocked: no VPN account", "done: x"), ""},
		{"closed in words", days("blocked: no VPN account", "blocked: nope"), ""},
		{"still open over days off", days("blocked: no VPN account", "", "", ""), "2026-11-16 no VPN account"},
		{"another one", days("blocked: no VPN account", "blocked: the printer is on fire"), "2026-11-17 the printer is on fire"},
		{"one goes, one comes, one stays", days("blocked: no VPN account\n- the printer is on fire", "blocked: a flat tyre\n- printer still on fire"),
			"2026-11-16 printer still on fire, 2026-11-17 a flat tyre"},
		{"what is nested belongs to it", days("blocked: no VPN account\n-- asked twice"), "2026-11-16 no VPN account/asked twice"},
		{"an update that was taken back closes nothing", append(days("blocked: no VPN account", "done: x"),
			with(days("", "done: x")[0], func(e *entry.Entry) { e.Num, e.Sections[0].Items = 3, nil })), "2026-11-16 no VPN account"},
		{"not of days to come", days("", "", "", "", "", "", "", "", "", "blocked: x"), ""},
	} {
		var got []string
		until := day("2026-11-20")
		for _, b := range stillOpen(updatesOf(c.all, "ana", until)) {
			text := b.point.text()
			for _, nested := range b.point[1:] {
				text += "/" + nested.Text
			}
			got = append(got, b.since.String()+" "+text)
		}
		if all := strings.Join(got, ", "); all != c.want {
			t.Errorf("%s: %q, want %q", c.name, all, c.want)
		}
	}
}

// TestBlockersBesideLateOnes: what somebody files late for an older date hides
// nothing of what others filed before it for a newer one.
func TestBlockersBesideLateOnes(t *testing.T) {
	ana, kim := member(t, "ana"), member(t, "kim")
	history := []entry.Entry{
		wrote(1, ana, "2026-11-18", "2026-11-18T10:00", "blocked: no key"),
		wrote(9, kim, "2026-11-18", "2026-11-19T17:00", "done: x"),
		wrote(7, ana, "2026-11-19", "2026-11-19T10:00", "done: the key came"),
		wrote(8, member(t, "ngozi"), "2026-11-19", "2026-11-19T11:00", "blocked: no bus"),
	}
	e := Build(Source{Team: harbour(t), Reader: member(t, "ben"), Date: day("2026-11-20"),
		Now: utc("2026-11-20T07:30"), Fresh: []entry.Entry{history[2], history[3], history[1]}, History: history})
	const want = "Blocked\n  Ngozi Okafor · new · #8\n"
	if got := outline(e); !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant first\n%s", got, want)
	}
}

func TestCut(t *testing.T) {
	line := strings.Repeat("word ", 12) + "end." // one line of the text half
	lines := func(n int) string { return strings.TrimSpace(strings.Repeat(line+"\n", n)) }
	show := func(list []part) string {
		var b strings.Builder
		for _, p := range list {
			b.WriteString(p.label + ":")
			for _, it := range p.items {
				fmt.Fprintf(&b, " %d", len(itemLines(it, wordsAt)))
				if strings.HasSuffix(it.text, "…") {
					b.WriteString("…")
				}
			}
			b.WriteString(" ")
		}
		return strings.TrimSpace(b.String())
	}
	for _, c := range []struct {
		name string
		list []part
		want string
		more int
	}{
		{"short", []part{{label: "Done", items: []item{{text: lines(3)}}}}, "Done: 3", 0},
		{"a little over: shown, rather than announced", []part{{label: "Done", items: []item{{text: lines(13)}}}}, "Done: 13", 0},
		{"whole items first", []part{{label: "Done", items: []item{{text: lines(9)}, {text: "x"}}}, {label: "Next", items: []item{{text: strings.Repeat("word ", 80)}}}},
			"Done: 9 1", 6},
		{"the item at the edge ends with a sentence", []part{{label: "Done", items: []item{{text: lines(40)}}}}, "Done: 10…", 30},
		{"no sentence fits: not a word of it", []part{{label: "Done", items: []item{{text: "short"}, {text: strings.Repeat("word ", 400)}}}},
			"Done: 1", 29},
	} {
		kept, more := cut(c.list, 10)
		if got := show(kept); got != c.want || more != c.more {
			t.Errorf("%s: %q and %d more, want %q and %d", c.name, got, more, c.want, c.more)
		}
	}
	// F02, D07: a text without end costs little, and nothing of it is shown.
	kept, more := cut([]part{{items: []item{{text: strings.Repeat("x", 1<<20)}}}}, 10)
	if len(kept) != 0 || more < 1000 {
		t.Errorf("a megabyte in one word: %d parts, %d more", len(kept), more)
	}
}

// TestBounded has H18: a digest fits into the bytes it may have, says what is
// left out, and leaves out what concerns the reader least.
func TestBounded(t *testing.T) {
	var fresh []entry.Entry
	for n := int64(1); n <= 90; n++ {
		fresh = append(fresh, wrote(n, member(t, []string{"ana", "kim", "tiago"}[n%3]), "2026-11-20", "2026-11-20T15:00",
			"done: "+strings.Repeat("Something was done today. ", 40)))
	}
	fresh = append(fresh, wrote(91, member(t, "ngozi"), "2026-11-20", "2026-11-20T15:00", "done: asked @ben"))
	for _, max := range []int{0, 20_000, 8_000} {
		d := Build(Source{Team: harbour(t), Reader: member(t, "ben"), Date: day("2026-11-23"), Now: utc("2026-11-23T07:30"),
			Fresh: fresh, maxBytes: max}).Draft(to(t, "ben", "digest", "2026-11-23", "2026-11-23T07:30"))
		if max == 0 {
			max = defaultBytes
		}
		if got := len(d.Text) + len(d.HTML); got > max+400 {
			t.Errorf("%d bytes, asked for %d", got, max)
		}
		shown := strings.Count(d.Text, "\n  Done\n")
		want := fmt.Sprintf("… %d more entries: answer `search after:2026-11-19`", 91-shown)
		if !strings.Contains(d.Text, want) || !strings.Contains(d.HTML, ">search after:2026-11-19</a>") {
			t.Errorf("at %d bytes %d entries are shown, but it does not say %q", max, shown, want)
		}
		if !strings.Contains(d.Text, "mentions you · Fri 16:00 · #91") {
			t.Errorf("at %d bytes it does not show what waits for the reader", max)
		}
	}
}
