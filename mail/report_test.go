package mail

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// reports is what must be read from each file in testdata/reports: kind, the
// mail it is about, then per recipient address, action, status and detail.
var reports = map[string]string{
	"b12-failed.eml": "bounce prompt.2026-11-22.bo.acme.aaaaaaaaaaaaaaaa@team.example" +
		" | bo+alias@example.org failed 5.1.1 550 5.1.1 <bo@example.org>: user unknown" +
		" | cy@example.net delayed 4.4.1 no answer", // B12, B13, B26
	"b14-delivered.eml": "bounce a@team.example | bo@example.org delivered 2.0.0 ",
	"b16-truncated.eml": "bounce ",
	"b17-odd.eml":       "bounce  | bo@example.org failed 2.0.0  |    ",
	"b18-qmail.eml":     "bounce a@team.example | bo@example.org failed 5.1.1 192.0.2.1 does not like recipient. #5.1.1 no such user",
	"exim.eml":          "bounce a@team.example | bo@example.org failed   | cy@example.org failed  ",
	"b19-receipt.eml":   "receipt a@team.example",
	"b20-complaint.eml": "complaint a@team.example | bo@example.org   abuse",
	"talk-about-it.eml": "none",
}

func TestReports(t *testing.T) {
	files, err := filepath.Glob("testdata/reports/*.eml")
	if err != nil || len(files) != len(reports) {
		t.Fatalf("%d files, %d expected, err = %v", len(files), len(reports), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m := Parse(raw)
		if got := describe(m.Report); got != reports[filepath.Base(file)] {
			t.Errorf("%s:\ngot  %s\nwant %s", file, got, reports[filepath.Base(file)])
		}
		if strings.Contains(m.Text, "Next: nothing of this is text") {
			t.Errorf("%s: the mail it is about was taken for text", file)
		}
	}
}

func describe(r *Report) string {
	if r == nil {
		return "none"
	}
	s := r.Kind + " " + r.Original
	for _, d := range r.Recipients {
		s += fmt.Sprintf(" | %s %s %s %s", d.Addr, d.Action, d.Status, d.Detail)
	}
	return s
}

func FuzzReport(f *testing.F) {
	for file := range reports {
		raw, err := os.ReadFile("testdata/reports/" + file)
		if err != nil {
			f.Fatal(err)
		}
		_, body, _ := strings.Cut(string(raw), "\r\n\r\n")
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		m := Parse([]byte("Return-Path: <>\r\nContent-Type: multipart/report; boundary=rep\r\n\r\n" + body))
		if m.Report == nil {
			return
		}
		if len(m.Report.Recipients) > maxRecipients+1 || strings.ContainsAny(describe(m.Report), "\r\n\x1b") {
			t.Errorf("report = %q", describe(m.Report))
		}
	})
}
