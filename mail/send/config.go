package send

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"time"

	"kabar/mail/line"
)

// Config says by which server letters leave. Host is required.
type Config struct {
	Host string // name or address, without a scheme
	Port int    // 465 fits TLS "tls", 587 fits "starttls"
	TLS  string // "tls", "starttls", or "none", which only reaches this machine
	User string // "" does not log in
	// Auth is how to log in: "password" (also ""), "xoauth2" or "oauthbearer".
	Auth string
	// Secret gives the password or the OAuth token. It is asked at each login,
	// and for a token once more when the server refuses the first.
	Secret  func(context.Context) (string, error)
	Hello   string // our name in EHLO; "" is "localhost"
	RootCAs *x509.CertPool
	// Dial opens the connection; nil is net.Dialer's, which tries all addresses.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Time limits of RFC 5321 4.5.3.2. The context of the caller can only shorten
// them.
const (
	greetingLimit = 5 * time.Minute
	commandLimit  = 5 * time.Minute // EHLO, AUTH, MAIL, RCPT, RSET
	dataLimit     = 2 * time.Minute // the answer to DATA
	blockLimit    = 3 * time.Minute // each block of the letter
	endLimit      = 10 * time.Minute
	quitLimit     = 2 * time.Second

	blockSize = 64 << 10
	maxAnswer = 64 << 10 // bytes a server may say in one step
)

func (c *Config) check() error {
	switch {
	case c.User != "" && c.Secret == nil:
		return errors.New("no secret")
	case strings.ContainsFunc(c.Hello, func(r rune) bool { return r <= ' ' || r > '~' }):
		return errors.New("the name in EHLO is one word of plain ASCII")
	}
	return line.Check(c.Host, c.TLS, c.Auth, "smtp")
}

func (c *Config) hello() string {
	if c.Hello == "" {
		return "localhost"
	}
	return c.Hello
}
