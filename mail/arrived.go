package mail

import (
	"strings"
	"time"
)

// Arrived is when the last server on the way of a mail took it, as the topmost
// Received field that names a time says (RFC 5321 section 4.4); zero if none
// does.
func (m *Message) Arrived() time.Time {
	for _, value := range m.Header.Values("Received") {
		if i := strings.LastIndexByte(value, ';'); i >= 0 {
			if t := parseDate(value[i+1:]); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}
