package fetch

import (
	"context"
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"
)

// Start gives the cursor that means "from now": the highest UID in the folder.
// UIDNEXT would be nearer at hand, but not every server tells it.
func (i *Inbox) Start(ctx context.Context) (Cursor, error) {
	i.busy.Lock()
	defer i.busy.Unlock()
	if err := i.open(ctx); err != nil {
		return Cursor{}, err
	}
	cur := Cursor{Validity: i.link.box.validity}
	if i.link.box.count == 0 {
		return cur, nil // "*" has no meaning in an empty folder
	}
	uids, err := i.list(ctx, imap.UIDSet{{Start: 0, Stop: 0}}, 0, maxSearched)
	if err == nil && len(uids) > 0 {
		cur.UID = uids[len(uids)-1]
	}
	return cur, err
}

// After reads the mails behind cur, oldest first: at most maxCount of them and
// about maxBytes of bodies, but at least one if there is one. next is the place
// behind the last of them, to be kept once they are safe; more tells that
// further mails wait.
//
// If the server began a new epoch (another UIDVALIDITY, or UIDs that run
// backwards) it reads from the first mail again. Whoever keeps the mails must
// know them by content then.
//
// With an error there are no mails. A mail the server will not give is in the
// list with its reason, unless nothing else could be read either: then it is
// the server that is unwell, and After fails.
func (i *Inbox) After(ctx context.Context, cur Cursor, maxCount int, maxBytes int64) (
	mails []Mail, next Cursor, more bool, err error) {
	i.busy.Lock()
	defer i.busy.Unlock()
	if err := i.open(ctx); err != nil {
		return nil, cur, false, err
	}
	from := i.epoch(cur)
	// The 0 stands for "*". A search beyond the end gives the last mail all the
	// same, which list leaves out.
	beyond := imap.UIDSet{{Start: imap.UID(from.UID) + 1, Stop: 0}}
	if from.UID == 1<<32-1 {
		return nil, from, false, nil
	}
	uids, err := i.list(ctx, beyond, from.UID, maxCount+1)
	if err != nil {
		return nil, cur, false, err
	}
	if len(uids) > maxCount {
		uids, more = uids[:maxCount], true
	}
	next = from
	r := round{inbox: i, validity: from.Validity, room: maxBytes, redials: maxRedials}
	for len(uids) > 0 {
		batch := uids[:min(batchSize, len(uids))]
		got, upTo, err := r.read(ctx, batch)
		mails = append(mails, got...)
		next.UID = max(next.UID, upTo)
		if err != nil && len(mails) == 0 {
			return nil, cur, false, err
		}
		if err != nil || upTo != batch[len(batch)-1] {
			return mails, next, true, nil
		}
		uids = uids[len(batch):]
	}
	return mails, next, more, nil
}

// epoch is where to go on: at cur, or at the start if cur means nothing here.
func (i *Inbox) epoch(cur Cursor) Cursor {
	b := &i.link.box
	switch {
	case cur.Validity != b.validity:
		if cur.Validity != 0 {
			i.notice(fmt.Sprintf("the server renumbered the folder (UIDVALIDITY %d, was %d): "+
				"reading it again from the start", b.validity, cur.Validity))
		}
		return Cursor{Validity: b.validity}
	case b.next != 0 && cur.UID >= b.next:
		// Seen after a restored backup: the same UIDVALIDITY, but UIDs we have
		// read are given out again.
		i.notice(fmt.Sprintf("the folder went back in time (next UID %d, we have read up to %d): "+
			"reading it again from the start", b.next, cur.UID))
		return Cursor{Validity: b.validity}
	}
	return cur
}

// list searches for UIDs and returns the first of those above floor, in order.
func (i *Inbox) list(ctx context.Context, set imap.UIDSet, floor uint32, atMost int) (
	[]uint32, error) {
	l := i.link
	var found *imap.SearchData
	err := l.do(ctx, listLimit, func() (err error) {
		criteria := imap.SearchCriteria{UID: []imap.UIDSet{set}}
		found, err = l.client.UIDSearch(&criteria, nil).Wait()
		return err
	})
	if err != nil {
		return nil, l.fail("search", err)
	}
	all, ok := found.All.(imap.UIDSet)
	if !ok && found.All != nil {
		return nil, l.fail("search", errors.New("the server answered with sequence numbers"))
	}
	var uids []uint32
	for _, r := range all { // sorted, without overlaps
		// Not AllUIDs: a range of four thousand million would be spelled out.
		for uid := max(r.Start, imap.UID(floor)+1); uid <= r.Stop && uid > 0; uid++ {
			if len(uids) == atMost {
				return uids, nil
			}
			uids = append(uids, uint32(uid))
		}
	}
	return uids, nil
}
