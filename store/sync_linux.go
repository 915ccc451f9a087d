package store

import (
	"os"
	"syscall"
)

// dataFile syncs what reading needs, the data and the size, and not the times.
type dataFile struct{ *os.File }

func (f dataFile) Sync() error {
	for {
		if err := syscall.Fdatasync(int(f.Fd())); err != syscall.EINTR {
			return err
		}
	}
}
