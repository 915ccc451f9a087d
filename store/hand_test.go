package store

import (
	"slices"
	"syscall"
	"testing"
)

// wantHanded looks, after a power cut, whether what was noted about letters on
// their way still is: what the server may have is not in due/, and what it is
// known to have is in sent/.
func wantHanded(t *testing.T, row string, s *Store, done []step) {
	t.Helper()
	was := func(name string) bool {
		return slices.ContainsFunc(done, func(st step) bool { return st.name == name })
	}
	for _, want := range []struct {
		done, key string
		states    []string
	}{
		{"hand over", "digest cid", []string{stateSending, stateSent}},
		{"hand over the next", "digest cid", []string{stateSent}},
		{"hand over the next", "digest dan", []string{stateSending, stateSent}},
		{"hand over the last", "digest dan", []string{stateSent}},
	} {
		if !was(want.done) {
			continue
		}
		l, ok := s.Letter(want.key)
		if !ok || !slices.Contains(want.states, l.state) {
			t.Errorf("%s: after %q the letter %s: %v", row, want.done, want.key, l)
		}
	}
}

// TestHandWaitsTwice: between two letters the disk is waited for twice, whatever
// else there is.
func TestHandWaitsTwice(t *testing.T) {
	d := &faultDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	letters := []*Letter{letterOf("a"), letterOf("b"), letterOf("c")}
	if err := s.Publish(noon, nil, letters...); err != nil {
		t.Fatal(err)
	}
	if err := s.Hand(nil, letters[0]); err != nil {
		t.Fatal(err)
	}
	d.only, d.ops = "sync syncDir", 0
	if err := s.Hand(letters[0], letters[1]); err != nil || d.ops != 2 {
		t.Errorf("%d waits, %v", d.ops, err)
	}
}

// TestFullDiskHidesNothing is I03 for the letter before: what the server took is
// noted, though the next one can't be.
func TestFullDiskHidesNothing(t *testing.T) {
	d := &faultDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	a, b := letterOf("a"), letterOf("b")
	if err := s.Publish(noon, nil, a, b); err != nil {
		t.Fatal(err)
	}
	if err := s.Hand(nil, a); err != nil {
		t.Fatal(err)
	}
	d.only, d.ops, d.from, d.until, d.err = "rename", 0, 2, 2, syscall.ENOSPC
	if err := s.Hand(a, b); err == nil {
		t.Error("the next one can't be noted, and is")
	}
	for key, want := range map[string]string{"a": stateSent, "b": stateDue} {
		if l, ok := s.Letter(key); !ok || l.state != want {
			t.Errorf("the letter %s: %v, want it in %s", key, l, want)
		}
	}
}
