package main

import (
	"strings"
	"testing"
)

func TestScore(t *testing.T) {
	for _, c := range []struct {
		name, kind, got, want, accept string
		exact, leak, loss             float64
	}{
		{"same but for white space", "plain", "a  b\n", "a b", "", 1, 0, 0},
		{"zero width", "plain", "a\u200b b", "a b", "", 1, 0, 0},
		{"signs count in plain text", "plain", "a b", "a, b", "", 0, 0, 0},
		{"only words count in HTML", "html", "a b", "- a, b", "", 1, 0, 0},
		{"a word too many", "plain", "a b c", "a b", "", 0, 1, 0},
		{"a word too few", "plain", "a", "a b", "", 0, 0, 1},
		{"another right answer", "plain", "a", "a b", "a", 1, 0, 0},
		{"nothing", "plain", "", "", "", 1, 0, 0},
	} {
		s := sample{Kind: c.kind, Expected: c.want}
		if c.accept != "" {
			s.Accept = []string{c.accept}
		}
		if o := s.score(c.got); o.exact != c.exact || o.leak != c.leak || o.loss != c.loss {
			t.Errorf("%s: exact %v leak %v loss %v", c.name, o.exact, o.leak, o.loss)
		}
	}
}

func TestLoadAndReport(t *testing.T) {
	samples, err := load(strings.NewReader(`{"corpus":"own","id":"own/a","kind":"plain","input":"a\n\nOn 22/11/26 16:30, Ana wrote:\n> b","expected":"a","tags":["top"]}`+"\n"), "")
	if err != nil || len(samples) != 1 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	var b strings.Builder
	report(&b, samples, 0)
	if !strings.Contains(b.String(), "100.0") || !strings.Contains(b.String(), "tag top") {
		t.Errorf("the table lacks its case:\n%s", b.String())
	}
	if _, err := load(strings.NewReader("{"), ""); err == nil {
		t.Error("a broken line was read")
	}
}
