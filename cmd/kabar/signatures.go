package main

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"time"

	"kabar/mail"
	"kabar/mail/auth"
	"kabar/store/team"
)

// signed improves a verdict by the mail's own DKIM signatures, where a team of
// the box wants that. Only for what says it is from a member: mail of strangers
// makes kabar ask nobody anything.
//
// It changes nothing in who is trusted: where no server is, a member whose mail
// is not signed still has the token.
func (s *station) signed(now time.Time, a *arrival, p auth.Policy, raw []byte) auth.Verdict {
	if !a.box.checksDKIM() || !ofMember(a.teams, a.verdict.From) {
		return a.verdict
	}
	// The step's context does not reach here; the deadline is short.
	ctx, cancel := context.WithTimeout(context.Background(), lookupTime)
	defer cancel()
	p.LookupTXT = func(name string) ([]string, error) { return s.keys.lookup(ctx, now, name) }
	return p.VerifyDKIM(raw, a.msg, a.verdict)
}

func (b *box) checksDKIM() bool {
	for _, t := range b.teams {
		if t.DKIM {
			return true
		}
	}
	return false
}

// ofMember tells whether an address is a member's of one of the teams.
func ofMember(teams []team.Team, addr string) bool {
	for _, t := range teams {
		for _, m := range t.Members {
			for _, a := range m.Addresses {
				if addr != "" && strings.EqualFold(a, addr) {
					return true
				}
			}
		}
	}
	return false
}

const (
	// lookupTime bounds all questions that one mail makes kabar ask.
	lookupTime = 3 * time.Second
	// foundTime and missingTime are how long an answer holds: keys are changed
	// rarely, and by a new name.
	foundTime   = time.Hour
	missingTime = 5 * time.Minute
	maxNames    = 1000
	maxRecords  = 20       // of one name
	maxRecord   = 16 << 10 // bytes
)

// signingKeys asks the DNS for the keys of signatures, and remembers the answers.
type signingKeys struct {
	resolve func(ctx context.Context, name string) ([]string, error)

	mu    sync.Mutex // the signatures of a mail are checked at the same time
	known map[string]keyAnswer
}

type keyAnswer struct {
	records []string
	err     error
	until   time.Time
}

func newSigningKeys(resolve func(context.Context, string) ([]string, error)) *signingKeys {
	return &signingKeys{resolve: resolve, known: map[string]keyAnswer{}}
}

// lookup returns the TXT records of a name. An error that may pass is not
// remembered.
func (k *signingKeys) lookup(ctx context.Context, now time.Time, name string) ([]string, error) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if _, ok := mail.CheckDomain(strings.ReplaceAll(name, "_", "x")); !ok {
		return nil, &net.DNSError{Err: "no name to look up", Name: mail.Clean(clipped(name, 100)), IsNotFound: true}
	}
	k.mu.Lock()
	was, ok := k.known[name]
	k.mu.Unlock()
	if ok && now.Before(was.until) && was.until.Sub(now) <= foundTime {
		return was.records, was.err
	}
	records, err := k.resolve(ctx, name+".") // as it is: no search list
	if len(records) > maxRecords {
		records = records[:maxRecords]
	}
	for i, r := range records {
		records[i] = r[:min(len(r), maxRecord)]
	}
	holds := foundTime
	var dns *net.DNSError
	switch {
	case err != nil && !(errors.As(err, &dns) && dns.IsNotFound):
		return records, err
	case err != nil:
		holds = missingTime
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.known) >= maxNames {
		clear(k.known)
	}
	k.known[name] = keyAnswer{records, err, now.Add(holds)}
	return records, err
}
