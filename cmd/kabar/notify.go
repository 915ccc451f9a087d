package main

import (
	"net"
	"strings"
)

// herald tells systemd how kabar is, as sd_notify(3) does: READY=1 when it is
// up, WATCHDOG=1 as a sign of life, STATUS= for systemctl status. Without
// NOTIFY_SOCKET it tells nobody.
type herald struct{ socket string }

func newHerald(env func(string) string) herald { return herald{env("NOTIFY_SOCKET")} }

// say sends lines such as "READY=1". That nobody listens is no reason to stop.
func (h herald) say(lines ...string) {
	if h.socket == "" {
		return
	}
	// A name that begins with "@" is an abstract socket, for net as well.
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: h.socket, Net: "unixgram"})
	if err != nil {
		return
	}
	defer conn.Close()
	conn.Write([]byte(strings.Join(lines, "\n")))
}
