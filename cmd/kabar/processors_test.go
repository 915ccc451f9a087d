package main

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// TestOnAll: each once, also where there are fewer than processors.
func TestOnAll(t *testing.T) {
	for _, n := range []int{0, 1, runtime.GOMAXPROCS(0), 1000} {
		for _, on := range []func(int, func(int)){onAll, onAllButOne} {
			done := make([]atomic.Int32, n)
			on(n, func(i int) { done[i].Add(1) })
			for i := range done {
				if got := done[i].Load(); got != 1 {
					t.Errorf("%d of %d: %d times", i, n, got)
				}
			}
		}
	}
}
