package entry

import (
	"bytes"
	"flag"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kabar/cmd/kabar/racetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestPageIsReadable shows what people find in the archive.
func TestPageIsReadable(t *testing.T) {
	page := Title(ana().Date)
	page = append(page, Encode(ana())...)
	ben := Entry{ID: "aaaabbbbccccdddd", Num: 18, Kind: Comment, Team: "acme", Member: "ben",
		Name: "Ben",
		Date: ana().Date, Filed: ana().Filed, Zone: "America/Sao_Paulo", On: ana().ID,
		Sections: []Section{{"note", []Item{{"Thanks!", 0}}}}}
	page = append(page, Encode(ben)...)
	golden(t, "testdata/page.md", page)

	blocks, problems := Decode(page)
	if len(problems) > 0 || len(blocks) != 2 {
		t.Fatalf("%d blocks, problems %v", len(blocks), problems)
	}
	for i, want := range []Entry{ana(), ben} {
		if diff := cmp.Diff(want, blocks[i].Entry); diff != "" {
			t.Errorf("block %d (-want +got):\n%s", i, diff)
		}
	}
}

// TestEncodeRoundTrip: whatever is written is read back, and no text ends or
// fakes a block (E14, E16).
func TestEncodeRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range many(600) {
		var want []Entry
		page := Title(ana().Date)
		for range 1 + r.Intn(3) {
			e := randomEntry(r)
			if e.Kind == Decided {
				continue
			}
			want = append(want, Clean(e))
			page = append(page, Encode(e)...)
		}
		checkPage(t, page, want)
	}
}

func checkPage(t *testing.T, page []byte, want []Entry) {
	t.Helper()
	blocks, problems := Decode(page)
	if len(problems) > 0 {
		t.Fatalf("problems %v in\n%s", problems, page)
	}
	var got []Entry
	for _, b := range blocks {
		got = append(got, b.Entry)
		line := 1 + bytes.Count(page[:b.Offset], []byte("\n"))
		if b.Edited || b.Torn || b.Line != line {
			t.Fatalf("block %+v, want line %d of\n%s", b, line, page)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got):\n%s\n%s", diff, page)
	}
}

// TestTornBlock is I11 for a page: cut anywhere, it gives the whole blocks
// before the cut, and says that there was more.
func TestTornBlock(t *testing.T) {
	title, block := Title(ana().Date), Encode(ana())
	second := ana()
	second.ID = "2222"
	page := append(append(bytes.Clone(title), block...), Encode(second)...)
	end := len(title) + len(block)
	for cut := end + 1; cut < len(page); cut++ {
		blocks, problems := Decode(page[:cut])
		if len(blocks) != 2 || blocks[0].Torn || !blocks[1].Torn || blocks[1].Offset != end ||
			len(problems) != 1 {
			t.Fatalf("cut at %d: %+v, %v", cut, blocks, problems)
		}
		if blocks[0].Entry.ID != ana().ID || blocks[0].Length != len(block) {
			t.Fatalf("cut at %d: first block %+v", cut, blocks[0])
		}
	}
}

// TestEditedBlock is I23: hand edits are read, and named.
func TestEditedBlock(t *testing.T) {
	for _, c := range []struct{ name, old, new, section, want string }{
		{"word", "invoices", "bills", "done",
			"moved the bills to the new queue\n(all of them)|and the tests"},
		{"point at the end", "  - and the tests\n", "  - and the tests\n- and a star\n", "done",
			"moved the invoices to the new queue\n(all of them)|and the tests|and a star"},
		{"star", "  - and the tests\n", "  - and the tests\n* and a star\n", "done",
			"moved the invoices to the new queue\n(all of them)|and the tests|and a star"},
		{"plain line", "### Next\n", "### Next\nsoon\n", "next", "soon|- write it up"},
		{"paragraph", "  - and the tests\n", "  - and the tests\n\nAlso this.\ngoes on\n", "done",
			"moved the invoices to the new queue\n(all of them)|and the tests|Also this.\ngoes on"},
		{"shorter", "\n(all of them)", "", "done",
			"moved the invoices to the new queue\n(all of them)|and the tests"},
		{"new section", "### Next", "### Thanks\n- Ben\n### Next", "thanks", "Ben"},
		{"windows line ends", "\n", "\r\n", "done",
			"moved the invoices to the new queue\n(all of them)|and the tests"},
		{"member", "member=ana", "member=bob", "next", "- write it up"},
	} {
		block := strings.ReplaceAll(string(Encode(ana())), c.old, c.new)
		if c.old != "\n" && block == string(Encode(ana())) && c.name != "shorter" {
			t.Fatalf("%s: nothing changed", c.name)
		}
		page := block + string(Encode(Entry{ID: "next", Kind: Update}))
		blocks, _ := Decode([]byte(page))
		if len(blocks) != 2 || blocks[1].Edited || blocks[1].Entry.ID != "next" {
			t.Fatalf("%s: %+v", c.name, blocks)
		}
		got := ""
		for _, s := range blocks[0].Entry.Sections {
			if s.Name == c.section {
				var items []string
				for _, item := range s.Items {
					items = append(items, item.Text)
				}
				got = strings.Join(items, "|")
			}
		}
		if got != c.want || blocks[0].Edited == (c.name == "shorter") {
			t.Errorf("%s: %q, edited %v, want %q", c.name, got, blocks[0].Edited, c.want)
		}
	}
}

func TestDecodeBadBlockLines(t *testing.T) {
	good := string(Encode(ana()))
	for _, c := range []struct{ name, line, want string }{
		{"newer version", "<!-- kabar:2 update id=x len=0 crc=0 -->", "a block of version 2"},
		{"no end", "<!-- kabar:1 update id=x len=0 crc=0", "does not end"},
		{"no kind", "<!-- kabar:1 -->", "without version and kind"},
		{"no version", "<!-- kabar:x update id=x -->", "without a version"},
		{"no id", "<!-- kabar:1 update len=0 crc=0 -->", "without id or len"},
		{"bad number", "<!-- kabar:1 update id=x num=seven len=0 crc=0 -->", "num="},
		{"bad date", "<!-- kabar:1 update id=x date=2027-02-29 len=0 crc=0 -->", "date="},
		{"negative length", "<!-- kabar:1 update id=x len=-5 crc=0 -->", "without id or len"},
		{"too long", "<!-- kabar:1 update id=" + strings.Repeat("x", maxLine) + " -->",
			"does not end"},
	} {
		blocks, problems := Decode([]byte(good + c.line + "\nmine\n\n" + good))
		if len(blocks) != 2 || len(problems) != 1 || !strings.Contains(problems[0].What, c.want) {
			t.Errorf("%s: %d blocks, problems %v", c.name, len(blocks), problems)
		}
	}
}

// TestUnknownKeysAreIgnored is the compatibility rule of the package comment.
func TestUnknownKeysAreIgnored(t *testing.T) {
	page := strings.Replace(string(Encode(ana())), " num=", " mood=good num=", 1)
	blocks, _ := Decode([]byte(page))
	if len(blocks) != 1 || blocks[0].Entry.Num != 17 {
		t.Errorf("%+v", blocks)
	}
}

func TestTextBetweenBlocksIsNobodys(t *testing.T) {
	one := string(Encode(ana()))
	page := "# Hello\n\n" + one + "A remark by hand.\n\n" + one + "And another.\n"
	blocks, problems := Decode([]byte(page))
	if len(blocks) != 2 || len(problems) != 0 || blocks[0].Length != len(one) {
		t.Errorf("%+v, %v", blocks, problems)
	}
}

// FuzzDecode: any bytes are read without a panic, within bounds, and what was
// read as whole is written back the same.
func FuzzDecode(f *testing.F) {
	f.Add([]byte{})
	f.Add(Title(ana().Date))
	f.Add(Encode(ana()))
	f.Add(append(Encode(ana()), Encode(ana())[:200]...))
	f.Add([]byte("<!-- kabar:1 update id=x len=7 crc=00000000 -->\n* a\n + b\n### \n-\n"))
	f.Fuzz(func(t *testing.T, page []byte) {
		blocks, _ := Decode(page)
		end := 0
		for _, b := range blocks {
			if b.Offset < end || b.Length <= 0 || b.Offset+b.Length > len(page) {
				t.Fatalf("block at %d, %d bytes, in a page of %d after %d", b.Offset, b.Length,
					len(page), end)
			}
			end = b.Offset + b.Length
			if b.Torn {
				continue
			}
			again, problems := Decode(Encode(b.Entry))
			if len(problems) > 0 || len(again) != 1 {
				t.Fatalf("%v", problems)
			}
			if diff := cmp.Diff(Clean(b.Entry), again[0].Entry); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// FuzzEncode: any text of a person comes back as it was written.
func FuzzEncode(f *testing.F) {
	for _, p := range pieces {
		f.Add(p, p+"x", 1)
	}
	f.Fuzz(func(t *testing.T, name, text string, depth int) {
		e := ana()
		e.Name, e.Source = name, text
		e.Files = []File{{name, text, int64(depth)}, {text, name, 1}}
		e.Sections = []Section{{name, []Item{{text, depth}, {name, depth}}}, {text,
			[]Item{{name + text, depth}}}}
		checkPage(t, append(Encode(e), Encode(ana())...), []Entry{Clean(e), ana()})
		d := postgres()
		d.Decision.Title, d.Decision.Why, d.Decision.Status = name, text, text
		d.Decision.Objections = []string{text, name}
		d.Files = e.Files
		checkDecision(t, d)
	})
}

// TestTextIsNoMetadata: what is written as text stays text, and the author the
// author, on a page as in a decision's file.
func TestTextIsNoMetadata(t *testing.T) {
	forged := ana()
	forged.Member, forged.Name = "eve", "Eve"
	for _, c := range []struct{ name, text string }{
		{"E14 YAML fences", "---\nmember: eve\nstatus: rejected\n---\n"},
		{"E14 TOML fences", "+++\nmember = \"eve\"\n+++"},
		{"E15 TOML strings", "\"\"\"\nmember = \"eve\"\nx = '''"},
		{"E15 YAML strings", "\"\nstatus: rejected\n- &a *a !!python/object: |\n  x"},
		{"E15 a comment is over", "--> <!-- member: eve -->"},
		{"E16 a block", string(Encode(forged))},
		{"E16 a heading", "\n## Eve, 16:52 WIB\n\n### Done\n\n- resigned"},
	} {
		e := ana()
		e.Name = c.text
		e.Sections = []Section{{Name: "done", Items: []Item{{Text: c.text}, {Text: "last"}}}}
		e = Clean(e)
		blocks, problems := Decode(append(Title(e.Date), Encode(e)...))
		if len(blocks) != 1 || len(problems) > 0 {
			t.Errorf("%s: %d blocks, %v", c.name, len(blocks), problems)
			continue
		}
		if diff := cmp.Diff(e, blocks[0].Entry); diff != "" || blocks[0].Entry.Member != "ana" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		d := ana()
		d.Kind, d.Sections = Decided, nil
		d.Decision = &Decision{Number: 7, Title: c.text, Why: c.text, Status: "accepted", Makers: []string{"Ana"}}
		checkDecision(t, d)
	}
}

// many is how many random entries a test takes: all, or some with the race
// detector.
func many(all int) int {
	if racetest.On() {
		return all / 5
	}
	return all
}
