package fetch

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// head is what is asked before a body.
type head struct {
	size     int64
	received time.Time
}

// heads asks for size and arrival of mails. UIDs the server does not answer
// are missing in the map.
func (l *link) heads(ctx context.Context, uids []uint32) (map[uint32]head, error) {
	found := map[uint32]head{}
	err := l.do(ctx, commandLimit, func() error {
		cmd := l.client.Fetch(uidSet(uids), &imap.FetchOptions{
			UID: true, RFC822Size: true, InternalDate: true,
		})
		defer cmd.Close()
		for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
			var uid uint32
			var h head
			for item := msg.Next(); item != nil; item = msg.Next() {
				switch item := item.(type) {
				case imapclient.FetchItemDataUID:
					uid = uint32(item.UID)
				case imapclient.FetchItemDataRFC822Size:
					h.size = item.Size
				case imapclient.FetchItemDataInternalDate:
					h.received = item.Time
				}
			}
			if h.size > 0 {
				found[uid] = h
			}
		}
		return cmd.Close()
	})
	return found, err
}

// bodies asks for whole mails, about sum bytes together, and puts them into
// got. What the server leaves out or answers in vain is not in there, without
// an error. There is only one FETCH at a time: Dovecot answers a second one
// before the first has been read to its end, and the library stops at that.
func (r *round) bodies(ctx context.Context, uids imap.UIDSet, sum int64) error {
	l := r.inbox.link
	l.stray.expect(uids, sum+r.inbox.c.maxSize())
	err := l.do(ctx, bodyLimit(sum), func() error {
		cmd := l.client.Fetch(uids, &imap.FetchOptions{
			UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}},
		})
		var last body
		for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
			// That another answer begins shows that the one before has ended as
			// it should. Until then its body may hold what comes after it.
			r.keep(last)
			var err error
			if last, err = r.collect(msg); err != nil {
				// Not cmd.Close: it would read the broken literal once more, at the
				// same time as the library's own goroutine.
				<-l.client.Closed()
				return err
			}
		}
		if err := cmd.Close(); err != nil {
			return err
		}
		r.keep(last)
		return nil
	})
	for uid, raw := range l.stray.results() {
		if err == nil {
			r.keep(body{uid, raw})
		}
	}
	return err
}

func bodyLimit(bytes int64) time.Duration {
	return commandLimit + time.Duration(bytes/slowest)*time.Second
}

// body is the answer for one mail; raw is nil if it brought none.
type body struct {
	uid uint32
	raw []byte
}

func (r *round) keep(b body) {
	if b.raw != nil && r.got[b.uid] == nil {
		r.got[b.uid] = b.raw
		r.holding += int64(len(b.raw))
	}
}

// collect reads the literal of one answer. An error is the end of the link, and
// nothing of the command may be touched after it.
func (r *round) collect(msg *imapclient.FetchMessageData) (body, error) {
	var b body
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			b.uid = uint32(item.UID)
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil { // NIL: no body is not an empty body
				continue
			}
			size := item.Literal.Size()
			if size > r.inbox.c.maxSize() {
				r.big[b.uid] = size
				r.inbox.link.wire.raw() // not read: it may be 4 GiB
				_, _ = io.Copy(io.Discard, item.Literal)
				return body{}, fmt.Errorf("uid %d: the body has %d bytes", b.uid, size)
			}
			if r.holding > 0 && r.holding+size > r.room {
				continue // larger than announced: it waits for its own turn
			}
			raw, err := readAll(item.Literal)
			if err != nil {
				r.inbox.link.wire.raw()
				return body{}, err
			}
			b.raw = raw
		}
	}
	return b, nil
}

// readAll reads a literal of bounded size. The library ends a literal that the
// connection cuts short as if it were whole. After an error the literal must
// not be read again: the library's own goroutine goes on reading then.
func readAll(lit imap.LiteralReader) ([]byte, error) {
	raw := make([]byte, lit.Size())
	if _, err := io.ReadFull(lit, raw); err != nil {
		return nil, fmt.Errorf("the body was cut short: %w", err)
	}
	return raw, nil
}

func uidSet(uids []uint32) imap.UIDSet {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	return set
}
