package imaptest

import (
	"context"
	"net"
	"sync"
)

// Proxy passes connections on until so many bytes went through, both ways
// together, and swallows everything from then on. Neither side is told, as when
// a router on the way forgets a connection: it is half open (PROMISES G04).
type Proxy struct {
	dial func(ctx context.Context, network, addr string) (net.Conn, error)

	mu     sync.Mutex
	rooms  []int64 // of the connections to come
	passed int64
	conns  []net.Conn
}

// NewProxy makes a proxy in front of what dial reaches. The first connection
// passes as many bytes as the first of rooms says, and so on; those beyond pass
// all.
func NewProxy(dial func(ctx context.Context, network, addr string) (net.Conn, error),
	rooms ...int64) *Proxy {
	return &Proxy{dial: dial, rooms: rooms}
}

// Dial connects; it fits the Dial of a Config.
func (p *Proxy) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	server, err := p.dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	mine, theirs := net.Pipe()
	t := &tunnel{proxy: p, room: 1 << 62}
	p.mu.Lock()
	if len(p.rooms) > 0 {
		t.room, p.rooms = p.rooms[0], p.rooms[1:]
	}
	p.conns = append(p.conns, server, theirs)
	p.mu.Unlock()
	go t.pass(server, theirs)
	go t.pass(theirs, server)
	return mine, nil
}

// Passed is how many bytes have gone through all connections.
func (p *Proxy) Passed() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.passed
}

// Close ends all connections.
func (p *Proxy) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
	return nil
}

// tunnel is one connection; room is what may still go through it.
type tunnel struct {
	proxy *Proxy
	room  int64
}

// take uses up room for n bytes and returns how many go through.
func (t *tunnel) take(n int) int {
	t.proxy.mu.Lock()
	defer t.proxy.mu.Unlock()
	n = int(min(int64(n), t.room))
	t.room -= int64(n)
	t.proxy.passed += int64(n)
	return n
}

// pass carries one direction. Once the room is used up it reads on, and says
// nothing of what it reads, nor that the other side is gone.
func (t *tunnel) pass(to, from net.Conn) {
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if n = t.take(n); n > 0 {
			to.Write(buf[:n]) // a side that is gone says so when it is read
		}
		if err != nil {
			if t.take(1) > 0 {
				to.Close()
			}
			return
		}
	}
}
