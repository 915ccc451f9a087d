package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// archive is an archive of n mails, made once by importing mboxes.
func (l *lab) archive(n int) (config, data string, took taken, err error) {
	name := fmt.Sprintf("archive-%d", n)
	config = filepath.Join(l.dir, name, "config.toml")
	data = filepath.Join(l.dir, name, "data")
	if _, err := os.Stat(filepath.Join(l.dir, name, "whole")); err == nil {
		return config, data, taken{}, nil
	}
	if config, data, err = l.home(name); err != nil {
		return "", "", taken{}, err
	}
	mails, err := l.fresh("mboxes")
	if err != nil {
		return "", "", taken{}, err
	}
	if _, err = mboxes(mails, n); err != nil {
		return "", "", taken{}, err
	}
	if took, err = l.take(config, mails, ".mbox"); err != nil {
		return "", "", taken{}, err
	}
	os.RemoveAll(mails)
	return config, data, took, os.WriteFile(filepath.Join(l.dir, name, "whole"), nil, 0o644)
}

// growing measures what one entry costs in archives of each size: importing it,
// adding it to the index, and making the index anew; and how large the index is.
// What a search costs is said by queries.
func (l *lab) growing() error {
	var first [3]float64
	for i, n := range l.sizes {
		if err := os.RemoveAll(filepath.Join(l.dir, fmt.Sprintf("archive-%d", n))); err != nil {
			return err
		}
		config, data, took, err := l.archive(n)
		if err != nil {
			return err
		}
		rebuild := &contender{name: "reindex",
			before: func() error { return os.RemoveAll(filepath.Join(data, "index.db")) },
			run:    func() (taken, error) { return l.run(nil, l.kabar, "--config", config, "reindex") }}
		rounds := l.rounds
		if n > 100_000 {
			l.rounds = min(rounds, 3)
		}
		err = l.compete([]*contender{rebuild})
		l.rounds = rounds
		if err != nil {
			return err
		}
		pages, index, err := sizesOf(data)
		if err != nil {
			return err
		}
		one, err := l.adding(data)
		if err != nil {
			return err
		}
		cost := [3]float64{float64(took.wall.Microseconds()) / float64(n),
			float64(one.Microseconds()), float64(rebuild.wall().Microseconds()) / float64(n)}
		if i == 0 {
			first = cost
		}
		fmt.Printf("%8d mails: import %6.0f /s, %.2f times the cost of the first size; one more into "+
			"the index %4.0f µs, %.2f times; index anew %6.0f /s, %.2f times; index %.0f MB, %.2f of "+
			"the pages\n", n, 1e6/cost[0], cost[0]/first[0], cost[1], cost[1]/first[1], 1e6/cost[2],
			cost[2]/first[2], float64(index)/1e6, float64(index)/float64(pages))
	}
	return nil
}

// sizesOf adds up the pages and the index files of an archive.
func sizesOf(data string) (pages, index int64, err error) {
	err = filepath.WalkDir(data, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		switch {
		case strings.HasSuffix(name, ".md"):
			pages += info.Size()
		case strings.HasPrefix(filepath.Base(name), "index.db"):
			index += info.Size()
		}
		return nil
	})
	return pages, index, err
}
