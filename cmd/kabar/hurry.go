package main

import "runtime/debug"

// hurry is for commands that end soon, or that somebody waits for: memory is
// collected a quarter as often, until there is much of it.
func hurry() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(256 << 20)
}
