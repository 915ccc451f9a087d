package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Size of the world that is measured: as many people and teams, and as many
// years, as one small server may ever have.
const (
	corpusTeams   = 10
	corpusMembers = 200
	corpusYears   = 5
	corpusWords   = 50_000 // of each language
)

// corpusEnd is the day after the newest mail.
var corpusEnd = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// corpus makes the mails of members, the same ones for the same number of them:
// words by Zipf's law, in English, Indonesian, German and Japanese, in the
// order of their dates. Half are answers with our questions quoted below.
type corpus struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words [4][]string
	total int
}

var syllables = [4]string{
	"re con pro ex in de per com sub trans ing tion ment ly er ed al ous ive ate str pl ma lo ti en or",
	"me ber ter pe di ke se kan an nya ba ca da ga ja la ma na pa ra sa ta ya ti ku mu se lu",
	"ge be ver ent aus ein über ung keit heit lich isch schaft en er größ stra ß mü tä wä lö ne ka ti",
	"日 本 語 の 検 索 は 東 京 会 議 デ ー タ ベ ス 更 新 し た 完 了 で す 大 阪 問 題",
}

func newCorpus(total int) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(1, 1)), total: total}
	c.zipf = rand.NewZipf(c.rng, 1.07, 8, corpusWords-1)
	for lang, text := range syllables {
		parts := strings.Fields(text)
		for range corpusWords {
			var word strings.Builder
			for range 1 + c.rng.IntN(4) {
				word.WriteString(parts[c.rng.IntN(len(parts))])
			}
			c.words[lang] = append(c.words[lang], word.String())
		}
	}
	return c
}

// line makes n words.
func (c *corpus) line(lang, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 && (lang != 3 || c.rng.IntN(4) == 0) {
			b.WriteByte(' ')
		}
		b.WriteString(c.words[lang][c.zipf.Uint64()])
	}
	switch c.rng.IntN(10) {
	case 0:
		fmt.Fprintf(&b, " #p%d", c.rng.IntN(30))
	case 1:
		fmt.Fprintf(&b, " @m%d", c.rng.IntN(corpusMembers))
	case 2:
		fmt.Fprintf(&b, " PROJ-%d", c.rng.IntN(5000))
	}
	return b.String()
}

// date is when mail n was written.
func (c *corpus) date(n int) time.Time {
	begin := corpusEnd.AddDate(-corpusYears, 0, 0)
	step := corpusEnd.Sub(begin) / time.Duration(c.total)
	return begin.Add(step * time.Duration(n)).Truncate(time.Second)
}

// quoted is what a mail program puts below an answer.
const quoted = `
On %s, kabar <kabar@acme.example> wrote:
> Hi m%d, what's the news of today?
>
> Just answer this mail: below each question, above them all, or any way
> you like. One line is plenty.
>
> Done:
>
> Next:
>
> Blocked:
>
> --
> No answer is an answer too: nobody is listed as missing.
`

// mail makes mail n, with the team it is for: about 90 words.
func (c *corpus) mail(n int) (team int, raw string) {
	member := n % corpusMembers
	lang := [8]int{0, 0, 0, 0, 0, 1, 2, 3}[member%8]
	at := c.date(n)
	var b strings.Builder
	fmt.Fprintf(&b, "From: Member %d <m%d@acme.example>\nTo: kabar@acme.example\nSubject: %s\n"+
		"Date: %s\nMessage-ID: <%d.%d@acme.example>\nMIME-Version: 1.0\n"+
		"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
		member, member, c.line(lang, 3), at.Format(time.RFC1123Z), n, c.total)
	for _, label := range []string{"Done:", "Next:", "Blocked:"} {
		fmt.Fprintf(&b, "%s\n", label)
		for range 1 + c.rng.IntN(3) {
			fmt.Fprintf(&b, "- %s\n", c.line(lang, 4+c.rng.IntN(22)))
		}
	}
	if n%2 == 0 {
		fmt.Fprintf(&b, quoted, at.Format("Mon, 2 Jan 2006 at 15:04"), member)
	}
	return member % corpusTeams, b.String()
}

// maildirs writes the mails as one Maildir a team, dir/t0 to dir/t9.
func maildirs(dir string, total int) error {
	c := newCorpus(total)
	for t := range corpusTeams {
		for _, sub := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(dir, teamName(t), sub), 0o755); err != nil {
				return err
			}
		}
	}
	for n := range total {
		team, raw := c.mail(n)
		name := fmt.Sprintf("%d.%d.bench:2,S", c.date(n).Unix(), n)
		err := os.WriteFile(filepath.Join(dir, teamName(team), "cur", name), []byte(raw), 0o644)
		if err != nil {
			return err
		}
	}
	return nil
}

// mboxes writes the mails as one mbox a team, dir/t0.mbox to dir/t9.mbox, and
// tells how many bytes that is.
func mboxes(dir string, total int) (size int64, err error) {
	c := newCorpus(total)
	var files [corpusTeams]*bufio.Writer
	for t := range files {
		f, err := os.Create(filepath.Join(dir, teamName(t)+".mbox"))
		if err != nil {
			return 0, err
		}
		defer f.Close()
		files[t] = bufio.NewWriter(f)
	}
	for n := range total {
		team, raw := c.mail(n)
		m, err := fmt.Fprintf(files[team], "From m@acme.example %s\n%s\n",
			c.date(n).Format(time.ANSIC), raw)
		if err != nil {
			return 0, err
		}
		size += int64(m)
	}
	for _, f := range files {
		if err := f.Flush(); err != nil {
			return 0, err
		}
	}
	return size, nil
}

func teamName(t int) string { return fmt.Sprintf("t%d", t) }

// writeConfig writes a config of ten teams of twenty members. head is its
// beginning, up to the teams.
func writeConfig(w io.Writer, head string) error {
	b := bufio.NewWriter(w)
	b.WriteString(head)
	for t := range corpusTeams {
		fmt.Fprintf(b, "\n[[team]]\nid = %q\nname = \"Team %d\"\naddress = \"%s@acme.example\"\n"+
			"zone = \"Europe/Berlin\"\nauthserv_id = \"mx.acme.example\"\nmember = [\n",
			teamName(t), t, teamName(t))
		for m := t; m < corpusMembers; m += corpusTeams {
			fmt.Fprintf(b, "  { id = \"m%d\", name = \"Member %d\", address = \"m%d@acme.example\" },\n", m, m, m)
		}
		b.WriteString("]\n")
	}
	return b.Flush()
}
