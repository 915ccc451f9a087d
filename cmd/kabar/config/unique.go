package config

import (
	"fmt"
	"strings"

	"kabar/store/team"
)

// register knows what stands once in a config already, and where.
type register struct {
	ids       map[string]int // team id → line
	services  map[string]int // address of a team, lower case → line
	addresses map[string]first
}

// first is where an address of a member stood first.
type first struct {
	line int
	who  string
}

func newRegister() *register {
	return &register{map[string]int{}, map[string]int{}, map[string]first{}}
}

// team notes the id and the address of a team, which no other may have.
func (r *register) team(n *node, t team.Team) {
	once := func(seen map[string]int, k, v, remedy string) {
		if v == "" {
			return
		}
		if line, ok := seen[strings.ToLower(v)]; ok {
			n.fail(k, fmt.Sprintf("%q is another team's already, in line %d", v, line), remedy)
			return
		}
		seen[strings.ToLower(v)] = lineOf(n.at.key(k))
	}
	once(r.ids, "id", t.ID, "each team has a folder of its own, named by its id")
	once(r.services, "address", t.Address, "each team needs an address of its own")
}

// members notes ids and addresses of the members of a team. It runs when all
// teams are known, so that no team's own address is taken for a person.
func (r *register) members(nodes []*node, t team.Team) {
	ids := map[string]int{}
	for i, n := range nodes {
		m := t.Members[i]
		if line, ok := ids[m.ID]; ok && m.ID != "" {
			n.fail("id", fmt.Sprintf("%q is another member's already, in line %d", m.ID, line),
				`give one of them an id of its own: id = "`+m.ID+`2"`)
		} else {
			ids[m.ID] = lineOf(n.at.key("id"))
		}
		k := "address"
		if (layers{n}).says("addresses") != nil {
			k = "addresses"
		}
		for j, a := range m.Addresses {
			at := n.at.key(k)
			if k == "addresses" && len(at.items) == len(m.Addresses) {
				at = at.item(j)
			}
			r.address(n, k, at, a, m.Name+" of team "+t.ID)
		}
	}
}

func (r *register) address(n *node, k string, at *place, addr, who string) {
	low := strings.ToLower(addr)
	if line, ok := r.service(low); ok {
		why := fmt.Sprintf("%s is kabar's own address, in line %d: it would answer itself",
			addr, line)
		n.failAt(at, k, why, "write the address at which the person reads mail")
		return
	}
	if f, ok := r.addresses[low]; ok {
		n.failAt(at, k, fmt.Sprintf("%s is %s here and %s in line %d", addr, who, f.who, f.line),
			"an address belongs to one person in one team")
		return
	}
	r.addresses[low] = first{lineOf(at), who}
}

// service tells whether addr is the address of a team, with or without
// something after a plus.
func (r *register) service(addr string) (line int, ok bool) {
	if line, ok = r.services[addr]; ok {
		return line, ok
	}
	local, domain, _ := strings.Cut(addr, "@")
	base, _, _ := strings.Cut(local, "+")
	line, ok = r.services[base+"@"+domain]
	return line, ok
}

func lineOf(p *place) int {
	if p == nil {
		return 0
	}
	return p.line
}
