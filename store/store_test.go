package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// noon is the time of most tests.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// update is an entry as intake makes it: what File sets is not set.
func updateOf(member, date, text string) *entry.Entry {
	return &entry.Entry{Kind: entry.Update, Member: member,
		Name: strings.ToUpper(member[:1]) + member[1:], Date: day(date),
		Zone: "Asia/Jakarta", Verdict: "token", Sections: []entry.Section{{Name: "done",
			Items: []entry.Item{{Text: text}}}}}
}

func decisionOf(member, date, title string) *entry.Entry {
	return &entry.Entry{Kind: entry.Decided, Member: member, Name: member, Date: day(date),
		Zone: "UTC",
		Decision: &entry.Decision{Title: title, Why: "because", Status: "accepted",
			Makers: []string{member}}}
}

// mailOf is a mail with an update.
func mailOf(n int, entries ...*entry.Entry) *Filing {
	return &Filing{Team: "acme", MessageID: fmt.Sprintf("m%d@x", n), Hash: fmt.Sprintf("%04d", n),
		From: "ana@acme.example",
		Raw: fmt.Appendf(nil,
			"From: ana@acme.example\r\nSubject: mail %d\r\n\r\nFrom here on\r\n>From there\r\n", n),
		Received: noon, Outcome: "update", Reason: "a reply", Entries: entries}
}

func letterOf(key string) *Letter {
	return &Letter{Key: key, Kind: "digest", Team: "acme", Member: "ana",
		MessageID: key + "@kabar", From: "kabar@acme.example",
		To: "ana@acme.example", Created: noon, NotAfter: noon.Add(time.Hour),
		Data: []byte("Subject: " + key + "\r\n\r\nhi\r\n")}
}

func mustOpen(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func mustFile(t testing.TB, s *Store, batch ...*Filing) {
	t.Helper()
	if err := s.File(noon, batch); err != nil {
		t.Fatal(err)
	}
}

func wantClean(t testing.TB, s *Store) {
	t.Helper()
	for _, p := range s.Check() {
		t.Errorf("Check: %s", p)
	}
}

// texts is what the entries say, one word each.
func texts(entries []entry.Entry) string {
	var words []string
	for _, e := range entries {
		if e.Decision != nil {
			words = append(words, fmt.Sprintf("%d:#%d-%s", e.Num, e.Decision.Number,
				e.Decision.Title))
			continue
		}
		for _, s := range e.Sections {
			for _, item := range s.Items {
				words = append(words, fmt.Sprintf("%d:%s", e.Num, item.Text))
			}
		}
	}
	return strings.Join(words, " ")
}

func since(t testing.TB, s *Store, team string, num int64) string {
	t.Helper()
	entries, err := s.Since(team, num)
	if err != nil {
		t.Fatal(err)
	}
	return texts(entries)
}

// TestFile files a batch and reads it in every way there is.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	batch := []*Filing{
		mailOf(1, updateOf("ana", "2026-11-22", "one")),
		mailOf(2, updateOf("ben", "2026-11-21", "two"), decisionOf("ben", "2026-11-21",
			"Use Postgres")),
		mailOf(3, updateOf("ana", "2026-11-22", "three"), decisionOf("ana", "2026-11-22",
			"Größe: zählt!")),
	}
	batch[2].Changes = []DecisionChange{{Number: 1, By: "ana", What: "rejected",
		NewStatus: "rejected"}}
	mustFile(t, s, batch...)
	mustFile(t, s, &Filing{Team: "zoo", MessageID: "z@x", Outcome: "update",
		Entries: []*entry.Entry{updateOf("zoe", "2026-11-22", "four")}})

	for _, s := range []*Store{s, mustView(t, dir)} {
		if got := since(t, s, "acme",
			0); got != "1:one 2:two 3:#1-Use Postgres 4:three 5:#2-Größe: zählt!" {
			t.Errorf("Since 0: %s", got)
		}
		if got := since(t, s, "acme", 3); got != "4:three 5:#2-Größe: zählt!" {
			t.Errorf("Since 3: %s", got)
		}
		if got := since(t, s, "", 4); got != "5:#2-Größe: zählt! 6:four" {
			t.Errorf("Since of all teams: %s", got)
		}
		if got, _ := s.On("acme", day("2026-11-21"),
			day("2026-11-21")); texts(got) != "2:two 3:#1-Use Postgres" {
			t.Errorf("On: %s", texts(got))
		}
		want := "2:two 3:#1-Use Postgres 1:one 4:three 5:#2-Größe: zählt!"
		if got, _ := s.On("acme", day("2026-01-01"), day("2027-01-01")); texts(got) != want {
			t.Errorf("On: %s", texts(got))
		}
		e, err := s.Entry(4)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*batch[2].Entries[0], e); diff != "" {
			t.Errorf("(-told +read):\n%s", diff)
		}
		if e.Amends != batch[0].Entries[0].ID || e.Source != "m3@x" || !e.Filed.Equal(noon) ||
			e.Team != "acme" {
			t.Errorf("%+v", e)
		}
		d, err := s.Decisions("acme")
		if err != nil || len(d) != 2 || d[0].Decision.Status != "rejected" ||
			len(d[0].Decision.Log) != 2 {
			t.Errorf("%+v %v", d, err)
		}
		if _, err := s.Entry(7); err == nil || s.Last() != 6 {
			t.Errorf("entry 7: %v, last %d", err, s.Last())
		}
		wantClean(t, s)
	}
	for _, name := range []string{"acme/updates/2026/2026-11-22.md",
		"acme/decisions/0001-use-postgres.md",
		"acme/decisions/0002-grosse-zahlt.md", "acme/mail/2026-11.mbox"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

func mustView(t testing.TB, dir string) *Store {
	t.Helper()
	v, err := View(dir)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestDuplicates is N02 to N04.
func TestDuplicates(t *testing.T) {
	for _, c := range []struct {
		name, id1, hash1, id2, hash2 string
		dup                          bool
	}{
		{"N02 same mail", "a@x", "11", "a@x", "11", true},
		{"N03 no id, same text", "", "11", "", "11", true},
		{"N03 no id, other text", "", "11", "", "22", false},
		{"N04 same id, other text", "a@x", "11", "a@x", "22", false},
		{"other id, same text", "a@x", "11", "b@x", "11", false},
		{"no hash", "a@x", "", "a@x", "", true},
	} {
		for _, where := range []string{"in one batch", "in two", "after a restart"} {
			dir := t.TempDir()
			s := mustOpen(t, dir)
			one := &Filing{Team: "acme", MessageID: c.id1, Hash: c.hash1,
				Entries: []*entry.Entry{updateOf("ana", "2026-11-22", "a")}}
			two := &Filing{Team: "acme", MessageID: c.id2, Hash: c.hash2,
				Entries: []*entry.Entry{updateOf("ana", "2026-11-22", "b")}}
			if where == "in one batch" {
				mustFile(t, s, one, two)
			} else {
				mustFile(t, s, one)
				if where == "after a restart" {
					s.Close()
					s = mustOpen(t, dir)
				}
				if _, seen := s.Seen(c.id2, c.hash2); seen != c.dup {
					t.Errorf("%s: Seen %v", c.name, seen)
				}
				mustFile(t, s, two)
			}
			want := "1:a"
			if !c.dup {
				want += " 2:b"
			}
			if got := since(t, s, "", 0); got != want || two.Duplicate != c.dup || one.Duplicate {
				t.Errorf("%s, %s: %s, want %s", c.name, where, got, want)
			}
			wantClean(t, s)
		}
	}
}

func TestSeenSaysWhat(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	f := mailOf(1, updateOf("ana", "2026-11-22", "a"))
	f.Reason = "a reply with 100% \n odd reasons"
	mustFile(t, s, f, &Filing{MessageID: "s@x", Raw: []byte("x"), Outcome: "stray",
		StrayWhy: "who?"})
	want := Outcome{noon, "update", "a reply with 100% odd reasons", f.Entries[0].ID}
	if got, ok := s.Seen("m1@x", "0001"); !ok || got != want {
		t.Errorf("%+v, %v", got, ok)
	}
	if got, ok := s.Seen("s@x", hashOf([]byte("x"))); !ok || got.Outcome != "stray" ||
		got.Ref == "" {
		t.Errorf("%+v, %v", got, ok)
	}
	if got, ok := s.Seen("", ""); ok {
		t.Errorf("%+v", got)
	}
}

func TestStrays(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	raw := []byte("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n and\r\n more\r\n" +
		"\r\nSubject: not this\r\n")
	for _, teamID := range []string{"acme", ""} {
		f := &Filing{Team: teamID, MessageID: "s" + teamID + "@x", Raw: raw, From: "x@y",
			Outcome: "stray", StrayWhy: "no date\nin it", Received: noon}
		mustFile(t, s, f)
		got, err := s.Strays(teamID)
		if err != nil || len(got) != 1 {
			t.Fatalf("%v, %v", got, err)
		}
		want := StrayInfo{ID: got[0].ID, Team: teamID, Time: noon, From: "x@y",
			Subject: "Grüße and more", Why: "no date in it"}
		if got[0] != want {
			t.Errorf("%+v, want %+v", got[0], want)
		}
		kept, err := os.ReadFile(filepath.Join(s.Dir(), teamID, "strays", got[0].ID+".eml"))
		if err != nil || string(kept) != string(raw) {
			t.Errorf("%q, %v", kept, err)
		}
	}
	wantClean(t, s)
}

// TestMailbox: mails come back out as they came in.
func TestMailbox(t *testing.T) {
	var want [][]byte
	var box []byte
	for i, raw := range []string{"a\r\n\r\nFrom x\r\n>From y\r\n", "no end", "", "\n",
		"From \n\nFrom a\n", "X-Kabar-Mail: 1\n\n\n\n", "\x00\xff\r\r\n"} {
		want = append(want, []byte(raw))
		box = append(box, joined(newBoxing(fmt.Sprint(i), "ana @x\n", noon, []byte(raw)).pieces)...)
	}
	var got [][]byte
	for _, m := range readMbox(box) {
		if !m.whole {
			t.Errorf("mail %s is not whole: %q", m.key, m.raw)
		}
		got = append(got, m.raw)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(string(box), "From ana@x Sun Nov 22 12:00:00 2026\nX-Kabar-Mail: 0 22 ") {
		t.Errorf("%.80q", box)
	}
}

func TestSettings(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	zone := "Europe/Berlin"
	f := mailOf(1)
	f.Settings = map[string]team.Settings{"ana": {Zone: &zone}}
	mustFile(t, s, f)
	got, err := s.Settings("acme", "ana")
	if err != nil || got.Zone == nil || *got.Zone != zone {
		t.Fatalf("%+v, %v", got, err)
	}
	paused := true
	got.Paused = &paused
	if err := s.SetSettings("acme", "ana", got); err != nil {
		t.Fatal(err)
	}
	again, err := mustView(t, dir).Settings("acme", "ana")
	if diff := cmp.Diff(got, again); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if none, err := s.Settings("acme", "ben"); err != nil || !cmp.Equal(none, team.Settings{}) {
		t.Errorf("%+v %v", none, err)
	}
	wantClean(t, s)
	for _, bad := range [][2]string{{"acme", "../x"}, {"outbox", "ana"}, {"", "ana"}, {"acme",
		""}} {
		if err := s.SetSettings(bad[0], bad[1], got); err == nil {
			t.Errorf("%q", bad)
		}
	}
}

func TestMarks(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	for _, name := range []string{"inbox", "Inbox", "digest acme/ana", "../x", ".", "..", "",
		strings.Repeat("ü", 200), "con", "a_b", "a b"} {
		if got, err := s.Mark(name); got != "" || err != nil {
			t.Errorf("%q was set to %q before, %v", name, got, err)
		}
		for _, value := range []string{"1", "", "line\nsum: 00000000\n", name + "7"} {
			if err := s.SetMark(name, value); err != nil {
				t.Fatal(err)
			}
			if got, err := mustView(t, dir).Mark(name); got != value || err != nil {
				t.Errorf("%q: %q, %v, want %q", name, got, err, value)
			}
		}
	}
	wantClean(t, s)
}

func TestKey(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	if _, err := mustView(t, dir).Key(); err == nil {
		t.Error("a reader made a key")
	}
	key, err := s.Key()
	if err != nil || len(key) != 32 {
		t.Fatalf("%x, %v", key, err)
	}
	info, err := os.Stat(filepath.Join(dir, "key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	again, err := mustView(t, dir).Key()
	if err != nil || string(again) != string(key) {
		t.Errorf("%x, %v", again, err)
	}
}

func TestOutbox(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	a, b := letterOf("digest 2026-11-22 ana"), letterOf("digest 2026-11-22 ben")
	b.Created = noon.Add(time.Minute)
	if err := s.Publish(noon, nil, b, a, a); err != nil {
		t.Fatal(err)
	}
	changed := *a
	changed.Data = []byte("other")
	if err := s.Publish(noon, nil, &changed); err != nil {
		t.Fatal(err)
	}
	due, err := s.Letters("due")
	if diff := cmp.Diff([]*Letter{a, b}, due, cmpopts.IgnoreUnexported(Letter{})); diff != "" ||
		err != nil {
		t.Fatalf("%v %s", err, diff)
	}
	b.Attempts, b.Next, b.LastError = 2, noon.Add(time.Hour), "421 later"
	if err := s.Retry(b); err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"sending", "due", "sending", "sent", "sent"} {
		if err := s.Move(a, state); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Letters(state); err != nil || !slices.ContainsFunc(got,
			func(l *Letter) bool { return l.Key == a.Key }) {
			t.Errorf("%s: %v, %v", state, got, err)
		}
		if data, ok := s.SentText(a.MessageID); !ok || string(data) != string(a.Data) {
			t.Errorf("%s: %q, %v", state, data, ok)
		}
		if !s.HasLetter(a.Key) {
			t.Errorf("%s: not there", state)
		}
		wantClean(t, s)
	}
	if err := s.Move(&Letter{Key: b.Key, Created: b.Created}, "dropped"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = mustOpen(t, dir)
	for state, want := range map[string][]*Letter{"due": nil, "sending": nil, "sent": {a},
		"dropped": {b}} {
		for _, s := range []*Store{s, mustView(t, dir)} {
			got, err := s.Letters(state)
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Letter{})); diff != "" ||
				err != nil {
				t.Errorf("%s: %v %s", state, err, diff)
			}
		}
	}
	if err := s.Publish(noon, nil, a, b); err != nil {
		t.Fatal(err)
	}
	if due, err := s.Letters("due"); len(due) != 0 || err != nil {
		t.Errorf("sent and dropped letters are due again: %v %v", due, err)
	}
	if s.HasLetter("digest") || s.HasLetter("") {
		t.Error("has a letter that was never queued")
	}
	if _, ok := s.SentText("none@kabar"); ok {
		t.Error("sent what was never sent")
	}
	if err := s.Move(&Letter{Key: "none"}, "sent"); err == nil {
		t.Error("moved a letter that is not there")
	}
	if err := s.Retry(a); err == nil {
		t.Error("a sent letter is due again")
	}
	if _, err := s.Letters("lost"); err == nil {
		t.Error("a state nobody knows")
	}
	wantClean(t, s)
}

func TestLettersOfAFiling(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	f := mailOf(1)
	f.Letters = []*Letter{letterOf("answer m1"), letterOf("answer m1")}
	mustFile(t, s, f)
	due, err := s.Letters("due")
	if err != nil || len(due) != 1 || due[0].Key != "answer m1" {
		t.Errorf("%v, %v", due, err)
	}
	wantClean(t, s)
}

// TestLock: a second process is refused with the pid of the first (K01); a lock
// file that the dead have left is no lock (K02).
func TestLock(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	_, err := Open(dir, time.Now)
	locked, ok := err.(*LockedError)
	if !ok || locked.PID != os.Getpid() {
		t.Fatalf("K01: %v", err)
	}
	s.Close()
	if err := os.WriteFile(filepath.Join(dir, "lock"), []byte("4194303\n"), 0o640); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, dir)
	if err := s.SetMark("a", "b"); err != errReadOnly {
		t.Errorf("a closed store writes: %v", err)
	}
}

func TestViewIsReadOnly(t *testing.T) {
	dir := t.TempDir()
	mustOpen(t, dir)
	v := mustView(t, dir)
	l := letterOf("a")
	for name, err := range map[string]error{
		"File": v.File(noon, []*Filing{mailOf(1)}), "Publish": v.Publish(noon, nil, l), "Move": v.Move(l,
			"sent"), "Retry": v.Retry(l),
		"SetMark": v.SetMark("a", "b"), "SetSettings": v.SetSettings("acme", "ana",
			team.Settings{}),
	} {
		if err == nil {
			t.Errorf("%s wrote", name)
		}
	}
}

func TestFileRefuses(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	noDate := updateOf("ana", "2026-11-22", "x")
	noDate.Date = civil.Date{}
	for name, f := range map[string]*Filing{
		"no key":           {Team: "acme"},
		"team with a path": {Team: "../x", MessageID: "a"},
		"reserved team":    {Team: "outbox", MessageID: "a"},
		"no team": {MessageID: "a", Entries: []*entry.Entry{updateOf("ana",
			"2026-11-22", "x")}},
		"other team": {Team: "acme", MessageID: "a",
			Entries: []*entry.Entry{{Kind: entry.Update, Team: "zoo", Date: day("2026-11-22")}}},
		"no date": {Team: "acme", MessageID: "a", Entries: []*entry.Entry{noDate}},
		"no kind": {Team: "acme", MessageID: "a",
			Entries: []*entry.Entry{{Date: day("2026-11-22")}}},
		"no decision": {Team: "acme", MessageID: "a",
			Entries: []*entry.Entry{{Kind: entry.Decided, Date: day("2026-11-22")}}},
		"unknown decision":  {Team: "acme", MessageID: "a", Changes: []DecisionChange{{Number: 3}}},
		"letter of no key":  {Team: "acme", MessageID: "a", Letters: []*Letter{{}}},
		"settings, no team": {MessageID: "a", Settings: map[string]team.Settings{"ana": {}}},
	} {
		good := mailOf(1, updateOf("ana", "2026-11-22", "good"))
		if err := s.File(noon, []*Filing{good, f}); err == nil {
			t.Errorf("%s: filed", name)
		}
		if good.Entries[0].Num != 0 || s.Last() != 0 {
			t.Errorf("%s: half of the batch was filed", name)
		}
	}
	wantClean(t, s)
}
