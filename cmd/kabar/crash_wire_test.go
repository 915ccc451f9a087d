package main

import (
	"net"
	"sync"
)

// meter counts what happens between kabar and its servers, and kills kabar at
// the event it is set to. Every piece of bytes is two events: one before it is
// handed on, one after. Before it, nobody will ever hear of the piece; after
// it, the receiver has it and kabar may or may not go on for a moment.
type meter struct {
	mu   sync.Mutex
	at   int // 0: only count
	n    int
	kill func()
	hit  bool
	cut  bool // kabar died before the piece was handed on: nothing is any more
}

// arm starts the process and sets the event at which it dies. No event counts
// before the process can be killed.
func (m *meter) arm(at int, start func() (kill func(), err error)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at, m.n, m.hit, m.cut = at, 0, false, false
	var err error
	m.kill, err = start()
	return err
}

// pass hands on one piece, with an event on either side of it.
func (m *meter) pass(hand func()) {
	if m.event() {
		m.mu.Lock()
		m.cut = true
		m.mu.Unlock()
	}
	m.mu.Lock()
	cut := m.cut
	m.mu.Unlock()
	if !cut {
		hand()
	}
	m.event()
}

// event counts one and tells whether it was kabar's last.
func (m *meter) event() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.n++
	if m.at == 0 || m.n != m.at {
		return false
	}
	m.kill()
	m.hit = true
	return true
}

// rest ends the counting and tells what came of it.
func (m *meter) rest() (events int, hit bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = 0
	return m.n, m.hit
}

// wire stands between kabar and one server.
type wire struct {
	ln    net.Listener
	to    string
	meter *meter

	mu     sync.Mutex
	quiet  *sync.Cond
	open   int    // connections that are not over
	newest string // who connected last
}

// newWire listens for kabar and connects it with the server at addr.
func newWire(addr string, m *meter) (*wire, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &wire{ln: ln, to: addr, meter: m}
	w.quiet = sync.NewCond(&w.mu)
	go w.accept()
	return w, nil
}

func (w *wire) accept() {
	for {
		client, err := w.ln.Accept()
		if err != nil {
			return
		}
		w.count(1, client.RemoteAddr().String())
		go func() {
			w.join(client.(*net.TCPConn))
			w.count(-1, "")
		}()
	}
}

func (w *wire) count(n int, who string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open += n
	if who != "" {
		w.newest = who
	}
	w.quiet.Broadcast()
}

// settle returns when the servers are through with all that a dead kabar said.
// Connections are taken in the order in which they came: behind one of ours
// there is none of kabar's left.
func (w *wire) settle() error {
	last, err := net.Dial("tcp", w.ln.Addr().String())
	if err != nil {
		return err
	}
	last.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.newest != last.LocalAddr().String() || w.open > 0 {
		w.quiet.Wait()
	}
	return nil
}

// join carries bytes until the server has closed its side, which it does when
// it is through with everything that the client has said.
func (w *wire) join(client *net.TCPConn) {
	defer client.Close()
	conn, err := net.Dial("tcp", w.to)
	if err != nil {
		return
	}
	server := conn.(*net.TCPConn)
	defer server.Close()
	go func() {
		w.carry(server, client)
		server.CloseWrite()
	}()
	w.carry(client, server)
}

func (w *wire) carry(to, from *net.TCPConn) {
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			w.meter.pass(func() { to.Write(buf[:n]) })
		}
		if err != nil {
			return
		}
	}
}
