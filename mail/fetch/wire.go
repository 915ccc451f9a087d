package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kabar/mail/line"
)

const (
	// usualLine is the longest line a server may send, literals aside: a search
	// answer with a million UIDs fits.
	usualLine = 8 << 20
	// usualChatter is how much a server may send in answer to one command,
	// literals aside.
	usualChatter = 10 << 20
	// maxHead is how much of a line is kept to look at.
	maxHead = 512
	maxTail = 64
	// literalSlack: servers differ by some bytes between RFC822.SIZE and the
	// literal, so a little more than the mail limit may pass here.
	literalSlack = 1 << 20
)

// wire is the connection the library reads. It bounds what the library does
// not (lines, literals, floods), keeps what the library throws away (the
// reason of a BYE, alerts, READ-ONLY), and ignores the library's own time
// limits: the contexts of bounded are the only ones.
type wire struct {
	net.Conn          // plain or TLS, what is read and written
	raw        func() // closes what is below, at once and from any goroutine
	maxLit     int64
	maxLine    int64
	maxChatter int64

	// Only the reading goroutine uses these.
	before []byte // given to the reader before anything of the connection
	lit    int64  // bytes of the current literal still to come
	line   int64  // bytes of the current line
	head   []byte // its first bytes
	tail   []byte // its last bytes
	fault  error  // found in bytes after those already given

	chatter  atomic.Int64
	readOnly atomic.Bool

	mu     sync.Mutex
	bye    string
	alerts []string
}

func newWire(conn net.Conn, kill func(), c *Config) *wire {
	w := &wire{Conn: conn, raw: kill, maxLit: c.maxSize() + literalSlack,
		maxLine: usualLine, maxChatter: usualChatter}
	if c.maxLine > 0 {
		w.maxLine, w.maxChatter = c.maxLine, c.maxChatter
	}
	w.allow()
	return w
}

// allow starts a new account of chatter, at the start of each command.
func (w *wire) allow() { w.chatter.Store(w.maxChatter) }

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
	done := 0
	for done < len(p) {
		rest := p[done:]
		if w.lit > 0 {
			skip := min(w.lit, int64(len(rest)))
			w.lit -= skip
			done += int(skip)
			continue
		}
		end := bytes.IndexByte(rest, '\n') + 1
		part := rest[:end]
		if end == 0 {
			part = rest
		}
		n, fault := w.account(len(part))
		w.keep(part[:n])
		done += n
		if w.fault = fault; fault != nil {
			return done
		}
		if end > 0 && !w.endLine() {
			return done
		}
	}
	return done
}

// account takes n bytes of a line, or as many as the limits allow.
func (w *wire) account(n int) (took int, err error) {
	if left := w.maxLine - w.line; int64(n) > left {
		n, err = int(left), fmt.Errorf("the server sent a line of more than %d bytes", w.maxLine)
	}
	if left := max(0, w.chatter.Load()); int64(n) > left {
		n = int(left)
		err = fmt.Errorf("the server sent more than %d bytes for one command", w.maxChatter)
	}
	w.line += int64(n)
	w.chatter.Add(-int64(n))
	return n, err
}

// keep remembers the first and the last bytes of a line.
func (w *wire) keep(part []byte) {
	w.head = append(w.head, part[:min(len(part), maxHead-len(w.head))]...)
	if len(part) > maxTail {
		part = part[len(part)-maxTail:]
	}
	w.tail = append(w.tail, part...)
	if n := len(w.tail); n > maxTail {
		w.tail = w.tail[:copy(w.tail, w.tail[n-maxTail:])]
	}
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
func (w *wire) note(text string) {
	bye, isBye := cutFold(text, "* BYE ")
	if !isBye && !strings.Contains(text, "[") {
		return // nearly all lines
	}
	upper := strings.ToUpper(text)
	if strings.Contains(upper, "[READ-ONLY]") {
		w.readOnly.Store(true)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if isBye {
		w.bye = line.Said(bye)
	}
	if _, alert, ok := strings.Cut(text, "[ALERT] "); ok && len(w.alerts) < 10 {
		w.alerts = append(w.alerts, line.Said(alert))
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
