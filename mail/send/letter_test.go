package send_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"kabar/mail/send"
	"kabar/mail/send/smtptest"
)

// TestAddresses: what is no plain address never reaches the wire.
func TestAddresses(t *testing.T) {
	var box inbox
	c := start(t, smtptest.New(box.deliver))
	conn := dial(t, c)
	good := []string{"ana@team.example", "a.b+c@team.example", "o'neil@team.example", "x@y"}
	for _, addr := range good {
		if err := conn.Send(t.Context(), "team@kabar.example", addr, []byte(text)); err != nil {
			t.Errorf("%q: %v", addr, err)
		}
	}
	for _, addr := range []string{"", "ana", "@team.example", "ana@", "a@b@c", "a@x> NOTIFY=NEVER X<", "a@x>\r\nRCPT TO:<b@x",
		"a b@x", "a\x00@x", "<a@x>", "a@x,b@x", `"a b"@x`, "a@[192.0.2.1]", "a@x\u0085", "a@x\xff",
		strings.Repeat("a", 65) + "@x", "a@" + strings.Repeat("x", 300)} {
		err := conn.Send(t.Context(), "team@kabar.example", addr, []byte(text))
		if outcome(err) != "rcpt 553 5.1.3 never" {
			t.Errorf("to %q: %q (%v)", addr, outcome(err), err)
		}
		if addr == "" {
			continue // the null sender
		}
		err = conn.Send(t.Context(), addr, "ana@team.example", []byte(text))
		if outcome(err) != "mail 5.1.7 later hold" {
			t.Errorf("from %q: %q (%v)", addr, outcome(err), err)
		}
	}
	if err := conn.Send(t.Context(), "", "ana@team.example", []byte(text)); err != nil {
		t.Errorf("null sender: %v", err)
	}
	if n := len(box.all()); n != len(good)+1 {
		t.Errorf("the server took %d letters", n)
	}
}

// TestH20NonASCII: only the member with such an address is concerned.
func TestH20NonASCII(t *testing.T) {
	for _, able := range []bool{false, true} {
		var box inbox
		s := smtptest.New(box.deliver)
		s.UTF8 = able
		conn := dial(t, start(t, s))
		want := map[bool]string{true: "taken", false: "rcpt 553 5.6.7 never"}[able]
		if err := conn.Send(t.Context(), "team@kabar.example", "jörg@team.example", []byte(text)); outcome(err) != want {
			t.Errorf("server can: %v: %v", able, err)
		}
		if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)); err != nil {
			t.Error(err)
		}
	}
}

// TestH18Size: the limit is known before, and a letter over it is not sent.
func TestH18Size(t *testing.T) {
	var box inbox
	s := smtptest.New(box.deliver)
	s.MaxBytes = 1000
	conn := dial(t, start(t, s))
	if conn.MaxSize() != 1000 {
		t.Errorf("MaxSize is %d", conn.MaxSize())
	}
	long := []byte(strings.Repeat("x\n", 340)) // 1020 bytes with CR LF
	if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", long); outcome(err) != "mail 552 5.3.4 never" {
		t.Errorf("%q (%v)", outcome(err), err)
	}
	if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", long[:600]); err != nil {
		t.Error(err)
	}
}

// TestH30LineEnds is also E17 and E18: whatever the text holds, the server gets
// one letter, and all of it.
func TestH30LineEnds(t *testing.T) {
	var box inbox
	conn := dial(t, start(t, smtptest.New(box.deliver)))
	for _, evil := range []string{
		"a\nb", "a\rb", "a\r\nb", "a\n\rb", "", ".", "\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r",
		"x\r\n.\nMAIL FROM:<evil@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nhello\r\n.\r\n", "..\r\n...", "\x00\r\n.\r\n\x00",
		"." + strings.Repeat("x", 990) + "\r\n." + strings.Repeat("y", 990),
		strings.Repeat(".\r\n..\r\n", 20_000),
	} {
		raw := "Subject: x\r\n\r\n" + evil
		before := len(box.all())
		if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(raw)); err != nil {
			t.Fatalf("%.200q: %v", evil, err)
		}
		got := box.all()[before:]
		want := regexp.MustCompile("\r\n|\r|\n").ReplaceAllString(raw, "\r\n")
		want = strings.TrimSuffix(want, "\r\n") + "\r\n"
		if strings.HasSuffix(raw, "\n\r") { // ends with two
			want += "\r\n"
		}
		if len(got) != 1 || got[0].data != want {
			t.Errorf("%.200q became %.200q, want %.200q", evil, got, want)
		}
	}
}

// TestRefusals: the server's own words come back, and the next letter goes out.
func TestRefusals(t *testing.T) {
	var box inbox
	conn := dial(t, start(t, smtptest.New(func(from string, to []string, data []byte) error {
		if to[0] == "gone@team.example" {
			return &smtptest.Refusal{Code: 550, Text: "no \x1b[31msuch\nuser"}
		}
		if to[0] == "odd@team.example" {
			return errors.New("odd")
		}
		return box.deliver(from, to, data)
	})))
	err := conn.Send(t.Context(), "team@kabar.example", "gone@team.example", []byte(text))
	var e *send.Error
	if !errors.As(err, &e) || e.Code != 550 || e.Temporary || e.Op != "end" || e.To != "gone@team.example" ||
		strings.ContainsAny(e.Error(), "\x1b\n") {
		t.Errorf("%+v", e)
	}
	if err := conn.Send(t.Context(), "team@kabar.example", "odd@team.example", []byte(text)); outcome(err) != "end 554 5.0.0 never" {
		t.Errorf("%q", outcome(err))
	}
	if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)); err != nil {
		t.Error(err)
	}
	if len(box.all()) != 1 {
		t.Errorf("%v", box.all())
	}
}

func TestManyLettersOneConnection(t *testing.T) {
	var box inbox
	conn := dial(t, start(t, smtptest.New(box.deliver)))
	for n := range 300 {
		to := fmt.Sprintf("m%d@team.example", n)
		if err := conn.Send(t.Context(), "team@kabar.example", to, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for n, l := range box.all() {
		if l.to != fmt.Sprintf("m%d@team.example", n) {
			t.Fatalf("letter %d went to %s", n, l.to)
		}
	}
	if conn.MaxSize() != 0 {
		t.Error("no limit was announced")
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"", "a", "a\r", "\r\n", "\n\r\n", "a\r\r\nb"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out := send.Canonical(data)
		if !bytes.HasSuffix(out, []byte("\r\n")) {
			t.Fatalf("%q has no line end", out)
		}
		rest := bytes.ReplaceAll(out, []byte("\r\n"), nil)
		if bytes.ContainsAny(rest, "\r\n") {
			t.Fatalf("%q has a bare CR or LF", out)
		}
		strip := func(b []byte) []byte {
			return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r"), nil), []byte("\n"), nil)
		}
		if !bytes.Equal(strip(data), strip(out)) {
			t.Fatalf("%q lost something of %q", out, data)
		}
		if !bytes.Equal(send.Canonical(out), out) {
			t.Fatalf("%q is changed again", out)
		}
	})
}
