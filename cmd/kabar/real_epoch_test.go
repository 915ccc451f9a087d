package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRealEpoch: whatever happens to the numbers of the mails on the server,
// nothing is filed twice, nothing is carried out or answered twice, and what
// comes afterwards is read.
func TestRealEpoch(t *testing.T) {
	t.Parallel()
	w := newRealWorld(t, "")
	w.step("2026-01-13T10:00:00Z")
	minute, updates := 0, 0
	// next posts an update and steps, to show that new mail is read.
	next := func(name string) (log string) {
		t.Helper()
		minute++
		updates++
		w.post("ngozi@acme.example", realMail("ngozi@acme.example", "news", fmt.Sprintf("%d@x", minute),
			fmt.Sprintf("Done:\n- thing %d\n", minute)))
		log = w.step(fmt.Sprintf("2026-01-13T10:%02d:00Z", minute))
		if n := int(w.archive().Last()); n != updates {
			t.Fatalf("%s: %d entries, want %d; the log:\n%s", name, n, updates, log)
		}
		if n := len(w.got("ben", "")); n != 1 {
			t.Fatalf("%s: Ben has %d mails, want the one answer; the log:\n%s", name, n, log)
		}
		if strings.Contains(log, "inbox lost") {
			t.Errorf("%s: the inbox was lost:\n%s", name, log)
		}
		return log
	}
	w.post("ben@acme.example", realMail("ben@acme.example", "away 2026-02-02", "away@x", ""))
	next("at first")
	next("as usual")
	if log := next("as usual"); strings.Contains(log, "seen before") {
		t.Errorf("a mail was read again without need:\n%s", log)
	}

	inbox := filepath.Join(w.imap.Home, realTeamAddress, "Maildir")
	forget := func(names ...string) {
		t.Helper()
		for _, name := range names {
			files, err := filepath.Glob(filepath.Join(inbox, name))
			if err != nil || len(files) == 0 {
				t.Fatalf("no %s in the mailbox (%v)", name, err)
			}
			for _, f := range files {
				if err := os.Remove(f); err != nil {
					t.Fatal(err)
				}
			}
		}
	}

	t.Log("G11: the server gives the folder another UIDVALIDITY")
	w.imap.Admin("mailbox", "update", "-u", realTeamAddress, "--uid-validity", "4000000000", "INBOX")
	if log := next("another UIDVALIDITY"); !strings.Contains(log, "(UIDVALIDITY 4000000000") ||
		strings.Count(log, "seen before") != updates {
		t.Errorf("not every mail was read again:\n%s", log)
	}

	t.Log("G11: the server loses all it knew of the folder but the mails")
	w.imap.Stop()
	forget("dovecot-uidlist", "dovecot.index*", "dovecot-uidvalidity*")
	w.imap.Start()
	if log := next("lost numbers"); !strings.Contains(log, "renumbered the folder") {
		t.Errorf("the server has not forgotten:\n%s", log)
	}

	t.Log("G12, G14: every mail lies there once more, under a new number")
	w.imap.Admin("copy", "-u", realTeamAddress, "INBOX", "mailbox", "INBOX", "ALL")
	if log := next("copies"); strings.Count(log, "seen before") != updates {
		t.Errorf("not every copy was read:\n%s", log)
	}

	t.Log("G13: a backup of two mails ago is restored, and numbers are given out again")
	uidlist := filepath.Join(inbox, "dovecot-uidlist")
	old, err := os.ReadFile(uidlist)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(inbox, "*", "*"))
	next("before the restore")
	next("before the restore")
	w.imap.Stop()
	forget("dovecot.index*")
	if err := errors.Join(restore(inbox, files), os.WriteFile(uidlist, old, 0o600)); err != nil {
		t.Fatal(err)
	}
	w.imap.Start()
	if log := next("restored backup"); !strings.Contains(log, "went back in time") {
		t.Errorf("the server gives out new numbers all the same:\n%s", log)
	}
	w.sound()
}

// restore removes all mails of a Maildir that are not among the files.
func restore(maildir string, files []string) error {
	keep := map[string]bool{}
	for _, f := range files {
		keep[mailName(f)] = true
	}
	now, err := filepath.Glob(filepath.Join(maildir, "*", "*"))
	for _, f := range now {
		if !keep[mailName(f)] {
			err = errors.Join(err, os.Remove(f))
		}
	}
	return err
}

// mailName is a mail's name without folder and flags.
func mailName(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), ":")
	return name
}
