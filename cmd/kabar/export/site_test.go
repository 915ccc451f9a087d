package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"kabar/store/entry"
	"kabar/store/team"
)

// allowed are the elements a page may have.
var allowed = strings.Fields("html head meta title link style body div nav a span main h1 h2 h3 " +
	"article header p ul li dl dt dd")

// TestSite walks every page of a site: only elements and attributes of ours, one
// style that the policy knows, ids that are there once, and links that lead
// somewhere: to an id on a page of the site, or to where a person's link leads.
func TestSite(t *testing.T) {
	s, teams := story(t)
	f := siteOf(t, s, teams)
	checkSite(t, f)
	for _, e := range s.list {
		if at := pathOf(f, e); at == "" {
			t.Errorf("entry %d has no place: id %s", e.Num, e.ID)
		}
	}
	all := string(siteText(f))
	if strings.Contains(all, "a secret") {
		t.Error("what was taken back is on the site")
	}
	for _, there := range []string{"&lt;script&gt;alert(1)", `href="0002.html">see decision 2`,
		"On an entry of", "Amended 17:20 WIB.", "It came late.", "members/_2e_2e_2f"} {
		if !strings.Contains(strings.ReplaceAll(all, `<a href="../../days/2026-10-30.html#563a5ebb1052ee00">an`, "an"), there) {
			t.Errorf("%q is nowhere", there)
		}
	}
}

// pathOf is the page of the day or of the decision that has an entry's id.
func pathOf(f folder, e entry.Entry) string {
	for _, name := range f.names() {
		if !strings.Contains(name, "/members/") && strings.Contains(f[name].String(), `id="`+e.ID+`"`) {
			return name
		}
	}
	return ""
}

// TestSiteOfQuery: with a filter, what is not asked for is not there, and no link
// leads to it.
func TestSiteOfQuery(t *testing.T) {
	s, teams := story(t)
	for i, only := range []func(entry.Entry) bool{
		func(e entry.Entry) bool { return false },
		func(e entry.Entry) bool { return e.Kind == entry.Comment },
		func(e entry.Entry) bool { return e.Kind == entry.Decided && e.Decision.Number == 1 },
		func(e entry.Entry) bool { return e.Amends != "" },
		func(e entry.Entry) bool { return e.Member == "ana" },
		func(e entry.Entry) bool { return e.Team == "beta" },
	} {
		s.only = only
		f := siteOf(t, s, teams)
		checkSite(t, f)
		for _, e := range s.list {
			if pathOf(f, e) != "" && !only(e) && e.Kind != entry.Update {
				t.Errorf("query %d: entry %d is there", i, e.Num)
			}
		}
	}
}

// checkSite fails on a page that could load or run something, and on a link
// that leads nowhere.
func checkSite(t testing.TB, f folder) {
	t.Helper()
	ids := map[string]map[string]bool{}
	type want struct{ from, page, id string }
	var wants []want
	for _, name := range f.names() {
		if name == "feed.xml" {
			for _, l := range checkFeed(t, f[name].Bytes()) {
				u, err := url.Parse(l)
				if err != nil {
					t.Fatal(err)
				}
				wants = append(wants, want{name, u.Path, u.Fragment})
			}
			continue
		}
		root, err := html.Parse(bytes.NewReader(f[name].Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = map[string]bool{}
		styles := 0
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !slices.Contains(allowed, n.Data) {
				t.Errorf("%s: <%s>", name, n.Data)
			}
			if n.Data == "style" {
				styles++
				if n.FirstChild == nil || n.FirstChild.Data != style {
					t.Errorf("%s: another style than the policy knows", name)
				}
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "id" && ids[name][a.Val]:
					t.Errorf("%s: id %q twice", name, a.Val)
				case a.Key == "id":
					ids[name][a.Val] = true
				case a.Key == "href":
					u, err := url.Parse(a.Val)
					if err != nil {
						t.Fatalf("%s: href %q: %v", name, a.Val, err)
					}
					if u.Scheme == "http" || u.Scheme == "https" {
						if n.FirstChild == nil || n.FirstChild.Data != a.Val && !strings.Contains(a.Val, "%") {
							t.Errorf("%s: a link that hides where it leads: %q", name, a.Val)
						}
						continue
					}
					if u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
						t.Errorf("%s: href %q", name, a.Val)
					}
					page := name
					if u.Path != "" {
						page = path.Join(path.Dir(name), u.Path)
					}
					wants = append(wants, want{name, page, u.Fragment})
				case !slices.Contains(strings.Fields("lang charset http-equiv content name rel type title class dir aria-label"), a.Key):
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
			}
		}
		if styles != 1 || !strings.Contains(html.UnescapeString(f[name].String()), `Content-Security-Policy" content="`+policy()) {
			t.Errorf("%s: %d styles, or no policy", name, styles)
		}
	}
	for _, w := range wants {
		if f[w.page] == nil {
			t.Errorf("%s leads to %s, which is not there", w.from, w.page)
		} else if w.id != "" && !ids[w.page][w.id] {
			t.Errorf("%s leads to %s#%s, which is not there", w.from, w.page, w.id)
		}
	}
}

// checkFeed holds a feed to RFC 4287, and returns where it leads.
func checkFeed(t testing.TB, text []byte) (links []string) {
	t.Helper()
	var a atom
	if err := xml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	if a.ID == "" || a.Title == "" || a.Author.Name == "" || len(a.Links) != 2 {
		t.Errorf("4.1.1: an element is missing: %+v", a)
	}
	ids := map[string]bool{a.ID: true}
	for _, e := range a.Entries {
		if ids[e.ID] || e.ID == "" || e.Title == "" || e.Author.Name == "" {
			t.Errorf("4.1.2: %+v", e)
		}
		ids[e.ID] = true
		for _, s := range []string{e.Updated, e.Published} {
			if _, err := time.Parse(time.RFC3339, s); err != nil || s > a.Updated {
				t.Errorf("%s: %v", s, err)
			}
		}
		root, err := html.Parse(strings.NewReader(e.Content.Text))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !slices.Contains(allowed, n.Data) {
				t.Errorf("<%s> in the feed", n.Data)
			}
		}
		links = append(links, e.Link.Href)
	}
	return links
}

// TestFeed: what is new comes first, as it stands: with amendments, without what
// was taken back, at most so many.
func TestFeed(t *testing.T) {
	s, teams := story(t)
	var a atom
	if err := xml.Unmarshal(siteOf(t, s, teams)["feed.xml"].Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range a.Entries {
		got = append(got, e.Title+" "+e.Updated[:10])
	}
	want := []string{`"><svg onload=x>, 2026-11-04: update 2026-11-04`, "Ana Putri, 2026-11-04: comment 2026-11-04",
		"Ana Putri, 2026-11-02: comment 2026-11-02", "Decision 2: Use SQLite 2026-11-02",
		"Decision 1: Use <Postgres>; not, MySQL 2026-11-02", "Ana Putri, 2026-11-02: comment 2026-11-02",
		"Ben Vogel, 2026-10-30: update 2026-11-02", "Ana Putri, 2026-10-30: update 2026-10-30"}
	if !slices.Equal(got, want) {
		t.Errorf("the feed has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if last := a.Entries[len(a.Entries)-1]; !strings.Contains(last.Content.Text, "deploy") || last.Updated <= last.Published {
		t.Errorf("the update is not as it stands: %+v", last)
	}
	for range 3 * newestShown {
		s.file(s.list[2])
		s.list[len(s.list)-1].ID = entry.NewID(fmt.Sprint(len(s.list)), 1)
	}
	a = atom{}
	if err := xml.Unmarshal(siteOf(t, s, teams)["feed.xml"].Bytes(), &a); err != nil || len(a.Entries) != newestShown {
		t.Errorf("%d entries in the feed (%v)", len(a.Entries), err)
	}
}

// TestCircle: comments that were made by hand to stand below each other end.
func TestCircle(t *testing.T) {
	s, teams := story(t)
	for i := range 4 {
		e := s.list[3]
		e.Num, e.ID = int64(len(s.list)+1), fmt.Sprintf("%016x", i+1)
		e.On = fmt.Sprintf("%016x", (i+1)%4+1)
		s.list = append(s.list, e)
	}
	checkSite(t, siteOf(t, s, teams))
}

// FuzzSite: whoever writes whatever, all stays text and every link leads
// somewhere.
func FuzzSite(f *testing.F) {
	for _, seed := range [][3]string{
		{"ana", "Ana", "done"}, {"../../x", "</title><script>", "javascript:alert(1) http://a/#x"},
		{"\"onclick=\"x", "{{.Title}}", "http://a.example/?q=\"&<b> https://é.example/%zz"}, {"", "", "\x00\u202e\ufeff"},
		{"A", "a=b", "</style><link rel=stylesheet href=//x>"}, {strings.Repeat("x/", 200), "x", "http://[::1]/"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	day := on(f, "2026-11-22")
	f.Fuzz(func(t *testing.T, member, name, text string) {
		s := &shelf{}
		base := entry.Entry{Kind: entry.Update, Team: "acme", Member: member, Name: name, Date: day, Zone: name,
			Sections: []entry.Section{{Name: name, Items: []entry.Item{{Text: text}, {Text: name, Depth: 9}}}}}
		id := s.file(base)
		c := base
		c.Kind, c.On, c.Member = entry.Comment, id, text
		s.file(c)
		d := base
		d.Kind, d.Sections = entry.Decided, nil
		d.Decision = &entry.Decision{Number: 1, Title: name, Why: text, Status: text, Makers: []string{name},
			Objections: []string{text}, Log: []entry.Change{{By: member, What: text}}}
		s.file(d)
		checkSite(t, siteOf(t, s, []team.Team{{ID: "acme", Name: name, Address: "k@acme.example"}}))
		var b bytes.Buffer
		for _, e := range s.list {
			roundTrip(t, e)
			if err := NewTable(&b).Add(e); err != nil {
				t.Fatal(err)
			}
		}
	})
}
