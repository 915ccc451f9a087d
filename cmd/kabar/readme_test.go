package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// fenced finds the code blocks of a Markdown page: their info line and text.
var fenced = regexp.MustCompile("(?ms)^ *```([a-z]+[^\n]*)\n(.*?)^ *```$")

// TestReadme holds README.md to what the program does: the mails in it are those
// of the demo, the config loads, the commands exist and work.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	d := performed(t)
	seen := map[string]int{}
	for _, block := range fenced.FindAllStringSubmatch(string(page), -1) {
		info, text := strings.Fields(block[1]), block[2]
		seen[info[0]]++
		switch info[0] {
		case "mail":
			n, _ := strconv.Atoi(info[3])
			list := d.kind(info[2], info[1])
			if n < 1 || n > len(list) {
				t.Errorf("README shows %v; %s got %d of that kind", info, info[2], len(list))
				continue
			}
			m := list[n-1]
			if got := fmt.Sprintf("Subject: %s\n\n%s", m.Subject, m.Text); anyID(got) != anyID(text) {
				t.Errorf("README shows another %v than the demo sends:\n%s", info, got)
			}
		case "toml":
			readmeConfig(t, text)
		case "sh":
			for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
				readmeCommand(t, strings.TrimSpace(line))
			}
		default:
			t.Errorf("README has a block of kind %q that nothing tests", info[0])
		}
	}
	if seen["mail"] != 3 || seen["toml"] != 1 || seen["sh"] != 3 {
		t.Errorf("README has other blocks than expected: %v", seen)
	}
}

// anyID takes the ids of entries out of a text: they are made from mails, which
// in the demo have another secret each time.
func anyID(text string) string {
	return regexp.MustCompile(`\b[0-9a-f]{10}\b`).ReplaceAllString(strings.TrimSpace(text), "an id")
}

// performed is the demo after its two days.
func performed(t *testing.T) *demo {
	t.Helper()
	a := &app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, now: time.Now, env: func(string) string { return "" }}
	d, err := newDemo(t.TempDir(), a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.close)
	if err := d.perform(context.Background()); err != nil {
		t.Fatal(err)
	}
	return d
}

// readmeConfig loads the config of the first hour, and asks it the two things
// that need no network.
func readmeConfig(t *testing.T, text string) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "password")
	text = strings.NewReplacer("/etc/kabar/password", secret, "/var/lib/kabar", filepath.Join(dir, "data")).Replace(text)
	path := filepath.Join(dir, "config.toml")
	for file, content := range map[string]string{secret: "secret\n", path: text} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"next"}, {"preview", "prompt", "ana"}} {
		var out, errs bytes.Buffer
		a := &app{out: &out, err: &errs, now: time.Now, env: func(string) string { return "" }}
		if code := a.main(context.Background(), append([]string{"--config", path}, args...)); code != exitFine {
			t.Errorf("kabar %v with the README's config: exit %d, %s", args, code, errs.String())
		}
		if !strings.Contains(out.String(), "ana") {
			t.Errorf("kabar %v says nothing of Ana:\n%s", args, out.String())
		}
	}
}

// readmeCommand checks that a command in the README is one that is run by this
// suite or by .ci/run.
func readmeCommand(t *testing.T, line string) {
	ci, err := os.ReadFile("../../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case line == "go run ./cmd/kabar demo", line == "go test ./...":
		if !bytes.Contains(ci, []byte(line)) {
			t.Errorf(".ci/run does not run %q", line)
		}
	case strings.HasPrefix(line, "kabar "):
		for _, c := range commands() {
			if c.name == strings.Fields(line)[1] {
				return
			}
		}
		t.Errorf("README names %q, which is no command", line)
	default:
		t.Errorf("README names a command that nothing runs: %q", line)
	}
}
