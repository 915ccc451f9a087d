package store

import (
	"flag"
	"os"
	"testing"

	"kabar/cmd/kabar/racetest"
	"kabar/store/team"
)

var (
	full = flag.Bool("full", false, "every row of the failure matrices, not a part of them")
)

// TestMain puts temporary folders into memory where that can be: the matrices
// make tens of thousands of files, and what a disk does they simulate.
func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	bench := flag.Lookup("test.bench").Value.String() // benchmarks are about the disk
	if os.Getenv("TMPDIR") == "" && bench == "" {
		if dir, err := os.MkdirTemp("/dev/shm", "kabar"); err == nil {
			os.Setenv("TMPDIR", dir)
			defer os.RemoveAll(dir)
		}
	}
	return m.Run()
}

// nth is a matrix's step: of so many rows one, of them all with -full, and of
// fewer with the race detector.
func nth(rows int) int {
	switch {
	case *full:
		return 1
	case racetest.On():
		return 10 * rows
	}
	return rows
}

// fewer is a count, or a part of it with the race detector.
func fewer(all, part int) int {
	if racetest.On() && !*full {
		return part
	}
	return all
}

type settings = team.Settings
