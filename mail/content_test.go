package mail

import (
	"strings"
	"testing"
)

// TestContent: copies of a mail that came another way (N02), or are sent once
// more (F19), are the same mail; with other words (N04) it is another one.
func TestContent(t *testing.T) {
	const base = "From: Ana <ana@example.org>\r\nTo: kabar@example.org\r\nSubject: news\r\n" +
		"Message-ID: <1@example.org>\r\nDate: Sun, 22 Nov 2026 16:30:00 +0700\r\n\r\nDone: it\r\n"
	want := Parse([]byte(base)).Content
	if len(want) != 64 {
		t.Fatalf("content is %q", want)
	}
	replaced := func(old, new string) string {
		if !strings.Contains(base, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(base, old, new, 1)
	}
	for _, c := range []struct {
		name, mail string
		same       bool
	}{
		{"as it is", base, true},
		{"another way", "Return-Path: <x@y>\r\nDelivered-To: a@b\r\nReceived: from a by b; x\r\n" + base, true},
		{"judged by the server", "Authentication-Results: mx; dmarc=pass\r\n" + base, true},
		{"line ends of a file", strings.ReplaceAll(base, "\r\n", "\n") + "\n", true},
		{"folded", replaced("Subject: news", "Subject:\r\n news"), true},
		{"other receivers", replaced("To: kabar@example.org", "To: x@example.org\r\nCc: y@example.org"), true},
		{"other references", replaced("Subject:", "References: <x@y>\r\nSubject:"), true},
		{"other words", replaced("Done: it", "Done: that"), false},
		{"more words", base + "Next: that\r\n", false},
		{"other subject", replaced("news", "olds"), false},
		{"other sender", replaced("<ana@", "<ben@"), false},
		{"other date", replaced("16:30", "16:31"), false},
		{"other id", replaced("<1@", "<2@"), false},
		{"fields run into each other", replaced("Subject: news\r\n", "Subject: new\r\n"), false},
	} {
		if got := Parse([]byte(c.mail)).Content; (got == want) != c.same || len(got) != 64 {
			t.Errorf("%s: %s, the mail is %s", c.name, got, want)
		}
	}
	for _, field := range []string{"Message-ID: <1@example.org>\r\n", "Date: Sun, 22 Nov 2026 16:30:00 +0700\r\n"} {
		if got := Parse([]byte(replaced(field, ""))).Content; got != "" {
			t.Errorf("without %q: %s", field, got)
		}
	}
}
