package export

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
)

// TestHarmless: no cell begins as a formula does (E13), and each text can be had
// back by taking one apostrophe away.
func TestHarmless(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"", ""}, {"plain", "plain"}, {"1+1", "1+1"}, {"'quoted'", "'quoted'"}, {" =1", " =1"},
		{"=1+1", "'=1+1"}, {"+49 30", "'+49 30"}, {"-5", "'-5"}, {"@ben", "'@ben"}, {"\tx", "'\tx"},
		{"\rx", "'\rx"}, {"\n=x", "'\n=x"}, {"'=1", "''=1"}, {"''@x", "'''@x"}, {"＝1", "'＝1"}, {"é=", "é="},
		{"\xff", "\xff"}, {"=", "'="}, {"'", "'"},
	} {
		if got := harmless(c.cell); got != c.want {
			t.Errorf("harmless(%q) = %q, want %q", c.cell, got, c.want)
		}
	}
}

// TestTable reads the table as another program does: every row has all columns,
// every text is there, and no line of the file ends in a bare line feed.
func TestTable(t *testing.T) {
	s, _ := story(t)
	var b bytes.Buffer
	table := NewTable(&b)
	if err := s.Each(table.Add); err != nil {
		t.Fatal(err)
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "\n") != strings.Count(b.String(), "\r\n") {
		t.Error("not all line ends are CR LF (RFC 4180, section 2)")
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for _, row := range rows[1:] {
		text := strings.TrimPrefix(row[8], "'")
		texts[row[0]+" "+text] = true
	}
	for _, e := range s.list {
		for _, sec := range e.Sections {
			for _, it := range sec.Items {
				if !texts[strconv.FormatInt(e.Num, 10)+" "+it.Text] {
					t.Errorf("%q is not in the table", it.Text)
				}
			}
		}
	}
}
