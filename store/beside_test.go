package store

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"kabar/store/entry"
)

// TestReadersBeside: any number of readers beside the one that writes see
// entries in order, whole, and never fewer than before (K04).
func TestReadersBeside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := open(dir, &faultDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	batches := fewer(60, 20)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		v := mustView(t, dir)
		readers.Go(func() {
			last := int64(0)
			for {
				select {
				case <-done:
					return
				default:
				}
				last = readBeside(t, v, last)
			}
		})
	}
	for n := range batches {
		two := mailOf(2*n+1, decisionOf("ben", "2026-11-22", fmt.Sprintf("d%d", n)))
		if n > 0 {
			two.Changes = []DecisionChange{{Number: n, By: "ben", What: "changed",
				NewStatus: "rejected"}}
		}
		two.Letters = []*Letter{letterOf(fmt.Sprintf("answer %d", n))}
		mustFile(t, s, mailOf(2*n, updateOf("ana", "2026-11-22", fmt.Sprintf("u%d", n))), two)
		for _, state := range []string{"sending", "due", "sending", "sent"} {
			if err := s.Move(two.Letters[0], state); err != nil {
				t.Error(err)
			}
		}
		if err := s.SetMark("inbox", fmt.Sprint(n)); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
	v := mustView(t, dir)
	if got := readBeside(t, v, 0); got != int64(2*batches) {
		t.Errorf("%d entries", got)
	}
	wantClean(t, v)
}

func readBeside(t *testing.T, v *Store, last int64) int64 {
	newest := v.Last()
	if newest < last {
		t.Errorf("the newest entry was %d and is %d", last, newest)
	}
	n := int64(0)
	if err := v.Each("", func(e entry.Entry) error {
		if n++; e.Num != n {
			t.Errorf("entry %d after %d", e.Num, n-1)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if n < newest {
		t.Errorf("%d entries of %d", n, newest)
	}
	on, err := v.On("acme", day("2026-11-22"), day("2026-11-22"))
	if err != nil || int64(len(on)) < newest || !slices.IsSortedFunc(on, func(a,
		b entry.Entry) int {
		return int(a.Num - b.Num)
	}) {
		t.Errorf("On: %d of %d, %v", len(on), newest, err)
	}
	for _, state := range []string{"due", "sending", "sent"} {
		if _, err := v.Letters(state); err != nil {
			t.Error(err)
		}
	}
	if _, err := v.Mark("inbox"); err != nil {
		t.Error(err)
	}
	return newest
}

// TestManyCallers: the methods may be called from several goroutines; mails
// filed at once all get their own numbers (K05).
func TestManyCallers(t *testing.T) {
	t.Parallel()
	s, err := open(t.TempDir(), &faultDisk{}, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var callers sync.WaitGroup
	for n := range 8 {
		callers.Go(func() {
			for i := range 10 {
				f := mailOf(10*n+i, updateOf(fmt.Sprintf("m%d", n), "2026-11-22", "x"))
				if err := s.File(noon, []*Filing{f}); err != nil {
					t.Error(err)
				}
				if _, seen := s.Seen(f.MessageID, f.Hash); !seen {
					t.Errorf("%s is not seen", f.MessageID)
				}
				if e, err := s.Entry(f.Entries[0].Num); err != nil || e.ID != f.Entries[0].ID {
					t.Errorf("%+v, %v", e, err)
				}
				if err := s.Publish(noon, nil, letterOf(fmt.Sprintf("l%d", i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	callers.Wait()
	if got := s.Last(); got != 80 {
		t.Errorf("%d entries", got)
	}
	wantClean(t, s)
}
