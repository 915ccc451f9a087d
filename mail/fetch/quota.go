package fetch

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kabar/mail/line"
)

// nearlyFull is the part of a quota from which the operator is told (G24): at
// the whole of it the provider turns replies away.
const nearlyFull = 0.9

// checkQuota looks at the room left for the folder, where the server tells
// (RFC 9208). It is a courtesy: when the answer can't be read, that costs the
// link, but the inbox goes on over a new one without asking again.
func (i *Inbox) checkQuota(ctx context.Context) error {
	l := i.link
	if !l.caps.Has(imap.CapQuota) {
		return nil
	}
	var roots []imapclient.QuotaData
	err := l.do(ctx, commandLimit, func() (err error) {
		roots, err = l.client.GetQuotaRoot(i.c.Folder).Wait()
		return err
	})
	if err != nil && !refused(err) {
		if err = l.fail("select", err); ctx.Err() != nil {
			return err
		}
		return i.redial(ctx)
	}
	for _, root := range roots {
		for _, kind := range slices.Sorted(maps.Keys(root.Resources)) {
			r := root.Resources[kind]
			if full := float64(r.Usage) / float64(r.Limit); r.Limit > 0 && full >= nearlyFull {
				i.notice(fmt.Sprintf("the mailbox is %.0f%% full (%s): "+
					"make room, or replies will bounce", 100*full, line.Said(string(kind))))
			}
		}
	}
	return nil
}
