package fetch

import (
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"kabar/mail/line"
)

// Done marks mails as handled: it sets \Seen and the keyword $Kabar, and moves
// them to Config.Archive if there is one. Call it when they are safe on disk.
// UIDs that are no longer there are passed over, and all of them if the folder's
// UIDVALIDITY is no longer the one given: they are other mails then.
//
// A folder that can't be changed is no error; Notices says so once. An error of
// kind "folder" means that the archive is missing or full: the mails are
// flagged and stay, and Tidy tries again.
func (i *Inbox) Done(ctx context.Context, validity uint32, uids []uint32) error {
	if len(uids) == 0 {
		return nil // the library ends the connection over an empty set
	}
	i.busy.Lock()
	defer i.busy.Unlock()
	if i.link.box.name != i.c.Folder {
		if err := i.open(ctx); err != nil {
			return err
		}
	}
	if i.link.box.validity != validity {
		// These numbers are other mails now. The next After reads all again.
		i.notice("the server renumbered the folder: handled mails were not flagged")
		return nil
	}
	for part := range slices.Chunk(uids, storeBatch) {
		if err := i.finish(ctx, uidSet(part)); err != nil {
			return err
		}
	}
	return nil
}

// Tidy moves the mails that are marked as handled and still lie in the folder,
// since moving them failed earlier. Without an archive it does nothing.
func (i *Inbox) Tidy(ctx context.Context) error {
	if i.c.Archive == "" {
		return nil
	}
	i.busy.Lock()
	defer i.busy.Unlock()
	if err := i.open(ctx); err != nil {
		return err
	}
	l := i.link
	if !l.box.canMark || !l.box.canChange {
		return nil
	}
	var found *imap.SearchData
	err := l.do(ctx, listLimit, func() (err error) {
		marked := imap.SearchCriteria{
			Flag: []imap.Flag{keyword}, NotFlag: []imap.Flag{imap.FlagDeleted},
		}
		found, err = l.client.UIDSearch(&marked, nil).Wait()
		return err
	})
	if err != nil {
		return l.fail("search", err)
	}
	set, _ := found.All.(imap.UIDSet)
	if len(set) == 0 {
		return nil
	}
	return i.move(ctx, set)
}

func (i *Inbox) finish(ctx context.Context, set imap.UIDSet) error {
	l := i.link
	if !l.box.canChange {
		i.notice("the folder is read-only: handled mails are neither flagged nor moved")
		return nil
	}
	var flags []imap.Flag
	if l.box.canFlag {
		flags = append(flags, imap.FlagSeen)
	}
	if l.box.canMark {
		flags = append(flags, keyword)
	}
	if len(flags) == 0 {
		i.notice("the folder keeps no flags: handled mails are not flagged")
	} else if err := l.add(ctx, set, flags...); err != nil {
		if !refused(err) {
			return l.fail("flag", err)
		}
		i.notice(fmt.Sprintf("the server refuses to flag handled mails: %s", line.Said(err.Error())))
	}
	if i.c.Archive == "" {
		return nil
	}
	return i.move(ctx, set)
}

func (l *link) add(ctx context.Context, set imap.UIDSet, flags ...imap.Flag) error {
	return l.do(ctx, listLimit, func() error {
		add := imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: flags}
		return l.client.Store(set, &add, nil).Close()
	})
}

// move takes mails to the archive. The library's own fallback for servers
// without MOVE expunges without waiting for the answer to COPY, and then also
// what others have marked \Deleted. So: MOVE; else COPY, wait, mark those that
// were copied, and expunge just them. If the server can't expunge by UID, the
// mails stay, flagged.
func (i *Inbox) move(ctx context.Context, set imap.UIDSet) error {
	l := i.link
	if !l.caps.Has(imap.CapMove) && !l.caps.Has(imap.CapUIDPlus) {
		i.notice("the server can't move mail safely (no MOVE, no UIDPLUS): it is flagged only")
		return nil
	}
	err := l.do(ctx, listLimit, func() error {
		if l.caps.Has(imap.CapMove) && l.client.Caps().Has(imap.CapMove) {
			_, err := l.client.Move(set, i.c.Archive).Wait()
			return err
		}
		return l.copyAndDelete(set, i.c.Archive)
	})
	if !refused(err) {
		if err != nil {
			return l.fail("move", err)
		}
		return nil
	}
	return &Error{Op: "move", Kind: kindFolder, Err: fmt.Errorf("to %q: %w", i.c.Archive, err),
		Hint: "check that the archive folder exists and has room; handled mail stays in the inbox"}
}

// copyAndDelete runs inside do.
func (l *link) copyAndDelete(set imap.UIDSet, to string) error {
	copied, err := l.client.Copy(set, to).Wait()
	if err != nil {
		return err
	}
	if len(copied.SourceUIDs) > 0 {
		set = copied.SourceUIDs
	}
	deleted := imap.StoreFlags{
		Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted},
	}
	if err := l.client.Store(set, &deleted, nil).Close(); err != nil {
		return err
	}
	return l.client.UIDExpunge(set).Close()
}
