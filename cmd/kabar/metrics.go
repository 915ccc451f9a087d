package main

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// counts is what happened since kabar was started. A nil one counts nothing.
type counts struct {
	mu   sync.Mutex
	seen map[string]map[string]float64 // by name, then by labels
}

func newCounts() *counts {
	return &counts{seen: map[string]map[string]float64{"steps_total": {"": 0}}}
}

func (c *counts) mail(team, outcome string) {
	c.count("mails_total", labels("outcome", outcome, "team", team))
}

func (c *counts) sent(team, kind string) {
	c.count("letters_sent_total", labels("kind", kind, "team", team))
}

func (c *counts) notTaken(team, kind string) {
	c.count("letters_refused_total", labels("kind", kind, "team", team))
}

func (c *counts) step() { c.count("steps_total", "") }

// count adds one.
func (c *counts) count(name, labels string) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen[name] == nil {
		c.seen[name] = map[string]float64{}
	}
	c.seen[name][labels]++
}

// of returns what was counted under a name.
func (c *counts) of(name string) map[string]float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.seen[name])
}

// metrics answers in Prometheus' text form.
func (m *monitor) metrics() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		var page strings.Builder
		for _, f := range m.families() {
			f.write(&page)
		}
		metrics.WriteProcessMetrics(&page) // of Go and of the process
		io.WriteString(w, page.String())
	})
}

// family is a metric with all its samples.
type family struct {
	name, help string
	counter    bool // it only grows
	samples    map[string]float64
}

// write writes a family as Prometheus reads it, nothing if it has no samples.
func (f family) write(w io.Writer) {
	if len(f.samples) == 0 {
		return
	}
	kind := "gauge"
	if f.counter {
		kind = "counter"
	}
	fmt.Fprintf(w, "# HELP kabar_%s %s\n# TYPE kabar_%[1]s %[3]s\n", f.name, f.help, kind)
	for _, l := range slices.Sorted(maps.Keys(f.samples)) {
		fmt.Fprintf(w, "kabar_%s%s %v\n", f.name, l, f.samples[l])
	}
}

// labels writes names and values of labels, in turn.
func labels(pairs ...string) string {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, `,%s="%s"`, pairs[i], quoted.Replace(pairs[i+1]))
	}
	return "{" + b.String()[1:] + "}"
}

// families are the metrics of kabar, in a fixed order: what was counted, and the
// newest picture.
func (m *monitor) families() []family {
	well := 0.0
	if len(m.reasons()) == 0 {
		well = 1
	}
	list := []family{
		gauge("well", "1 if /healthz says ok.", well),
		m.counts.family("mails_total", "Mails read, by what became of them."),
		m.counts.family("letters_sent_total", "Letters a mail server has taken."),
		m.counts.family("letters_refused_total", "Tries at which a letter was not taken."),
		m.counts.family("steps_total", "Rounds done."),
	}
	if p := m.picture.Load(); p != nil {
		list = append(list, p.families()...)
	}
	return list
}

func (c *counts) family(name, help string) family {
	return family{name, help, true, c.of(name)}
}

// gauge is a metric of one value.
func gauge(name, help string, value float64) family {
	return family{name, help, false, map[string]float64{"": value}}
}

// families are those that show a picture.
func (p *picture) families() []family {
	f := p.facts
	list := []family{
		gauge("last_step_timestamp_seconds", "When the last round ended.", seconds(p.at)),
		gauge("last_mail_timestamp_seconds", "When the last mail was read; 0: never.", seconds(f.Read)),
		gauge("last_letter_timestamp_seconds", "When a letter was last taken; 0: never.", seconds(f.Sent)),
		{name: "queue_letters", help: "Letters that wait.", samples: map[string]float64{
			labels("state", "due"): float64(f.Due), labels("state", "sending"): float64(f.Sending)}},
		gauge("queue_stuck_letters", "Letters no server has taken for hours.", float64(len(f.Stuck))),
		gauge("queue_oldest_timestamp_seconds",
			"When the oldest letter that waits was written; 0: none waits.", seconds(f.Oldest)),
		gauge("entries", "Entries in the archive.", float64(f.Entries)),
	}
	if f.Size > 0 {
		list = append(list, gauge("disk_free_bytes", "Room on the disk of the archive.", float64(f.Free)))
	}
	strays, members, paused := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, t := range f.Teams {
		team := labels("team", t.ID)
		strays[team], members[team] = float64(t.Strays), float64(t.Members)
		paused[team] = float64(len(t.Paused))
	}
	up := map[string]float64{}
	for key, a := range f.Accounts {
		proto, _, _ := strings.Cut(key, " ")
		up[labels("account", a.Name, "protocol", proto)] = 1
		if a.Failing != nil {
			up[labels("account", a.Name, "protocol", proto)] = 0
		}
	}
	kinds := map[string]float64{}
	for _, t := range p.troubles {
		kinds[labels("kind", t.Kind)]++
	}
	return append(list,
		family{name: "strays", help: "Mails that could not be placed.", samples: strays},
		family{name: "members", help: "Members.", samples: members},
		family{name: "members_paused", help: "Members who get nothing.", samples: paused},
		family{name: "account_up", help: "1 if the account works, or was not tried yet.", samples: up},
		family{name: "troubles", help: "What is not as it should be, by kind.", samples: kinds})
}

// seconds is a time as Prometheus has it; 0 for none.
func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}
