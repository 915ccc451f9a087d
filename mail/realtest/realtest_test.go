package realtest

import "testing"

// TestPort: no port is given away twice, whether its server has taken it or not.
func TestPort(t *testing.T) {
	seen := map[int]bool{0: true}
	for range 500 {
		p := Port()
		if seen[p] {
			t.Fatalf("port %d again", p)
		}
		seen[p] = true
	}
}
