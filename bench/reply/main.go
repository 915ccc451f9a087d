// Command reply scores mail/reply on a corpus of replies whose new text is
// known, one JSON object a line:
//
//	go run ./bench/reply [-fail N] [-group G] FILE.jsonl
//
// An object has corpus, id, kind (plain, html, eml), input, expected, accept
// (other right answers), tags and perhaps parent. Two texts are equal if they
// are after white space is collapsed and zero-width characters are dropped; for
// html and eml if their words are the same in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"kabar/mail"
	"kabar/mail/reply"
)

// sample is one case of a corpus.
type sample struct {
	Corpus, ID, Kind, Input, Expected, Parent, Lang string
	Accept, Tags                                    []string
}

func main() {
	fail := flag.Int("fail", 0, "print this many failures")
	group := flag.String("group", "", "only ids or tags that contain this")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go run ./bench/reply [-fail N] [-group G] FILE.jsonl")
		os.Exit(2)
	}
	f, err := os.Open(flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, "reading the corpus:", err)
		os.Exit(1)
	}
	defer f.Close()
	samples, err := load(f, *group)
	if err == nil && len(samples) == 0 {
		err = fmt.Errorf("%s holds no cases", flag.Arg(0))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "reading the corpus:", err)
		os.Exit(1)
	}
	report(os.Stdout, samples, *fail)
}

// load reads the cases whose id or tags contain group.
func load(r io.Reader, group string) ([]sample, error) {
	var out []sample
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<20), 64<<20)
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var s sample
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if strings.Contains(s.ID+" "+strings.Join(s.Tags, " "), group) {
			out = append(out, s)
		}
	}
	return out, sc.Err()
}

// input makes what reply.Read takes.
func (s *sample) input() reply.Input {
	in := reply.Input{Parent: s.Parent}
	switch s.Kind {
	case "html":
		in.HTML = s.Input
	case "eml":
		m := mail.Parse([]byte(s.Input))
		in.Text, in.HTML = m.Text, m.HTML
	default:
		in.Text = s.Input
	}
	return in
}

// report scores all cases and prints the tables.
func report(w io.Writer, samples []sample, fail int) {
	inputs := make([]reply.Input, len(samples))
	for i := range samples {
		inputs[i] = samples[i].input()
	}
	got := make([]string, len(samples))
	start := cpuTime()
	for range rounds {
		for i := range inputs {
			got[i] = reply.Read(inputs[i]).Text
		}
	}
	took := (cpuTime() - start) / rounds
	table := map[string]*score{}
	for i := range samples {
		s := &samples[i]
		one := s.score(got[i])
		for _, g := range append([]string{"~all", "kind " + s.Kind, "corpus " + s.Corpus}, tagGroups(s.Tags)...) {
			if table[g] == nil {
				table[g] = &score{}
			}
			table[g].add(one)
		}
		if one.exact == 0 && fail > 0 {
			fail--
			fmt.Fprintf(w, "=== %s %s leak %v loss %v\n--- input\n%s\n--- want\n%s\n--- got\n%s\n\n", s.ID, s.Tags, one.leak, one.loss, s.Input, s.Expected, got[i])
		}
	}
	print(w, table)
	fmt.Fprintf(w, "\n%d messages in %v of processor time, parsing of the mails not counted: %.0f messages/s on one core\n",
		len(samples), took.Round(time.Millisecond), float64(len(samples))/max(took, time.Microsecond).Seconds())
}

// rounds is how often the corpus is read for the figure of messages a second.
const rounds = 10

// cpuTime is the processor time of this program so far: other programs on the
// machine don't slow it.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func tagGroups(tags []string) []string {
	var out []string
	for _, t := range tags {
		out = append(out, "tag "+t)
	}
	return out
}

// print writes the score table, names in order.
func print(w io.Writer, table map[string]*score) {
	names := make([]string, 0, len(table))
	for n := range table {
		names = append(names, n)
	}
	sort.Strings(names)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "group\tcases\texact %\ttoken F1 %\tleak %\tloss %\t")
	for _, n := range names {
		s := table[n]
		c := 100 / s.cases
		fmt.Fprintf(t, "%s\t%.0f\t%.1f\t%.1f\t%.1f\t%.1f\t\n", strings.TrimPrefix(n, "~"), s.cases, s.exact*c, s.f1*c, s.leak*c, s.loss*c)
	}
	t.Flush()
}
