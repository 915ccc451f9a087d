package fetch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// Folders lists the folders of the account that can hold mail, sorted, at most
// a thousand.
func (i *Inbox) Folders(ctx context.Context) ([]string, error) {
	all, err := i.link.list(ctx)
	if err != nil {
		return nil, i.link.fail("list", err)
	}
	var names []string
	for _, f := range all {
		if !slices.Contains(f.Attrs, imap.MailboxAttrNoSelect) &&
			!slices.Contains(f.Attrs, imap.MailboxAttrNonExistent) {
			names = append(names, f.Mailbox)
		}
	}
	slices.Sort(names)
	return names, nil
}

func (l *link) list(ctx context.Context) ([]*imap.ListData, error) {
	var all []*imap.ListData
	err := l.do(ctx, commandLimit, func() error {
		cmd := l.client.List("", "*", nil)
		defer cmd.Close()
		for f := cmd.Next(); f != nil; f = cmd.Next() {
			if len(all) < maxFolders {
				all = append(all, f)
			}
		}
		return cmd.Close()
	})
	return all, err
}

// Has tells whether a folder holds a mail with this Message-ID (given without
// the angle brackets). It is how a letter of unknown outcome is looked up
// before it is sent again. folder "" is the one the server marks as \Sent; if
// there is none, that is an error of kind "folder".
func (i *Inbox) Has(ctx context.Context, folder, messageID string) (bool, error) {
	if !plainID(messageID) {
		return false, &Error{Op: "search", Kind: kindConfig,
			Err: fmt.Errorf("%.60q can't be a Message-ID", messageID)}
	}
	l := i.link
	if folder == "" {
		all, err := l.list(ctx)
		if err != nil {
			return false, l.fail("list", err)
		}
		if folder = sent(all); folder == "" {
			return false, &Error{Op: "list", Kind: kindFolder,
				Err: errors.New("the server marks no folder as sent mail")}
		}
	}
	if err := l.selectFolder(ctx, folder, true); err != nil {
		return false, l.fail("select", err)
	}
	var found *imap.SearchData
	err := l.do(ctx, listLimit, func() (err error) {
		byID := imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{
			// The search is for a part of the field; with the brackets it is exact.
			{Key: "Message-ID", Value: "<" + messageID + ">"},
		}}
		found, err = l.client.UIDSearch(&byID, nil).Wait()
		return err
	})
	if err != nil {
		return false, l.fail("search", err)
	}
	set, _ := found.All.(imap.UIDSet)
	return len(set) > 0, nil
}

func sent(all []*imap.ListData) string {
	for _, f := range all {
		if slices.Contains(f.Attrs, imap.MailboxAttrSent) {
			return f.Mailbox
		}
	}
	return ""
}

// plainID keeps out of a search what would end the connection: the library
// sends text that is not ASCII as a literal, which some servers refuse.
func plainID(id string) bool {
	return id != "" && len(id) < 1000 && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r > '~' || r == '"' || r == '\\' || r == '<' || r == '>'
	})
}
