package store

import "testing"

func TestRoom(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	free, size, err := s.Room()
	if err != nil || free == 0 || size < free {
		t.Errorf("Room = %d of %d, %v", free, size, err)
	}
}
