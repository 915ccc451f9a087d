package index

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kabar/cmd/kabar/racetest"
	"kabar/store/entry"
)

// questions are what the tests ask an index about the corpus.
var questions = []string{"*", "from:m3", "re*", "-kind:update", "con OR pro", "since:2024", `"re con"`, "日*", "#p1*", "has:replaced"}

// built makes an index of the first n entries of a corpus.
func built(t *testing.T, path string, n int) (*Index, []entry.Entry) {
	t.Helper()
	list := newCorpus(7, n).entries(n)
	x := open(t, path)
	if err := x.Add(list); err != nil {
		t.Fatal(err)
	}
	return x, list
}

// same fails the test unless the index answers all questions as it should.
func same(t *testing.T, x *Index, list []entry.Entry) {
	t.Helper()
	docs := documents(list)
	for i, s := range questions {
		if racetest.On() && i%6 != 1 { // two of them
			continue
		}
		agree(t, x, docs, parse(t, s), allTeams, 0, 20)
	}
}

// note makes the sections of an entry with one point.
func note(text string) []entry.Section {
	return []entry.Section{{Name: "note", Items: []entry.Item{{Text: text}}}}
}

func last(t *testing.T, x *Index) int64 {
	t.Helper()
	n, err := x.Last()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAddTwice(t *testing.T) {
	t.Parallel()
	c := newCorpus(7, 150)
	list := c.amended(c.entries(150))
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	x.size = 20
	for _, part := range [][]entry.Entry{list[50:100], list[:20], list, nil, list[149:]} {
		if err := x.Add(together(list, part)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, x, list)
	if n := last(t, x); n != 150 {
		t.Errorf("Last = %d, want 150", n)
	}
}

// TestAddInAnyOrder adds entries as a rebuild does that goes team by team, and
// as one does that goes backwards.
func TestAddInAnyOrder(t *testing.T) {
	t.Parallel()
	c := newCorpus(7, 120)
	list := c.amended(c.entries(120))
	for _, order := range []func(a, b entry.Entry) int{
		func(a, b entry.Entry) int { return strings.Compare(a.Team, b.Team) },
		func(a, b entry.Entry) int { return int(b.Num - a.Num) },
	} {
		x := open(t, filepath.Join(t.TempDir(), "index.db"))
		x.size = 20
		mixed := slices.Clone(list)
		slices.SortStableFunc(mixed, order)
		for part := range slices.Chunk(mixed, 50) {
			if err := x.Add(together(list, part)); err != nil {
				t.Fatal(err)
			}
		}
		same(t, x, list)
	}
}

func TestAddReplaces(t *testing.T) {
	t.Parallel()
	x, list := built(t, filepath.Join(t.TempDir(), "index.db"), 100)
	for _, i := range []int{0, 37, 99} {
		list[i].Date = list[i].Date.Add(4000)
		list[i].Sections = note("edited by hand")
		if err := x.Add(list[i : i+1]); err != nil {
			t.Fatal(err)
		}
	}
	same(t, x, list)
	for _, s := range []string{"hand", "since:2030", "before:2030"} {
		agree(t, x, documents(list), parse(t, s), allTeams, 0, 20)
	}
}

func TestAddRefusesTheUnfiled(t *testing.T) {
	x, list := built(t, filepath.Join(t.TempDir(), "index.db"), 10)
	bad := slices.Clone(list)
	bad[2].Sections = note("half")
	for _, num := range []int64{0, -1, mostNum + 1, math.MaxInt64} {
		bad[3].Num = num
		if err := x.Add(bad); err == nil {
			t.Errorf("an entry with %d for a filing number was taken", num)
		}
	}
	same(t, x, list) // all of it was taken back
	bad[3].Num = mostNum
	if err := x.Add(bad[3:4]); err != nil || last(t, x) != mostNum {
		t.Errorf("the highest number: %v, last %d", err, last(t, x))
	}
	q := parse(t, "*").UpTo(math.MaxInt64)
	if nums, _, _, err := x.Search(q, allTeams, 0, 1); err != nil || !slices.Equal(nums, []int64{mostNum}) {
		t.Errorf("Search: %v, %v", nums, err)
	}
}

// TestReset: of what was in an index that is begun anew not a word is in its files.
func TestReset(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "index.db")
	x, list := built(t, path, 150)
	secret := list[120]
	secret.Sections = note("xyzzysecret and plughsecret")
	if err := x.Add([]entry.Entry{secret}); err != nil {
		t.Fatal(err)
	}
	if !onDisk(t, path, "xyzzysecret") {
		t.Fatal("the word is not in the file: this test shows nothing")
	}
	list = slices.Delete(list, 120, 121)
	if err := errors.Join(x.Reset("a secret"), x.Add(list)); err != nil || x.Fresh() != "a secret" {
		t.Fatal(err, x.Fresh())
	}
	if onDisk(t, path, "secret") {
		t.Error("the word is still in the file")
	}
	same(t, x, list)
}

// onDisk tells whether the files of an index have the bytes.
func onDisk(t *testing.T, path, text string) bool {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		b, err := os.ReadFile(path + end)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(text)) {
			return true
		}
	}
	return false
}

// TestReadersBesideTheWriter: a search sees whole Adds, in this process and in
// another that has only a View.
func TestReadersBesideTheWriter(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "index.db")
	x := open(t, path)
	view, err := View(path)
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	list := newCorpus(7, 200).entries(200)
	q := parse(t, "*")
	done := make(chan struct{})
	var readers sync.WaitGroup
	for _, y := range []*Index{x, x, view} {
		readers.Go(func() {
			for before := 0; ; {
				_, total, _, err := y.Search(q, allTeams, 0, 20)
				if err != nil || total < before || total%20 != 0 {
					t.Errorf("total %d after %d, %v", total, before, err)
				}
				before = total
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for part := range slices.Chunk(list, 20) {
		if err := x.Add(part); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
	same(t, view, list)
	if err := view.Add(list); err == nil {
		t.Error("a view can be written to")
	}
}

// TestOtherTeams is P11 and F04: what another team wrote is as if it were not
// there, however one asks.
func TestOtherTeams(t *testing.T) {
	x := open(t, filepath.Join(t.TempDir(), "index.db"))
	item := func(num int64, team, text string) entry.Entry {
		return entry.Entry{Num: num, Kind: entry.Update, Team: team, Member: "ana", Name: "Ana",
			Sections: note(text)}
	}
	list := []entry.Entry{
		item(1, "red", "merger planned"), item(2, "blue", "lunch planned"), item(3, "Red", "other"),
	}
	if err := x.Add(list); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		"*", "merger", "team:red", "team:red OR merger", "-team:blue", "-lunch", "merg*",
		"(-x) merger", "-(-merger)",
	} {
		r := agree(t, x, documents(list), parse(t, s), []string{"blue"}, 0, 20)
		if slices.Contains(r.nums, 1) || s != "*" && r.total != 0 {
			t.Errorf("%s: %v", s, r)
		}
		agree(t, x, documents(list), parse(t, s), []string{"red"}, 0, 20)
		agree(t, x, documents(list), parse(t, s), nil, 0, 20)
	}
}

// loader is an archive of entries that were never amended.
type loader func(num int64) (entry.Entry, error)

func (l loader) Entry(num int64) (entry.Entry, error)      { return l(num) }
func (loader) Versions(entry.Entry) ([]entry.Entry, error) { return nil, nil }

func TestFind(t *testing.T) {
	x, list := built(t, filepath.Join(t.TempDir(), "index.db"), 50)
	q := parse(t, "*")
	edited := entry.Entry{Num: 49, Team: "elsewhere"}
	load := loader(func(num int64) (entry.Entry, error) {
		switch num {
		case 50:
			return entry.Entry{}, fs.ErrNotExist
		case 49:
			return edited, nil
		}
		return list[num-1], nil
	})
	r, err := x.Find(q, load, allTeams, 0, 4)
	if err != nil || len(r.Hits) != 2 || r.Hits[0].Num != 48 || r.Total != 50 || r.More {
		t.Errorf("Find = %+v, %v", r, err)
	}
	want, _ := Excerpt(list[47], q, excerptWidth)
	if r.Hits[0].Excerpt != want || r.Hits[0].Entry.ID != list[47].ID {
		t.Errorf("hit %+v", r.Hits[0])
	}
	fail := loader(func(n int64) (entry.Entry, error) {
		if n == 48 {
			return entry.Entry{}, errors.New("broken")
		}
		return load(n)
	})
	r, err = x.Find(q, fail, allTeams, 0, 4)
	if err != nil || len(r.Hits) != 1 || r.Unread != 1 || r.Total != 50 {
		t.Errorf("with a broken entry: %+v, %v", r, err)
	}
}

func TestCheck(t *testing.T) {
	x, list := built(t, filepath.Join(t.TempDir(), "index.db"), 100)
	x.size = 10
	if err := errors.Join(x.Reset("a gap"), x.Add(slices.Delete(slices.Clone(list), 3, 4))); err != nil {
		t.Fatal(err)
	}
	want := map[string][]int64{}
	for i, e := range list {
		if i != 3 {
			want[e.Team] = append(want[e.Team], e.Num)
		}
	}
	got, err := x.Check()
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("Check = %v, %v, want %v", got, err, want)
	}
}
