package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kabar/mail/fetch/imaptest"
)

// fixture lets the servers that the tests start be started here.
type fixture struct {
	*lab
	cleanup []func()
}

// missing is panicked with where a server is not installed.
type missing string

func (f *fixture) Helper()                           {}
func (f *fixture) Context() context.Context          { return f.lab.Context }
func (f *fixture) Cleanup(c func())                  { f.cleanup = append(f.cleanup, c) }
func (f *fixture) Failed() bool                      { return false }
func (f *fixture) Logf(format string, args ...any)   {}
func (f *fixture) Fatalf(format string, args ...any) { panic(fmt.Errorf(format, args...)) }
func (f *fixture) Skipf(format string, args ...any)  { panic(missing(fmt.Sprintf(format, args...))) }

// with runs what needs real servers, and says what is not installed.
func (l *lab) with(run func(*fixture) error) (err error) {
	f := &fixture{lab: l}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case missing:
			fmt.Println(string(p) + ": left out")
		case error:
			err = p
		default:
			panic(p)
		}
		for i := len(f.cleanup) - 1; i >= 0; i-- {
			f.cleanup[i]()
		}
	}()
	return run(f)
}

// inboxMails is how many mails wait in the inbox.
const inboxMails = 10_000

// mbsyncConfig fetches a user's inbox into a Maildir.
const mbsyncConfig = `IMAPAccount a
Host 127.0.0.1
Port %d
User %s
Pass %s
SSLType None
AuthMechs *

IMAPStore far
Account a

MaildirStore near
Path %s/
Inbox %s/Inbox
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Patterns INBOX
Sync Pull
Create Near
SyncState *
`

// inbox measures how an inbox on a Dovecot becomes durable and searchable,
// beside mbsync followed by notmuch new.
func (l *lab) inbox() error {
	if !installed("mbsync") || !installed("notmuch") {
		return nil
	}
	return l.with(func(f *fixture) error {
		d := imaptest.StartDovecot(f)
		n := min(inboxMails, l.largest())
		var mails [][]byte
		c := newCorpus(n)
		for i := range n {
			_, raw := c.mail(i)
			mails = append(mails, []byte("Authentication-Results: mx.acme.example; dmarc=pass "+
				"header.from=acme.example\n"+raw))
		}
		// One mail a day of each member, the last ones today.
		began := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC).AddDate(0, 0, -n/corpusMembers)
		arrived := func(i int) time.Time {
			return began.AddDate(0, 0, i/corpusMembers).Add(time.Duration(i%corpusMembers) * time.Second)
		}
		users := 0
		empty := func() (user string) {
			users++
			user = fmt.Sprintf("u%d@acme.example", users)
			d.Client(user).Close()
			return user
		}
		fill := func(user string) {
			d.Fill(user, mails, arrived)
			d.Client(user).Close() // Dovecot has seen them
		}
		var config, data, near string
		var env []string
		all := []*contender{{
			name: "kabar run",
			before: func() (err error) {
				if config, data, err = l.home("inboxed"); err != nil {
					return err
				}
				user := empty()
				err = l.configure(config, fmt.Sprintf(serverHead, data, fmt.Sprint(d.Port), user, "1", ""))
				if err == nil { // from now on it reads this inbox
					_, err = l.run([]string{"KABAR_CLOCK=" + began.AddDate(0, 0, -1).Format(time.RFC3339)},
						l.kabar, "--config", config, "run", "--once")
				}
				fill(user)
				return err
			},
			run: func() (taken, error) { return l.untilFiled(config, data, n) },
		}, {
			name: "mbsync + notmuch new",
			before: func() (err error) {
				if near, err = l.fresh("near"); err != nil {
					return err
				}
				if env, _, err = l.notmuch(near); err != nil {
					return err
				}
				user := empty()
				fill(user)
				return os.WriteFile(filepath.Join(l.dir, "mbsyncrc"), fmt.Appendf(nil, mbsyncConfig,
					d.Port, user, imaptest.DovecotPassword, near, near), 0o600)
			},
			run: func() (sum taken, err error) {
				sum, err = l.run(nil, "mbsync", "-q", "-c", filepath.Join(l.dir, "mbsyncrc"), "-a")
				if err != nil {
					return sum, err
				}
				t, err := l.run(env, "notmuch", "new")
				return taken{wall: sum.wall + t.wall, cpu: sum.cpu + t.cpu}, err
			},
		}}
		if err := l.compete(all); err != nil {
			return err
		}
		fmt.Printf("%d mails from a Dovecot inbox, filed and searchable; kabar takes %.2f of the other's time:\n",
			n, all[0].wall().Seconds()/all[1].wall().Seconds())
		rates(n, all)
		return nil
	})
}

// untilFiled runs the daemon until it has handled n mails.
func (l *lab) untilFiled(config, data string, n int) (taken, error) {
	began := time.Now()
	d, err := l.start(config)
	if err != nil {
		return taken{}, err
	}
	for end := time.Now().Add(10 * time.Minute); l.Err() == nil; {
		if time.Now().After(end) {
			err = errors.New("the inbox is not read after ten minutes; see daemon.log")
			break
		}
		if log, _ := os.ReadFile(filepath.Join(data, "seen.log")); bytes.Count(log, []byte("\n")) >= n {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	err = errors.Join(err, d.stop())
	state := d.cmd.ProcessState
	return taken{wall: time.Since(began), cpu: state.UserTime() + state.SystemTime()}, err
}
