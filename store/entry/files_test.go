package entry

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCleanFileName(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"plan.pdf", "plan.pdf"},
		{"../../etc/passwd", "_.._etc_passwd"},
		{`C:\Users\ana\plan.pdf`, "C__Users_ana_plan.pdf"},
		{".bashrc", "bashrc"},
		{"...", "unnamed"},
		{"", "unnamed"},
		{" a \r\n b.txt ", "a b.txt"},
		{"exe.\u202efdp.scr", "exe.fdp.scr"}, // it would read "exe.rcs.pdf"
		{"a|b<c>?.txt", "a_b_c__.txt"},
		{"\xff\xfe.doc", "_.doc"},
		{"日本語.pdf", "日本語.pdf"},
		{strings.Repeat("ä", 100) + ".pdf", strings.Repeat("ä", 58) + ".pdf"},
		{strings.Repeat("x", 200), strings.Repeat("x", 120)},
		{strings.Repeat("x", 200) + "." + strings.Repeat("y", 200), strings.Repeat("x", 120)},
	} {
		got := cleanFileName(c.name)
		if got != c.want || cleanFileName(got) != got || len(got) > maxFileName {
			t.Errorf("%q: %q, then %q, want %q", c.name, got, cleanFileName(got), c.want)
		}
	}
}

func TestCleanFileType(t *testing.T) {
	for media, want := range map[string]string{
		"application/PDF": "application/pdf", "image/svg+xml": "image/svg+xml",
		"": unknownType, "pdf": unknownType, "a/b/c": unknownType, "/x": unknownType,
		"x/": unknownType, "text/html; charset=x": unknownType, "text/h\ntml": unknownType,
		"x/" + strings.Repeat("y", 99): unknownType,
	} {
		if got := cleanFileType(media); got != want {
			t.Errorf("%q: %q, want %q", media, got, want)
		}
	}
}

// TestFilesAreBounded: a mail of a thousand attachments doesn't make a block
// line that can't be read.
func TestFilesAreBounded(t *testing.T) {
	e := ana()
	e.Files = nil
	for range 1000 {
		e.Files = append(e.Files, File{strings.Repeat("\"", 500), strings.Repeat("x", 500), 1 << 62})
	}
	checkPage(t, Encode(e), []Entry{Clean(e)})
	if got := len(Clean(e).Files); got != MaxFiles {
		t.Errorf("%d files", got)
	}
}

// TestFilesChangedByHand: a list of files that makes no sense costs nothing
// but the files.
func TestFilesChangedByHand(t *testing.T) {
	whole := string(Encode(ana()))
	at := strings.Index(whole, "files=")
	end := at + strings.IndexByte(whole[at:], ' ')
	for value, want := range map[string][]File{
		"":                       nil,
		"a":                      nil,
		"a|b|c":                  nil,
		"a|b|c|d|text/plain|4|e": {{"d", "text/plain", 4}},
		"../a|b|-4":              {{"_a", unknownType, 0}},
	} {
		blocks, _ := Decode([]byte(whole[:at] + "files=" + value + whole[end:]))
		if len(blocks) != 1 || !blocks[0].Edited {
			t.Fatalf("%q: %+v", value, blocks)
		}
		if diff := cmp.Diff(want, blocks[0].Entry.Files); diff != "" {
			t.Errorf("%q (-want +got):\n%s", value, diff)
		}
	}
}

// TestBlockBeforeFiles: a block as it was written before there were files reads
// as it did, and is whole; and so is one with keys of a kabar to come.
func TestBlockBeforeFiles(t *testing.T) {
	e := ana()
	e.Files = nil
	block := Encode(e)
	if strings.Contains(string(block), "files=") || strings.Contains(string(block), "with") {
		t.Errorf("an entry without files says so:\n%s", block)
	}
	checkPage(t, block, []Entry{e})
}
