// Package racetest tells tests whether they run with the race detector, so that
// what is many without it is fewer with it. It is for tests alone.
package racetest

import (
	"runtime/debug"
	"slices"
	"sync"
)

// On tells whether this binary has the race detector, which takes about ten
// times the time and the memory.
func On() bool { return on() }

var on = sync.OnceValue(func() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
})
