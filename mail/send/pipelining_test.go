package send_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kabar/mail/send"
)

// TestH27NoPipelining: the server says it can pipeline, and is never taken at its
// word: while it keeps an answer back, nothing more comes.
func TestH27NoPipelining(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		theirs, ours := net.Pipe()
		c := send.Config{Host: "localhost", Port: 587, TLS: "none",
			Dial: func(context.Context, string, string) (net.Conn, error) { return ours, nil }}
		heard := make(chan []string, 1)
		go func() { heard <- slowServer(t, theirs) }()
		conn, err := send.Dial(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)); err != nil {
				t.Error(err)
			}
		}
		conn.Close()
		if got := strings.Join(<-heard, " "); got != "EHLO MAIL RCPT DATA . MAIL RCPT DATA . QUIT" {
			t.Errorf("heard %s", got)
		}
	})
}

// slowServer answers each command after a second in which it listens whether
// another one comes.
func slowServer(t *testing.T, conn net.Conn) (verbs []string) {
	defer conn.Close()
	lines := bufio.NewReader(conn)
	answer := func(text string) {
		conn.SetReadDeadline(time.Now().Add(time.Second))
		if early, err := lines.Peek(1); err == nil {
			t.Errorf("before the answer to %s came more: %q", verbs, early)
		}
		conn.SetReadDeadline(time.Time{})
		fmt.Fprintf(conn, "%s\r\n", text)
	}
	fmt.Fprint(conn, "220 x\r\n")
	for data := false; ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return verbs
		}
		if data && line != ".\r\n" {
			continue
		}
		verb, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		verbs = append(verbs, verb)
		switch data = verb == "DATA"; verb {
		case "EHLO":
			answer("250-x\r\n250-PIPELINING\r\n250-CHUNKING\r\n250 8BITMIME")
		case "DATA":
			answer("354 go on")
		case "QUIT":
			answer("221 bye")
			return verbs
		default:
			answer("250 ok")
		}
	}
}
