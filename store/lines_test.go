package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestLogLine(t *testing.T) {
	for _, fields := range [][]string{
		{"a"}, {"", "-", "%2D", "--"}, {"a b", "c\nd", "\x00\x7f\x1b", "100%", "%41", "ü", "\xff",
			"\u2028\u0085"},
	} {
		line := logLine(append([]string{}, fields...)...)
		if strings.Count(string(line), "\n") != 1 {
			t.Errorf("%q is not one line", line)
		}
		got := parseLine(line[:len(line)-1])
		if strings.Join(got, "|") != strings.Join(fields, "|") {
			t.Errorf("%q came back as %q", fields, got)
		}
		for i := range len(line) - 1 {
			bad := append([]byte{}, line...)
			bad[i] ^= 1
			if bad[i] != '\n' && parseLine(bad[:len(bad)-1]) != nil &&
				!strings.EqualFold(string(bad), string(line)) {
				t.Errorf("%q counts", bad)
			}
		}
	}
}

func FuzzParseLine(f *testing.F) {
	f.Add("a b c 00000000")
	f.Add(string(logLine("a", "", "b c")))
	f.Fuzz(func(t *testing.T, line string) {
		line = strings.ReplaceAll(line, "\n", "")
		fields := parseLine([]byte(line))
		again := parseLine([]byte(strings.TrimSuffix(string(logLine(append([]string{},
			fields...)...)), "\n")))
		if fields != nil && strings.Join(fields, "|") != strings.Join(again, "|") {
			t.Errorf("%q, then %q", fields, again)
		}
	})
}

// writeLog makes a log of n numbered lines, one a minute, with damage here and
// there, lines of any length, and a torn end.
func writeLog(t testing.TB, n int) (name string, key func(i int) string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "log")
	key = func(i int) string { return fmt.Sprintf("%016x", i*7919) }
	var b strings.Builder
	for i := range n {
		at := noon.Add(time.Duration(i) * time.Minute).Format(time.RFC3339)
		line := string(logLine(at, key(i), strconv.Itoa(i), strings.Repeat("x", i%301)))
		if i%10 == 3 {
			line = strings.Replace(line, "2026", "1999", 1)
		}
		if i%1000 == 500 {
			line = strings.Repeat("y", 100_000) + "\n"
		}
		b.WriteString(line)
	}
	b.WriteString("torn")
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return name, key
}

func damagedLine(i int) bool { return i%10 == 3 || i%1000 == 500 }

func TestSearch(t *testing.T) {
	for _, n := range []int{0, 1, 2, 10, 5000} {
		name, _ := writeLog(t, n)
		log, err := openLog(name)
		if err != nil {
			t.Fatal(err)
		}
		step := max(1, n/97)
		for want := 0; want <= n; want += step {
			off, err := log.search(func(fields []string) bool {
				i, _ := strconv.Atoi(fields[2])
				return i < want
			})
			if err != nil {
				t.Fatal(err)
			}
			first := want
			for first < n && damagedLine(first) {
				first++
			}
			got := n
			log.each(off, func(_ int64, fields []string, _ int64) error {
				if fields == nil {
					return nil
				}
				got, _ = strconv.Atoi(fields[2])
				return errStop
			})
			if got != first {
				t.Errorf("%d lines: the first from %d on is %d, want %d", n, want, got, first)
			}
		}
		last, err := log.lastLine()
		if err != nil || n > 0 && (last == nil || last[2] != strconv.Itoa(n-1)) || n == 0 &&
			last != nil {
			t.Errorf("%d lines: the last is %v, %v", n, last, err)
		}
		log.close()
	}
}

// TestLedgerHolds400Days: old lines are forgotten only where the log is long,
// and by its own times, not by a clock that may be wrong.
func TestLedgerHolds400Days(t *testing.T) {
	name, key := writeLog(t, 5000)
	log, err := openLog(name)
	if err != nil {
		t.Fatal(err)
	}
	defer log.close()
	if off, err := log.start(); off != 0 || err != nil {
		t.Errorf("a short log begins at %d, %v", off, err)
	}
	var l ledger
	if err := l.refresh(name); err != nil {
		t.Fatal(err)
	}
	for i := range 5000 {
		k, _ := keyOf(key(i))
		line := l.find(name, k)
		if damagedLine(i) != (line == nil) || line != nil && line[2] != strconv.Itoa(i) {
			t.Errorf("%d is %v", i, line)
		}
	}

	// Three years, and more bytes than are held in any case.
	long := filepath.Join(t.TempDir(), "log")
	var b strings.Builder
	for i := range 3 * 365 * 4 {
		b.Write(logLine(noon.Add(time.Duration(i)*6*time.Hour).Format(time.RFC3339), key(i),
			strings.Repeat("x", 3000)))
	}
	if err := os.WriteFile(long, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	l = ledger{}
	if err := l.refresh(long); err != nil {
		t.Fatal(err)
	}
	held := 3*365*4 - 1 - 400*4
	for i, want := range map[int]bool{0: false, held - 1: false, held: true, held + 1: true,
		3*365*4 - 1: true} {
		if k, _ := keyOf(key(i)); (l.find(long, k) != nil) != want {
			t.Errorf("line %d held: %v", i, !want)
		}
	}
}

// TestFileNames: whatever a key holds (E25), its file has a name of our own
// making, and no other key has it, upper and lower case being one (E12, I27).
func TestFileNames(t *testing.T) {
	seen := map[string]string{}
	for _, key := range []string{
		"", ".", "..", "a", "A", "_41", "_", "a/b", "a.b", ".a", "con", "a b", "a_20b", "ä",
		"a\u0308", "=", "a\x00", "-",
		strings.Repeat("x", 160), strings.Repeat("x", 161), strings.Repeat("x", 1_000_000),
		strings.Repeat("x", 1_000_000) + "y", strings.Repeat("Ä", 100),
		"digest.2026-11-22.acme.ana",
	} {
		name := fileName(key)
		if other, ok := seen[strings.ToLower(name)]; ok {
			t.Errorf("%.20q and %.20q are both %s", key, other, name)
		}
		seen[strings.ToLower(name)] = key
		if len(name) > maxName || name == "" || name[0] == '.' || strings.ContainsAny(name,
			"/\\ ABCDEFGHIJKLMNOPQRSTUVWXYZ\x00") {
			t.Errorf("%.20q is %q", key, name)
		}
		if !letterName().MatchString(letterFile(key)) {
			t.Errorf("%.20q: a letter named %q would not be found", key, letterFile(key))
		}
	}
	if got := fileName("digest.2026-11-22.acme.ana"); got != "digest.2026-11-22.acme.ana" {
		t.Errorf("not readable: %s", got)
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Use Postgres": "use-postgres", "  -- ": "decision", "日本語": "decision",
		"Größe: zählt!": "grosse-zahlt", "../../etc": "etc",
		strings.Repeat("word ", 30): "word-word-word-word-word-word-word-word", "": "decision",
	} {
		got := slug(title)
		if got != want || !decisionName().MatchString("0001-"+got+".md") {
			t.Errorf("%.20q is %q, want %q", title, got, want)
		}
	}
}

func FuzzDecodeLetter(f *testing.F) {
	f.Add(letterOf("a").encode())
	f.Add([]byte(letterHead + "key: a\nlength: 0\nsum: 00000000\n\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		l, err := decodeLetter(file)
		if err != nil {
			return
		}
		again, err := decodeLetter(l.encode())
		if err != nil || again.Key != l.Key || string(again.Data) != string(l.Data) {
			t.Errorf("%+v, then %+v, %v", l, again, err)
		}
	})
}

func FuzzReadMbox(f *testing.F) {
	f.Add([]byte("x"), joined(newBoxing("k", "a@x", noon, []byte("From a\n\nFrom b\n>From c")).pieces))
	f.Add([]byte("From \n"), []byte{})
	f.Fuzz(func(t *testing.T, raw, box []byte) {
		readMbox(box)
		c := change{box: []boxing{newBoxing("one", "", noon, raw), newBoxing("two", "", noon, []byte("end"))}}
		whole := joined(c.pieces)
		mails := readMbox(whole)
		if c.length() != int64(len(whole)) {
			t.Errorf("%d bytes, said to be %d", len(whole), c.length())
		}
		if len(mails) != 2 || !mails[0].whole || string(mails[0].raw) != string(raw) ||
			!mails[1].whole {
			t.Errorf("%q came back as %+v", raw, mails)
		}
	})
}
