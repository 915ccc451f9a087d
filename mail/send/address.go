package send

import (
	"fmt"
	"strings"
)

// checkAddress refuses what could carry more than an address into a command,
// such as "a@x> NOTIFY=NEVER X<": the library only looks for CR and LF. Quoted
// local parts and address literals are refused too: nobody's mail program makes
// them.
func checkAddress(addr string) error {
	i := strings.LastIndexByte(addr, '@')
	if i < 1 || i == len(addr)-1 {
		return fmt.Errorf("%.80q is no address", addr)
	}
	if i > 64 || len(addr) > 254 { // RFC 5321 4.5.3.1
		return fmt.Errorf("%.80q is too long for an address", addr)
	}
	if strings.Contains(addr[:i], "@") {
		return fmt.Errorf("%.80q has two @", addr)
	}
	for _, r := range addr {
		if r <= ' ' || r == 0x7f || r >= 0x80 && r <= 0xa0 || r == '\ufffd' ||
			strings.ContainsRune(`<>()[]\,;:"`, r) {
			return fmt.Errorf("%.80q: %q can't be in an address", addr, r)
		}
	}
	return nil
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
