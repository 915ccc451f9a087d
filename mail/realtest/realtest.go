// Package realtest has what tests need to run servers of another make beside
// kabar: their programs, ports, and the patience until they are up.
package realtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
)

// TB is what a server needs of a testing.TB. It is spelled out so that the
// demonstration, which has servers from the packages that use this one, is not
// linked with testing.
type TB interface {
	Helper()
	Context() context.Context
	Cleanup(func())
	Failed() bool
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Skipf(format string, args ...any)
}

// Missing skips the test with a line that says why; with KABAR_REAL=must in the
// environment, as in .ci/run, that is a failure.
func Missing(t TB, why string) {
	t.Helper()
	if os.Getenv("KABAR_REAL") == "must" {
		t.Fatalf("%s (KABAR_REAL=must)", why)
	}
	t.Skipf("%s", why)
}

// Slow skips a test where real servers would make a long run longer, as the race
// detector does, unless KABAR_REAL=must.
func Slow(t TB) {
	t.Helper()
	if os.Getenv("KABAR_REAL") != "must" {
		t.Skipf("real servers are not for this long run, unless KABAR_REAL=must")
	}
}

// Program finds a program that may be the administrator's; "" if it is not
// there.
func Program(name string) string {
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin", "/sbin") {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return ""
}

// given are the ports that this process has given away: their servers may not
// have taken them yet, or be down for a while.
var given = struct {
	sync.Mutex
	ports map[int]bool
}{ports: map[int]bool{}}

// Port finds a free port on the loopback for a server that can't choose one
// itself, another each time. It looks below those that systems give to outgoing
// connections: one of these could take it before the server does. 0 means that
// there is none, and the server will say what is wrong.
func Port() int {
	given.Lock()
	defer given.Unlock()
	for range 100 {
		port := 10_000 + rand.IntN(20_000)
		ln, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		ln.Close()
		if !given.ports[port] {
			given.ports[port] = true
			return port
		}
	}
	return 0
}

// Listening tells whether a server lets somebody in on a port of the loopback.
func Listening(port int) bool {
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err == nil {
		conn.Close()
	}
	return err == nil
}

// Until asks again and again, for half a minute, since a server of another make
// tells nobody what it has done. What did not happen is a failure.
func Until(t TB, what string, happened func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !happened() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("waited in vain that %s", what)
			return
		}
	}
}
