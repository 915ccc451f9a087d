package send

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	"kabar/mail/line"
)

// Conn is a connection to the server, logged in. It makes itself a new
// connection when the old one is lost between two letters. It is used from one
// goroutine; only Close may be called from another.
type Conn struct {
	c    Config
	busy sync.Mutex // held while a letter is sent

	mu     sync.Mutex // guards what follows
	link   *link
	closed bool
}

// link is one connection.
type link struct {
	client *smtp.Client
	wire   *wire
	hello  string // our name
	dead   bool
	used   bool // a letter was tried over it
}

// Dial connects, starts TLS and logs in. A failure is an *Error.
func Dial(ctx context.Context, c Config) (*Conn, error) {
	if err := c.check(); err != nil {
		return nil, &Error{Op: "dial", Temporary: true, Account: true, Err: err}
	}
	conn := &Conn{c: c}
	if err := conn.redial(ctx); err != nil {
		return nil, err
	}
	return conn, nil
}

// MaxSize is the size of the largest letter the server says it takes, in
// bytes; 0 if it does not say (RFC 1870).
func (c *Conn) MaxSize() int64 {
	size, _ := c.link.client.MaxMessageSize()
	return int64(size)
}

// Close says QUIT and closes the connection. It may be called at any time,
// from any goroutine; a letter that is being sent may then be of unknown
// outcome.
func (c *Conn) Close() error {
	c.mu.Lock()
	c.closed = true
	l := c.link
	c.mu.Unlock()
	if c.busy.TryLock() {
		// The answer does not matter, only that the server is not surprised.
		_ = l.do(context.Background(), quitLimit, l.client.Quit)
		c.busy.Unlock()
	}
	l.wire.kill()
	return nil
}

func (c *Conn) isClosed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// redial replaces the link.
func (c *Conn) redial(ctx context.Context) error {
	if c.isClosed() {
		return &Error{Op: "dial", Temporary: true, Err: net.ErrClosed}
	}
	l, err := connect(ctx, &c.c)
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.link = l
	closed := c.closed
	c.mu.Unlock()
	if closed { // meanwhile
		l.wire.kill()
	}
	return nil
}

// connect makes a link and logs in.
func connect(ctx context.Context, c *Config) (*link, error) {
	secret := ""
	if c.User != "" {
		var err error
		if secret, err = c.Secret(ctx); err != nil {
			return nil, &Error{Op: "login", Temporary: true, Account: true,
				Err: fmt.Errorf("no secret: %w", err)}
		}
	}
	l, err := connectWith(ctx, c, secret)
	var e *Error
	if err == nil || !errors.As(err, &e) || e.Op != "login" || !e.Account {
		return l, err
	}
	if fresh, ok := line.FreshToken(ctx, c.Auth, secret, c.Secret); ok {
		return connectWith(ctx, c, fresh)
	}
	return nil, err
}

func connectWith(ctx context.Context, c *Config, secret string) (*link, error) {
	conn, kill, err := open(ctx, c)
	if err != nil {
		return nil, err
	}
	w := &wire{Conn: conn, kill: kill}
	if c.TLS == "starttls" {
		w.before = []byte("220 go on\r\n") // the real greeting came before TLS
	}
	l := &link{client: smtp.NewClient(w), wire: w, hello: c.hello()}
	err = l.do(ctx, greetingLimit+commandLimit, func() error { return l.client.Hello(l.hello) })
	if err != nil {
		kill()
		return nil, failure("greeting", "", err)
	}
	if c.User != "" {
		w.login = true
		err = l.do(ctx, commandLimit, func() error { return l.login(c, secret) })
		w.login = false
		if err != nil {
			kill()
			return nil, failure("login", "", err)
		}
	}
	return l, nil
}

// open makes the connection and, but for "none", TLS on it.
func open(ctx context.Context, c *Config) (conn net.Conn, kill func(), err error) {
	conn, kill, fault := line.Way{
		Host: c.Host, Port: c.Port, TLS: c.TLS, RootCAs: c.RootCAs, Dial: c.Dial,
		Ask:      func(conn net.Conn) error { return askTLS(conn, c.hello()) },
		AskLimit: greetingLimit, Ports: `port 465 fits "tls", 587 fits "starttls"`,
	}.Open(ctx)
	if fault != nil {
		return nil, nil, unreached(fault)
	}
	return conn, kill, nil
}

// do runs one step under its limits. A step that ends in anything but an
// answer ends the link.
func (l *link) do(ctx context.Context, limit time.Duration, f func() error) error {
	if l.dead {
		return net.ErrClosed
	}
	l.wire.room.Store(maxAnswer)
	err := line.Bounded(ctx, limit, l.wire.kill, f)
	var answer *smtp.SMTPError
	if err != nil && (!errors.As(err, &answer) || answer.Code == 421) {
		l.dead = true
		l.wire.kill()
	}
	return err
}
