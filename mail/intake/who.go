package intake

import (
	"strings"

	"kabar/mail"
	"kabar/mail/auth"
	"kabar/store/team"
)

// writer is who a mail says it is from: a member, or nobody we know.
type writer struct {
	from   mail.Address
	team   team.Team   // zero if unknown; of the member that near is about
	member team.Member // zero if unknown
	known  bool        // is a member, or everybody is (kabar parse)
	near   string      // why the address is like a member's, and yet is none; "" if it is not
}

// name is what the writer may sign with: the name their mail program gives and
// the one the team has for them. It proves nothing.
func (w writer) name() string { return strings.TrimSpace(w.from.Name + " " + w.member.Name) }

// find looks the sender up. Only the address counts that the verdict vouches
// for: never a display name, Sender or Reply-To (A09, A23, A24).
func find(m *mail.Message, r Roster, v auth.Verdict) writer {
	var w writer
	for _, a := range m.From {
		if len(m.From) == 1 || lower(a.Addr) == lower(v.From) {
			w.from = a
		}
	}
	if !r.Known {
		w.known = len(m.From) > 0
		if w.known && w.from.Addr == "" {
			w.from = m.From[0]
		}
		return w
	}
	if v.From == "" {
		w.team, w.near = named(m, r.Teams)
		return w
	}
	w.from.Addr = v.From
	from := lower(v.From)
	for _, t := range r.Teams {
		for _, member := range t.Members {
			for _, a := range member.Addresses {
				if lower(a) != from {
					if !w.known && w.near == "" && alike(from, lower(a)) {
						w.team, w.near = t, v.From+" is none of "+member.ID+
							"'s addresses, though like "+a
					}
					continue
				}
				// An address belongs to one team; if it is in several, the
				// team of the mail that is answered goes first.
				if !w.known || v.Token != nil && v.Token.Team == t.ID {
					w.team, w.member, w.known = t, member, true
				}
			}
		}
	}
	return w
}

// named tells of a mail without one good From address whether it names a
// member there all the same (A10–A12, A14, A30).
func named(m *mail.Message, teams []team.Team) (team.Team, string) {
	fields := m.Header.Values("From")
	if len(fields) == 0 {
		fields = []string{m.RawFrom}
	}
	from := lower(strings.Join(fields, " "))
	for _, a := range m.From {
		from += " " + lower(a.Addr)
	}
	for _, t := range teams {
		for _, member := range t.Members {
			for _, a := range member.Addresses {
				if a != "" && strings.Contains(from, lower(a)) {
					return t, "From names " + a + ", but not as its one plain address"
				}
			}
		}
	}
	return team.Team{}, ""
}

// alike tells whether an address differs from a member's by a plus part, a
// sub-domain or the dot at the end (A20–A22): set aside, so that an admin sees
// it and may add it to the member's addresses.
func alike(a, members string) bool {
	local, domain, _ := strings.Cut(strings.TrimSuffix(a, "."), "@")
	name, home, _ := strings.Cut(members, "@")
	local, _, _ = strings.Cut(local, "+")
	return local == name && (domain == home || strings.HasSuffix(domain, "."+home))
}

// lower makes small letters of ASCII's only, and keeps the length: Unicode has
// letters that become "k" and "s" in lower case and are none (A18).
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
