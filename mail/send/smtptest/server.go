// Package smtptest is an SMTP submission server in the same process, for tests
// and for kabar's own demonstration, as net/http/httptest is for HTTP. [Server]
// works like a real one and hands each letter to a function. [Postfix] is the
// real thing, where it is installed.
package smtptest

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"sync"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Server takes letters. Set the fields before Start.
type Server struct {
	Users         map[string]string // name to password or token; nil asks for no login
	TLS           *tls.Config       // offers TLS; nil is a server without
	StartTLS      bool              // with TLS: begin in plain text and offer STARTTLS
	AllowInsecure bool              // with StartTLS: take a password without TLS as well
	MaxBytes      int64             // announced as SIZE; 0 announces none
	UTF8          bool              // offer SMTPUTF8

	deliver func(from string, to []string, data []byte) error

	mu    sync.Mutex // deliver is called by one at a time
	front *smtp.Server
}

// New makes a server that gives each letter to deliver, one at a time. An error
// of deliver refuses the letter: with its code if it is a *Refusal, else with
// 554.
func New(deliver func(from string, to []string, data []byte) error) *Server {
	return &Server{deliver: deliver}
}

// Refusal is an answer for deliver to give.
type Refusal struct {
	Code int // 400 to 599
	Text string
}

// Error is the text of the answer.
func (r *Refusal) Error() string { return r.Text }

// Start listens on a free port of 127.0.0.1 and returns "host:port".
func (s *Server) Start() (addr string, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr = ln.Addr().String()
	s.front = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{server: s}, nil
	}))
	s.front.Domain = "localhost"
	s.front.ErrorLog = log.New(io.Discard, "", 0)
	s.front.MaxMessageBytes = s.MaxBytes
	s.front.EnableSMTPUTF8 = s.UTF8
	s.front.AllowInsecureAuth = s.AllowInsecure || s.TLS == nil
	if s.StartTLS {
		s.front.TLSConfig = s.TLS
	} else if s.TLS != nil {
		ln = tls.NewListener(ln, s.TLS)
	}
	l := &serving{Listener: ln, ready: make(chan struct{})}
	go s.front.Serve(l)
	<-l.ready // the library must not be closed before
	return addr, nil
}

// serving is a listener that tells when it is listened to.
type serving struct {
	net.Listener
	once  sync.Once
	ready chan struct{}
}

func (s *serving) Accept() (net.Conn, error) {
	s.once.Do(func() { close(s.ready) })
	return s.Listener.Accept()
}

// Close ends all connections and stops listening.
func (s *Server) Close() error {
	if s.front == nil {
		return nil
	}
	return s.front.Close()
}

// session is one connection.
type session struct {
	server   *Server
	loggedIn bool
	from     string
	to       []string
}

// AuthMechanisms names the ways to log in.
func (s *session) AuthMechanisms() []string {
	if s.server.Users == nil {
		return nil
	}
	return []string{"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"}
}

var (
	errLogin = &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8},
		Message: "wrong user or password"}
	errFirst = &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0},
		Message: "log in first"}
)

// Auth begins an exchange. A user's password is the token, too.
func (s *session) Auth(mech string) (sasl.Server, error) {
	switch mech {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, password string) error {
			return s.check(user, password)
		}), nil
	case "LOGIN":
		return &loginServer{check: s.check}, nil
	case "XOAUTH2":
		return &xoauth2{check: s.check}, nil
	case "OAUTHBEARER":
		return sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
			if s.check(o.Username, o.Token) != nil {
				return &sasl.OAuthBearerError{Status: "invalid_token", Schemes: "bearer"}
			}
			return nil
		}), nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

func (s *session) check(user, password string) error {
	if known, ok := s.server.Users[user]; !ok || known != password {
		return errLogin
	}
	s.loggedIn = true
	return nil
}

// Mail begins a letter.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.Users != nil && !s.loggedIn {
		return errFirst
	}
	s.from, s.to = from, nil
	return nil
}

// Rcpt adds a recipient.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

// Data takes the letter.
func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	err = s.server.deliver(s.from, s.to, data)
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return &smtp.SMTPError{Code: refusal.Code, Message: refusal.Text,
			EnhancedCode: smtp.EnhancedCode{refusal.Code / 100, 0, 0}}
	}
	return err
}

// Reset forgets a letter that was begun.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout ends the connection.
func (s *session) Logout() error { return nil }
