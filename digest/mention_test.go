package digest

import (
	"strings"
	"testing"

	"kabar/store/team"
)

func TestMention(t *testing.T) {
	tm := harbour(t)
	ben := callsOf(tm, member(t, "ben"))
	tm.Members = append(tm.Members, team.Member{ID: "ben-2", Name: "Ben Adeyemi"})
	oneOfTwo := callsOf(tm, member(t, "ben"))
	for _, c := range []struct {
		text   string
		calls  called
		blocks bool
		want   reason
	}{
		{"talked to @ben", ben, false, mentions},
		{"talked to @Ben.", ben, false, mentions},
		{"thanks @Ben Fischer!", ben, false, mentions},
		{"@ben, can you look at it?", ben, false, asks},
		{"@ben: it is done. Nice, isn't it?", ben, false, asks},
		{"Ben, can you look at it?", ben, false, asks},
		{"Can Ben Fischer look at it?", ben, false, asks},
		{"Looked at it with Ben. Anything else?", ben, false, notYours},
		{"looked at it with Ben", ben, false, notYours},
		{"waiting for Ben", ben, true, isBlocked},
		{"waiting for @ben", ben, true, isBlocked},
		{"waiting for the bench press", ben, true, notYours},
		{"waiting for Benny", ben, true, notYours},
		{"waiting for Ben", oneOfTwo, true, notYours}, // which one?
		{"waiting for Ben Fischer", oneOfTwo, true, isBlocked},
		{"@ben-2 please", ben, false, notYours},
		{"mail@ben.example", ben, false, notYours},
		{"@ben.example", ben, false, notYours},
		{"@benedict", ben, false, notYours},
		{"(@ben)", ben, false, mentions},
		{"ありがとう @ben。", ben, false, mentions},
		{"Ben、見てくれる？", ben, false, asks},
		{"", ben, false, notYours},
	} {
		if got := c.calls.reason(c.text, c.blocks); got != c.want {
			t.Errorf("%q: %d, want %d", c.text, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"One. Two! Three?", "One.| Two!| Three?"},
		{"Version 1.2.3 is out", "Version 1.2.3 is out"},
		{"line\nline", "line\n|line"},
		{"今日。明日！", "今日。|明日！"},
		{"Wait... what", "Wait...| what"},
		{"\xff. \xfe", "\xff.| \xfe"},
		{"", ""},
	} {
		got := sentences(c.in)
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, want %q", c.in, strings.Join(got, "|"), c.want)
		}
		if strings.Join(got, "") != c.in {
			t.Errorf("%q is lost in %q", c.in, got)
		}
	}
}
