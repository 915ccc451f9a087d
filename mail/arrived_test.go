package mail

import (
	"testing"
	"time"
)

func TestArrived(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"Received: from a by b; Tue, 4 Mar 2025 17:00:00 +0100\nReceived: from c by a; Mon, 3 Mar 2025 17:00:00 +0100",
			"2025-03-04T17:00:00+01:00"},
		{"Received: from a by b; yesterday\nReceived: from c (x; y)\n by a; Mon, 3 Mar 2025 17:00:00 +0100",
			"2025-03-03T17:00:00+01:00"},
		{"Received: from a by b", "0001-01-01T00:00:00Z"},
		{"Date: Tue, 4 Mar 2025 17:00:00 +0100", "0001-01-01T00:00:00Z"},
	} {
		got := Parse([]byte(c.header + "\nFrom: a@x\n\nx\n")).Arrived().Format(time.RFC3339)
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.header, got, c.want)
		}
	}
}
