package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kabar/digest"
	"kabar/mail/intake"
	"kabar/store/team"
)

// confirmTime is how long a question "shall I really?" can be answered.
const confirmTime = 24 * time.Hour

// pending is what waits for a member's "yes CODE": commands of a mail whose
// writer was known by a token only (PROMISES section 2.4).
type pending struct {
	Code  string           `json:"code"`
	Until time.Time        `json:"until"`
	List  []intake.Command `json:"list"`
	About ground           `json:"about"`          // what a repair among them is about
	Used  string           `json:"used,omitempty"` // hash of the mail that said yes
}

func confirmMark(t team.Team, m team.Member) string { return "confirm." + t.ID + "." + m.ID }

// ask keeps the commands that change something and asks back, once for all of
// them. A newer question takes the place of an older one.
func (d *desk) ask() error {
	p := pending{Code: d.code(), Until: d.now.Add(confirmTime).UTC(), About: d.ground}
	var lines []string
	for _, c := range d.act.List {
		if c.Changes {
			p.List = append(p.List, c)
			lines = append(lines, c.Line)
		}
	}
	if len(p.List) == 0 {
		return nil
	}
	if err := d.keep(p); err != nil {
		return err
	}
	d.say(digest.Confirm{Lines: lines, Say: "yes " + p.Code})
	return nil
}

// code is six digits that only who got our answer to this very mail can know.
func (d *desk) code() string {
	mac := hmac.New(sha256.New, d.s.key)
	mac.Write([]byte("confirm\x00" + d.msg.Hash))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(mac.Sum(nil))%1_000_000)
}

// confirmed carries out what waits, if code is right. A code works once, for
// one mail: it is noted which, since that mail is read again after a crash
// before it was filed.
func (d *desk) confirmed(c intake.Command) error {
	value, err := d.s.store.Mark(confirmMark(d.team, d.member))
	if err != nil {
		return err
	}
	var p pending
	if value != "" {
		if err := json.Unmarshal([]byte(value), &p); err != nil {
			return fmt.Errorf("mark %s: %w", confirmMark(d.team, d.member), err)
		}
	}
	given := strings.TrimSpace(c.Args)
	fresh := p.Used == "" && !d.now.After(p.Until) || p.Used == d.msg.Hash
	if given == "" && (p.Code == "" || !fresh) {
		return nil // "yes" to a mail that asked nothing
	}
	if p.Code == "" || !fresh || !hmac.Equal([]byte(given), []byte(p.Code)) {
		d.say(digest.Unknown{Line: c.Line})
		return nil
	}
	p.Used = d.msg.Hash
	if err := d.keep(p); err != nil {
		return err
	}
	d.ground = p.About
	for _, waiting := range p.List {
		if err := d.carryOut(waiting); err != nil {
			return err
		}
	}
	return nil
}

// keep notes what waits for a "yes".
func (d *desk) keep(p pending) error {
	value, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return d.s.store.SetMark(confirmMark(d.team, d.member), string(value))
}

// forget drops what waits for a "yes".
func (d *desk) forget() error { return d.s.store.SetMark(confirmMark(d.team, d.member), "") }
