package fetch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"kabar/mail/line"
)

// round reads the mails of one call of After, batch by batch.
type round struct {
	inbox    *Inbox
	validity uint32
	room     int64 // bytes of bodies that may still be given out
	given    int   // mails given out with a body
	redials  int   // new connections that may still be made

	// Of the current batch.
	heads   map[uint32]head
	got     map[uint32][]byte
	big     map[uint32]int64 // a body larger than its head said
	holding int64            // bytes in got
}

var (
	errGone   = errors.New("removed meanwhile")
	errNoRoom = errors.New("no room left in this call")
	errBroke  = errors.New("the connection broke each time")
	errEpoch  = errors.New("the folder was renumbered meanwhile")
)

// read answers the UIDs of a batch in order, as far as it gets: until there is
// no more room, or until the server is unwell, which is the error. upTo is the
// last UID that is settled.
func (r *round) read(ctx context.Context, uids []uint32) (mails []Mail, upTo uint32, err error) {
	r.got, r.big, r.holding = map[uint32][]byte{}, map[uint32]int64{}, 0
	if err := r.together(ctx, uids); err != nil {
		return nil, 0, err
	}
	for _, uid := range uids {
		m, err := r.settle(ctx, uid)
		if errors.Is(err, errBroke) && r.well(ctx, uid) {
			err = nil // it is this mail, not the server
		}
		switch {
		case errors.Is(err, errGone):
		case errors.Is(err, errNoRoom):
			return mails, upTo, nil
		case err != nil:
			return mails, upTo, err
		default:
			mails = append(mails, m)
		}
		upTo = uid
	}
	return mails, upTo, nil
}

// together asks for all at once: first the sizes, then the bodies there is
// room for. What it does not get is left to settle.
func (r *round) together(ctx context.Context, uids []uint32) (err error) {
	if r.heads, err = r.inbox.link.heads(ctx, uids); err != nil {
		return r.survive(ctx, err)
	}
	var fits imap.UIDSet
	var sum int64
	for _, uid := range uids {
		h, ok := r.heads[uid]
		if !ok || h.size > r.inbox.c.maxSize() {
			continue
		}
		if len(fits) > 0 && sum+h.size > r.room {
			break
		}
		sum += h.size
		fits.AddNum(imap.UID(uid))
	}
	if len(fits) == 0 {
		return nil
	}
	return r.survive(ctx, r.bodies(ctx, fits, sum))
}

// settle gives the mail for one UID, from what was read already or by asking
// for it alone.
func (r *round) settle(ctx context.Context, uid uint32) (Mail, error) {
	h := r.heads[uid]
	m := Mail{Cursor: Cursor{r.validity, uid}, Size: h.size, Received: h.received}
	var err error
	if !r.has(&m) {
		if r.given > 0 && (r.room <= 0 || h.size > r.room) {
			return m, errNoRoom
		}
		err = r.alone(ctx, &m)
	}
	if raw := r.got[uid]; raw != nil && err == nil {
		m.Raw, m.Size = raw, int64(len(raw))
		r.room -= m.Size
		r.given++
		delete(r.got, uid)
	}
	return m, err
}

// has tells whether a mail is settled: read, or known to be too big.
func (r *round) has(m *Mail) bool {
	uid := m.Cursor.UID
	m.Size = max(m.Size, r.big[uid])
	m.TooBig = m.Size > r.inbox.c.maxSize()
	return m.TooBig || r.got[uid] != nil
}

// alone asks for one mail up to three times.
func (r *round) alone(ctx context.Context, m *Mail) error {
	var last error
	broke := 0
	for try := 1; try <= maxTries; try++ {
		err := r.ask(ctx, m, try)
		if r.has(m) {
			return r.survive(ctx, err)
		}
		if err == nil {
			gone, err := r.gone(ctx, m.Cursor.UID)
			if err != nil || gone {
				return err
			}
			last = errors.New("it is there, but the server does not give it")
			continue
		}
		if last = err; !refused(err) {
			broke++
		}
		if err := r.survive(ctx, err); err != nil {
			return err
		}
	}
	m.Unreadable = fmt.Sprintf("asked for it %d times: %s", maxTries, line.Said(last.Error()))
	if broke == maxTries {
		return &Error{Op: "fetch", Kind: kindNetwork,
			Err: fmt.Errorf("uid %d: %w: %w", m.Cursor.UID, errBroke, last)}
	}
	return nil
}

// ask asks for the head, if it is not known yet, and the body of one mail. The
// last time it does without the head, since a date that the library can't read
// ends the connection as well.
func (r *round) ask(ctx context.Context, m *Mail, try int) error {
	uid := m.Cursor.UID
	if m.Size == 0 && try < maxTries {
		heads, err := r.inbox.link.heads(ctx, []uint32{uid})
		if err != nil {
			return err
		}
		m.Size, m.Received = heads[uid].size, heads[uid].received
		if r.has(m) {
			return nil
		}
	}
	return r.bodies(ctx, imap.UIDSetNum(imap.UID(uid)), max(m.Size, 1<<20))
}

// gone tells whether a mail is no longer in the folder.
func (r *round) gone(ctx context.Context, uid uint32) (bool, error) {
	uids, err := r.inbox.list(ctx, imap.UIDSetNum(imap.UID(uid)), uid-1, 1)
	if err == nil && len(uids) == 0 {
		return true, errGone
	}
	return false, err
}

// well tells whether the server gives any mail near this one. If it does not,
// then an outage would be taken for bad mails, one after the other.
func (r *round) well(ctx context.Context, uid uint32) bool {
	all, err := r.inbox.list(ctx, imap.UIDSet{{Start: 1, Stop: 0}}, 0, maxSearched)
	if err != nil {
		return false
	}
	at, _ := slices.BinarySearch(all, uid)
	for _, n := range []int{at - 1, at + 1, at + 2, at + 3} {
		if n < 0 || n >= len(all) {
			continue
		}
		probe := round{inbox: r.inbox, validity: r.validity, room: 1}
		probe.got, probe.big = map[uint32][]byte{}, map[uint32]int64{}
		m := Mail{Cursor: Cursor{r.validity, all[n]}}
		err := r.survive(ctx, probe.ask(ctx, &m, 1))
		if err != nil || probe.has(&m) {
			return err == nil
		}
	}
	return false
}

// survive turns an error into nil if work can go on after it, over a new
// connection if need be.
func (r *round) survive(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	no, ok := refusal(err)
	if ok && !passing(no) {
		return nil
	}
	err = r.inbox.link.fail("fetch", err)
	if ok || ctx.Err() != nil || r.redials == 0 {
		return err
	}
	r.redials--
	if again := r.inbox.redial(ctx); again != nil {
		return again
	}
	if r.inbox.link.box.validity != r.validity {
		return &Error{Op: "fetch", Kind: kindNetwork, Err: errEpoch}
	}
	return nil
}
