package fetch

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
)

// stream is a connection that only gives what is in it.
type stream struct {
	net.Conn
	io.Reader
}

func (s stream) Read(p []byte) (int, error) { return s.Reader.Read(p) }

func read(text io.Reader, maxSize int64) (string, error) {
	w := newWire(stream{Reader: text}, func() {}, &Config{MaxSize: maxSize})
	var got strings.Builder
	_, err := io.Copy(&got, w)
	return got.String(), err
}

// TestG27G28UsualBounds holds the real limits, below the library.
func TestG27G28UsualBounds(t *testing.T) {
	long := strings.Repeat("x", 10<<20)
	if got, err := read(strings.NewReader("* OK "+long), 0); err == nil || len(got) > usualLine {
		t.Errorf("a line of 10 MiB: %d bytes came through, %v", len(got), err)
	}
	flood := strings.Repeat("* OK "+long[:900]+"\r\n", 15_000)
	if got, err := read(strings.NewReader(flood), 0); err == nil || len(got) > usualChatter {
		t.Errorf("a flood of lines: %d bytes came through, %v", len(got), err)
	}
	mails := strings.Repeat("* 1 FETCH (UID 1 BODY[] {1048576}\r\n"+long[:1<<20]+")\r\n", 3)
	if got, err := read(strings.NewReader(mails), 2<<20); err != nil || got != mails {
		t.Errorf("3 mails of 1 MiB: %d bytes of %d came through, %v", len(got), len(mails), err)
	}
}

func TestAnnounced(t *testing.T) {
	for _, test := range []struct {
		tail string
		size int64
		ok   bool
	}{
		{"* 1 FETCH (BODY[] {12}\r\n", 12, true},
		{"{0}\n", 0, true},
		{"{12+}\r\n", 12, true},
		{"{4294967296}\r\n", 4294967296, true},
		{"{99999999999999999999999}\r\n", 1<<63 - 1, true},
		{"{-1}\r\n", 0, false},
		{"{}\r\n", 0, false},
		{"12}\r\n", 0, false},
		{"{12} x\r\n", 0, false},
		{"\r\n", 0, false},
	} {
		if size, ok := announced(test.tail); ok != test.ok || ok && size != test.size {
			t.Errorf("%q: %d, %v", test.tail, size, ok)
		}
	}
}

// FuzzWire: what comes through is a part of what came, from the beginning, and
// the same however it is cut into reads.
func FuzzWire(f *testing.F) {
	for _, s := range []string{"", "* OK hi\r\n", "* 1 FETCH (BODY[] {3}\r\nabc)\r\nT1 OK\r\n", "{5}\r\nab",
		"* BYE x\r\n* OK [ALERT] y\r\nT1 OK [READ-ONLY] z\r\n", "{3}\r\n{9999999}\r\nx", "{9999999}\r\nxyz", "\n\n{1}\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		whole, err1 := read(bytes.NewReader(data), 1000)
		single, err2 := read(iotest.OneByteReader(bytes.NewReader(data)), 1000)
		if whole != single || (err1 == nil) != (err2 == nil) {
			t.Fatalf("%q, %v; by bytes %q, %v", whole, err1, single, err2)
		}
		if !strings.HasPrefix(string(data), whole) || err1 == nil && whole != string(data) {
			t.Fatalf("%q became %q, %v", data, whole, err1)
		}
	})
}
