// Command bench measures kabar beside the programs that do a part of its work,
// in one run on one machine, and prints ratios:
//
//	go run ./bench [-sizes 10k,100k,1M] [-rounds 5] [-only import,inbox,…] [-dir DIR]
//
// Every figure is the median of the rounds, in which the programs take turns.
// What is not installed (notmuch, mu, mbsync, Dovecot, Postfix) is left out and
// said. Archives of kabar are filed as durably as ever.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// lab is where things are measured.
type lab struct {
	context.Context
	dir    string // everything made here
	kabar  string // the program
	rounds int
	sizes  []int
	began  time.Time
}

// experiments in the order they are run.
var experiments = []struct {
	name string
	run  func(*lab) error
}{
	{"import", (*lab).importing},
	{"sizes", (*lab).growing},
	{"commands", (*lab).commands},
	{"queries", (*lab).queries},
	{"daemon", (*lab).daemon},
	{"inbox", (*lab).inbox},
	{"live", (*lab).live},
	{"digests", (*lab).digests},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context) error {
	sizes := flag.String("sizes", "10k,100k,1M", "how many mails or entries, smallest first")
	rounds := flag.Int("rounds", 5, "how often each thing is measured")
	only := flag.String("only", "", "some of import, sizes, commands, queries, daemon, inbox, live, digests")
	dir := flag.String("dir", "", "a folder to work in, 12 GB for 1M; it is emptied. Default: a new one")
	flag.Parse()
	l := &lab{Context: ctx, rounds: *rounds, began: time.Now()}
	var err error
	if l.sizes, err = parseSizes(*sizes); err != nil {
		return err
	}
	if l.dir = *dir; l.dir == "" {
		if l.dir, err = os.MkdirTemp("", "kabar-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(l.dir)
	}
	l.kabar = filepath.Join(l.dir, "kabar")
	build := exec.CommandContext(ctx, "go", "build", "-o", l.kabar, "./cmd/kabar")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building kabar: %w: %s", err, out)
	}
	fmt.Println(machine())
	ran := 0
	for _, e := range experiments {
		if *only != "" && !strings.Contains(","+*only+",", ","+e.name+",") {
			continue
		}
		ran++
		fmt.Printf("\n## %s\n\n", e.name)
		if err := e.run(l); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	if ran == 0 {
		return fmt.Errorf("-only %s: no such experiment", *only)
	}
	return nil
}

// parseSizes reads "10k,1M".
func parseSizes(s string) (sizes []int, err error) {
	for word := range strings.SplitSeq(s, ",") {
		number := strings.NewReplacer("k", "000", "M", "000000").Replace(word)
		n, err := strconv.Atoi(number)
		if err != nil || n < 100 || len(sizes) > 0 && n < sizes[len(sizes)-1] {
			return nil, fmt.Errorf("-sizes %s: write it as 10k,100k,1M", s)
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// middle is the size at which kabar is compared with others: 100k, or what is
// nearest below.
func (l *lab) middle() int {
	best := l.sizes[0]
	for _, n := range l.sizes {
		if n <= 100_000 {
			best = n
		}
	}
	return best
}

func (l *lab) largest() int { return l.sizes[len(l.sizes)-1] }

// machine says where this runs.
func machine() string {
	model := "unknown processor"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
			}
		}
	}
	load := ""
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		load, _, _ = strings.Cut(string(text), " ")
	}
	return fmt.Sprintf("%s, %d cores, %s, %s; load before: %s; %s", model, runtime.NumCPU(),
		runtime.GOOS, runtime.Version(), load, time.Now().Format(time.DateOnly))
}

// fresh makes an empty folder in the lab.
func (l *lab) fresh(name string) (string, error) {
	dir := filepath.Join(l.dir, name)
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o755)
}
