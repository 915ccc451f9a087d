//go:build linux || darwin || freebsd

package store

import (
	"fmt"
	"syscall"
)

// Room returns how many bytes the disk of the data folder has for us, and how
// many in all.
func (s *Store) Room() (free, size uint64, err error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(s.d.root, &st); err != nil {
		return 0, 0, fmt.Errorf("ask for the room on the disk: %w", err)
	}
	block := uint64(st.Bsize)
	return uint64(max(0, st.Bavail)) * block, uint64(st.Blocks) * block, nil
}
