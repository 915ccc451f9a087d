package imaptest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// TestScriptTellsDeviations: a script that is not followed must say so, or the
// tests that use one could not fail.
func TestScriptTellsDeviations(t *testing.T) {
	for _, test := range []struct {
		name      string
		dialogues []string
		says      []string // what the client says, connection by connection
		fault     string   // in the error of Close; "" is none
	}{
		{"followed", []string{"S: hi\nC: LOGIN ana\nS: $ OK in\n"}, []string{"a1 LOGIN ana x\r\n"}, ""},
		{"case does not matter", []string{"S: hi\nC: login\nS: $ OK in\n"}, []string{"a1 LOGIN\r\n"}, ""},
		{"followed, and good-bye", []string{"S: hi\nC: EHLO x\nS: 250 ok\n"}, []string{"EHLO x\r\nQUIT\r\n"}, ""},
		{"the client says something else", []string{"S: hi\nC: LOGIN\n"}, []string{"a1 SELECT x\r\n"}, `the client said "a1 SELECT x"`},
		{"the client hangs up", []string{"S: hi\nC: LOGIN\n"}, []string{""}, "hung up"},
		{"the client never comes", []string{"S: hi\n", "S: hi\n"}, []string{""}, "only 1 of 2"},
		{"nobody comes", []string{"S: hi\n"}, nil, "only 0 of 1"},
		{"a step that does not exist", []string{"S: hi\nshout\n"}, []string{""}, "no such step"},
		{"a string that is none", []string{"S: hi\ns: x\n"}, []string{""}, "invalid syntax"},
		{"a pause that is none", []string{"S: hi\nsleep long\n"}, []string{""}, "invalid duration"},
		{"fill without a string", []string{"S: hi\nfill 3\n"}, []string{""}, "fill needs"},
		{"data", []string{"S: hi\nC: DATA\nS: 354 go\ndata\nS: 250 ok\n"}, []string{"DATA\r\na\r\n..\r\n.\r\n"}, ""},
		{"data without end", []string{"S: hi\nC: DATA\nS: 354 go\ndata\n"}, []string{"DATA\r\na\r\n"}, "hung up"},
		{"stall and close ask for nothing", []string{"S: hi\nstall", "S: hi\nclose"}, []string{"", ""}, ""},
	} {
		s := NewScript(test.dialogues...)
		for _, says := range test.says {
			conn, err := s.Dial(t.Context(), "", "")
			if err != nil {
				t.Fatal(err)
			}
			talk(conn, says)
		}
		err := s.Close()
		if (err == nil) != (test.fault == "") || err != nil && !strings.Contains(err.Error(), test.fault) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// talk waits for the greeting, says its lines, and hangs up.
func talk(conn net.Conn, says string) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	_, _ = r.ReadString('\n')
	go io.Copy(io.Discard, r)
	for line := range strings.Lines(says) {
		if _, err := io.WriteString(conn, line); err != nil {
			return
		}
	}
}

func TestServerKeepsMail(t *testing.T) {
	s := New(map[string]string{"team": "x"})
	defer s.Close()
	for n := range 3 {
		if err := s.Append("team", "INBOX", fmt.Appendf(nil, "Subject: %d\r\n\r\n", n), at(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Expunge("team", "INBOX", 2); err != nil {
		t.Fatal(err)
	}
	items, err := s.Items("team", "INBOX")
	if err != nil || len(items) != 2 || items[1].UID != 3 || !items[1].At.Equal(at(2)) ||
		string(items[1].Raw) != "Subject: 2\r\n\r\n" {
		t.Errorf("%+v, %v", items, err)
	}
	if got := s.Messages("team", "Archive"); len(got) != 0 {
		t.Errorf("the archive holds %q", got)
	}
	if s.Messages("nobody", "INBOX") != nil || s.Append("nobody", "INBOX", nil, at(0)) == nil ||
		s.Append("team", "Nowhere", nil, at(0)) == nil {
		t.Error("what is not there holds mail")
	}
}

func at(n int) time.Time { return time.Date(2026, 11, 22, 16, n, 0, 0, time.UTC) }
