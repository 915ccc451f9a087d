package imaptest

import (
	"context"
	"net"
	"sync"
)

// pipes is a listener whose connections are pipes in memory.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) dial(ctx context.Context) (net.Conn, error) {
	mine, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return mine, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// serving is a listener that tells when it is listened to. The library must
// not be closed before: it is not ready for that.
type serving struct {
	net.Listener
	once  sync.Once
	ready chan struct{}
}

func (s *serving) Accept() (net.Conn, error) {
	s.once.Do(func() { close(s.ready) })
	return s.Listener.Accept()
}

// serve runs a server's Serve and returns when it accepts connections.
func serve(run func(net.Listener) error, ln net.Listener) {
	l := &serving{Listener: ln, ready: make(chan struct{})}
	go run(l)
	<-l.ready
}
