package imaptest

import (
	"context"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Item is a message in a folder with what the server knows about it.
type Item struct {
	UID   uint32
	At    time.Time
	Flags []string
	Raw   []byte
}

// Messages gives the raw messages of a folder, oldest first; nil if there is no
// such user or folder.
func (s *Server) Messages(user, folder string) [][]byte {
	items, err := s.Items(user, folder)
	if err != nil {
		return nil
	}
	raws := make([][]byte, len(items))
	for i, item := range items {
		raws[i] = item.Raw
	}
	return raws
}

// Items gives the messages of a folder with UID, arrival and flags.
func (s *Server) Items(user, folder string) (items []Item, err error) {
	err = s.visit(user, folder, func(c *imapclient.Client, n uint32) error {
		if n == 0 {
			return nil
		}
		all := imap.SeqSet{{Start: 1, Stop: 0}}
		bodies, err := c.Fetch(all, &imap.FetchOptions{
			UID: true, InternalDate: true, Flags: true,
			BodySection: []*imap.FetchItemBodySection{{Peek: true}},
		}).Collect()
		for _, b := range bodies {
			item := Item{UID: uint32(b.UID), At: b.InternalDate}
			for _, f := range b.Flags {
				item.Flags = append(item.Flags, string(f))
			}
			if len(b.BodySection) > 0 {
				item.Raw = b.BodySection[0].Bytes
			}
			items = append(items, item)
		}
		return err
	})
	return items, err
}

// Expunge removes messages for good, as another mail program would.
func (s *Server) Expunge(user, folder string, uids ...uint32) error {
	return s.visit(user, folder, func(c *imapclient.Client, _ uint32) error {
		var set imap.UIDSet
		for _, uid := range uids {
			set.AddNum(imap.UID(uid))
		}
		deleted := imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}}
		if err := c.Store(set, &deleted, nil).Close(); err != nil {
			return err
		}
		return c.UIDExpunge(set).Close()
	})
}

// Renumber makes the folder anew, with the same messages under another
// UIDVALIDITY and with UIDs from 1 on.
func (s *Server) Renumber(user, folder string) error {
	items, err := s.Items(user, folder)
	if err != nil {
		return err
	}
	u := s.users[user]
	if err := u.Delete(folder); err != nil {
		return err
	}
	if err := u.Create(folder, nil); err != nil {
		return err
	}
	for _, item := range items {
		if err := s.Append(user, folder, item.Raw, item.At); err != nil {
			return err
		}
	}
	return nil
}

// visit logs in over a pipe and selects a folder; n is the number of messages.
func (s *Server) visit(user, folder string, f func(c *imapclient.Client, n uint32) error) error {
	if s.users[user] == nil {
		return fmt.Errorf("imaptest: no user %q", user)
	}
	conn, err := s.hidden.dial(context.Background())
	if err != nil {
		return err
	}
	c := imapclient.New(conn, nil)
	defer c.Close()
	if err := c.Login(user, s.secret[user]).Wait(); err != nil {
		return err
	}
	box, err := c.Select(folder, nil).Wait()
	if err != nil {
		return err
	}
	return f(c, box.NumMessages)
}

// Create makes a folder.
func (s *Server) Create(user, folder string) error {
	u := s.users[user]
	if u == nil {
		return fmt.Errorf("imaptest: no user %q", user)
	}
	return u.Create(folder, nil)
}
