package store

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOneFileChangesTheDisk: the tests of failing disks are worth what they
// say only if nothing goes past the seam.
func TestOneFileChangesTheDisk(t *testing.T) {
	changes := regexp.MustCompile(`\bos\.(Create|CreateTemp|OpenFile|WriteFile|Rename|Remove|RemoveAll|` +
		`Mkdir\w*|Truncate|Chmod|Chtimes|Chown|Link|Symlink|CopyFS|OpenRoot|NewFile)\b|\bsyscall\.[A-Z]\w+\(`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for n, line := range strings.Split(string(text), "\n") {
			call := changes.FindString(line)
			if call == "" {
				continue
			}
			found++
			switch {
			case file == "durable.go":
			case file == "sync_linux.go" && call == "syscall.Fdatasync(":
			case file == "room.go" && call == "syscall.Statfs(": // asks only
			default:
				t.Errorf("%s:%d: %s belongs into durable.go", file, n+1, call)
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d calls found: the test looks at nothing", found)
	}
}
