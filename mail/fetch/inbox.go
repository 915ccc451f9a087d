package fetch

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/emersion/go-imap/v2"
)

// Inbox is one folder on an IMAP server, over one connection. After a network
// error it is of no use any more: Close it and Dial again, a little later each
// time.
type Inbox struct {
	c    Config
	busy sync.Mutex // held while a method talks to the server

	mu     sync.Mutex // guards what follows
	link   *link
	closed bool

	// Only the goroutine that uses the Inbox.
	notices []string
	noted   map[string]bool
}

// Dial connects, starts TLS, logs in and selects the folder. A failure is an
// *Error; if the folder is missing its Hint lists those that exist.
func Dial(ctx context.Context, c Config) (*Inbox, error) {
	if err := c.check(); err != nil {
		return nil, &Error{Op: "dial", Kind: kindConfig, Err: err}
	}
	l, err := connect(ctx, &c)
	if err != nil {
		return nil, err
	}
	i := &Inbox{c: c, link: l, noted: map[string]bool{}}
	err = i.open(ctx)
	if err == nil {
		err = i.checkQuota(ctx)
	}
	if err != nil {
		i.link.client.Close()
		return nil, err
	}
	return i, nil
}

// Close logs out and closes the connection. It may be called at any time, from
// any goroutine, also while another method runs: that one fails then.
func (i *Inbox) Close() error {
	i.mu.Lock()
	i.closed = true
	l := i.link
	i.mu.Unlock()
	if !l.dead() && i.busy.TryLock() {
		defer i.busy.Unlock()
		// The answer does not matter, only that the server is not surprised.
		_ = l.do(context.Background(), byeLimit, func() error { return l.client.Logout().Wait() })
	}
	l.wire.raw()
	_ = l.client.Close()
	return nil
}

// Notices hands over what the operator should be told once: that the folder is
// read-only, that the server began a new epoch, alerts of the server.
func (i *Inbox) Notices() []string {
	for _, a := range i.link.wire.takeAlerts() {
		i.notice("the server alerts: " + a)
	}
	n := i.notices
	i.notices = nil
	return n
}

// notice keeps a text unless it was said before on this Inbox.
func (i *Inbox) notice(text string) {
	if !i.noted[text] && len(i.noted) < 100 {
		i.noted[text] = true
		i.notices = append(i.notices, text)
	}
}

// redial makes a new link after the old one died, for the same folder.
func (i *Inbox) redial(ctx context.Context) error {
	l, err := connect(ctx, &i.c)
	if err != nil {
		return err
	}
	i.mu.Lock()
	closed := i.closed
	if !closed {
		i.link = l
	}
	i.mu.Unlock()
	if closed {
		l.client.Close()
		return &Error{Op: "dial", Kind: kindNetwork, Err: errDead}
	}
	err = i.open(ctx)
	l.news <- struct{}{} // what came between the two links made no noise
	return err
}

// open selects the folder anew: only SELECT tells the UIDVALIDITY, and some
// servers say nothing when a folder is deleted and made again while selected.
func (i *Inbox) open(ctx context.Context) error {
	l := i.link
	err := l.selectFolder(ctx, i.c.Folder, false)
	if err == nil {
		return nil
	}
	if _, ok := refusal(err); !ok {
		return l.fail("select", err)
	}
	e := &Error{Op: "select", Kind: kindFolder, Err: fmt.Errorf("folder %q: %w", i.c.Folder, err)}
	if names, err := i.folders(ctx); err == nil && len(names) > 0 {
		e.Hint = "folders that exist: " + strings.Join(names, ", ")
	}
	return e
}

func (l *link) selectFolder(ctx context.Context, name string, readOnly bool) error {
	l.box = box{}
	select { // news from before are about to be seen
	case <-l.news:
	default:
	}
	l.wire.readOnly.Store(false)
	var data *imap.SelectData
	err := l.do(ctx, commandLimit, func() (err error) {
		data, err = l.client.Select(name, &imap.SelectOptions{ReadOnly: readOnly}).Wait()
		return err
	})
	if err != nil {
		return err
	}
	l.box = box{
		name: name, validity: data.UIDValidity, next: uint32(data.UIDNext),
		count:     data.NumMessages,
		canFlag:   permits(data.PermanentFlags, imap.FlagSeen),
		canMark:   permits(data.PermanentFlags, keyword),
		canChange: !readOnly && !l.wire.readOnly.Load(),
	}
	return nil
}

// permits tells whether a flag would be kept. A server that does not say which
// flags are permanent keeps all (RFC 3501 7.1), and with "\*" some servers do
// not list the others.
func permits(permanent []imap.Flag, flag imap.Flag) bool {
	for _, f := range permanent {
		if f == imap.FlagWildcard || strings.EqualFold(string(f), string(flag)) {
			return true
		}
	}
	return len(permanent) == 0
}
