package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// ask gets a page of a monitor.
func ask(t *testing.T, m *monitor, path string) (code int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Code, w.Body.String()
}

func TestHealthz(t *testing.T) {
	now := tenAM
	m := newMonitor(func() time.Time { return now }, newJournal(io.Discard, slog.LevelInfo, false))
	ill := trouble{Kind: "disk", Detail: "1.0 MB free of 10 GB", Shown: true}
	for _, c := range []struct {
		name string
		p    *picture
		now  time.Time
		code int
		body string
	}{
		{"no step yet", nil, tenAM, 503, "starting: no round is done yet\n"},
		{"well", &picture{at: tenAM}, tenAM, 200, "ok\n"},
		{"a trouble too young to show", &picture{at: tenAM, troubles: []trouble{{Kind: "imap"}}}, tenAM, 200, "ok\n"},
		{"unwell", &picture{at: tenAM, troubles: []trouble{ill}}, tenAM, 503, "disk: 1.0 MB free of 10 GB\n"},
		{"a long step", &picture{at: tenAM}, at(29), 200, "ok\n"},
		{"hanging", &picture{at: tenAM}, at(31), 503, "hanging: the last round ended 31 minutes ago\n"},
	} {
		if now = c.now; c.p != nil {
			m.show(c.p)
		}
		if code, body := ask(t, m, "/healthz"); code != c.code || body != c.body {
			t.Errorf("%s: %d %q, want %d %q", c.name, code, body, c.code, c.body)
		}
	}
	if code, _ := ask(t, m, "/"); code != http.StatusNotFound {
		t.Errorf("/ is %d", code)
	}
}

func TestMetrics(t *testing.T) {
	m := newMonitor(func() time.Time { return tenAM }, newJournal(io.Discard, slog.LevelInfo, false))
	if _, body := ask(t, m, "/metrics"); !strings.Contains(body, "kabar_well 0\n") {
		t.Errorf("before the first step:\n%s", body)
	}
	h := wellHealth()
	h.Read, h.Sent = at(-5), at(-7)
	h.lost(at(0), "smtp a", syscall.ECONNREFUSED)
	m.counts.mail("acme", "update")
	m.counts.mail("acme", "update")
	m.counts.sent("acme", "digest")
	m.counts.notTaken("acme", "prompt")
	m.show(&picture{at: tenAM, facts: facts{health: h.snapshot(), survey: survey{
		Due: 3, Sending: 1, Entries: 1234, Free: 5e9, Size: 1e10, Oldest: at(-60),
		Teams: []teamSurvey{{ID: "acme", Members: 5, Paused: []string{"ben"}, Strays: 2}, {Strays: 1}},
	}}, troubles: []trouble{{Kind: "loop", Ripe: true}}})
	_, body := ask(t, m, "/metrics")
	for _, want := range []string{
		"kabar_well 1\n",
		`kabar_mails_total{outcome="update",team="acme"} 2`,
		`kabar_letters_sent_total{kind="digest",team="acme"} 1`,
		`kabar_letters_refused_total{kind="prompt",team="acme"} 1`,
		`kabar_queue_letters{state="due"} 3`, `kabar_queue_letters{state="sending"} 1`,
		"kabar_queue_oldest_timestamp_seconds 1.7949924e+09",
		"kabar_entries 1234\n", "kabar_disk_free_bytes 5e+09\n",
		`kabar_strays{team="acme"} 2`, `kabar_strays{team=""} 1`,
		`kabar_members_paused{team="acme"} 1`,
		`kabar_account_up{account="a@smtp",protocol="smtp"} 0`,
		`kabar_account_up{account="a@imap",protocol="imap"} 1`,
		`kabar_troubles{kind="loop"} 1`,
		"go_goroutines ",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in:\n%s", want, body)
		}
	}
}

// TestWatched runs the real main as systemd would: READY=1 and WATCHDOG=1 come
// to NOTIFY_SOCKET, /healthz says ok and then why not, and the address follows
// the config.
func TestWatched(t *testing.T) {
	d := newTestDaemon(t)
	dir, err := os.MkdirTemp("", "kabar") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	socket := filepath.Join(dir, "notify")
	systemd, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer systemd.Close()
	heard := make(chan string, 1000)
	go func() {
		for buf := make([]byte, 4096); ; {
			n, err := systemd.Read(buf)
			if err != nil {
				close(heard)
				return
			}
			heard <- string(buf[:n])
		}
	}()
	hear := func(want string) {
		t.Helper()
		limit := time.After(20 * time.Second)
		for {
			select {
			case got := <-heard:
				if strings.Contains(got, want) {
					return
				}
			case <-limit:
				t.Fatalf("no %q in 20 s; the log:\n%s", want, d.log.String())
			}
		}
	}
	text, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	addr := freeAddress(t)
	d.write(fmt.Sprintf("listen = %q\n", addr) + string(text))
	ctx, cancel := context.WithCancel(context.Background())
	a := &app{out: io.Discard, err: &d.log, now: time.Now, env: func(name string) string {
		return map[string]string{"NOTIFY_SOCKET": socket}[name]
	}}
	code := make(chan int)
	go func() { code <- a.main(ctx, []string{"--config", d.path, "run"}) }()
	hear("READY=1")
	hear("WATCHDOG=1\nSTATUS=well")
	if got := get(t, addr, "/healthz"); got != "200 ok\n" {
		t.Errorf("/healthz: %q", got)
	}
	if got := get(t, addr, "/metrics"); !strings.Contains(got, "kabar_steps_total") {
		t.Errorf("/metrics: %q", got)
	}
	cancel()
	hear("STOPPING=1")
	if c := <-code; c != exitFine {
		t.Errorf("exit %d:\n%s", c, d.log.String())
	}
	if conn, err := net.Dial("tcp", addr); err == nil {
		conn.Close()
		t.Error("still listening")
	}
}

// TestMonitorMoves: a reload opens the new address and closes the old one; an
// address that is taken is an error that names it.
func TestMonitorMoves(t *testing.T) {
	m := newMonitor(time.Now, newJournal(io.Discard, slog.LevelInfo, false))
	defer m.close()
	one, two := freeAddress(t), freeAddress(t)
	for _, addr := range []string{one, two, two, ""} {
		if err := m.listen(addr); err != nil {
			t.Fatal(err)
		}
		for _, other := range []string{one, two} {
			conn, err := net.Dial("tcp", other)
			if err == nil {
				conn.Close()
			}
			if open := err == nil; open != (other == addr) {
				t.Errorf("listen on %q: %q open is %v", addr, other, open)
			}
		}
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if err := m.listen(taken.Addr().String()); err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("a taken address: %v", err)
	}
}

// freeAddress is one of this machine that nobody listens on.
func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func get(t *testing.T, addr, path string) string {
	t.Helper()
	resp, err := http.Get("http://" + addr + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d %s", resp.StatusCode, body)
}
