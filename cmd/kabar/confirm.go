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
	for _, c := range d.act.List {
		if c.Changes {
			p.List = append(p.List, c)
		}
	}
	if len(p.List) == 0 {
		return nil
	}
	if err := d.keep(p); err != nil {
		return err
	}
	d.say(p.question())
	return nil
}

// question asks whether what waits shall be done.
func (p pending) question() digest.Confirm {
	q := digest.Confirm{Say: "yes " + p.Code}
	for _, c := range p.List {
		q.Lines = append(q.Lines, c.Line)
	}
	return q
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
	if why := p.refuses(given, d.msg.Hash, d.now); why != "" {
		switch {
		case given != "":
			d.say(digest.WrongCode{Code: given, Why: why})
		case why == "wrong":
			d.say(p.question())
		} // else it is a "yes" to a mail that asked nothing
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

// refuses says why a code does not confirm what waits, in the words of
// digest.WrongCode; "" if it does. Whether a code that is not the right one is
// late, nobody is told.
func (p pending) refuses(given, mail string, now time.Time) string {
	right := p.Code != "" && hmac.Equal([]byte(given), []byte(p.Code))
	switch {
	case right && p.Used == mail:
		return "" // read again, after a crash
	case right && p.Used != "":
		return "used"
	case right && now.After(p.Until):
		return "late"
	case right:
		return ""
	case p.Code == "" || p.Used != "" || now.After(p.Until):
		return "none"
	}
	return "wrong"
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
