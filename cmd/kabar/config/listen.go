package config

import (
	"net/netip"
	"strconv"
	"strings"
)

// readListen reads where kabar tells how it is. What it tells has no password,
// so it must be this very machine.
func readListen(l layers) string {
	const remedy = `listen = "127.0.0.1:9110"`
	s := l.text("listen")
	if n := l.says("listen"); n == nil || n.bad["listen"] || s == "" {
		return ""
	}
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		l.fail("listen", shown(s)+" has no port", remedy)
		return ""
	}
	host, bracketed := s[:i], strings.HasPrefix(s, "[") && strings.HasSuffix(s[:i], "]")
	if bracketed {
		host = host[1 : len(host)-1]
	}
	port, err := strconv.ParseUint(s[i+1:], 10, 16)
	addr, ipErr := netip.ParseAddr(host)
	switch {
	case err != nil || port == 0:
		l.fail("listen", shown(s)+" has no port from 1 to 65535", remedy)
	case ipErr == nil && addr.Is6() != bracketed:
		l.fail("listen", shown(s)+" is no address with a port", `listen = "[::1]:9110"`)
	case !loopback(host):
		l.fail("listen", shown(s)+" can be reached from other machines, and there is no password",
			remedy)
	default:
		return s
	}
	return ""
}
