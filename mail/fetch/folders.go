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
	i.busy.Lock()
	defer i.busy.Unlock()
	return i.folders(ctx)
}

func (i *Inbox) folders(ctx context.Context) ([]string, error) {
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
	var options *imap.ListOptions
	if l.caps.Has(imap.CapSpecialUse) && l.caps.Has(imap.CapListExtended) {
		options = &imap.ListOptions{ReturnSpecialUse: true} // else it comes unasked, or not at all
	}
	err := l.do(ctx, commandLimit, func() error {
		cmd := l.client.List("", "*", options)
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
// before it is sent again. folder "" is the one for sent mail, by the server's
// mark or by its usual name; if there is none, that is an error of kind
// "folder".
func (i *Inbox) Has(ctx context.Context, folder, messageID string) (bool, error) {
	i.busy.Lock()
	defer i.busy.Unlock()
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
				Err: errors.New("there is no folder for sent mail")}
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

// sent finds the folder for sent mail: by its mark (RFC 6154), else by a name
// that mail programs give it.
func sent(all []*imap.ListData) string {
	byName := ""
	for _, f := range all {
		if slices.Contains(f.Attrs, imap.MailboxAttrSent) {
			return f.Mailbox
		}
		name := f.Mailbox[strings.LastIndexByte(f.Mailbox, byte(f.Delim))+1:]
		switch strings.ToLower(name) {
		case "sent", "sent items", "sent messages", "sent mail":
			byName = f.Mailbox
		}
	}
	return byName
}

// plainID keeps out of a search what would end the connection: the library
// sends text that is not ASCII as a literal, which some servers refuse.
func plainID(id string) bool {
	return id != "" && len(id) < 1000 && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r > '~' || r == '"' || r == '\\' || r == '<' || r == '>'
	})
}
