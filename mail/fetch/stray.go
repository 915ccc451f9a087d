package fetch

import (
	"sync"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// catcher keeps bodies that the library can't bring together with the FETCH
// that asked for them: the UID comes after the literal, or a change of flags
// with the same UID came first and took the mail's place. The library hands
// such answers to a goroutine each; that one must read them to the end, or the
// connection stops.
type catcher struct {
	mu    sync.Mutex
	quiet *sync.Cond
	busy  int
	want  imap.UIDSet
	room  int64
	got   map[uint32][]byte
}

// expect starts to keep bodies of these mails, room bytes at most.
func (c *catcher) expect(uids imap.UIDSet, room int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.want, c.room, c.got = uids, room, map[uint32][]byte{}
}

// results ends the keeping and hands over what came.
func (c *catcher) results() map[uint32][]byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	// An answer with a literal is in a goroutine's hands before the server's
	// OK can be read, but that goroutine may not be through with it yet.
	for c.busy > 0 {
		c.wait()
	}
	got := c.got
	c.want, c.got = nil, nil
	return got
}

func (c *catcher) wait() {
	if c.quiet == nil {
		c.quiet = sync.NewCond(&c.mu)
	}
	c.quiet.Wait()
}

func (c *catcher) enter() {
	c.mu.Lock()
	c.busy++
	c.mu.Unlock()
}

func (c *catcher) leave(uid uint32, raw []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if raw != nil && c.want.Contains(imap.UID(uid)) && c.got != nil {
		c.got[uid] = raw
	}
	if c.busy--; c.busy == 0 && c.quiet != nil {
		c.quiet.Broadcast()
	}
}

// reserve takes room for a body, if bodies are wanted at all.
func (c *catcher) reserve(size int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.want) == 0 || size > c.room {
		return false
	}
	c.room -= size
	return true
}

// take reads one stray answer. The library calls it in a goroutine of its own.
func (c *catcher) take(msg *imapclient.FetchMessageData) {
	c.enter()
	var uid uint32
	var raw []byte
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			uid = uint32(item.UID)
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil || !c.reserve(item.Literal.Size()) {
				continue
			}
			var err error
			if raw, err = readAll(item.Literal); err != nil {
				c.leave(0, nil) // the link is gone; see readAll
				return
			}
		}
	}
	c.leave(uid, raw)
}
