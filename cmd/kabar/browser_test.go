package main

import (
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
)

// realTool finds a program that a test of the real thing needs. Where it is not
// installed the test is skipped with a line that says so; with KABAR_REAL=must,
// as in .ci/run, it fails.
func realTool(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/sbin", "/sbin") {
		if path := filepath.Join(dir, name); isProgram(path) {
			return path
		}
	}
	if os.Getenv("KABAR_REAL") == "must" {
		t.Fatalf("%s is not installed, and KABAR_REAL=must", name)
	}
	t.Skipf("%s is not installed: apt-get install it to run this test", name)
	return ""
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// measured is a line of the page that layOut makes: page, width of the frame,
// width of what is in it, height.
var measured = regexp.MustCompile(`(\d+) (\d+) (\d+) (\d+);`)

// TestRealBrowser lays out every HTML mail of the demo in a browser, 320 and 800
// pixels wide: nothing may stick out, and nothing may be empty.
func TestRealBrowser(t *testing.T) {
	if racetest.On() {
		t.Skip("another program does the work: run without -race")
	}
	chromium := realTool(t, "chromium")
	d := performed(t)
	var mails []string
	for _, id := range demoTeam {
		for _, in := range d.got[id] {
			mails = append(mails, in.m.HTML)
		}
	}
	if len(mails) < 15 {
		t.Fatalf("only %d mails", len(mails))
	}
	layOut(t, chromium, mails, 200)
}

// layOut shows pages in a browser, each in a frame of 320 and one of 800 pixels.
// Nothing may stick out of one, and none may be less than lowest pixels high.
func layOut(t *testing.T, chromium string, pages []string, lowest int) {
	t.Helper()
	dir := t.TempDir()
	var page strings.Builder
	page.WriteString(`<!DOCTYPE html><meta charset="utf-8"><body>`)
	for n, text := range pages {
		for _, width := range []int{320, 800} {
			fmt.Fprintf(&page, `<iframe data-n="%d" width="%d" height="400" srcdoc="%s"></iframe>`,
				n, width, html.EscapeString(text))
		}
	}
	page.WriteString(`<pre id="out"></pre><script>
onload = () => { for (const f of document.querySelectorAll("iframe")) {
  const e = f.contentDocument.documentElement;
  out.append([f.dataset.n, f.width, e.scrollWidth, e.scrollHeight].join(" ") + ";");
} }
</script>`)
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, []byte(page.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu",
		"--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--dump-dom", "file://"+file).Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	lines := measured.FindAllStringSubmatch(string(out), -1)
	if len(lines) != 2*len(pages) {
		t.Fatalf("the browser measured %d of %d frames", len(lines), 2*len(pages))
	}
	for _, l := range lines {
		var n, frame, width, height int
		fmt.Sscan(strings.Join(l[1:], " "), &n, &frame, &width, &height)
		if width > frame {
			t.Errorf("page %d is %d pixels wide in a frame of %d", n, width, frame)
		}
		if height < lowest {
			t.Errorf("page %d is only %d pixels high", n, height)
		}
	}
}
