package fetch_test

import (
	"fmt"
	"strings"
	"testing"

	"kabar/mail/fetch"
)

// TestAfterFaults is about servers and lines that fail while mail is read.
// Every mail must come once, with its own text, or be named.
func TestAfterFaults(t *testing.T) {
	// alone is the dialogue for one mail that is asked for by itself.
	alone := func(uid int) string { return fmt.Sprintf("C: UID FETCH %d (UID BODY.PEEK[])\n", uid) }
	there := func(uid int) string {
		return fmt.Sprintf("C: UID SEARCH UID %d\nS: * SEARCH %d\n", uid, uid) + ok
	}
	refuse := "S: $ NO it is stuck\n"
	tests := []struct {
		name      string
		dialogues []string
		want      string // see tell
		next      uint32
		err       string // its kind
	}{
		{"no fault", []string{hello + three + body1 + body2 + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G01 reset mid-literal", []string{
			hello + three + body1 + `s: "* 2 FETCH (UID 2 BODY[] {5}\r\nBB"` + "\nclose",
			hello + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G01 reset after the literal", []string{
			hello + three + body1 + `s: "* 2 FETCH (UID 2 BODY[] {5}\r\nBBBBB"` + "\nclose",
			hello + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G02 literal shorter than announced", []string{
			hello + three + body1 + `s: "* 2 FETCH (UID 2 BODY[] {9}\r\nBB)\r\n* 3 FETCH (UID 3 BODY[] {5}\r\nCCCCC)\r\n"` + "\n" + ok,
			hello + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G02 literal longer than announced", []string{
			hello + three + body1 + `s: "* 2 FETCH (UID 2 BODY[] {2}\r\nBBBBB)\r\n"` + "\n" + body3 + ok,
			hello + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G03 literal of 4 GiB", []string{
			hello + three + body1 + `s: "* 2 FETCH (UID 2 BODY[] {4294967296}\r\nBB"` + "\nstall",
			hello + alone(3) + body3 + ok},
			"1=AAAAA 2 too big 3=CCCCC", 3, ""},
		{"G03 literal beyond any number", []string{
			hello + three + `s: "* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\n"` + "\nstall",
			hello + alone(1) + body1 + ok + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G16 expunged between SEARCH and FETCH", []string{
			hello + three + body1 + body3 + ok + alone(2) + ok +
				"C: UID SEARCH UID 2\nS: * SEARCH\n" + ok},
			"1=AAAAA 3=CCCCC", 3, ""},
		{"G19 EXPUNGE shifts the numbers mid-fetch", []string{
			hello + three + body1 + "S: * 1 EXPUNGE\n" +
				`s: "* 1 FETCH (UID 2 BODY[] {5}\r\nBBBBB)\r\n* 2 FETCH (UID 3 BODY[] {5}\r\nCCCCC)\r\n"` +
				"\n" + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"answers out of order", []string{hello + three + body3 + body1 + body2 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G25 one UID always answers NO", []string{
			hello + three + body1 + body3 + refuse +
				alone(2) + refuse + alone(2) + refuse + alone(2) + refuse + alone(3) + body3 + ok},
			"1=AAAAA 2 unreadable 3=CCCCC", 3, ""},
		{"G25 one UID is always left out", []string{
			hello + three + body1 + body3 + ok +
				alone(2) + ok + there(2) + alone(2) + ok + there(2) + alone(2) + ok + there(2)},
			"1=AAAAA 2 unreadable 3=CCCCC", 3, ""},
		{"body NIL is not an empty mail", []string{
			hello + three + body1 + "S: * 2 FETCH (UID 2 BODY[] NIL)\n" + body3 + ok + alone(2) + body2 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"an empty mail is a mail", []string{
			hello + three + body1 + `s: "* 2 FETCH (UID 2 BODY[] {0}\r\n)\r\n"` + "\n" + body3 + ok},
			"1=AAAAA 2= 3=CCCCC", 3, ""},
		{"G25 one UID always breaks the line", []string{
			hello + three + body1 + body2 + "close",
			hello + alone(2) + "close",
			hello + alone(2) + "close",
			hello + alone(2) + "close",
			// Is it the mail or the server? Another mail can be read.
			hello + everything + oneHead(1) + alone(1) + body1 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2 unreadable 3=CCCCC", 3, ""},
		{"G25 two UIDs break the line", []string{
			hello + three + "close",
			hello + alone(1) + "close",
			hello + alone(1) + "close",
			hello + alone(1) + "close",
			hello + everything + oneHead(2) + "close",
			hello + oneHead(3) + alone(3) + body3 + ok + alone(2) + "close",
			hello + alone(2) + "close",
			hello + alone(2) + "close",
			hello + everything + oneHead(1) + "close",
			hello + oneHead(3) + alone(3) + body3 + ok + alone(3) + body3 + ok},
			"1 unreadable 2 unreadable 3=CCCCC", 3, ""},
		{"an outage is not taken for bad mails", []string{
			hello + three + "close",
			hello + alone(1) + "close",
			hello + alone(1) + "close",
			hello + alone(1) + "close",
			hello + everything + oneHead(2) + alone(2) + "close",
			hello + oneHead(3) + alone(3) + "close",
			hello},
			"", 0, "network"},
		{"the server is unwell and says so", []string{
			hello + three + "S: $ NO [UNAVAILABLE] the disk is away\n"},
			"", 0, "network"},
		{"a refused batch is asked for one by one", []string{
			hello + three + refuse + alone(1) + body1 + ok + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"UID after the literal", []string{
			hello + three + body1 + `s: "* 2 FETCH (BODY[] {5}\r\nBBBBB UID 2)\r\n"` + "\n" + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"a change of flags takes the mail's place", []string{
			hello + three + body1 + `S: * 2 FETCH (UID 2 FLAGS (\Seen))` + "\n" + body2 + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"a body nobody asked for", []string{
			hello + three + `s: "* 9 FETCH (UID 9 BODY[] {5}\r\nXXXXX)\r\n"` + "\n" + body1 + body2 + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G26 unknown code, unsolicited FETCH", []string{
			hello + three + body1 + "S: * OK [WEATHER rain] .\n" + `S: * 2 FETCH (FLAGS (\Answered))` + "\n" +
				body2 + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G26 unknown answer", []string{
			hello + three + body1 + "S: * XWEATHER rain\n",
			hello + alone(1) + body1 + ok + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G26 wrong tag", []string{
			hello + three + body1 + "S: X99 OK .\n",
			hello + alone(1) + body1 + ok + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G27 a line without end", []string{
			hello + three + body1 + body2 + "s: \"* OK \"\nfill 100000 \"x\"\nstall",
			hello + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"G28 a flood of EXISTS", []string{
			hello + three + body1 + body2 + `fill 10000 "* 3 EXISTS\r\n* 3 RECENT\r\n"` + "\nstall",
			hello + alone(2) + body2 + ok + alone(3) + body3 + ok},
			"1=AAAAA 2=BBBBB 3=CCCCC", 3, ""},
		{"a date the library can't read", []string{
			hello + opened + "C: UID SEARCH UID 1:*\nS: * SEARCH 1\n" + ok +
				"C: UID FETCH 1 (UID\n" + `S: * 1 FETCH (UID 1 INTERNALDATE "yesterday" RFC822.SIZE 5)` + "\n",
			hello + "C: UID FETCH 1 (UID\n" + `S: * 1 FETCH (UID 1 INTERNALDATE "yesterday" RFC822.SIZE 5)` + "\n",
			hello + "C: UID FETCH 1 (UID\n" + `S: * 1 FETCH (UID 1 INTERNALDATE "yesterday" RFC822.SIZE 5)` + "\n",
			hello + alone(1) + body1 + ok},
			"1=AAAAA", 1, ""},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			_, c := play(t, test.dialogues...)
			i := dial(t, c)
			mails, next, _, err := i.After(t.Context(), fetch.Cursor{}, 10, 1<<20)
			if got := tell(mails); got != test.want || next.UID != test.next || kind(err) != test.err {
				t.Errorf("got %q up to %d, error %q (%v)\nwant %q up to %d, error %q",
					got, next.UID, kind(err), err, test.want, test.next, test.err)
			}
		})
	}
}

// everything is the search of the whole folder.
const everything = "C: UID SEARCH UID 1:*\nS: * SEARCH 1 2 3\n" + ok

// oneHead is the dialogue about the size of one mail.
func oneHead(uid int) string {
	return fmt.Sprintf("C: UID FETCH %d (UID\n"+
		`S: * %d FETCH (UID %d INTERNALDATE "22-Nov-2026 16:54:00 +0000" RFC822.SIZE 5)`+"\n", uid, uid, uid) + ok
}
