// Package imaptest is an IMAP server in the same process, for tests and for
// kabar's own demonstration, as net/http/httptest is for HTTP. [Server] works
// like a real one, with mailboxes in memory. [Script] is one that misbehaves as
// it is told. [Dovecot] is the real thing, where it is installed.
package imaptest

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Server is an IMAP server with mailboxes in memory. Each user has INBOX,
// Archive and Sent. Set the fields before Start.
type Server struct {
	TLS           *tls.Config // offers TLS; nil is a server without
	StartTLS      bool        // with TLS: begin in plain text and offer STARTTLS
	AllowInsecure bool        // with StartTLS: take a password without TLS as well
	Lacks         []string    // capabilities to hide, such as "MOVE", "UIDPLUS"

	users  map[string]*imapmemserver.User
	secret map[string]string
	mem    *imapmemserver.Server
	inside *imapserver.Server // for ourselves: over pipes, without TLS

	mu      sync.Mutex
	changed chan struct{} // closed when any mailbox has changed
	front   *imapserver.Server
	pipes   *pipes
	hidden  *pipes
}

// New makes a server for users with their passwords, which also serve as OAuth
// tokens.
func New(users map[string]string) *Server {
	s := &Server{
		users: map[string]*imapmemserver.User{}, secret: map[string]string{},
		mem: imapmemserver.New(), changed: make(chan struct{}), hidden: newPipes(),
	}
	for name, secret := range users {
		u := imapmemserver.NewUser(name, secret)
		for _, folder := range []string{"INBOX", "Archive", "Sent"} {
			_ = u.Create(folder, nil)
		}
		s.mem.AddUser(u)
		s.users[name], s.secret[name] = u, secret
	}
	s.inside = imapserver.New(&imapserver.Options{
		NewSession: s.session, Caps: caps(nil), InsecureAuth: true, Logger: silent,
	})
	serve(s.inside.Serve, s.hidden)
	return s
}

var silent = log.New(io.Discard, "", 0)

func caps(lacks []string) imap.CapSet {
	set := imap.CapSet{}
	for _, c := range []imap.Cap{imap.CapIMAP4rev1, imap.CapNamespace, imap.CapUIDPlus,
		imap.CapMove, imap.CapLiteralPlus} {
		set[c] = struct{}{}
	}
	for _, c := range lacks {
		delete(set, imap.Cap(c))
	}
	return set
}

// Start listens on a free port of 127.0.0.1 and returns "host:port".
func (s *Server) Start() (addr string, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s.serve(ln)
	return ln.Addr().String(), nil
}

// Dial connects without a network: it fits fetch.Config.Dial and needs no
// Start. The address does not matter.
func (s *Server) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	s.mu.Lock()
	p := s.pipes
	s.mu.Unlock()
	if p == nil {
		p = newPipes()
		s.mu.Lock()
		s.pipes = p
		s.mu.Unlock()
		s.serve(p)
	}
	return p.dial(ctx)
}

func (s *Server) serve(ln net.Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.front == nil {
		o := &imapserver.Options{
			NewSession: s.session, Caps: caps(s.Lacks), Logger: silent,
			InsecureAuth: s.AllowInsecure || s.TLS == nil || !s.StartTLS,
		}
		if s.StartTLS {
			o.TLSConfig = s.TLS
		}
		s.front = imapserver.New(o)
	}
	if s.TLS != nil && !s.StartTLS {
		ln = tls.NewListener(ln, s.TLS)
	}
	serve(s.front.Serve, ln)
}

// Close ends all connections and stops listening.
func (s *Server) Close() error {
	s.mu.Lock()
	front, pipes := s.front, s.pipes
	s.mu.Unlock()
	err := s.inside.Close()
	if front != nil {
		err = errors.Join(err, front.Close())
	}
	if pipes != nil {
		pipes.Close()
	}
	return err
}

// Append puts a message into a folder, as if it had arrived at that time.
func (s *Server) Append(user, folder string, raw []byte, at time.Time) error {
	u, ok := s.users[user]
	if !ok {
		return fmt.Errorf("imaptest: no user %q", user)
	}
	_, err := u.Append(folder, literal{bytes.NewReader(raw)}, &imap.AppendOptions{Time: at})
	s.bump()
	return err
}

// literal is bytes as the library wants them.
type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// bump wakes the sessions that idle.
func (s *Server) bump() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) change() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}
