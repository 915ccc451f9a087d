package main

import (
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// counts is what happened since kabar was started. A nil one counts nothing.
type counts struct {
	mails   *prometheus.CounterVec
	letters *prometheus.CounterVec
	refused *prometheus.CounterVec
	steps   prometheus.Counter
}

func newCounts() *counts {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	return &counts{
		mails:   counter("kabar_mails_total", "Mails read, by what became of them.", "team", "outcome"),
		letters: counter("kabar_letters_sent_total", "Letters a mail server has taken.", "team", "kind"),
		refused: counter("kabar_letters_refused_total", "Tries at which a letter was not taken.", "team", "kind"),
		steps:   prometheus.NewCounter(prometheus.CounterOpts{Name: "kabar_steps_total", Help: "Rounds done."}),
	}
}

func (c *counts) mail(team, outcome string) {
	if c != nil {
		c.mails.WithLabelValues(team, outcome).Inc()
	}
}

func (c *counts) sent(team, kind string) {
	if c != nil {
		c.letters.WithLabelValues(team, kind).Inc()
	}
}

func (c *counts) notTaken(team, kind string) {
	if c != nil {
		c.refused.WithLabelValues(team, kind).Inc()
	}
}

func (c *counts) step() {
	if c != nil {
		c.steps.Inc()
	}
}

// metrics answers in Prometheus' text form.
func (m *monitor) metrics() http.Handler {
	reg := prometheus.NewRegistry()
	c := m.counts
	reg.MustRegister(c.mails, c.letters, c.refused, c.steps, gauges{m},
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// gauges reads the newest picture when it is asked.
type gauges struct{ m *monitor }

// gauge describes one value of a picture.
func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("kabar_"+name, help, labels, nil)
}

// Describe sends nothing: which accounts and teams there are may change.
func (gauges) Describe(chan<- *prometheus.Desc) {}

// Collect sends all values.
func (g gauges) Collect(ch chan<- prometheus.Metric) {
	send := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	up := 0.0
	if len(g.m.reasons()) == 0 {
		up = 1
	}
	send(gauge("well", "1 if /healthz says ok."), up)
	p := g.m.picture.Load()
	if p == nil {
		return
	}
	f := p.facts
	send(gauge("last_step_timestamp_seconds", "When the last round ended."), seconds(p.at))
	send(gauge("last_mail_timestamp_seconds", "When the last mail was read; 0: never."), seconds(f.Read))
	send(gauge("last_letter_timestamp_seconds", "When a letter was last taken; 0: never."), seconds(f.Sent))
	queue := gauge("queue_letters", "Letters that wait.", "state")
	send(queue, float64(f.Due), "due")
	send(queue, float64(f.Sending), "sending")
	send(gauge("queue_stuck_letters", "Letters no server has taken for hours."), float64(len(f.Stuck)))
	send(gauge("queue_oldest_timestamp_seconds", "When the oldest letter that waits was written; 0: none waits."),
		seconds(f.Oldest))
	send(gauge("entries", "Entries in the archive."), float64(f.Entries))
	if f.Size > 0 {
		send(gauge("disk_free_bytes", "Room on the disk of the archive."), float64(f.Free))
	}
	for _, t := range f.Teams {
		send(gauge("strays", "Mails that could not be placed.", "team"), float64(t.Strays), t.ID)
		send(gauge("members", "Members.", "team"), float64(t.Members), t.ID)
		send(gauge("members_paused", "Members who get nothing.", "team"), float64(len(t.Paused)), t.ID)
	}
	for key, a := range f.Accounts {
		works := 1.0
		if a.Failing != nil {
			works = 0
		}
		proto, _, _ := strings.Cut(key, " ")
		send(gauge("account_up", "1 if the account works, or was not tried yet.", "protocol", "account"),
			works, proto, a.Name)
	}
	kinds := map[string]int{}
	for _, t := range p.troubles {
		kinds[t.Kind]++
	}
	for kind, n := range kinds {
		send(gauge("troubles", "What is not as it should be, by kind.", "kind"), float64(n), kind)
	}
}

// seconds is a time as Prometheus has it; 0 for none.
func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Unix())
}
