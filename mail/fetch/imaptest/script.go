package imaptest

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
)

// Script is a server that says what it is told to say, for tests of faults. It
// knows no protocol but lines, so it plays an SMTP server as well.
//
// A dialogue has one step a line:
//
//	C: UID FETCH 1:3   the client must send a line that begins so (without tag)
//	S: $ OK done       send a line; "$" stands for the client's last tag
//	s: "a\r\nb"        send just these bytes, written as a Go string
//	fill 1000 "x"      send these bytes that often
//	data               read lines up to a lone dot
//	sleep 9m           let time pass
//	tls                start TLS
//	stall              say nothing more, and read all that comes
//	freeze             say nothing more, and read nothing either
//	close              close the connection
//	# …                a remark
//
// After its last step a dialogue answers each further command with OK.
type Script struct {
	TLS *tls.Config // for the step "tls"

	dialogues []string
	ctx       context.Context
	stop      context.CancelFunc
	wg        sync.WaitGroup

	mu    sync.Mutex
	next  int
	conns []net.Conn
	ln    net.Listener
	heard []string
	fault error
}

// NewScript makes a server whose first connection plays the first dialogue,
// and so on. Connections beyond the last dialogue are closed at once.
func NewScript(dialogues ...string) *Script {
	ctx, stop := context.WithCancel(context.Background())
	return &Script{dialogues: dialogues, ctx: ctx, stop: stop}
}

// Dial connects over a pipe; it fits the Dial of a Config.
func (s *Script) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	mine, theirs := net.Pipe()
	s.answer(theirs)
	return mine, nil
}

// Start listens on a free port of 127.0.0.1 and returns "host:port".
func (s *Script) Start() (addr string, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s.ln = ln
	s.wg.Go(func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			s.answer(conn)
		}
	})
	return ln.Addr().String(), nil
}

// Close ends all connections. It returns how the client first left the script,
// or that it has not used all of it.
func (s *Script) Close() error {
	s.stop()
	s.mu.Lock()
	if s.ln != nil {
		s.ln.Close()
	}
	for _, c := range s.conns {
		c.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault == nil && s.next < len(s.dialogues) {
		return fmt.Errorf("script: only %d of %d dialogues were played", s.next, len(s.dialogues))
	}
	return s.fault
}

// Heard gives all lines the clients have sent, without CR LF.
func (s *Script) Heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.heard...)
}

func (s *Script) answer(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next >= len(s.dialogues) || s.ctx.Err() != nil {
		conn.Close()
		return
	}
	n := s.next
	s.next++
	s.conns = append(s.conns, conn)
	s.wg.Go(func() {
		defer conn.Close()
		p := player{script: s, conn: conn, r: bufio.NewReader(conn)}
		err := p.play(s.dialogues[n])
		if err == nil || errors.Is(err, errPlayed) {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.fault == nil {
			s.fault = fmt.Errorf("script: dialogue %d: %w", n+1, err)
		}
	})
}

// hear keeps a line.
func (s *Script) hear(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, line)
}

// errPlayed ends a dialogue as it should.
var errPlayed = errors.New("played")

// afterwards answers everything, so that a client can say good-bye.
func (p *player) afterwards() error {
	for {
		line, err := p.line()
		if err != nil {
			return errPlayed
		}
		tag, cmd, _ := strings.Cut(line, " ")
		switch {
		case strings.EqualFold(line, "QUIT"):
			_, err = io.WriteString(p.conn, "221 bye\r\n")
		case cmd != "":
			_, err = io.WriteString(p.conn, tag+" OK\r\n")
		}
		if err != nil {
			return errPlayed
		}
	}
}
