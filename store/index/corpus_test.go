package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

// corpus makes entries as teams write them, always the same for a seed: words
// by Zipf's law in English, Indonesian, German and Japanese, over five years,
// filed in the order of their dates but for a few late ones.
type corpus struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words [4][]string
	total int // entries over the five years
}

// Sizes of the corpus.
const (
	corpusWords   = 12_000 // of each language
	corpusMembers = 40
	corpusTeams   = 3
)

func newCorpus(seed uint64, total int) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(seed, 1)), total: total}
	c.zipf = rand.NewZipf(c.rng, 1.07, 8, corpusWords-1)
	syllables := [4]string{
		"re con pro ex in de per com sub trans ing tion ment ly er ed al ous ive ate str pl ma lo ti",
		"me ber ter pe di ke se kan an nya ba ca da ga ja la ma na pa ra sa ta ya ti ku",
		"ge be ver ent aus ein über ung keit heit lich isch schaft en er größ stra ß mü tä wä lö ne ka ti",
		"日 本 語 の 検 索 は 東 京 会 議 デ ー タ ベ ス 更 新 し た 完 了 で す 大 阪 問 題",
	}
	for lang := range c.words {
		parts := strings.Fields(syllables[lang])
		for range corpusWords {
			word := ""
			for range 1 + c.rng.IntN(4) {
				word += parts[c.rng.IntN(len(parts))]
			}
			c.words[lang] = append(c.words[lang], word)
		}
	}
	return c
}

// text makes n words.
func (c *corpus) text(lang, n int) string {
	var b strings.Builder
	for i := range n {
		switch w := c.words[lang][c.zipf.Uint64()]; {
		case lang == 3 && i > 0:
			b.WriteString([]string{"", "", "、", "。"}[c.rng.IntN(4)] + w)
		case i == 0:
			b.WriteString(strings.ToUpper(w[:1]) + w[1:])
		default:
			b.WriteString([]string{" ", " ", " ", " ", ", ", "-", ". "}[c.rng.IntN(7)] + w)
		}
	}
	switch c.rng.IntN(12) {
	case 0:
		fmt.Fprintf(&b, " #p%d", c.rng.IntN(30))
	case 1:
		fmt.Fprintf(&b, " @m%d", c.rng.IntN(corpusMembers))
	case 2:
		fmt.Fprintf(&b, " PROJ-%d", c.rng.IntN(5000))
	case 3:
		fmt.Fprintf(&b, " see https://example.org/%d", c.rng.IntN(100))
	}
	return b.String()
}

// entry makes the entry with the filing number num.
func (c *corpus) entry(num int) entry.Entry {
	first := civil.Date{Year: 2021, Month: time.November, Day: 1}
	member := c.rng.IntN(corpusMembers)
	lang := []int{0, 0, 0, 0, 0, 1, 1, 2, 2, 3}[member%10]
	if c.rng.IntN(4) == 0 {
		lang = 0
	}
	day := num * 1826 / max(c.total, 1)
	if c.rng.IntN(50) == 0 {
		day -= c.rng.IntN(40)
	}
	e := entry.Entry{
		ID: fmt.Sprintf("%016x", num), Num: int64(num), Kind: entry.Update,
		Team: fmt.Sprintf("team-%d", member%corpusTeams), Member: fmt.Sprintf("m%d", member),
		Name: fmt.Sprintf("M%d Putri%d", member, member%7), Date: first.Add(day),
	}
	switch kind := c.rng.IntN(20); {
	case kind == 0:
		e.Kind = entry.Decided
		e.Decision = &entry.Decision{
			Number: num, Title: c.text(lang, 6), Why: c.text(lang, 30),
			Status: []string{"proposed", "accepted", "superseded by 0009"}[c.rng.IntN(3)],
			Makers: []string{"M1 Putri1"},
		}
	case kind < 4:
		e.Kind = entry.Comment
		e.On = fmt.Sprintf("%016x", 1+c.rng.IntN(num))
		fallthrough
	default:
		names := []string{"done", "next", "blocked", "note"}[:1+c.rng.IntN(4)]
		for _, name := range names {
			s := entry.Section{Name: name}
			for range c.rng.IntN(4) {
				s.Items = append(s.Items, entry.Item{Text: c.text(lang, 3+c.rng.IntN(30))})
			}
			e.Sections = append(e.Sections, s)
		}
	}
	if entry.Blank(e) {
		e.Sections[0].Items = []entry.Item{{Text: "Nothing new"}}
	}
	if c.rng.IntN(100) == 0 {
		e.Date = civil.Date{}
	}
	if c.rng.IntN(10) == 0 {
		e.Files = []entry.File{{Name: c.text(lang, 1) + ".pdf", Type: "application/pdf"}}
	}
	return e
}

// entries makes the entries 1 to n.
func (c *corpus) entries(n int) []entry.Entry {
	list := make([]entry.Entry, n)
	for i := range list {
		list[i] = c.entry(i + 1)
	}
	return list
}

// amended makes every eighth or so of the updates in a list an amendment of one
// shortly before it: of some sections, of all, or one that takes all back.
func (c *corpus) amended(list []entry.Entry) []entry.Entry {
	for i := range list {
		e, first := &list[i], list[max(0, i-1-c.rng.IntN(30))]
		if e.Kind != entry.Update || first.Kind != entry.Update || i == 0 || c.rng.IntN(8) > 0 {
			continue
		}
		e.Team, e.Member, e.Name, e.Date = first.Team, first.Member, first.Name, first.Date
		e.Amends = first.First()
		for at := range e.Sections {
			if c.rng.IntN(4) == 0 {
				e.Sections[at].Items = nil
			}
		}
		if c.rng.IntN(3) == 0 {
			e.Files, e.Sections = nil, nil
			for _, name := range []string{"done", "next", "blocked", "note"} {
				e.Sections = append(e.Sections, entry.Section{Name: name})
			}
		}
	}
	return list
}

// together returns some entries of a list, and all other versions of the
// updates among them.
func together(list, some []entry.Entry) []entry.Entry {
	some = slices.Clone(some)
	for _, e := range some[:len(some):len(some)] {
		some = append(some, entry.Versions(e, list)...)
	}
	return some
}

// query makes a query that an entry of the list, or none, may match.
func (c *corpus) query(list []entry.Entry, depth int) string {
	e := list[c.rng.IntN(len(list))]
	switch c.rng.IntN(8) {
	case 0:
		if depth > 0 {
			return "(" + c.query(list, depth-1) + " OR " + c.query(list, depth-1) + ")"
		}
	case 1:
		if depth > 0 {
			return "-" + c.query(list, depth-1)
		}
	case 2:
		if depth > 0 {
			return "(" + c.query(list, depth-1) + " " + c.query(list, depth-1) + ")"
		}
	case 3:
		return c.field(e)
	case 4:
		return c.dates(e)
	}
	return c.words4(e)
}

func (c *corpus) pick(list ...string) string { return list[c.rng.IntN(len(list))] }

func (c *corpus) field(e entry.Entry) string {
	return c.pick("from:"+e.Member, `from:"`+e.Name+`"`, "from:p*", "team:"+e.Team, "team:team-*", "team:none",
		"kind:"+string(e.Kind), "section:blocked", "status:open", "#p1*", "#p2", "@m3", "to:m1", "to:putri1", "has:link", "has:file", "has:replaced", "-has:replaced",
		fmt.Sprintf("decision:%d", e.Num), "*", "-*")
}

func (c *corpus) dates(e entry.Entry) string {
	d := e.Date
	if d.IsZero() {
		d = civil.Date{Year: 2024, Month: 2, Day: 29}
	}
	return c.pick("on:"+d.String(), "before:"+d.String(), "after:"+d.String(), "since:"+d.String()[:7],
		"until:"+d.String()[:4], "date:"+d.Add(-c.rng.IntN(100)).String()+".."+d.String(),
		"date:"+d.String()[:4], "date:2022-03..2022-04", "after:2027", "before:2020")
}

// words4 takes words out of an entry: one, a phrase, or the beginning of one.
func (c *corpus) words4(e entry.Entry) string {
	all := texts(e)
	if len(all) == 0 {
		return "nothing"
	}
	text := all[c.rng.IntN(len(all))]
	words := strings.Fields(clean(text))
	if len(words) == 0 {
		return "nothing"
	}
	i := c.rng.IntN(len(words))
	runes := []rune(words[i])
	cutoff := 1 + c.rng.IntN(len(runes))
	from := c.rng.IntN(len(runes))
	return c.pick(
		`"`+words[i]+`"`,
		`"`+strings.Join(words[i:min(i+2, len(words))], " ")+`"`,
		`"`+strings.Join(words[i:min(i+5, len(words))], " ")+`"`,
		`"`+string(runes[:cutoff])+`*"`,
		`"`+string(runes[from:])+`"`,
		`"`+strings.Join(words[max(0, i-1):i], " ")+" "+string(runes[:cutoff])+`*"`,
	)
}
