//go:build !linux

package store

import "os"

// dataFile syncs with fsync, where there is no fdatasync to rely on.
type dataFile struct{ *os.File }
