package main

import (
	"bufio"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kabar/cmd/kabar/config"
)

// moodyServer is an SMTP server that is asked before each answer what to do.
type moodyServer struct {
	// mood returns an answer in place of the usual one; "" is the usual one,
	// "hang up" none at all. to is the recipient, where one has been named; the
	// letter itself is the verb ".".
	mood func(verb, to string) string

	mu    sync.Mutex
	conns int
	heard []string // "MAIL ", "RCPT ana@acme.example", ". ana@acme.example"
	got   []string // for whom letters were taken
}

// start returns the port.
func (m *moodyServer) start(t *testing.T) int {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			m.mu.Lock()
			m.conns++
			m.mu.Unlock()
			go m.talk(conn)
		}
	}()
	return ln.Addr().(*net.TCPAddr).Port
}

func (m *moodyServer) talk(conn net.Conn) {
	defer conn.Close()
	usual := map[string]string{
		"EHLO": "250-x\r\n250 AUTH PLAIN", "AUTH": "235 in", "DATA": "354 go on",
	}
	fmt.Fprint(conn, "220 x\r\n")
	to, data := "", false
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		line := lines.Text()
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch {
		case data && line != ".":
			continue
		case verb == "RCPT":
			to = strings.TrimSuffix(line[strings.IndexByte(line, '<')+1:], ">")
		case verb == "MAIL":
			to = ""
		}
		answer := m.answer(verb, to)
		if answer == "" {
			answer = "250 ok"
			if u := usual[verb]; u != "" {
				answer = u
			}
		}
		if data = verb == "DATA" && strings.HasPrefix(answer, "3"); answer == "hang up" {
			return
		}
		fmt.Fprint(conn, answer+"\r\n")
	}
}

func (m *moodyServer) answer(verb, to string) (answer string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.heard = append(m.heard, verb+" "+to)
	if m.mood != nil {
		answer = m.mood(verb, to)
	}
	if verb == "." && answer == "" {
		m.got = append(m.got, to)
	}
	return answer
}

// moodyStation is a station with two letters in its outbox, for Ana and for Ben,
// in this order, and with an inbox that nobody answers for.
func moodyStation(t *testing.T, m *moodyServer, log *lockedBuffer) *station {
	dir := t.TempDir()
	text := fmt.Sprintf(`imap = { host = "127.0.0.1", port = 1, tls = "none", password = "secret" }
smtp = { host = "127.0.0.1", port = %d, tls = "none", password = "secret" }
[[team]]
id = "acme"
address = "kabar@acme.example"
zone = "Europe/Berlin"
member = [ { address = "ana@acme.example", admin = true }, { address = "ben@acme.example" } ]
`, m.start(t))
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(path, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	s, err := openStation(cfg, time.Now, newJournal(log, slog.LevelInfo, false))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	s.step(t.Context(), moodyTime(0))
	return s
}

// moodyTime is some seconds after both are due to be asked; 0 is before.
func moodyTime(seconds int) time.Time {
	if seconds == 0 {
		return clockAt("2026-11-18T15:00:00Z")
	}
	return clockAt("2026-11-18T15:30:00Z").Add(time.Duration(seconds) * time.Second)
}

const anaLetter, benLetter = "ana@acme.example", "ben@acme.example"

// TestServerInAMood: what one letter meets does not keep the others, what all
// would meet is tried with one, and no letter goes out a third time.
func TestServerInAMood(t *testing.T) {
	times := func(n int, verb, to, answer string) func(verb, to string) string {
		return func(v, a string) string {
			if v != verb || a != to || n == 0 {
				return ""
			}
			n--
			return answer
		}
	}
	const always = 1 << 30
	for _, test := range []struct {
		name  string
		mood  func(verb, to string) string
		steps []int // seconds after the first
		got   []string
		heard map[string]int
		conns int
	}{
		{"in a good one", nil,
			[]int{1, 2}, []string{anaLetter, benLetter}, map[string]int{". ana@acme.example": 1}, 1},
		{"H16 the login can't be checked now", times(1, "AUTH", "", "454 4.7.0 try later"),
			[]int{1, 3, 10}, []string{anaLetter, benLetter}, map[string]int{"AUTH ": 2, "MAIL ": 2}, 2},
		{"H19 too many connections", times(1, "EHLO", "", "421 4.7.0 too many connections"),
			[]int{1, 3, 10}, []string{anaLetter, benLetter}, map[string]int{"EHLO ": 2}, 2},
		{"H19 going away", times(1, "MAIL", "", "421 4.3.2 going down"),
			[]int{1, 3, 10, 100}, []string{benLetter, anaLetter}, map[string]int{"MAIL ": 3}, 3},
		{"H03 one recipient is put off", times(1, "RCPT", anaLetter, "450 4.2.0 greylisted"),
			[]int{1, 3, 10, 62}, []string{benLetter, anaLetter},
			map[string]int{"RCPT ana@acme.example": 2}, 2},
		{"H04 one recipient is unknown", times(1, "RCPT", anaLetter, "550 5.1.1 who?"),
			[]int{1, 100}, []string{benLetter}, map[string]int{"RCPT ana@acme.example": 1}, 1},
		{"H07 the server stumbles over one letter each time", times(always, "DATA", anaLetter, "hang up"),
			[]int{1, 10, 62, 70}, []string{benLetter}, map[string]int{"DATA ana@acme.example": 2}, 3},
		{"H08 the answer is lost once", times(1, ".", anaLetter, "hang up"),
			[]int{1, 10}, []string{anaLetter, benLetter}, map[string]int{". ana@acme.example": 2}, 2},
		{"H08 the answer is lost each time", times(always, ".", anaLetter, "hang up"),
			[]int{1, 10, 100, 200}, []string{benLetter}, map[string]int{". ana@acme.example": 2}, 3},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			m, log := &moodyServer{mood: test.mood}, &lockedBuffer{}
			s := moodyStation(t, m, log)
			for _, at := range test.steps {
				s.step(t.Context(), moodyTime(at))
			}
			m.mu.Lock()
			defer m.mu.Unlock()
			if !slices.Equal(m.got, test.got) || m.conns != test.conns {
				t.Errorf("taken over %d connections: %q, want %d: %q", m.conns, m.got, test.conns, test.got)
			}
			for what, want := range test.heard {
				n := 0
				for _, h := range m.heard {
					if h == what {
						n++
					}
				}
				if n != want {
					t.Errorf("%d times %q, want %d", n, what, want)
				}
			}
			if t.Failed() {
				t.Logf("heard: %q\n%s", m.heard, log)
			}
		})
	}
}
