package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// onAll calls do for 0 to n-1, on all processors, and returns when all is done.
// Reading a mail costs more than filing it, and asks nothing of the mails before.
func onAll(n int, do func(i int)) { onSome(runtime.GOMAXPROCS(0), n, do) }

// onAllButOne is onAll for what is done beside something that waits for answers
// again and again: where every processor is busy, Go looks for those only every
// ten milliseconds.
func onAllButOne(n int, do func(i int)) { onSome(max(1, runtime.GOMAXPROCS(0)-1), n, do) }

func onSome(processors, n int, do func(i int)) {
	var next atomic.Int64
	var going sync.WaitGroup
	for range min(n, processors) {
		going.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	going.Wait()
}
