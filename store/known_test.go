package store

import "testing"

// slowDisk calls during while a batch waits for the disk.
type slowDisk struct {
	faultDisk
	during func()
}

func (d *slowDisk) syncFiles(files []file) error {
	if during := d.during; during != nil {
		d.during = nil
		during()
	}
	return d.faultDisk.syncFiles(files)
}

// TestAskedWhileFiling: what is known is answered while a batch waits for the
// disk, and of the batch nothing.
func TestAskedWhileFiling(t *testing.T) {
	d := &slowDisk{}
	s, err := open(t.TempDir(), d, clockAt(noon))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	one := mailOf(1, updateOf("ana", "2026-11-22", "one"))
	two := mailOf(2, updateOf("ana", "2026-11-22", "two"))
	mustFile(t, s, one)
	asked := false
	d.during = func() {
		asked = true
		if _, seen := s.Seen(one.MessageID, one.Hash); !seen {
			t.Error("the mail filed before is not known")
		}
		if _, seen := s.Seen(two.MessageID, two.Hash); seen {
			t.Error("the mail being filed is known already")
		}
		if _, sent := s.SentText("none@x"); sent {
			t.Error("a letter is known that there is not")
		}
		if n := s.Last(); n != 1 {
			t.Errorf("the newest entry is %d", n)
		}
	}
	mustFile(t, s, two)
	if _, seen := s.Seen(two.MessageID, two.Hash); !asked || !seen || s.Last() != 2 {
		t.Errorf("asked: %v, seen: %v, newest: %d", asked, seen, s.Last())
	}
}
