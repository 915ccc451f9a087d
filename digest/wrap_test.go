package digest

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	link := "https://harbour.example/" + strings.Repeat("long/", 20)
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"empty", "", []string{""}},
		{"only blanks", "   ", []string{""}},
		{"short", "one two", []string{"one two"}},
		{"at the edge", "1234567890 12", []string{"1234567890", "12"}},
		{"exactly full", "12345 7890", []string{"12345 7890"}},
		{"a word that is too long", "abcdefghijklmno", []string{"abcdefghij", "klmno"}},
		{"it begins its own line", "ab cdefghijklmno", []string{"ab", "cdefghijkl", "mno"}},
		{"a link stays whole", "see " + link + " there", []string{"see", link, "there"}},
		{"Japanese: two columns each, broken anywhere", "今日は天気がいい", []string{"今日は天気", "がいい"}},
		{"no line begins with a full stop", "今日は天気。明日", []string{"今日は天", "気。明日"}},
		{"Latin beside Japanese", "Go 言語 Version", []string{"Go 言語", "Version"}},
		{"accents take no room", strings.Repeat("e\u0301", 10), []string{strings.Repeat("e\u0301", 10)}},
		{"emoji take two", "🎉🎉🎉🎉🎉🎉", []string{"🎉🎉🎉🎉🎉", "🎉"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.in, 10)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	for _, line := range wrap(strings.Repeat("\u0301", 200_000), 10) { // D22
		if len(line) > 200 {
			t.Fatalf("a line of %d bytes", len(line))
		}
	}
}

func TestItemLines(t *testing.T) {
	for _, c := range []struct {
		name string
		it   item
		want string
	}{
		{"bullet", item{text: "one"}, "    - one"},
		{"nested", item{text: "one", depth: 2}, "        - one"},
		{"nested no deeper than can be read", item{text: "one", depth: 99}, strings.Repeat(" ", 20) + "- one"},
		{"lines stay lines", item{text: "one\ntwo"}, "    - one\n      two"},
		{"code keeps its indent", item{text: "one\n    two"}, "    - one\n          two"},
		{"running text", item{text: "one\ntwo", bare: true}, "    one\n    two"},
		{"hits", item{text: "one two three", hits: [][2]int{{0, 3}, {8, 13}}}, "    - *one* two *three*"},
		{"hits that can't be", item{text: "one", hits: [][2]int{{2, 1}, {1, 99}, {-1, 2}}}, "    - one"},
		{"E17 a dot alone", item{text: "one\n.\ntwo"}, "    - one\n      .\n      two"},
	} {
		if got := strings.Join(itemLines(c.it, wordsAt), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPlace(t *testing.T) {
	long := strings.Repeat("postgres ", 30)
	for _, c := range []struct {
		name string
		p    place
		want string
	}{
		{"in the middle", place{"postgres from: x", 9, 14}, "    postgres from: x\n             ^^^^^\n"},
		{"at the end", place{"postgres (", 9, 10}, "    postgres (\n             ^\n"},
		{"as long as there is room", place{"from:\"somebody with quite a long name", 5, 36},
			"    from:\"somebody with quite a long name\n         " + strings.Repeat("^", 31) + "\n"},
		{"behind the end", place{"ab", 99, 120}, "    ab\n      ^\n"},
		{"nowhere", place{"", 0, 0}, "\n    ^\n"},
		{"two columns a character", place{"日本 from:", 7, 12}, "    日本 from:\n         ^^^^^\n"},
	} {
		if got := textOf(c.p); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
	for _, at := range []int{0, 100, 250} { // F02
		for _, line := range strings.Split(textOf(place{long, at, at + 8}), "\n") {
			if columns(line) > textWidth {
				t.Errorf("at %d: %d columns: %s", at, columns(line), line)
			}
		}
	}
}

// TestWhole: the words that are not looked at closely are those in one piece.
func TestWhole(t *testing.T) {
	for _, word := range []string{"", "a", "word", "1234567890", "e\u0301", "Größe", "при\u0301вет", "https://a.example/long",
		"abcdefghijklmno", "今日", "Go言語", "한", strings.Repeat("e\u0301", 12), strings.Repeat("\u0301", 90)} {
		for max := 1; max < 14; max++ {
			w, ok := whole(word, max)
			pieces := breakable(word, max)
			if ok && (len(pieces) != 1 || w != columns(word)) {
				t.Errorf("%q in %d columns: %d of them in one piece, not %q", word, max, w, pieces)
			}
			if !ok && len(pieces) == 1 && columns(word) <= max && !strings.ContainsFunc(word, wide) {
				t.Errorf("%q in %d columns: it is in one piece", word, max)
			}
		}
	}
}

// TestMostLines: what is said of an item without laying it out is never too few.
func TestMostLines(t *testing.T) {
	words := []string{"a", "word", "Größe", "今日は天気がいい。", "https://a.example/" + strings.Repeat("long/", 20), " ", "\n", "\n    ",
		"e\u0301", strings.Repeat("x", 90), "Go言語", "\u202e", "\t", "\xff", "\u2028", strings.Repeat("\u0301", 700), "🎉"}
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 0))
		it := item{depth: r.IntN(10), num: r.IntN(3), bare: seed%3 == 0}
		for range r.IntN(60) {
			it.text += words[r.IntN(len(words))] + []string{"", " "}[r.IntN(2)]
		}
		if most, n := mostLinesOf(it, wordsAt), linesOf(it, wordsAt); n > most {
			t.Errorf("%d lines, not %d at most: %q", n, most, it.text)
		}
	}
}
