package main

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// sleepUntil is a wait in which no mail arrives.
func sleepUntil(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// TestLoopStepsWhenDue: the loop steps at the time the step asked for, never in
// a storm, and at least every five minutes.
func TestLoopStepsWhenDue(t *testing.T) {
	for _, c := range []struct {
		name string
		next time.Duration
		want time.Duration // from one step to the next
	}{
		{"soon", 30 * time.Second, 30 * time.Second},
		{"at once", 0, minWait},
		{"in the past", -time.Hour, minWait},
		{"tomorrow", 24 * time.Hour, maxWait},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				var steps []time.Time
				l := &loop{now: time.Now, wait: sleepUntil,
					step: func(_ context.Context, now time.Time) time.Time {
						if steps = append(steps, now); len(steps) == 3 {
							cancel()
						}
						return now.Add(c.next)
					}}
				l.run(ctx)
				for i := 1; i < len(steps); i++ {
					if got := steps[i].Sub(steps[i-1]); got != c.want {
						t.Errorf("step %d came after %v, want %v", i, got, c.want)
					}
				}
			})
		})
	}
}

// TestLoopGoesOn: while a backlog waits, the next step comes at once, and what the
// loop is told comes in between.
func TestLoopGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan func(context.Context))
		steps, toldAt := 0, 0
		go func() { told <- func(context.Context) { toldAt = steps } }()
		synctest.Wait()
		began := time.Now()
		l := &loop{now: time.Now, wait: sleepUntil, told: told,
			step: func(context.Context, time.Time) time.Time {
				if steps++; steps == 1 {
					go func() { told <- func(context.Context) { toldAt = steps } }()
					synctest.Wait()
				}
				if steps == 5 {
					cancel()
				}
				return time.Time{}
			}}
		l.run(ctx)
		if took := time.Since(began); steps != 5 || took != 0 || toldAt != 1 {
			t.Errorf("%d steps took %v, told after step %d", steps, took, toldAt)
		}
	})
}

// TestLoopWakesForMail: arriving mail ends the wait.
func TestLoopWakesForMail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		arrived := make(chan struct{})
		go func() {
			time.Sleep(3 * time.Second)
			close(arrived)
		}()
		var steps []time.Time
		l := &loop{now: time.Now,
			wait: func(ctx context.Context, d time.Duration) {
				select {
				case <-arrived:
				case <-ctx.Done():
				case <-time.After(d):
				}
			},
			step: func(_ context.Context, now time.Time) time.Time {
				if steps = append(steps, now); len(steps) == 2 {
					cancel()
				}
				return now.Add(time.Hour)
			}}
		l.run(ctx)
		if got := steps[1].Sub(steps[0]); got != 3*time.Second {
			t.Errorf("second step after %v, want 3s", got)
		}
	})
}

// TestLoopReloads: a reload is carried out between two steps, also while the
// loop waits, and the wait has let go by then.
func TestLoopReloads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan func(context.Context))
		var waiting atomic.Bool
		var loaded []time.Duration
		began := time.Now()
		l := &loop{now: time.Now, told: told,
			wait: func(ctx context.Context, d time.Duration) {
				waiting.Store(true)
				sleepUntil(ctx, d)
				waiting.Store(false)
			},
			step: func(_ context.Context, now time.Time) time.Time { return now.Add(time.Hour) }}
		load := func(context.Context) {
			if waiting.Load() {
				t.Error("reloaded while the inbox was being waited on")
			}
			loaded = append(loaded, time.Since(began))
		}
		go func() {
			time.Sleep(10 * time.Second)
			told <- load
			time.Sleep(time.Second)
			cancel()
		}()
		l.run(ctx)
		if len(loaded) != 1 || loaded[0] != 10*time.Second {
			t.Errorf("reloaded after %v, want once after 10s", loaded)
		}
	})
}

// TestLoopEnds: the loop ends at once, in the middle of a wait.
func TestLoopEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		time.AfterFunc(7*time.Second, cancel)
		(&loop{now: time.Now, wait: sleepUntil,
			step: func(_ context.Context, now time.Time) time.Time { return now.Add(time.Hour) },
		}).run(ctx)
		if got := time.Since(began); got != 7*time.Second {
			t.Errorf("ended after %v, want 7s", got)
		}
	})
}

// TestK07ReloadDuringAStep: a reload asked for while a letter is being sent waits
// for the end of the step; what is under way ends with the old config.
func TestK07ReloadDuringAStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		told := make(chan func(context.Context))
		began := time.Now()
		stepping, loaded := false, time.Duration(0)
		l := &loop{now: time.Now, wait: sleepUntil, told: told,
			step: func(_ context.Context, now time.Time) time.Time {
				stepping = true
				time.Sleep(time.Minute) // a server that takes its time
				stepping = false
				return now.Add(time.Hour)
			}}
		load := func(context.Context) {
			if stepping {
				t.Error("reloaded in the middle of a step")
			}
			loaded = time.Since(began)
			cancel()
		}
		go func() {
			time.Sleep(10 * time.Second)
			told <- load
		}()
		l.run(ctx)
		if loaded != time.Minute {
			t.Errorf("reloaded after %v, want at once after the step", loaded)
		}
	})
}
