package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kabar/mail/line"
)

// link is one connection, logged in. When anything on it fails but a plain
// refusal of the server, it is dead and a new one has to be made.
type link struct {
	client *imapclient.Client
	wire   *wire
	caps   imap.CapSet
	news   chan struct{} // holds one when the folder grew
	stray  catcher
	box    box
	noIdle bool // the server offers IDLE and then refuses it
}

// box is the folder that is selected now.
type box struct {
	name      string
	validity  uint32
	next      uint32 // UIDNEXT; 0 where the server does not say (Courier)
	count     uint32
	canFlag   bool // \Seen can be kept
	canMark   bool // our keyword can be kept
	canChange bool // not READ-ONLY
}

// connect dials and logs in.
func connect(ctx context.Context, c *Config) (*link, error) {
	secret, err := c.Secret(ctx)
	if err != nil {
		return nil, &Error{Op: "login", Kind: kindLogin, Err: fmt.Errorf("no secret: %w", err)}
	}
	l, err := connectWith(ctx, c, secret)
	var e *Error
	if err == nil || !errors.As(err, &e) || e.Kind != kindLogin {
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
	l := newLink(conn, kill, c)
	err = line.Bounded(ctx, loginLimit, kill, func() error { return l.login(c, secret) })
	if err != nil {
		l.client.Close()
		return nil, l.explain("login", err)
	}
	return l, nil
}

// open makes the connection and, but for "none", TLS on it. With STARTTLS the
// greeting is already used up then, and the wire gives the library another.
func open(ctx context.Context, c *Config) (conn net.Conn, kill func(), err error) {
	conn, kill, fault := line.Way{
		Host: c.Host, Port: c.Port, TLS: c.TLS, RootCAs: c.RootCAs, Dial: c.Dial,
		Ask: askTLS, AskLimit: askLimit, Ports: `port 993 fits "tls", 143 fits "starttls"`,
	}.Open(ctx)
	if fault == nil {
		return conn, kill, nil
	}
	kind := lostKind(fault.Err)
	switch fault.Step {
	case "plain":
		kind = kindConfig
	case "tls":
		kind = kindTLS
	}
	return nil, nil, &Error{Op: "dial", Kind: kind, Hint: fault.Hint, Err: fault.Err}
}

// newLink gives the connection to the library.
func newLink(conn net.Conn, kill func(), c *Config) *link {
	w := newWire(conn, kill, c)
	if c.TLS == "starttls" {
		w.before = []byte("* OK go on\r\n")
	}
	l := &link{wire: w, news: make(chan struct{}, 1)}
	// The library calls these on the goroutine that reads, so they must not
	// wait for anything, least of all send a command.
	l.client = imapclient.New(w, &imapclient.Options{
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{
			Mailbox: func(data *imapclient.UnilateralDataMailbox) {
				if data.NumMessages == nil {
					return
				}
				select {
				case l.news <- struct{}{}:
				default:
				}
			},
			Fetch: l.stray.take,
		},
	})
	return l
}

// do runs one command under the limits.
func (l *link) do(ctx context.Context, limit time.Duration, f func() error) error {
	if l.dead() {
		return errDead
	}
	l.wire.allow()
	return line.Bounded(ctx, limit, l.wire.raw, f)
}

var errDead = errors.New("the connection is closed")

func (l *link) dead() bool {
	select {
	case <-l.client.Closed():
		return true
	default:
		return false
	}
}

// fail ends the link after an error that is no refusal, and says why. A
// refusal leaves the link as it is.
func (l *link) fail(op string, err error) error {
	if no, ok := refusal(err); ok && !passing(no) {
		return &Error{Op: op, Kind: kindFolder, Err: saying(no)}
	} else if !ok {
		l.client.Close()
	}
	return l.explain(op, err)
}

// explain finds the kind of an error.
func (l *link) explain(op string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	if no, ok := refusal(err); ok {
		return &Error{Op: op, Kind: kindNetwork, Err: saying(no)}
	}
	return &Error{Op: op, Kind: lostKind(err), Err: l.wire.why(err)}
}

// lostKind: a line is lost to the network, unless the server would have us go
// on without TLS.
func lostKind(err error) string {
	if errors.Is(err, errPreauth) {
		return kindTLS
	}
	return kindNetwork
}

// saying is a refusal with the server's words made fit for a log.
func saying(no *imap.Error) error {
	return &imap.Error{Type: no.Type, Code: no.Code, Text: line.Said(no.Text)}
}
