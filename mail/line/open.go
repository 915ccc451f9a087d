package line

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strconv"
	"sync"
	"time"
)

// dialLimit is the longest a server may take to be reached, and for TLS. The
// context of the caller can only shorten it.
const dialLimit = 30 * time.Second

// Way is how a server is reached.
type Way struct {
	Host    string // name or address
	Port    int
	TLS     string         // "tls", "starttls", or "none", which only reaches this machine
	RootCAs *x509.CertPool // nil: those of this machine
	// Dial opens the connection; nil is net.Dialer's, which tries all addresses.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// Ask talks to the server in plain text just long enough to start TLS, at
	// most for AskLimit. For "starttls" only.
	Ask      func(net.Conn) error
	AskLimit time.Duration
	Ports    string // which port fits which TLS, for the hint that says so
}

// Fault is why there is no connection.
type Fault struct {
	// Step is what failed: "dial"; "plain": another machine without TLS; "ask":
	// the server was asked for TLS; "tls": it can't be trusted; "lost": the line
	// went dead while TLS began.
	Step string
	Hint string // the next step for the person who runs kabar; "" if none is known
	Err  error
}

// Open makes the connection and, but for "none", TLS on it. kill closes what is
// below TLS, at once and from any goroutine.
func (w Way) Open(ctx context.Context) (conn net.Conn, kill func(), fault *Fault) {
	dial := w.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	dialCtx, cancel := context.WithTimeout(ctx, dialLimit)
	raw, err := dial(dialCtx, "tcp", net.JoinHostPort(w.Host, strconv.Itoa(w.Port)))
	cancel()
	if err != nil {
		return nil, nil, &Fault{Step: "dial", Err: err}
	}
	kill = sync.OnceFunc(func() { raw.Close() })
	if conn, fault = w.secure(ctx, raw, kill); fault != nil {
		kill()
		return nil, nil, fault
	}
	return conn, kill, nil
}

func (w Way) secure(ctx context.Context, raw net.Conn, kill func()) (net.Conn, *Fault) {
	switch w.TLS {
	case "none":
		if !onThisMachine(w.Host, raw) {
			return nil, &Fault{Step: "plain", Hint: `set tls = "tls" or "starttls"`,
				Err: fmt.Errorf("%s is another machine: nothing goes there without TLS", w.Host)}
		}
		return raw, nil
	case "starttls":
		if err := Bounded(ctx, w.AskLimit, kill, func() error { return w.Ask(raw) }); err != nil {
			return nil, &Fault{Step: "ask", Err: err}
		}
	}
	conn := tls.Client(raw, &tls.Config{
		ServerName: w.Host, RootCAs: w.RootCAs, MinVersion: tls.VersionTLS12,
	})
	err := Bounded(ctx, dialLimit, kill, func() error { return conn.HandshakeContext(ctx) })
	switch {
	case err == nil:
		return conn, nil
	case lost(err):
		return nil, &Fault{Step: "lost", Err: err}
	}
	return nil, &Fault{Step: "tls", Hint: w.trustHint(err), Err: err}
}

// onThisMachine tells whether a connection without TLS stays on this machine.
// The peer's address counts where there is one, not only the name.
func onThisMachine(host string, conn net.Conn) bool {
	if tcp, ok := conn.RemoteAddr().(*net.TCPAddr); ok {
		return tcp.IP.IsLoopback()
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
