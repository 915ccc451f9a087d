package store

import (
	"fmt"
	"testing"

	"kabar/store/entry"
)

// TestCarriedKey: what is filed under the key that its mail has elsewhere has the
// same ids as there, and is known when the mail itself comes.
func TestCarriedKey(t *testing.T) {
	there := mailOf(1, updateOf("ana", "2026-11-22", "a"), updateOf("ana", "2026-11-23", "b"))
	mustFile(t, mustOpen(t, t.TempDir()), there)
	s := mustOpen(t, t.TempDir())
	carried := *there
	carried.Key, carried.MessageID, carried.Hash, carried.Raw = there.Entries[0].Mail, "", "", nil
	carried.Entries = []*entry.Entry{updateOf("ana", "2026-11-22", "a"), updateOf("ana", "2026-11-23", "b")}
	mustFile(t, s, &carried)
	for i, e := range carried.Entries {
		if e.ID != there.Entries[i].ID || e.Mail != there.Entries[i].Mail {
			t.Errorf("entry %d is %s of %s, there %s", i, e.ID, e.Mail, there.Entries[i].ID)
		}
	}
	if was, ok := s.SeenAs(carried.Key); !ok || was.Ref != carried.Entries[0].ID {
		t.Errorf("%v, %v", was, ok)
	}
	again := *there
	mustFile(t, s, &again)
	if !again.Duplicate {
		t.Error("the mail itself was filed again")
	}
	bad := carried
	bad.Key = "../../etc/passwd"
	if err := s.File(noon, []*Filing{&bad}); err == nil {
		t.Error("a key that is none was taken")
	}
}

// TestBarren counts the kept mails that left no entry.
func TestBarren(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	for i, outcome := range []string{"update", "command", "command", "stray"} {
		f := mailOf(i)
		if f.Outcome = outcome; outcome == "update" {
			f.Entries = []*entry.Entry{updateOf("ana", "2026-11-22", "a")}
		}
		mustFile(t, s, f)
	}
	other := mailOf(9)
	other.Team, other.Outcome = "lab", "command"
	dropped := mailOf(10)
	dropped.Raw, dropped.Outcome = nil, "auto-reply"
	mustFile(t, s, other, dropped)
	got, err := s.Barren("acme")
	if fmt.Sprint(got) != "map[command:2 stray:1]" || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}
