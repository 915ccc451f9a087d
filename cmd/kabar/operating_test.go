package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOperatingNamesMetrics holds docs/OPERATING.md to what /metrics gives: the
// same names, no more and no fewer.
func TestOperatingNamesMetrics(t *testing.T) {
	m := newMonitor(func() time.Time { return tenAM }, newJournal(io.Discard, slog.LevelInfo, false))
	m.counts.mail("acme", "update")
	m.counts.sent("acme", "digest")
	m.counts.notTaken("acme", "digest")
	m.counts.step()
	h := wellHealth()
	m.show(&picture{at: tenAM, troubles: []trouble{{Kind: "loop"}}, facts: facts{health: h.snapshot(),
		survey: survey{Size: 1, Teams: []teamSurvey{{ID: "acme"}}}}})
	var given []string
	for _, f := range m.families() {
		if len(f.samples) > 0 {
			given = append(given, "kabar_"+f.name)
		}
	}
	named := namedInOperating(t, "kabar_[a-z_]+")
	slices.Sort(given)
	if !slices.Equal(given, named) {
		t.Errorf("/metrics gives\n%s\nand docs/OPERATING.md names\n%s", strings.Join(given, "\n"), strings.Join(named, "\n"))
	}
}

// TestOperatingNamesKeys: every key of status --json and every kind of trouble is
// in docs/OPERATING.md.
func TestOperatingNamesKeys(t *testing.T) {
	named := namedInOperating(t, "[a-z_-]+")
	now := time.Now()
	text, err := json.Marshal(report{Step: now, Read: now, Sent: now, Oldest: now})
	if err != nil {
		t.Fatal(err)
	}
	var keys map[string]any
	if err := json.Unmarshal(text, &keys); err != nil || len(keys) < 15 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	for key := range keys {
		if !slices.Contains(named, key) {
			t.Errorf("key %s of status --json is not in docs/OPERATING.md", key)
		}
	}
	for _, kind := range []string{"imap-login", "smtp-login", "imap", "smtp", "disk", "other", "damaged", "queue",
		"quiet", "bounced", "complaint", "loop", "token", "twin", "answers", "stopped", "clock",
		"ahead"} {
		if !slices.Contains(named, kind) {
			t.Errorf("trouble %s is not in docs/OPERATING.md", kind)
		}
	}
}

// namedInOperating lists what stands in backquotes and has a form.
func namedInOperating(t *testing.T, form string) (names []string) {
	page, err := os.ReadFile("../../docs/OPERATING.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("`("+form+")`").FindAllStringSubmatch(string(page), -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}
