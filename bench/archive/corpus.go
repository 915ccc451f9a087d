package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"kabar/store"
	"kabar/store/civil"
	"kabar/store/entry"
)

// The size of the corpus.
const (
	words   = 50_000 // of each language
	members = 200
	teams   = 10
	days    = 1826
)

// end is the day after the last.
var end = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// syllables of the languages.
var syllables = [4]string{
	"re con pro ex in de per com sub trans ing tion ment ly er ed al ous ive ate str pl ma lo ti",
	"me ber ter pe di ke se kan an nya ba ca da ga ja la ma na pa ra sa ta ya ti ku",
	"ge be ver ent aus ein über ung keit heit lich isch schaft en er größ stra ß mü tä wä lö ne ka ti",
	"日 本 語 の 検 索 は 東 京 会 議 デ ー タ ベ ス 更 新 し た 完 了 で す 大 阪 問 題",
}

// corpus makes mails, always the same for a number of them.
type corpus struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words [4][]string
	total int
}

func newCorpus(total int) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(1, 1)), total: total}
	c.zipf = rand.NewZipf(c.rng, 1.07, 8, words-1)
	for lang := range c.words {
		parts := strings.Fields(syllables[lang])
		for range words {
			word := ""
			for range 1 + c.rng.IntN(4) {
				word += parts[c.rng.IntN(len(parts))]
			}
			c.words[lang] = append(c.words[lang], word)
		}
	}
	return c
}

// mail makes the i-th mail.
func (c *corpus) mail(i int, raw bool) *store.Filing {
	member := c.rng.IntN(members)
	day := i * days / c.total
	at := end.AddDate(0, 0, day-days).Add(time.Duration(9+c.rng.IntN(8)) * time.Hour)
	if c.rng.IntN(50) == 0 {
		day = max(0, day-c.rng.IntN(40))
	}
	lang := []int{0, 0, 0, 0, 0, 1, 1, 2, 2, 3}[member%10]
	if c.rng.IntN(4) == 0 {
		lang = 0
	}
	e := &entry.Entry{Kind: entry.Update, Member: fmt.Sprintf("m%d", member),
		Name: fmt.Sprintf("M%d Putri%d", member, member%7), Zone: "Asia/Jakarta", Verdict: "token",
		Date: civil.DateOf(end).Add(day - days)}
	left := 30 + c.rng.IntN(120)
	for _, name := range []string{"done", "next", "blocked", "note"}[:1+c.rng.IntN(4)] {
		s := entry.Section{Name: name}
		for range 1 + c.rng.IntN(4) {
			s.Items = append(s.Items, entry.Item{Text: c.text(lang, max(2, left/6))})
		}
		e.Sections = append(e.Sections, s)
	}
	f := &store.Filing{Team: fmt.Sprintf("team%d", member%teams), Received: at, Outcome: "update",
		MessageID: fmt.Sprintf("%d.m%d@bench.example", i, member), Hash: fmt.Sprintf("%016x", i),
		From: fmt.Sprintf("m%d@bench.example", member), Entries: []*entry.Entry{e}}
	if raw {
		f.Raw = fmt.Appendf(nil, "From: %s\r\nMessage-ID: <%s>\r\n\r\n%v\r\n", f.From, f.MessageID, e.Sections)
	}
	return f
}

// text makes n words, now and then with a project, a name, a ticket or a link.
func (c *corpus) text(lang, n int) string {
	var b strings.Builder
	for i := range n {
		w := c.words[lang][c.zipf.Uint64()]
		switch {
		case i == 0:
		case lang == 3:
			b.WriteString([]string{"", "", "、", "。"}[c.rng.IntN(4)])
		default:
			b.WriteString([]string{" ", " ", " ", " ", ", ", "-", ". "}[c.rng.IntN(7)])
		}
		b.WriteString(w)
	}
	switch c.rng.IntN(12) {
	case 0:
		fmt.Fprintf(&b, " #p%d", c.rng.IntN(30))
	case 1:
		fmt.Fprintf(&b, " @m%d", c.rng.IntN(members))
	case 2:
		fmt.Fprintf(&b, " PROJ-%d", c.rng.IntN(5000))
	case 3:
		fmt.Fprintf(&b, " see https://example.org/%d", c.rng.IntN(100))
	}
	return b.String()
}
