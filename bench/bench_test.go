package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kabar/mail"
)

func TestParseSizes(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []int
	}{
		{"10k,100k,1M", []int{10_000, 100_000, 1_000_000}}, {"2500", []int{2500}},
		{"", nil}, {"ten", nil}, {"10", nil}, {"100k,10k", nil}, {"-5k", nil},
	} {
		got, err := parseSizes(c.in)
		if !slices.Equal(got, c.want) && err == nil || (err == nil) != (c.want != nil) {
			t.Errorf("%q: %v, %v", c.in, got, err)
		}
	}
}

func TestQuantile(t *testing.T) {
	all := []time.Duration{5, 1, 4, 2, 3}
	if p50, p99 := quantile(all, 0.5), quantile(all, 0.99); p50 != 3 || p99 != 5 {
		t.Errorf("p50 %d, p99 %d", p50, p99)
	}
	if all[0] != 5 {
		t.Error("the order was changed")
	}
}

// TestCorpus: the mails are the same for the same number, can be read, and are
// of every team.
func TestCorpus(t *testing.T) {
	a, b := newCorpus(400), newCorpus(400)
	teams := map[int]int{}
	for n := range 400 {
		team, raw := a.mail(n)
		if _, again := b.mail(n); raw != again {
			t.Fatalf("mail %d differs", n)
		}
		teams[team]++
		m := mail.Parse([]byte(raw))
		if len(m.From) != 1 || m.Date.IsZero() || m.MessageID == "" || !strings.Contains(m.Text, "Done:") {
			t.Fatalf("mail %d: %+v", n, m)
		}
	}
	if len(teams) != corpusTeams {
		t.Errorf("teams: %v", teams)
	}
}

func TestBetweenLines(t *testing.T) {
	const log = "kabar: hm\ntime=2026-11-22T10:00:01.5Z msg=a\ntime=2026-11-22T10:00:02Z msg=a\n" +
		"time=2026-11-22T10:00:03Z msg=b\ntime=2026-11-22T10:00:04Z msg=b key=x\ntime=2026-11-22T10:00:05Z msg=c\n"
	for _, c := range []struct {
		from, to string
		want     time.Duration
	}{
		{"msg=a", "msg=b", 2500 * time.Millisecond}, {"msg=a", "msg=a", 500 * time.Millisecond},
		{"msg=c", "msg=a", 0}, {"msg=x", "msg=b", 0}, {"msg=a", "msg=x", 0},
	} {
		got, err := betweenLines([]byte(log), c.from, c.to)
		if got != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%s to %s: %s, %v", c.from, c.to, got, err)
		}
	}
}
