package send

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-smtp"
)

// Send gives one letter to the server for one recipient. nil means that the
// server has taken it. Any failure is an *Error. from may be "", the null
// sender. Line ends in data of any kind become CR LF.
//
// A connection that the server closed while it was idle is made anew, once:
// nothing of the letter had been sent.
func (c *Conn) Send(ctx context.Context, from, to string, data []byte) error {
	return c.SendWhen(ctx, from, to, data, func() error { return nil })
}

// SendWhen is Send, and asks ready once all but the final dot is sent, which is
// when the server may keep the letter (RFC 5321 section 4.1.1.4): what must be
// safe by then can be made so while the rest is under way. ready is not asked
// if it does not come so far. If it fails, the connection is dropped, the server
// keeps nothing, and the error of ready is returned as it is.
func (c *Conn) SendWhen(
	ctx context.Context, from, to string, data []byte, ready func() error,
) error {
	c.busy.Lock()
	defer c.busy.Unlock()
	if err := checkAddress(from); err != nil && from != "" {
		return &Error{Op: "mail", To: to, Enhanced: "5.1.7", Temporary: true, Account: true,
			Hint: "the sender is set in the configuration", Err: err}
	}
	if err := checkAddress(to); err != nil {
		return &Error{Op: "rcpt", To: to, Code: 553, Enhanced: "5.1.3", Err: err}
	}
	data = canonical(data)
	if c.link.dead {
		if err := c.redial(ctx); err != nil {
			return err
		}
	}
	stale := c.link.used
	err := c.link.begin(ctx, from, to, len(data))
	if c.link.dead && stale && ctx.Err() == nil {
		if err := c.redial(ctx); err != nil {
			return err
		}
		err = c.link.begin(ctx, from, to, len(data))
	}
	if err != nil {
		return err
	}
	return c.link.finish(ctx, to, data, ready)
}

// begin opens the transaction with MAIL, so that a link that died unnoticed
// shows before anything is at stake.
func (l *link) begin(ctx context.Context, from, to string, size int) error {
	l.used = true
	if limit, ok := l.client.MaxMessageSize(); ok && limit > 0 && size > limit {
		return &Error{Op: "mail", To: to, Code: 552, Enhanced: "5.3.4",
			Message: fmt.Sprintf("the server takes %d bytes, the letter has %d", limit, size)}
	}
	opts := &smtp.MailOptions{Size: int64(size)}
	if !ascii(from) || !ascii(to) {
		if ok, _ := l.client.Extension("SMTPUTF8"); !ok {
			return &Error{Op: "rcpt", To: to, Code: 553, Enhanced: "5.6.7",
				Message: "the server can't send to addresses with letters beyond ASCII"}
		}
		opts.UTF8 = true
	}
	return l.step(ctx, "mail", to, commandLimit, func() error { return l.client.Mail(from, opts) })
}

// finish sends the rest.
func (l *link) finish(ctx context.Context, to string, data []byte, ready func() error) error {
	err := l.step(ctx, "rcpt", to, commandLimit, func() error { return l.client.Rcpt(to, nil) })
	if err != nil {
		return err
	}
	var w *smtp.DataCommand
	err = l.step(ctx, "data", to, dataLimit, func() (err error) {
		w, err = l.client.Data()
		return err
	})
	if err != nil {
		return err
	}
	// The library looks at each byte, and sends 4 kB at a time: that would be a
	// tenth of what a letter takes. So only the last line, behind which it puts the
	// final dot, is given to it, and it sets no limit while it writes.
	last := 1 + bytes.LastIndexByte(data[:len(data)-1], '\n')
	rest := stuffed(data[:last])
	for len(rest) > 0 && err == nil {
		block := rest[:min(blockSize, len(rest))]
		rest = rest[len(block):]
		err = l.step(ctx, "data", to, blockLimit, func() error {
			_, err := l.wire.Write(block)
			return err
		})
	}
	if err == nil {
		err = l.step(ctx, "data", to, blockLimit, func() error {
			_, err := w.Write(data[last:])
			return err
		})
	}
	if err != nil {
		return err
	}
	if err := ready(); err != nil {
		l.dead = true
		l.wire.kill()
		return err
	}
	dot := false
	err = l.step(ctx, "end", to, endLimit, func() error {
		dot = true
		_, err := w.CloseWithResponse()
		return err
	})
	var e *Error
	if !dot && errors.As(err, &e) {
		e.Op, e.Unknown = "data", false // time was over before the dot was sent
	}
	return err
}

// step runs one command. After a refusal the transaction is ended, or the next
// MAIL would be answered "nested".
func (l *link) step(ctx context.Context, op, to string, limit time.Duration, f func() error) error {
	err := l.do(ctx, limit, f)
	if err == nil {
		return nil
	}
	e := failure(op, to, err)
	if !l.dead && l.do(ctx, commandLimit, l.reset) != nil {
		l.dead = true
		l.wire.kill()
	}
	return e
}

// reset ends a transaction. The library forgets the greeting with it and would
// say EHLO again at its next question, outside of any limit: so it does it here.
func (l *link) reset() error {
	if err := l.client.Reset(); err != nil {
		return err
	}
	return l.client.Hello(l.hello)
}
