package store

import (
	"os"
	"testing"
	"time"
)

// BenchmarkOpenLarge opens the archive in $KABAR_ARCHIVE, which bench
// made.
func BenchmarkOpenLarge(b *testing.B) {
	dir := os.Getenv("KABAR_ARCHIVE")
	if dir == "" {
		b.Skip("KABAR_ARCHIVE is not set")
	}
	for b.Loop() {
		s, err := Open(dir, time.Now)
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
