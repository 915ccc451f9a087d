package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// onAll calls do for 0 to n-1, on all processors, and returns when all is done.
// Reading a mail costs more than filing it, and asks nothing of the mails before.
func onAll(n int, do func(i int)) {
	var next atomic.Int64
	var going sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		going.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	going.Wait()
}
