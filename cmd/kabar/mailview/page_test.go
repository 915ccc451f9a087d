package mailview

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden page anew")

// story is the mails of testdata/mails, with what the page is told of them.
func story(t testing.TB) []Item {
	list := []Item{
		{Direction: "sent", Who: "Ana Putri", Local: "Fri 16:30 WIB"},
		{Direction: "received", Who: "Ana Putri", Local: "Fri 16:52 WIB", Note: "filed for Fri 20 Nov: done 2"},
		{Direction: "received", Who: "Ben Fischer", Local: "Fri 17:05 CET", Note: "filed: done 1, next 1"},
		{Direction: "received", Who: "<b>a stranger</b>", Note: "set aside: \"nobody\" <of> the team"},
		{Direction: "received", Who: ""},
		{Direction: "\" sideways", Who: "nobody"},
	}
	files, err := filepath.Glob("testdata/mails/*.eml")
	if err != nil || len(files) != len(list) {
		t.Fatalf("%d mails, %v", len(files), err)
	}
	for i, f := range files {
		if list[i].Raw, err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// TestPage compares the page with testdata/page.html, which is there to be
// looked at too.
func TestPage(t *testing.T) {
	got := Page("Two days at <Acme>", story(t))
	golden := filepath.Join("testdata", "page.html")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("differs from %s: go test ./cmd/kabar/mailview -update (%v)", golden, err)
	}
	if again := Page("Two days at <Acme>", story(t)); !bytes.Equal(got, again) {
		t.Error("the same mails give another page")
	}
}

// TestPageIsInert holds the page of hostile mails against what it may have
// (E04–E06, E20–E24).
func TestPageIsInert(t *testing.T) {
	list := story(t)
	inertOrFail(t, Page("</title><script>alert(0)</script>", list), len(list))
	page := string(Page("", list))
	for _, gone := range []string{"\x1b", "\u202e", "\x00", "class=\"\" sideways"} {
		if strings.Contains(page, gone) {
			t.Errorf("%q is on the page", gone)
		}
	}
	for _, there := range []string{
		"&lt;script&gt;alert(1)&lt;/script&gt;", // the sender's name
		"<span class=\"q2\">&gt;&gt; Done: (yesterday)\n",
		"moved the queue to Postgres &lt;3 &amp; wrote it down",
		"../report &lt;1&gt;.pdf", "application/pdf, 9 B",
		"<b>Subject:</b> ␛[31mred· and \uFFFD\n", "(no subject)", "class=\"received\"",
	} {
		if !strings.Contains(page, there) {
			t.Errorf("%q is not on the page", there)
		}
	}
}

// inertOrFail parses a page and fails if anything in it could load or run, but
// for the script that is ours and known to the policy.
func inertOrFail(t *testing.T, page []byte, mails int) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
			link := a.Key == "href" || a.Key == "src"
			if strings.HasPrefix(a.Key, "on") || link && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
		switch n.Data {
		case "script":
			if n.FirstChild == nil || n.FirstChild.Data != script {
				t.Error("a script that is not ours")
			}
		case "iframe":
			if box, ok := attrs["sandbox"]; !ok || box != "" {
				t.Errorf("sandbox=%q", box)
			}
			frameIsInert(t, attrs["srcdoc"])
		case "base", "link", "object", "embed", "form", "img", "video", "audio":
			t.Errorf("<%s> on the page", n.Data)
		}
	}
	if count["script"] != 1 || count["article"] != mails || count["h2"] != mails || count["title"] != 1 {
		t.Errorf("elements: %v", count)
	}
	if want := `Content-Security-Policy" content="` + policy(); !bytes.Contains(page, []byte(want)) {
		t.Error("the policy is missing")
	}
}

// frameIsInert looks for what a sandbox and a policy would not stop.
func frameIsInert(t *testing.T, doc string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		return // deeper than the parser goes: the browser's sandbox holds all the same
	}
	bases := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "link", "iframe", "object", "embed", "frame":
			t.Errorf("<%s> in a frame", n.Data)
		case "base":
			if bases++; len(n.Attr) != 1 || n.Attr[0].Val != "_blank" {
				t.Errorf("<base> %v in a frame", n.Attr)
			}
		}
	}
	if bases > 1 {
		t.Errorf("%d <base> in a frame", bases)
	}
}

// TestPageOfNothing is still a page.
func TestPageOfNothing(t *testing.T) {
	page := string(Page("None", nil))
	inertOrFail(t, []byte(page), 0)
	if !strings.Contains(page, "There is no mail yet.") {
		t.Error(page)
	}
}

// TestPageIsBounded shows the begin of a mail that is very long, and says so.
func TestPageIsBounded(t *testing.T) {
	for name, mail := range map[string]string{
		"text":   "Subject: x\n\n" + strings.Repeat("é lorem ipsum\n", 40000),
		"html":   "Subject: x\nContent-Type: text/html\n\n" + strings.Repeat("<p>é lorem, ipsum, dolor, sit, amet, and no end of it\n", 11000),
		"header": "Subject: " + strings.Repeat("é lorem ", 40000) + "\n\nx",
		"to":     "Subject: x\nTo: " + strings.Repeat("ana@acme.example, ", 20000) + "\n\nx",
	} {
		page := Page("Long", []Item{{Raw: []byte(mail), Who: "Ana"}})
		if len(page) > 4<<20 || !bytes.Contains(page, []byte("more")) {
			t.Errorf("%s: %d bytes", name, len(page))
		}
		inertOrFail(t, page, 1)
	}
}

func TestInitials(t *testing.T) {
	for _, c := range []struct{ who, want string }{
		{"Ana Putri", "AP"}, {"Ben", "B"}, {"Kim Min-jun Park", "KP"}, {"élodie à la ferme", "ÉF"},
		{"ana@acme.example", "AE"}, {"", "?"}, {"<>", "?"}, {"山田 太郎", "山太"},
	} {
		if got := initials(c.who); got != c.want {
			t.Errorf("initials(%q) = %q, want %q", c.who, got, c.want)
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 1234567: "1.2 MB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %s, want %s", n, got, want)
		}
	}
}

// FuzzPage shows any mail, and nothing of it runs.
func FuzzPage(f *testing.F) {
	for _, it := range story(f) {
		f.Add(it.Raw, it.Who)
	}
	f.Add([]byte("Content-Type: text/html\n\n<head\n<head><base href=x><LINK\n><x-iframe><iframe\t>"), "<a\" onclick=x>")
	f.Fuzz(func(t *testing.T, raw []byte, who string) {
		page := Page(who, []Item{{Raw: raw, Direction: who, Who: who, Local: who, Note: fmt.Sprint(who, raw)}})
		inertOrFail(t, page, 1)
	})
}
