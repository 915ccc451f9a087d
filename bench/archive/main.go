// Command archive makes an archive of generated entries to measure with:
//
//	go run ./bench/archive [-n 1000000] [-raw] DIR
//	go run ./bench/archive -search [-n 1000000] DIR
//
// They are what 200 members of 10 teams write in five years: made-up words by
// Zipf's law in English, Indonesian, German and Japanese, 90 words on average,
// filed by the store's own File in the order of their dates, some late. The same
// arguments make the same archive. Without -raw the mails themselves are left
// out. It prints how long filing took; or, with -search, how long its index, which
// kabar reindex made, takes to answer.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"kabar/store"
)

// batch is how many mails are filed at once.
const batch = 1000

func main() {
	n := flag.Int("n", 1_000_000, "how many entries")
	raw := flag.Bool("raw", false, "keep the mails, too")
	ask := flag.Bool("search", false, "ask the index of one that was made")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run ./bench/archive [-n N] [-raw] DIR")
		os.Exit(2)
	}
	err := error(nil)
	if *ask {
		err = search(flag.Arg(0), *n)
	} else {
		err = fill(flag.Arg(0), *n, *raw)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// fill files n mails with one entry each.
func fill(dir string, n int, raw bool) error {
	now := end
	st, err := store.Open(dir, func() time.Time { return now })
	if err != nil {
		return err
	}
	defer st.Close()
	c := newCorpus(n)
	var filing time.Duration
	for from := 0; from < n; from += batch {
		var list []*store.Filing
		for i := from; i < min(from+batch, n); i++ {
			list = append(list, c.mail(i, raw))
		}
		now = list[len(list)-1].Received
		began := time.Now()
		if err := st.File(now, list); err != nil {
			return err
		}
		filing += time.Since(began)
	}
	fmt.Printf("%d entries filed in %.1f s, %.0f a second\n", n, filing.Seconds(),
		float64(n)/filing.Seconds())
	return nil
}
