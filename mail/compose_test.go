package mail

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/quick"
	"time"
)

// draft is a mail with everything that is hard to write.
func draft() Draft {
	return Draft{
		From:        Address{Name: "Apa kabar – Tim Jakarta", Addr: "kabar@team.example"},
		To:          Address{Name: "Müller, Jörg", Addr: "joerg@bücher.example"},
		ReplyTo:     &Address{Addr: "kabar+p.kfb.joerg.acme.abcdefghijklmnop@team.example"},
		Subject:     "Apa kabar, Jörg? — Sunday, 22 November, the day on which the long subjects were tested",
		MessageID:   "prompt.2026-11-22.joerg.acme.abcdefghijklmnop@team.example",
		InReplyTo:   "prompt.2026-11-21.joerg.acme.bcdefghijklmnopq@team.example",
		References:  []string{"one@example.org", strings.Repeat("long.", 20) + "@example.org", "two@example.org"},
		Date:        time.Date(2026, 11, 22, 16, 30, 0, 0, time.FixedZone("WIB", 7*3600)),
		ListID:      "Acme <acme.kabar.example>",
		Unsubscribe: "mailto:kabar@team.example?subject=unsubscribe",
		Auto:        "auto-generated",
		Lang:        "en",
		Text:        "Done:\n\nNext: =?no word?=\n.\nFrom here on: größer, 日本語 " + strings.Repeat("wide ", 40) + "\n",
		HTML:        "<p>Done:</p><p>Next: größer, 日本語</p>" + strings.Repeat("x", 200),
	}
}

func compose(t *testing.T, d Draft) []byte {
	t.Helper()
	raw, err := Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestComposeGolden(t *testing.T) {
	for name, d := range map[string]Draft{"compose-both.eml": draft(), "compose-text.eml": textOnly(),
		"compose-files.eml": withFiles()} {
		got := compose(t, d)
		file := "testdata/" + name
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs (UPDATE_GOLDEN=1 writes it):\n%s", file, got)
		}
	}
}

func textOnly() Draft {
	return Draft{
		From: Address{Addr: "kabar@team.example"}, To: Address{Name: "Ana Putri", Addr: "ana@example.org"},
		Subject: "Re: search postgres", MessageID: "answer.1@team.example",
		Date: time.Date(2026, 11, 22, 8, 41, 0, 0, time.UTC), Auto: "auto-replied", Text: "No hits.\n",
	}
}

// TestComposeRoundTrip reads back what was written.
func TestComposeRoundTrip(t *testing.T) {
	d := draft()
	m := Parse(compose(t, d))
	check := func(what string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s = %q, want %q", what, got, want)
		}
	}
	check("From", m.From[0], d.From)
	check("To", m.To[0], Address{Name: "Müller, Jörg", Addr: "joerg@xn--bcher-kva.example"})
	check("Reply-To", m.ReplyTo[0], *d.ReplyTo)
	check("Subject", m.Subject, d.Subject)
	check("Message-ID", m.MessageID, d.MessageID)
	check("In-Reply-To", strings.Join(m.InReplyTo, " "), d.InReplyTo)
	check("References", strings.Join(m.References, " "), strings.Join(d.References, " "))
	check("Date", m.Date.Equal(d.Date), true)
	check("zone", m.Date.Format("-0700"), "+0700")
	check("List-Id", m.Header.Get("list-id"), d.ListID)
	check("List-Unsubscribe", m.Header.Get("List-Unsubscribe"), "<"+d.Unsubscribe+">")
	check("Auto-Submitted", m.Header.Get("Auto-Submitted"), d.Auto)
	check("Text", m.Text, d.Text)
	check("HTML", m.HTML, d.HTML+"\n")
	check("Precedence", m.Header.Get("Precedence"), "")
	for _, p := range m.Problems {
		if !strings.Contains(p, "different things") { // the HTML of this draft is shorter on purpose
			t.Errorf("problem: %s", p)
		}
	}
}

// TestComposeOnTheWire proves H21 and H30: CR LF only, 7-bit, narrow lines.
func TestComposeOnTheWire(t *testing.T) {
	for _, d := range []Draft{draft(), textOnly(), withFiles()} {
		raw := compose(t, d)
		if !bytes.Equal(raw, compose(t, d)) {
			t.Error("the same draft gave different bytes")
		}
		if bytes.Count(raw, []byte("\r\n")) != bytes.Count(raw, []byte("\n")) ||
			bytes.Count(raw, []byte("\r\n")) != bytes.Count(raw, []byte("\r")) {
			t.Error("a bare CR or LF")
		}
		for _, line := range bytes.Split(raw, []byte("\r\n")) {
			alone := bytes.HasPrefix(line, []byte(" <")) && bytes.Count(line, []byte(" ")) == 1
			if len(line) > 76 && !alone && !bytes.HasPrefix(line, []byte("Message-ID: ")) {
				t.Errorf("a line of %d columns: %s", len(line), line)
			}
			for _, c := range line {
				if c >= 0x80 || c < ' ' {
					t.Errorf("byte %#x in %s", c, line)
				}
			}
		}
	}
}

// TestComposeBoundary looks for the boundary in a text that holds it.
func TestComposeBoundary(t *testing.T) {
	d := draft()
	id := d.MessageID
	first := boundaryFor(id, nil)
	if second := boundaryFor(id, []byte("x "+first)); second == first {
		t.Error("a boundary that occurs in the body was taken")
	}
	d.Text = "--" + first + "\nmine\n--" + first + "--\n"
	if m := Parse(compose(t, d)); m.Text != d.Text {
		t.Errorf("text = %q", m.Text)
	}
}

// TestH29 puts line ends and NUL into every value, be it a name (E02) or an id
// (E03): refused, or harmless.
func TestH29(t *testing.T) {
	for _, poison := range []string{"\r\nBcc: x@evil.example", "\nBcc: x@evil.example", "\rx", "\x00"} {
		for name, change := range map[string]func(*Draft){
			"from name":   func(d *Draft) { d.From.Name += poison },
			"from":        func(d *Draft) { d.From.Addr += poison },
			"to name":     func(d *Draft) { d.To.Name = poison + d.To.Name },
			"to":          func(d *Draft) { d.To.Addr = "a" + poison + "@x.example" },
			"reply name":  func(d *Draft) { d.ReplyTo.Name = "x" + poison },
			"reply":       func(d *Draft) { d.ReplyTo.Addr += poison },
			"subject":     func(d *Draft) { d.Subject += poison + "ü" },
			"id":          func(d *Draft) { d.MessageID += poison },
			"in reply to": func(d *Draft) { d.InReplyTo += poison },
			"references":  func(d *Draft) { d.References = []string{"a@b", "c@d" + poison} },
			"list id":     func(d *Draft) { d.ListID = "x" + poison + " <a.b>" },
			"unsubscribe": func(d *Draft) { d.Unsubscribe += poison },
			"auto":        func(d *Draft) { d.Auto += poison },
			"lang":        func(d *Draft) { d.Lang += poison },
			"file":        func(d *Draft) { d.Files = []File{{Name: "x" + poison}} },
		} {
			d := draft()
			change(&d)
			if raw, err := Compose(d); err == nil {
				t.Errorf("%s with %q was written:\n%s", name, poison, raw)
			}
		}
	}
}

// TestH29Property writes any strings: never a field that was not asked for.
func TestH29Property(t *testing.T) {
	plain := compose(t, textOnly())
	want := fieldNames(plain)
	f := func(subject, name, local string) bool {
		d := textOnly()
		d.Subject, d.From.Name = "s"+subject, name
		if local != "" {
			d.To.Addr = local + "@x.example"
		}
		raw, err := Compose(d)
		return err != nil || fieldNames(raw) == want
	}
	if err := quick.Check(f, &quick.Config{MaxCount: 500}); err != nil {
		t.Error(err)
	}
}

func fieldNames(raw []byte) string {
	var names []string
	for _, f := range Parse(raw).Header {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func TestComposeRefuses(t *testing.T) {
	for name, change := range map[string]func(*Draft){
		"no sender":         func(d *Draft) { d.From = Address{} },
		"no receiver":       func(d *Draft) { d.To = Address{} },
		"no text":           func(d *Draft) { d.Text = " \n" },
		"no date":           func(d *Draft) { d.Date = time.Time{} },
		"no id":             func(d *Draft) { d.MessageID = "" },
		"no auto":           func(d *Draft) { d.Auto = "" },
		"angles":            func(d *Draft) { d.To.Addr = "a@x> NOTIFY=NEVER X<b@y" },
		"two addresses":     func(d *Draft) { d.To.Addr = "a@x.example, b@x.example" },
		"nameless file":     func(d *Draft) { d.Files = []File{{Data: []byte("x")}} },
		"blank in id":       func(d *Draft) { d.InReplyTo = "a b@c" },
		"foreign letters":   func(d *Draft) { d.To.Addr = "jörg@example.org" },
		"https unsubscribe": func(d *Draft) { d.Unsubscribe = "https://example.org/u" },
	} {
		d := draft()
		change(&d)
		if raw, err := Compose(d); err == nil {
			t.Errorf("%s: was written:\n%s", name, raw)
		}
	}
}

// BenchmarkCompose writes a mail as long as the digest of a team of 20.
func BenchmarkCompose(b *testing.B) {
	d := draft()
	d.Text = strings.Repeat("Done: größer, 日本語 and what else was done on this day\n", 200)
	d.HTML = strings.Repeat(`<p style="margin:0 0 4px">Done: größer, 日本語 and what else was done on this day</p>`+"\n", 200)
	for b.Loop() {
		if _, err := Compose(d); err != nil {
			b.Fatal(err)
		}
	}
}
