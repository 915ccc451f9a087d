package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kabar/mail"
	"kabar/store"
)

// newestTo is the newest mail that somebody got.
func (s *mailserver) newestTo(ts *testscript.TestScript, addr string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.sent[addr]
	if len(all) == 0 {
		ts.Fatalf("%s has got no mail", addr)
	}
	return all[len(all)-1]
}

// cmdBounce lets the newest mail to somebody come back: bounce ana@acme.example
// 5.1.1.
func cmdBounce(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	id := mail.Parse(s.newestTo(ts, args[0])).MessageID
	s.put(ts, []byte(strings.ReplaceAll(fmt.Sprintf(`From: Mail Delivery System <mailer-daemon@mx.acme.example>
To: kabar@acme.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.%[4]s.%[1]s@mx.acme.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.example

Final-Recipient: rfc822; %[2]s
Action: failed
Status: %[3]s
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <%[1]s>
--b--
`, id, args[0], args[1], strings.ReplaceAll(ts.Getenv("KABAR_CLOCK"), ":", "")), "\n", "\r\n")), "none")
}

// cmdComplain is somebody's mail server saying that they marked the newest mail
// to them as spam (RFC 5965): complain ben@acme.example.
func cmdComplain(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	id := mail.Parse(s.newestTo(ts, args[0])).MessageID
	s.put(ts, []byte(strings.ReplaceAll(fmt.Sprintf(`From: feedback@mx.acme.example
To: kabar@acme.example
Subject: FW: a mail
Message-ID: <complaint.%[1]s@mx.acme.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Mail/1
Version: 1
Original-Rcpt-To: %[2]s

--b
Content-Type: text/rfc822-headers

Message-ID: <%[1]s>
--b--
`, id, args[0]), "\n", "\r\n")), "none")
}

// cmdForward sends the newest mail to somebody back to the team's inbox, as a
// forwarding that goes wrong does.
func cmdForward(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	s.put(ts, s.newestTo(ts, args[0]), "pass")
}

// cmdStray puts the id of the stray with a subject into $STRAY.
func cmdStray(ts *testscript.TestScript, neg bool, args []string) {
	st, err := store.View(ts.MkAbs("archive"))
	ts.Check(err)
	defer st.Close()
	list, err := st.Strays("acme")
	ts.Check(err)
	for _, s := range list {
		if s.Subject == args[0] {
			ts.Setenv("STRAY", s.ID)
			return
		}
	}
	ts.Fatalf("no stray with the subject %q", args[0])
}

// locks holds the archives that a story has locked, by its work folder.
var locks sync.Map

// cmdLock opens the archive for writing, as a daemon does, and lets go of it
// when it is called again.
func cmdLock(ts *testscript.TestScript, neg bool, args []string) {
	if st, ok := locks.LoadAndDelete(ts.Getenv("WORK")); ok {
		ts.Check(st.(*store.Store).Close())
		return
	}
	st, err := store.Open(ts.MkAbs("archive"), time.Now)
	ts.Check(err)
	locks.Store(ts.Getenv("WORK"), st)
}

// cmdSearch is a member asking by mail: search 1 ben@acme.example invoices. The
// number makes the Message-ID.
func cmdSearch(ts *testscript.TestScript, neg bool, args []string) {
	serverOf(ts).put(ts, fmt.Appendf(nil, "From: %s\r\nTo: kabar@acme.example\r\nSubject: search %s\r\n"+
		"Message-ID: <search.%s@acme.example>\r\n\r\n", args[1], strings.Join(args[2:], " "), args[0]), "pass")
}

// cmdNews is a member with much to tell, a mail for each thing: news 60
// ana@acme.example.
func cmdNews(ts *testscript.TestScript, neg bool, args []string) {
	many, err := strconv.Atoi(args[0])
	ts.Check(err)
	for n := 1; n <= many; n++ {
		serverOf(ts).put(ts, fmt.Appendf(nil, "From: %s\r\nTo: kabar@acme.example\r\nSubject: news\r\n"+
			"Message-ID: <news.%d@acme.example>\r\n\r\nDone:\r\n- thing %d\r\n", args[1], n, n), "pass")
	}
}

// cmdLeak is a stranger answering the newest mail to a member: leak
// eve@evil.example ben@acme.example.
func cmdLeak(ts *testscript.TestScript, neg bool, args []string) {
	s := serverOf(ts)
	id := mail.Parse(s.newestTo(ts, args[1])).MessageID
	s.put(ts, fmt.Appendf(nil, "From: %s\r\nTo: kabar@acme.example\r\nSubject: Re: hi\r\nMessage-ID: <%s>\r\n"+
		"In-Reply-To: <%s>\r\n\r\ndone: nothing of the kind\r\n", args[0], args[0], id), "pass")
}

// cmdSays looks for texts in every file of a folder, in any case of letters: ! says
// archive ana@acme.example 'Ana Putri'. Each must be there, or none.
func cmdSays(ts *testscript.TestScript, neg bool, args []string) {
	found := map[string]string{}
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		for _, text := range args[1:] {
			if bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(text))) {
				found[text] = name
			}
		}
		return err
	}))
	for _, text := range args[1:] {
		if name, ok := found[text]; ok == neg {
			ts.Fatalf("%q is said: %t %s", text, ok, name)
		}
	}
}

// cmdGarbage puts garbage into files: garbage archive/marks/inbox.*.
func cmdGarbage(ts *testscript.TestScript, neg bool, args []string) {
	files, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("no file %s", args[0])
	}
	for _, f := range files {
		ts.Check(os.WriteFile(f, []byte("\x00\xff not what it was\n"), 0o600))
	}
}
