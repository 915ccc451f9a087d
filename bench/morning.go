package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kabar/mail/fetch/imaptest"
	"kabar/mail/send/smtptest"
	"kabar/store"
)

// digests measures a morning: the digests of all members built, queued for good
// and handed to a Postfix over one connection, beside as many mails by
// smtp-source: one of these digests, to as many recipients, since Postfix
// remembers those it has just looked up.
func (l *lab) digests() error {
	if _, err := exec.LookPath("smtp-source"); err != nil {
		installed("smtp-source")
		return nil
	}
	return l.with(func(f *fixture) error {
		port, err := startPostfix(f)
		if err != nil {
			return err
		}
		config, data, err := l.home("morning")
		if err != nil {
			return err
		}
		saved, sample := data+".saved", filepath.Join(l.dir, "digest")
		o, err := l.office(data)
		if err != nil {
			return err
		}
		defer o.close()
		if err := l.evening(o, config, data, port); err != nil {
			return err
		}
		if err := os.Rename(data, saved); err != nil {
			return err
		}
		var size int
		var handed []time.Duration
		all := []*contender{{
			name: "kabar run --once",
			before: func() error {
				if err := os.RemoveAll(data); err != nil {
					return err
				}
				_, err := l.run(nil, "cp", "-a", saved, data)
				return err
			},
			run: func() (taken, error) {
				t, err := l.run([]string{morning}, l.kabar, "--config", config, "run", "--once")
				if err != nil {
					return t, err
				}
				if size, err = sampleOf(data, sample); err != nil {
					return t, err
				}
				took, err := betweenLines(t.said, `msg="inbox opened"`, "msg=sent key=digest.")
				handed = append(handed, took)
				return t, err
			},
		}, {name: "smtp-source", run: func() (taken, error) {
			return l.run(nil, "smtp-source", "-d", "-s", "1", "-m", fmt.Sprint(corpusMembers), "-N", "-F", sample,
				"-f", inboxUser, "-t", "m@acme.example", fmt.Sprintf("127.0.0.1:%d", port))
		}}}
		if err := l.compete(all); err != nil {
			return err
		}
		ours, theirs := quantile(handed, 0.5), all[1].wall()
		fmt.Printf("%d digests of %d bytes built, queued and handed to a local Postfix over one connection, from "+
			"when the inbox is open until the last is noted as sent; kabar's rate is %.2f of smtp-source's, "+
			"%.2f with the start of the process and its end:\n", corpusMembers, size,
			theirs.Seconds()/ours.Seconds(), theirs.Seconds()/all[0].wall().Seconds())
		rate := func(name string, took time.Duration) {
			fmt.Printf("%-18s %6.2f s %7.0f /s\n", name, took.Seconds(), corpusMembers/took.Seconds())
		}
		rate("kabar", ours)
		for _, c := range all {
			rate(c.name, c.wall())
		}
		return nil
	})
}

const (
	evening = "KABAR_CLOCK=2026-11-17T16:00:00Z"
	morning = "KABAR_CLOCK=2026-11-18T09:00:00Z"
)

// startPostfix starts one with a mailbox for each member, and as many to which
// smtp-source sends.
func startPostfix(f *fixture) (port int, err error) {
	p := &smtptest.Postfix{Mailboxes: map[string]string{}}
	cert, err := imaptest.NewCert(time.Now().AddDate(1, 0, 0))
	if err != nil {
		return 0, err
	}
	p.Cert, p.Key = cert.Cert, cert.Key
	for m := range corpusMembers {
		p.Mailboxes[fmt.Sprintf("m%d@acme.example", m)] = fmt.Sprintf("m%d/", m)
		p.Mailboxes[fmt.Sprintf("%dm@acme.example", m+1)] = fmt.Sprintf("s%d/", m+1)
	}
	smtptest.StartPostfix(f, p)
	return p.MXPort, nil
}

// evening has every member write something of which the others are to be told.
func (l *lab) evening(o *office, config, data string, port int) error {
	head := fmt.Sprintf(serverHead, data, o.inboxPort, inboxUser, fmt.Sprint(port), "auth = \"none\"\n")
	err := l.configure(config, head)
	step := func() {
		if err == nil {
			_, err = l.run([]string{evening}, l.kabar, "--config", config, "run", "--once")
		}
	}
	step() // from now on it reads this inbox
	c := newCorpus(corpusMembers)
	at := time.Date(2026, 11, 17, 15, 0, 0, 0, time.UTC)
	for m := 0; m < corpusMembers && err == nil; m++ {
		body := "Done:\n- " + c.line(0, 12) + "\n- " + c.line(0, 9) + "\nNext:\n- " + c.line(0, 14) + "\n"
		err = o.imap.Append(inboxUser, "INBOX", member(m, at, fmt.Sprintf("news.%d", m), "news", body), at)
	}
	for range 3 { // a step takes a part of them
		step()
	}
	return err
}

// sampleOf writes the digest of middle size among those that were sent to a file,
// as smtp-source wants it, and returns its size.
func sampleOf(data, file string) (size int, err error) {
	st, err := store.View(data)
	if err != nil {
		return 0, err
	}
	defer st.Close()
	letters, err := st.Letters("sent")
	letters = slices.DeleteFunc(letters, func(l *store.Letter) bool { return l.Kind != "digest" })
	if err != nil || len(letters) != corpusMembers {
		return 0, errors.Join(err, fmt.Errorf("%d digests went out, want %d", len(letters), corpusMembers))
	}
	slices.SortFunc(letters, func(a, b *store.Letter) int { return cmp.Compare(len(a.Data), len(b.Data)) })
	middle := letters[len(letters)/2].Data
	return len(middle), os.WriteFile(file, bytes.ReplaceAll(middle, []byte("\r\n"), []byte("\n")), 0o600)
}

// betweenLines is how long it took, by kabar's log, from the first line with one
// text to the last line with another.
func betweenLines(log []byte, from, to string) (time.Duration, error) {
	var began, ended time.Time
	for line := range strings.Lines(string(log)) {
		first, _, _ := strings.Cut(strings.TrimPrefix(line, "time="), " ")
		at, err := time.Parse(time.RFC3339Nano, first)
		switch {
		case err != nil:
		case began.IsZero() && strings.Contains(line, from):
			began = at
		case strings.Contains(line, to):
			ended = at
		}
	}
	if began.IsZero() || ended.Before(began) {
		return 0, fmt.Errorf("the log does not go from %s to %s", from, to)
	}
	return ended.Sub(began), nil
}
