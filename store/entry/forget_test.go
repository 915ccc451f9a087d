package entry

import (
	"math/rand"
	"strings"
	"testing"
)

// TestTombstone: whatever stood there, the tombstone is as long, is whole, and
// has nothing of it but its place in the order.
func TestTombstone(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for n := 0; n < many(2000); {
		e := randomEntry(r)
		if e.Kind == Decided {
			continue
		}
		n++
		e.Num = r.Int63n(1 << uint(1+r.Intn(40)))
		e.ID = "0123456789abcdef"
		checkTombstone(t, e, len(Encode(e)))
	}
	small := Entry{ID: "x", Kind: Update}
	for length := len(Encode(small)); length < 1300; length += 1300 / many(1300) { // over each number of digits
		checkTombstone(t, small, length)
	}
	if got := Tombstone(small, 10); len(got) < 10 || len(got) > 80 {
		t.Errorf("in the place of less than a line: %q", got)
	}
}

func checkTombstone(t *testing.T, e Entry, length int) {
	t.Helper()
	block := Tombstone(e, length)
	blocks, problems := Decode(append(block, "<!-- kabar:1 update id=y len=0 crc=00000000 -->\n"...))
	if len(block) != length || len(blocks) != 2 || blocks[0].Edited || blocks[0].Length != length {
		t.Fatalf("%d bytes of %d: %q (%v)", len(block), length, block, problems)
	}
	e = Clean(e)
	want := Entry{ID: e.ID, Num: e.Num, Kind: Forgotten, Mail: e.Mail, Team: e.Team, Date: e.Date,
		Filed: e.Filed}
	if got := blocks[0].Entry; string(Encode(got)) != string(Encode(want)) || len(got.Sections) > 0 {
		t.Fatalf("it says %+v, want %+v", got, want)
	}
	if text, _, _ := strings.Cut(string(block), "\n"); strings.TrimSpace(string(block)) != text {
		t.Fatalf("more than one line: %q", block)
	}
}

// TestRedact: the decision stays, the person goes.
func TestRedact(t *testing.T) {
	e := postgres()
	e.Decision.Consulted = append(e.Decision.Consulted, e.Name)
	file := EncodeDecision(e)
	got, err := Redact(file, e.Member, []string{e.Name})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/redacted.md", got)
	after, problems := DecodeDecision(got)
	if len(problems) > 0 || after.Member != FormerMember || after.Name != formerName ||
		after.Source != "" || after.Verdict != "" || after.Zone != "" || after.Num != e.Num ||
		after.Mail != e.Mail {
		t.Errorf("%+v, %v", after, problems)
	}
	again, err := Redact(got, e.Member, []string{e.Name})
	if err != nil || string(again) != string(got) {
		t.Errorf("a second time it is %s, %v", again, err)
	}
	other, err := Redact(file, "nobody", []string{"No Body"})
	if err != nil || string(other) != string(file) {
		t.Errorf("of somebody else: %s, %v", other, err)
	}
	if _, err := Redact([]byte("# no front matter\n"), "ana", nil); err == nil {
		t.Error("a file that cannot be read was rewritten")
	}
}
