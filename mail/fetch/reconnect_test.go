package fetch_test

import (
	"context"
	"flag"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"kabar/cmd/kabar/racetest"
	"kabar/mail/fetch"
)

var reconnects = flag.Int("reconnects", 0,
	"connections made by TestK12Reconnects and TestK13Handles; 0 is 1000, or 200 with the race detector")

func howMany() int {
	switch {
	case *reconnects > 0:
		return *reconnects
	case racetest.On():
		return 200
	}
	return 1000
}

// TestK12Reconnects: a thousand connections leave nothing running behind; with
// -race, nor a race.
func TestK12Reconnects(t *testing.T) {
	s, c := newServer(t)
	fill(t, s, 1, 1)
	before := runtime.NumGoroutine()
	for range howMany() {
		reconnect(t, c)
	}
	settle(t, "goroutines", runtime.NumGoroutine, before+10)
}

// TestK13Handles: nor do they leave an open handle, over TCP, half of them lost
// in the middle: -reconnects 10000 makes ten thousand.
func TestK13Handles(t *testing.T) {
	handles := func() int {
		list, err := os.ReadDir("/dev/fd")
		if err != nil {
			t.Skip("this system does not show open handles: ", err)
		}
		return len(list)
	}
	s, c := newServer(t)
	fill(t, s, 1, 1)
	listen(t, &c, s)
	reconnect(t, c)
	before, running := handles(), runtime.NumGoroutine()
	for n := range howMany() {
		if n%2 == 0 {
			reconnect(t, c)
			continue
		}
		ctx, cancel := context.WithCancel(t.Context())
		i, err := fetch.Dial(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, _, _, err := i.After(ctx, fetch.Cursor{}, 10, 1<<20); err == nil {
			t.Fatal("read on without a context")
		}
		i.Close()
	}
	settle(t, "handles", handles, before+10)
	settle(t, "goroutines", runtime.NumGoroutine, running+10)
}

func reconnect(t *testing.T, c fetch.Config) {
	i, err := fetch.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if mails, _ := after(t, i, fetch.Cursor{}); len(mails) != 1 {
		t.Fatal(mails)
	}
	i.Close()
}

// settle waits until there are no more than most: the server's side ends a
// moment after ours.
func settle(t *testing.T, what string, count func() int, most int) {
	t.Helper()
	for n := 0; count() > most; n++ {
		if n > 1e6 {
			t.Fatalf("%d %s, want %d at most", count(), what, most)
		}
		runtime.Gosched()
	}
}

// TestG36Addresses: of a server with several addresses all are tried, be it that
// IPv6 leads nowhere; and a name that the DNS does not have is no network for
// now, not the end.
func TestG36Addresses(t *testing.T) {
	s, good := newServer(t)
	listen(t, &good, s)
	for _, test := range []struct {
		name    string
		answers []string // nil: there is no such name
		works   bool
	}{
		{"one", []string{"127.0.0.1"}, true},
		{"IPv6 is dead", []string{"::1", "127.0.0.1"}, true},
		{"all of IPv6 is dead", []string{"::1", "::2", "::3", "127.0.0.1"}, true},
		{"the first is dead", []string{"127.0.0.9", "127.0.0.1"}, true},
		{"all are dead", []string{"127.0.0.9", "::1"}, false},
		{"no such name", nil, false},
	} {
		c := good
		c.Host = "mail.example"
		c.Dial = (&net.Dialer{Resolver: names(t, test.answers)}).DialContext
		i, err := fetch.Dial(t.Context(), c)
		if err == nil {
			i.Close()
		}
		if (err == nil) != test.works || err != nil && kind(err) != "network" {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// names resolves any name to these addresses.
func names(t *testing.T, answers []string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go answerNames(t, theirs, answers)
		return ours, nil
	}}
}

// answerNames is a DNS server for one question, in the form it has over TCP: two
// bytes of length, then the message.
func answerNames(t *testing.T, conn net.Conn, answers []string) {
	defer conn.Close()
	buf := make([]byte, 1024)
	n, err := conn.Read(buf)
	if n <= 2 || err != nil {
		return
	}
	var m dnsmessage.Message
	if err := m.Unpack(buf[2:n]); err != nil {
		t.Error(err)
		return
	}
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	if answers == nil {
		m.RCode = dnsmessage.RCodeNameError
	}
	for _, a := range answers {
		h := dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Class: dnsmessage.ClassINET, TTL: 60}
		ip := net.ParseIP(a)
		switch six := strings.Contains(a, ":"); {
		case six && m.Questions[0].Type == dnsmessage.TypeAAAA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AAAAResource{AAAA: [16]byte(ip)}})
		case !six && m.Questions[0].Type == dnsmessage.TypeA:
			m.Answers = append(m.Answers, dnsmessage.Resource{Header: h, Body: &dnsmessage.AResource{A: [4]byte(ip.To4())}})
		}
	}
	packed, err := m.Pack()
	if err != nil {
		t.Error(err)
		return
	}
	conn.Write(append([]byte{byte(len(packed) >> 8), byte(len(packed))}, packed...))
}
