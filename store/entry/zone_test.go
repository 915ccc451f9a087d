package entry

import (
	"testing"
	"time"
)

// TestEncodeInZone: a block says the same, in whatever zone its time is given.
func TestEncodeInZone(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 52, 30, 5000, time.UTC)
	jakarta, err := time.LoadLocation("Asia/Jakarta")
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range []string{"Asia/Jakarta", "UTC", "", "Nowhere/Land"} {
		want := string(Encode(Entry{Kind: Update, Member: "ana", Zone: zone, Filed: at}))
		for _, in := range []*time.Location{jakarta, time.Local, time.FixedZone("", -3600)} {
			got := string(Encode(Entry{Kind: Update, Member: "ana", Zone: zone, Filed: at.In(in)}))
			if got != want {
				t.Errorf("zone %q, given in %v:\n%s\nwant:\n%s", zone, in, got, want)
			}
		}
	}
}

// TestShortcuts: what is passed over as clean or plain is what the whole way
// leaves as it is.
func TestShortcuts(t *testing.T) {
	for _, s := range []string{"", " ", "a", "a b", "a  b", " a", "a ", "ä", "a\tb", "a--b", "-", "--", "a%", "# a", "- a",
		"=", "==", "a=", "> a", "[a]: b", "a [b]", "1. a", "a\\", "\x7f", "\x00", "a&amp;", "  # a"} {
		if isOneLine(s) && oneLine(s+"\x00") != s+"\uFFFD" {
			t.Errorf("%q is taken for one line", s)
		}
		if isPlain(s) && escapeLine(s+"\\") != s+"\\\\" {
			t.Errorf("%q is taken for plain", s)
		}
		if isPlainValue(s) && escapeValue(s+"%") != s+"%25" {
			t.Errorf("%q is taken for a plain value", s)
		}
	}
}
