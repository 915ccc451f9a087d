package imaptest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// player plays one dialogue over one connection.
type player struct {
	script *Script
	conn   net.Conn
	r      *bufio.Reader
	tag    string
}

func (p *player) play(dialogue string) error {
	for n, step := range strings.Split(dialogue, "\n") {
		step = strings.TrimSpace(step)
		if step == "" || strings.HasPrefix(step, "#") {
			continue
		}
		if err := p.step(step); err != nil {
			if errors.Is(err, errPlayed) {
				return err
			}
			return fmt.Errorf("step %d %q: %w", n, step, err)
		}
	}
	return p.afterwards()
}

func (p *player) step(step string) error {
	word, rest, _ := strings.Cut(step, " ")
	switch word {
	case "C:":
		return p.expect(rest)
	case "S:":
		if after, ok := strings.CutPrefix(rest, "$"); ok {
			rest = p.tag + after
		}
		return p.send([]byte(rest + "\r\n"))
	case "s:":
		raw, err := strconv.Unquote(rest)
		if err != nil {
			return err
		}
		return p.send([]byte(raw))
	case "fill":
		return p.fill(rest)
	case "data":
		return p.data()
	case "sleep":
		return p.sleep(rest)
	case "tls":
		p.conn = tls.Server(p.conn, p.script.TLS)
		p.r = bufio.NewReader(p.conn)
		return nil
	case "stall":
		_, _ = io.Copy(io.Discard, p.r)
		return errPlayed
	case "freeze":
		<-p.script.ctx.Done()
		return errPlayed
	case "close":
		p.conn.Close()
		return errPlayed
	}
	return errors.New("no such step")
}

// send ignores that a client has hung up: that is often what the test is about.
// If something was still expected of it, the next step says so.
func (p *player) send(b []byte) error {
	_, _ = p.conn.Write(b)
	return nil
}

func (p *player) line() (string, error) {
	line, err := p.r.ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("the client hung up: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	p.script.hear(line)
	return line, nil
}

// expect reads a line, which may begin with a tag.
func (p *player) expect(want string) error {
	line, err := p.line()
	if err != nil {
		return err
	}
	if hasPrefixFold(line, want) {
		return nil
	}
	tag, command, _ := strings.Cut(line, " ")
	if !hasPrefixFold(command, want) {
		return fmt.Errorf("the client said %q", line)
	}
	p.tag = tag
	return nil
}

func hasPrefixFold(s, prefix string) bool {
	return prefix != "" && len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func (p *player) fill(args string) error {
	count, what, _ := strings.Cut(args, " ")
	n, err := strconv.ParseInt(count, 10, 64)
	what, err2 := strconv.Unquote(what)
	if err != nil || err2 != nil || what == "" {
		return errors.New("fill needs a number and a Go string")
	}
	block := bytes.Repeat([]byte(what), 1+32<<10/len(what))
	for left := n * int64(len(what)); left > 0; left -= int64(len(block)) {
		if _, err := p.conn.Write(block[:min(left, int64(len(block)))]); err != nil {
			return nil // as in send
		}
	}
	return nil
}

func (p *player) data() error {
	for {
		line, err := p.line()
		if err != nil || line == "." {
			return err
		}
	}
}

func (p *player) sleep(d string) error {
	pause, err := time.ParseDuration(d)
	if err != nil {
		return err
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-p.script.ctx.Done():
		return errPlayed
	}
}
