package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// question is one query in the languages of those who are asked.
type question struct{ kind, kabar, notmuch, mu string }

// questions has several of each kind.
func (l *lab) questions(n int) (all []question) {
	c := newCorpus(n)
	word := func(rank int) string { return c.words[0][rank] }
	same := func(kind, q string) { all = append(all, question{kind, q, q, q}) }
	for i := range 5 {
		same("rare word", word(9000+700*i))
		same("common word", word(1+2*i))
		same("two words", word(20+i)+" "+word(60+7*i))
		_, raw := c.mail(i * 2)
		_, line, _ := strings.Cut(raw, "\n- ")
		if words := strings.Fields(line); len(words) > 1 {
			same("phrase", `"`+words[0]+" "+words[1]+`"`)
		}
		all = append(all,
			question{"prefix", word(300 + i)[:3] + "*", word(300 + i)[:3] + "*", word(300 + i)[:3] + "*"},
			question{"field and date",
				fmt.Sprintf("%s from:m%d date:2024-03..2024-05", word(3+i), i),
				fmt.Sprintf("%s from:m%d@acme.example date:2024-03-01..2024-05-31", word(3+i), i),
				fmt.Sprintf("%s from:m%d@acme.example date:20240301..20240531", word(3+i), i)},
			question{"newest 20", fmt.Sprintf("from:m%d", 7*i), fmt.Sprintf("from:m%d@acme.example", 7*i),
				fmt.Sprintf("from:m%d@acme.example", 7*i)})
	}
	return all
}

// noHits is how mu ends when it finds nothing.
const noHits = 4

// commands measures a search as a command, the start of the process included,
// beside notmuch search and mu find.
func (l *lab) commands() error {
	n := l.middle()
	config, _, _, err := l.archive(n)
	if err != nil {
		return err
	}
	ask := []struct {
		name string
		run  func(q question) (taken, error)
	}{{"kabar search", func(q question) (taken, error) {
		return l.run(nil, l.kabar, append([]string{"--config", config, "search"}, strings.Fields(q.kabar)...)...)
	}}}
	mails := filepath.Join(l.dir, "maildirs")
	if installed("notmuch") || installed("mu") {
		if mails, err = l.fresh("maildirs"); err == nil {
			err = maildirs(mails, n)
		}
		if err != nil {
			return err
		}
	}
	if installed("notmuch") {
		env, forget, err := l.notmuch(mails)
		if err == nil {
			err = forget()
		}
		if err == nil {
			_, err = l.run(env, "notmuch", "new")
		}
		if err != nil {
			return err
		}
		ask = append(ask, struct {
			name string
			run  func(q question) (taken, error)
		}{"notmuch search", func(q question) (taken, error) {
			return l.run(env, "notmuch", "search", "--limit=20", q.notmuch)
		}})
	}
	if installed("mu") {
		home, forget := l.mu(mails)
		if err := forget(); err != nil {
			return err
		}
		if _, err := l.run(nil, "mu", "index", "--quiet", home); err != nil {
			return err
		}
		ask = append(ask, struct {
			name string
			run  func(q question) (taken, error)
		}{"mu find", func(q question) (taken, error) {
			t, err := l.run(nil, "mu", "find", home, "-n", "20", "-s", "date", "-z", q.mu)
			var exit *exec.ExitError
			if errors.As(err, &exit) && exit.ExitCode() == noHits {
				err = nil
			}
			return t, err
		}})
	}
	var runs [3][]time.Duration
	for range l.rounds {
		for _, q := range l.questions(n) {
			for i, a := range ask {
				t, err := a.run(q)
				if err != nil {
					return err
				}
				runs[i] = append(runs[i], t.wall)
			}
		}
	}
	fmt.Printf("newest 20 of %d, process start included, %d searches each:\n", n, len(runs[0]))
	for i, a := range ask {
		p50, p99 := quantile(runs[i], 0.5), quantile(runs[i], 0.99)
		fmt.Printf("%-16s p50 %9s   p99 %9s   kabar takes %.2f of its p50\n", a.name, ms(p50), ms(p99),
			float64(quantile(runs[0], 0.5))/float64(p50))
	}
	return nil
}

// paged is an archive that reads the versions of an update from its page.
type paged struct{ *store.Store }

func (p paged) Versions(e entry.Entry) ([]entry.Entry, error) { return p.Page(e.Team, e.Date) }

// queries measures what the running daemon does for each kind of query: the
// newest 20 with their texts, and the count.
func (l *lab) queries() error {
	var teams []string
	for t := range corpusTeams {
		teams = append(teams, teamName(t))
	}
	for _, n := range l.sizes {
		_, data, _, err := l.archive(n)
		if err != nil {
			return err
		}
		st, err := store.View(data)
		if err != nil {
			return err
		}
		x, err := index.View(filepath.Join(data, "index.db"))
		if err != nil {
			return err
		}
		var kinds []string
		byKind := map[string][]time.Duration{}
		var all []time.Duration
		for range l.rounds {
			for _, ask := range l.questions(n) {
				began := time.Now()
				q, err := index.Parse(ask.kabar, corpusEnd, time.UTC)
				if err == nil {
					_, err = x.Find(q, paged{st}, teams, 0, 20)
				}
				if err != nil {
					return fmt.Errorf("%s: %w", ask.kabar, err)
				}
				took := time.Since(began)
				if byKind[ask.kind] == nil {
					kinds = append(kinds, ask.kind)
				}
				byKind[ask.kind] = append(byKind[ask.kind], took)
				all = append(all, took)
			}
		}
		fmt.Printf("%d entries: all kinds p50 %s, p99 %s\n", n, ms(quantile(all, 0.5)), ms(quantile(all, 0.99)))
		for _, k := range kinds {
			fmt.Printf("  %-16s p50 %9s   p99 %9s\n", k, ms(quantile(byKind[k], 0.5)), ms(quantile(byKind[k], 0.99)))
		}
		if err := errors.Join(x.Close(), st.Close()); err != nil {
			return err
		}
	}
	return nil
}
