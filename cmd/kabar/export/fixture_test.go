package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
	"kabar/store/team"
)

// shelf is an archive in memory. Only those entries are asked for that only
// says, if it is not nil.
type shelf struct {
	list []entry.Entry
	only func(entry.Entry) bool
}

func (s *shelf) Matches(e entry.Entry) bool { return s.only == nil || s.only(e) }

func (s *shelf) Each(f func(entry.Entry) error) error {
	for _, e := range s.list {
		if s.Matches(e) {
			if err := f(e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) Page(team string, date civil.Date) (page []entry.Entry, err error) {
	for _, e := range s.list {
		if e.Team == team && e.Date == date && e.Kind != entry.Decided {
			page = append(page, e)
		}
	}
	return page, nil
}

func (s *shelf) Decisions(team string) (list []entry.Entry, err error) {
	for _, e := range s.list {
		if e.Team == team && e.Kind == entry.Decided && s.Matches(e) {
			list = append(list, e)
		}
	}
	return list, nil
}

func (s *shelf) Entry(num int64) (entry.Entry, error) {
	for _, e := range s.list {
		if e.Num == num {
			return e, nil
		}
	}
	return entry.Entry{}, errors.New("none")
}

// file puts an entry on the shelf as the archive would, and returns its id.
func (s *shelf) file(e entry.Entry) string {
	e.Num = int64(len(s.list) + 1)
	if e.ID == "" {
		e.ID = entry.NewID(fmt.Sprint(e.Num), 0)
	}
	s.list = append(s.list, entry.Clean(e))
	return e.ID
}

func on(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// points are sections of points: "done", "one", "two" …; "  two" stands under
// the one before.
func points(name string, texts ...string) entry.Section {
	s := entry.Section{Name: name}
	for _, t := range texts {
		depth := (len(t) - len(strings.TrimLeft(t, " "))) / 2
		s.Items = append(s.Items, entry.Item{Text: strings.TrimLeft(t, " "), Depth: depth})
	}
	return s
}

// story is a few days of two teams: an amendment, a comment on another day and
// one on the same, decisions of which one supersedes the other, an update that
// was taken back and commented before, and people who write what nobody should.
func story(t testing.TB) (*shelf, []team.Team) {
	s := &shelf{}
	ana := entry.Entry{Kind: entry.Update, Team: "acme", Member: "ana", Name: "Ana Putri",
		Zone: "Asia/Jakarta", Date: on(t, "2026-10-30"), Filed: at(t, "2026-10-30T09:52:00Z"),
		Mail: "00000000000000aa", Source: "1@acme.example", Verdict: "dmarc"}
	with := func(e entry.Entry, date, filed string, sections ...entry.Section) entry.Entry {
		e.Date, e.Filed, e.Sections = on(t, date), at(t, filed), sections
		return e
	}
	ben := ana
	ben.Member, ben.Name, ben.Zone = "ben", "Ben Vogel", "Europe/Berlin"

	first := s.file(with(ana, "2026-10-30", "2026-10-30T09:52:00Z",
		points("done", "payment page is ready, see https://acme.example/pay?a=1&b=2.", "  tests too"),
		points("blocked", "waiting for the key\nof @ben")))
	again := with(ana, "2026-10-30", "2026-10-30T10:20:00Z", points("blocked"), points("next", "deploy"))
	again.Amends, again.Files = first, []entry.File{{Name: "plan.pdf", Type: "application/pdf", Size: 1234}}
	s.file(again)
	evil := s.file(with(ben, "2026-10-30", "2026-11-02T07:00:00Z",
		points("done", `</li><script>alert(1)</script><img src=x onerror=alert(2)>`, "=HYPERLINK(\"http://evil.example\")",
			"# no heading\n- no point\n```\n<!-- kabar:1 -->", "[click](javascript:alert(3)) javascript:alert(4)"),
		points("<b>Risk</b>", "50% & more", "\u202egnp.exe")))
	c := with(ana, "2026-11-02", "2026-11-02T08:00:00Z", points("note", "Why not <b>sooner</b>?\nhttp://acme.example/\"onclick=x"))
	c.Kind, c.On = entry.Comment, evil
	s.file(c)
	d := with(ben, "2026-11-02", "2026-11-02T16:00:00Z")
	d.Kind, d.Decision = entry.Decided, &entry.Decision{Number: 1, Title: "Use <Postgres>; not, MySQL",
		Why: "one system less to run\n\n" + strings.Repeat("Größe ist wichtig, ", 12), Status: "superseded by 0002",
		Deadline: on(t, "2026-12-01"), Makers: []string{"Ben Vogel", "=1+1"}, Objections: []string{"nobody here has run it"},
		Log: []entry.Change{{At: at(t, "2026-11-02T16:00:00Z"), By: "ben", What: "filed"}}}
	decided := s.file(d)
	d.Decision = &entry.Decision{Number: 2, Title: "Use SQLite", Status: "proposed", Deadline: on(t, "2026-12-24")}
	d.Filed = at(t, "2026-11-02T16:05:00Z")
	s.file(d)
	c = with(ana, "2026-11-02", "2026-11-02T16:30:00Z", points("note", "Fine."))
	c.Kind, c.On = entry.Comment, decided
	s.file(c)
	back := s.file(with(ben, "2026-11-03", "2026-11-03T16:00:00Z", points("done", "a secret")))
	c = with(ana, "2026-11-04", "2026-11-04T02:00:00Z", points("note", "Really?"))
	c.Kind, c.On = entry.Comment, back
	s.file(c)
	gone := with(ben, "2026-11-03", "2026-11-04T08:00:00Z", points("done"))
	gone.Amends = back
	s.file(gone)
	odd := with(ben, "2026-11-04", "2026-11-04T16:00:00Z", points("note", "hello"))
	odd.Team, odd.Member, odd.Name, odd.Zone, odd.Late = "beta", "../../etc", "\"><svg onload=x>", "no/where", true
	s.file(odd)
	return s, []team.Team{
		{ID: "acme", Name: "Acme & Sons", Address: "kabar@acme.example", Members: []team.Member{
			{ID: "ana", Name: "Ana Putri; PhD", Away: []team.Range{
				{First: on(t, "2026-12-23"), Last: on(t, "2026-12-31"), Note: "family, far\naway"}, {First: on(t, "2027-06-01")}}}}},
		{ID: "beta", Name: "Beta", Address: "kabar@beta.example"},
		{ID: "empty", Name: "Empty", Address: "kabar@empty.example"},
	}
}

// folder takes the files of a site.
type folder map[string]*bytes.Buffer

type closing struct{ io.Writer }

func (closing) Close() error { return nil }

func (f folder) create(path string) (io.WriteCloser, error) {
	if f[path] != nil {
		return nil, fmt.Errorf("%s is written twice", path)
	}
	f[path] = &bytes.Buffer{}
	return closing{f[path]}, nil
}

func siteOf(t testing.TB, s *shelf, teams []team.Team) folder {
	t.Helper()
	f := folder{}
	if err := Site(f.create, teams, "", s); err != nil {
		t.Fatal(err)
	}
	return f
}

// names are the paths of a folder, sorted.
func (f folder) names() (names []string) {
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
