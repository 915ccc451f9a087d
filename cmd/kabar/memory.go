package main

import (
	"runtime/debug"
	"runtime/metrics"
)

const (
	// readingMemory is what Go may hold before it collects garbage with more
	// zeal: the largest mail, and some room to read it in.
	readingMemory = 40 << 20
	// heavyMail is the size from which a mail's memory is given back at once.
	heavyMail = 4 << 20
)

// spareMemory gives back what is not in use, and sees to it that reading a mail
// takes little more than the mail (PROMISES P9): Go by itself would let as much
// garbage lie about as is in use. What is in use for long, such as the ledgers
// of a large archive, is allowed for. $GOGC and $GOMEMLIMIT win.
func spareMemory(env func(string) string) {
	debug.FreeOSMemory()
	if env("GOGC") != "" || env("GOMEMLIMIT") != "" {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(50)
	debug.SetMemoryLimit(max(readingMemory, 3*int64(live[0].Value.Uint64())))
}
