//go:build !linux && !darwin && !freebsd

package store

import "errors"

// Room returns how many bytes the disk of the data folder has for us, and how
// many in all.
func (s *Store) Room() (free, size uint64, err error) {
	return 0, 0, errors.New("the room on the disk is not known on this system")
}
