package fetch

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// maxLine is the longest line a server may send, literals aside: a search
	// answer with a million UIDs fits.
	maxLine = 8 << 20
	// maxChatter is how much a server may send in answer to one command,
	// literals aside.
	maxChatter = 10 << 20
	// maxHead is how much of a line is kept to look at.
	maxHead = 512
)

// wire is the connection the library reads. It bounds what the library does
// not (lines, literals, floods), keeps what the library throws away (the
// reason of a BYE, alerts, READ-ONLY), and ignores the library's own time
// limits: the contexts of bounded are the only ones.
type wire struct {
	net.Conn        // plain or TLS, what is read and written
	raw      func() // closes what is below, at once and from any goroutine
	maxLit   int64

	// Only the reading goroutine uses these.
	before []byte // given to the reader before anything of the connection
	lit    int64  // bytes of the current literal still to come
	line   int    // bytes of the current line
	head   []byte // its first bytes
	tail   []byte // its last bytes
	fault  error  // found in bytes after those already given

	chatter  atomic.Int64
	readOnly atomic.Bool

	mu     sync.Mutex
	bye    string
	alerts []string
}

func newWire(conn net.Conn, kill func(), maxLit int64) *wire {
	w := &wire{Conn: conn, raw: kill, maxLit: maxLit}
	w.allow()
	return w
}

// allow starts a new account of chatter, at the start of each command.
func (w *wire) allow() { w.chatter.Store(maxChatter) }

// Close closes what is below TLS: TLS itself would first say good-bye to a
// peer that may have stopped reading.
func (w *wire) Close() error { w.raw(); return nil }

func (w *wire) SetDeadline(time.Time) error      { return nil }
func (w *wire) SetReadDeadline(time.Time) error  { return nil }
func (w *wire) SetWriteDeadline(time.Time) error { return nil }

func (w *wire) Read(p []byte) (int, error) {
	if w.fault != nil {
		return 0, w.fault
	}
	if len(w.before) > 0 {
		n := copy(p, w.before)
		w.before = w.before[n:]
		return n, nil
	}
	n, err := w.Conn.Read(p)
	if good := w.scan(p[:n]); good < n {
		// What came before the fault is still given: it says which mail a
		// literal of 4 GiB belongs to.
		return good, nil
	}
	return n, err
}

// scan follows the stream and returns how many bytes of p may be given on.
func (w *wire) scan(p []byte) int {
	for i := 0; i < len(p); i++ {
		if w.lit > 0 {
			skip := min(w.lit, int64(len(p)-i))
			w.lit -= skip
			i += int(skip) - 1
			continue
		}
		if w.line++; w.line > maxLine {
			w.fault = fmt.Errorf("the server sent a line of more than %d MiB", maxLine>>20)
			return i
		}
		if w.chatter.Add(-1) < 0 {
			w.fault = fmt.Errorf("the server sent more than %d MiB for one command", maxChatter>>20)
			return i
		}
		w.keep(p[i])
		if p[i] == '\n' && !w.endLine() {
			return i + 1
		}
	}
	return len(p)
}

func (w *wire) keep(c byte) {
	if len(w.head) < maxHead {
		w.head = append(w.head, c)
	}
	if len(w.tail) == 64 {
		w.tail = w.tail[:copy(w.tail, w.tail[32:])]
	}
	w.tail = append(w.tail, c)
}

// endLine looks at a line that just ended. It is false when a literal follows
// that is larger than any we asked for.
func (w *wire) endLine() bool {
	size, ok := announced(string(w.tail))
	w.tail, w.line = w.tail[:0], 0
	if ok {
		w.lit = size
		if size > w.maxLit {
			w.fault = fmt.Errorf("the server announced a literal of %d bytes", size)
			return false
		}
		return true // the answer goes on after the literal
	}
	w.note(string(w.head))
	w.head = w.head[:0]
	return true
}

// announced reads the size of a literal at the end of a line: "… {123}".
func announced(tail string) (int64, bool) {
	tail = strings.TrimRight(tail, "\r\n")
	tail, ok := strings.CutSuffix(tail, "}")
	open := strings.LastIndexByte(tail, '{')
	if !ok || open < 0 {
		return 0, false
	}
	size, err := strconv.ParseInt(strings.TrimSuffix(tail[open+1:], "+"), 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return 1<<63 - 1, true
	}
	return size, err == nil && size >= 0
}

// note keeps what the library drops.
func (w *wire) note(line string) {
	upper := strings.ToUpper(line)
	if strings.Contains(upper, "[READ-ONLY]") {
		w.readOnly.Store(true)
	}
	bye := strings.HasPrefix(upper, "* BYE ")
	_, alert, isAlert := strings.Cut(line, "[ALERT] ")
	if !bye && !isAlert {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if bye {
		w.bye = clean(line[len("* BYE "):])
	}
	if isAlert && len(w.alerts) < 10 {
		w.alerts = append(w.alerts, clean(alert))
	}
}

// why explains a lost connection with the server's last words or our own
// fault, where there are any.
func (w *wire) why(err error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.bye != "" {
		return fmt.Errorf("the server said good-bye: %s", w.bye)
	}
	return err
}

// takeAlerts hands over the alerts seen since the last call (RFC 3501 7.1:
// they must be shown to a person).
func (w *wire) takeAlerts() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.alerts
	w.alerts = nil
	return a
}
