package mail

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// CheckDomain returns a domain as it is compared: lower case, in ASCII by IDNA
// 2008. A domain that IDNA would change beyond case is refused, since two
// programs may then see two domains (A19).
func CheckDomain(s string) (string, bool) {
	if len(s) > maxDomain*utf8.UTFMax { // IDNA takes quadratic time
		return "", false
	}
	lower := strings.ToLower(s)
	ascii := lower
	if !isASCII([]byte(lower)) {
		var err error
		if ascii, err = idna.Lookup.ToASCII(lower); err != nil {
			return "", false
		}
		if back, err := idna.Lookup.ToUnicode(ascii); err != nil || back != lower {
			return "", false
		}
	}
	if len(ascii) > maxDomain {
		return "", false
	}
	for _, label := range strings.Split(ascii, ".") {
		if !isLabel(label) {
			return "", false
		}
	}
	return ascii, true
}

// isLabel tells whether s is a label of a host name; the underscore is
// forbidden and in use.
func isLabel(s string) bool {
	if s == "" || len(s) > 63 || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}
