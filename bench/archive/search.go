package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"kabar/store/index"
)

// search asks the index of an archive that fill made, and prints for each kind of
// query how long the newest 20 and the count took.
func search(dir string, n int) error {
	x, err := index.View(filepath.Join(dir, "index.db"))
	if err != nil {
		return err
	}
	defer x.Close()
	c := newCorpus(n)
	fmt.Println("in one team, as a member asks:")
	if err := c.ask(x, n, 1); err != nil {
		return err
	}
	fmt.Println("in all teams, as kabar search does:")
	return c.ask(x, n, teams)
}

// ask puts all queries to the index, in the first teams.
func (c *corpus) ask(x *index.Index, n, teams int) error {
	var all []string
	for t := range teams {
		all = append(all, fmt.Sprintf("team%d", t))
	}
	for _, kind := range c.queries(n) {
		var took []time.Duration
		for _, text := range kind.list {
			q, err := index.Parse(text, end, time.UTC)
			if err != nil {
				return fmt.Errorf("%s: %w", text, err)
			}
			var three []time.Duration
			for range 3 {
				began := time.Now()
				if _, _, _, err := x.Search(q, all, 0, 20); err != nil {
					return err
				}
				three = append(three, time.Since(began))
			}
			slices.Sort(three)
			took = append(took, three[1])
		}
		slices.Sort(took)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		fmt.Printf("%-12s p50 %7.2f  p90 %7.2f  max %7.2f ms\n", kind.name, ms(took[len(took)/2]),
			ms(took[len(took)*9/10]), ms(took[len(took)-1]))
	}
	return nil
}

// queryKind is some queries of one kind.
type queryKind struct {
	name string
	list []string
}

// queries makes 25 queries of each kind: words of all languages, and phrases that
// stand in some mail.
func (c *corpus) queries(n int) (kinds []queryKind) {
	add := func(name string, make func(i int) string) {
		k := queryKind{name: name}
		for i := range 25 {
			k.list = append(k.list, make(i))
		}
		kinds = append(kinds, k)
	}
	word := func(i, rank int) string { return c.words[i%3][rank] }
	add("rare", func(i int) string { return word(i, 20_000+i*997) })
	add("common", func(i int) string { return word(i, i) })
	add("two", func(i int) string { return word(i, i) + " " + word(i, 40+i*7) })
	add("phrase", func(i int) string { return `"` + word(i, i) + " " + word(i, (i*5+3)%40) + `"` })
	add("rare phrase", func(i int) string { return `"` + word(i, i) + " " + word(i, 1000+i*31) + `"` })
	add("prefix", func(i int) string { w := word(i, 50+i*13); return w[:min(len(w), 3)] + "*" })
	add("han", func(i int) string { return c.words[3][i+5] })
	add("field+date", func(i int) string {
		return fmt.Sprintf("%s from:m%d date:%d-03..%d-05", word(i, i), i*7, 2022+i%4, 2022+i%4)
	})
	add("newest", func(i int) string { return fmt.Sprintf("from:m%d", i*7) })
	add("not", func(i int) string { return "-" + word(i, i) })
	return kinds
}
