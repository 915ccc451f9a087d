package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// picture is how kabar looked at the end of a step. It is never changed.
type picture struct {
	at       time.Time
	facts    facts
	troubles []trouble
}

// silentTime is how long a step may take, and how old the newest picture may
// get, before kabar counts as hanging: a server may take ten minutes to answer
// (PROMISES H09), and there may be several.
const silentTime = 30 * time.Minute

// monitor shows kabar to programs of this machine: /healthz and /metrics. Its
// requests run beside the step and see pictures only.
type monitor struct {
	now     func() time.Time
	log     journal
	picture atomic.Pointer[picture]
	counts  *counts
	addr    string // as in the config
	server  *http.Server
	ended   chan struct{}
}

func newMonitor(now func() time.Time, log journal) *monitor {
	return &monitor{now: now, log: log, counts: newCounts()}
}

// listen opens the address of the config, and closes the one before; "" is
// none.
func (m *monitor) listen(addr string) error {
	if addr == m.addr {
		return nil
	}
	m.close()
	if addr == "" {
		return nil
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen = %q: %w", addr, err)
	}
	m.addr, m.ended = addr, make(chan struct{})
	m.server = &http.Server{
		Handler: m.handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	m.log.listening(l.Addr().String())
	go func(server *http.Server, ended chan struct{}) {
		defer close(ended)
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			m.log.trouble("listen", err)
		}
	}(m.server, m.ended)
	return nil
}

// close ends it, and lets what is being answered come to its end.
func (m *monitor) close() {
	if m.server == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if m.server.Shutdown(ctx) != nil {
		m.server.Close()
	}
	<-m.ended
	m.server, m.addr = nil, ""
}

func (m *monitor) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", m.healthz)
	mux.Handle("GET /metrics", m.metrics())
	return mux
}

// healthz answers 200 and "ok", or 503 and why not, a reason a line.
func (m *monitor) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	reasons := m.reasons()
	if len(reasons) == 0 {
		fmt.Fprintln(w, "ok")
		return
	}
	w.WriteHeader(http.StatusServiceUnavailable)
	for _, r := range reasons {
		fmt.Fprintln(w, r)
	}
}

// reasons is why kabar is unwell.
func (m *monitor) reasons() (list []string) {
	p := m.picture.Load()
	if p == nil {
		return []string{"starting: no round is done yet"}
	}
	if age := m.now().Sub(p.at); age > silentTime {
		list = append(list, fmt.Sprintf("hanging: the last round ended %s ago", ageOf(age)))
	}
	for _, t := range unwell(p.troubles) {
		list = append(list, t.Kind+": "+t.Detail)
	}
	return list
}

// show keeps the picture of a step that has ended.
func (m *monitor) show(p *picture) {
	if m != nil {
		m.picture.Store(p)
	}
}
