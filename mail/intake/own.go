package intake

import (
	"fmt"
	"strings"
)

// maxHops is how many Received fields a mail may have: real ones have under
// twenty, and a mail that goes in circles gets some with every turn.
const maxHops = 35

// ours recognises kabar's own mail, and mail that goes in circles (A25, B10,
// B11).
func (in *reading) ours() Act {
	if in.sent(in.m.MessageID) != "" {
		return &Ignore{in.because("one of our own mails has come back: somebody forwards to us")}
	}
	for _, t := range in.r.Teams {
		if len(in.m.From) == 1 && own(in.m.From[0].Addr, t.Address) {
			return &Ignore{in.because("it is from our own address")}
		}
		for _, value := range in.m.Header.Values("X-Loop") {
			if t.Address != "" && strings.Contains(lower(value), lower(t.Address)) {
				return &Ignore{in.because("X-Loop names us: it has been here before")}
			}
		}
	}
	if n := len(in.m.Header.Values("Received")); n > maxHops {
		in.said.Member = "" // nobody is to be told: it would go round as well
		return in.stray(fmt.Sprintf("it went through %d servers: a loop", n))
	}
	return nil
}

// own tells whether addr is ours, with or without a token in it.
func own(addr, ours string) bool {
	local, domain, _ := strings.Cut(lower(addr), "@")
	name, home, _ := strings.Cut(lower(ours), "@")
	local, _, _ = strings.Cut(local, "+")
	return ours != "" && local == name && domain == home
}
