package send

import (
	"errors"
	"fmt"
	"net"
	"sync/atomic"
	"time"
)

// wire is the connection the library uses: it bounds what the server may say
// in one step and ignores the library's own time limits, so that the contexts
// of line.Bounded are the only ones.
type wire struct {
	net.Conn        // plain or TLS, what is read and written
	kill     func() // closes what is below, at once and from any goroutine
	before   []byte // given to the reader before anything of the connection
	login    bool   // only while logging in
	room     atomic.Int64
}

func (w *wire) Read(p []byte) (int, error) {
	if len(w.before) > 0 {
		n := copy(p, w.before)
		w.before = w.before[n:]
		return n, nil
	}
	n, err := w.Conn.Read(p)
	if w.room.Add(-int64(n)) < 0 {
		return 0, fmt.Errorf("the server said more than %d KiB at once", maxAnswer>>10)
	}
	return n, err
}

// errNoStar ends an attempt to cancel AUTH.
var errNoStar = errors.New("not sent")

// Write passes everything on but the "*" with which the library cancels an AUTH
// that the server has refused already: it would then wait for an answer that
// need not come, and we close the connection anyhow.
func (w *wire) Write(p []byte) (int, error) {
	if w.login && string(p) == "*\r\n" {
		return 0, errNoStar
	}
	return w.Conn.Write(p)
}

// Close closes what is below TLS: TLS itself would first say good-bye to a
// peer that may have stopped reading.
func (w *wire) Close() error { w.kill(); return nil }

func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }
