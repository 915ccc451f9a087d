package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"time"

	"kabar/mail/line"
)

// Config says which folder to read and how to get there. Host, User, Secret
// and Folder are required.
type Config struct {
	Host string // name or address, without a scheme
	Port int    // 993 fits TLS "tls", 143 fits "starttls"
	TLS  string // "tls", "starttls", or "none", which only reaches this machine
	User string
	// Auth is how to log in: "password" (also ""), "xoauth2" or "oauthbearer".
	Auth string
	// Secret gives the password or the OAuth token. It is asked at each login,
	// and for a token once more when the server refuses the first.
	Secret  func(context.Context) (string, error)
	Folder  string
	Archive string // where handled mail is moved; "" flags it only
	RootCAs *x509.CertPool
	// Dial opens the connection; nil is net.Dialer's, which tries all addresses.
	Dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	MaxSize int64 // of one mail in bytes; 0 is 25 MiB

	maxLine, maxChatter int64 // for tests; 0 is the usual, see wire
}

// Limits. The time limits are the longest a server may take for one thing;
// the context of the caller can only shorten them.
const (
	defaultMaxSize = 25 << 20

	askLimit     = 30 * time.Second // for STARTTLS
	loginLimit   = time.Minute
	commandLimit = time.Minute
	listLimit    = 3 * time.Minute // a search or a move in a very large folder
	byeLimit     = 2 * time.Second
	leaveLimit   = 5 * time.Second // to leave IDLE when the caller has no more time
	slowest      = 32 << 10        // bytes a second a body may trickle at

	idleLimit = 5 * time.Minute // renewed at least so often (RFC 2177 says 29 minutes)
	pollEvery = time.Minute     // without IDLE

	batchSize   = 100 // mails per FETCH
	maxTries    = 3   // per mail
	maxRedials  = 10  // per call of After
	maxFolders  = 1000
	storeBatch  = 500 // UIDs per STORE or MOVE
	maxSearched = 1 << 20
)

// keyword marks the mails kabar is done with. IMAP keywords are plain ASCII.
const keyword = "$Kabar"

func (c *Config) check() error {
	switch {
	case c.Secret == nil:
		return errors.New("no secret")
	case c.Folder == "":
		return errors.New("no folder")
	}
	return line.Check(c.Host, c.TLS, c.Auth, "imaps")
}

func (c *Config) maxSize() int64 {
	if c.MaxSize > 0 {
		return c.MaxSize
	}
	return defaultMaxSize
}
