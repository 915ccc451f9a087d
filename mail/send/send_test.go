package send_test

import (
	"context"
	"net"
	"strconv"
	"sync"
	"testing"

	"kabar/mail/send"
	"kabar/mail/send/smtptest"
)

func secret(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

type letter struct {
	from, to, data string
}

// inbox is what a server has taken.
type inbox struct {
	mu      sync.Mutex
	letters []letter
}

func (b *inbox) deliver(from string, to []string, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, addr := range to {
		b.letters = append(b.letters, letter{from, addr, string(data)})
	}
	return nil
}

func (b *inbox) all() []letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]letter(nil), b.letters...)
}

func start(t *testing.T, s *smtptest.Server) send.Config {
	t.Helper()
	c := send.Config{Host: "127.0.0.1", TLS: "none"}
	listen(t, &c, s)
	t.Cleanup(func() { s.Close() })
	return c
}

// listen makes a server reachable over TCP.
func listen(t *testing.T, c *send.Config, s interface{ Start() (string, error) }) {
	t.Helper()
	addr, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(addr)
	c.Port, _ = strconv.Atoi(port)
	c.Dial = nil
}

func dial(t *testing.T, c send.Config) *send.Conn {
	t.Helper()
	conn, err := send.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

const text = "Subject: Apa kabar?\r\n\r\nDone:\r\n..\r\n.\r\nNext:\r\n"

func TestSendDeliversExactBytes(t *testing.T) {
	var box inbox
	s := smtptest.New(box.deliver)
	s.Users = map[string]string{"team": "s3cret"}
	c := start(t, s)
	c.User, c.Secret = "team", secret("s3cret")
	conn := dial(t, c)
	for range 2 {
		if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	want := letter{"team@kabar.example", "ana@team.example", text}
	if got := box.all(); len(got) != 2 || got[0] != want || got[1] != want {
		t.Errorf("the server has %+v", got)
	}
}
