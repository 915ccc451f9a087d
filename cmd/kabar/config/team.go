package config

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"kabar/store/team"
)

// readTeams reads all teams, and what must not be the same in two of them.
func readTeams(c *Config, root *node, d disk) {
	nodes := root.tables("team")
	if len(nodes) == 0 && !root.bad["team"] {
		root.fail("team", "missing",
			"[[team]] with id, address, zone, and a [[team.member]] for each person")
	}
	imap, smtp := root.table("imap"), root.table("smtp")
	seen := newRegister()
	if len(nodes) == 0 { // what is wrong with the accounts can be said all the same
		nobody := newNode(root.doc, "team", nil, nil)
		readAccounts(root, nobody, imap, smtp, "", d)
	}
	members := make([][]*node, len(nodes))
	for i, n := range nodes {
		members[i] = n.tables("member")
		t := readTeam(n, members[i], d)
		seen.team(n, t.Team)
		t.IMAP, t.SMTP = readAccounts(root, n, imap, smtp, t.Address, d)
		warnTeam(n, t)
		c.Teams = append(c.Teams, t)
	}
	for i := range nodes {
		seen.members(members[i], c.Teams[i].Team)
	}
}

// readAccounts reads both accounts of a team. A table that stands nowhere is
// an empty one at the top.
func readAccounts(root, n, imap, smtp *node, address string, d disk) (in, out Account) {
	own := func(p string, top *node) (l layers) {
		if root.bad[p] || n.bad[p] {
			return nil
		}
		for _, t := range []*node{n.table(p), top} {
			if t != nil {
				l = append(l, t)
			}
		}
		if len(l) == 0 {
			l = layers{newNode(n.doc, p, nil, nil)}
		}
		return l
	}
	inLayers, outLayers := own("imap", imap), own("smtp", smtp)
	if inLayers != nil {
		in = readAccount(imapProto, inLayers, nil, address, d)
	}
	if inLayers != nil && outLayers != nil {
		out = readAccount(smtpProto, outLayers, inLayers, address, d)
	}
	return in, out
}

func readTeam(n *node, members []*node, d disk) Team {
	l := layers{n}
	t := Team{
		Microsoft: l.flag("microsoft"), DKIM: l.flag("dkim"), PlusAddresses: l.flag("plus_addresses"),
	}
	t.ID = readID(l, "id")
	if l.says("id") == nil {
		n.missing("id")
	}
	t.Name = readName(l, t.ID)
	t.Lang = readLang(l)
	if l.says("address") == nil {
		n.missing("address")
	}
	t.Address = readAddress(n, "address", l.text("address"), nil)
	if t.Zone = readZone(l); l.says("zone") == nil {
		n.missing("zone")
	}
	readDays(l)
	readHours(l, false)
	t.Questions = readQuestions(l)
	t.Holidays = readHolidays(n, d)
	for _, id := range l.texts("authserv_id") {
		// RFC 8601 section 2.5 takes more than a host name, but no separator.
		if i := strings.IndexAny(id+" ", " \t\r\n;\"()<>,"); i < len(id) || id == "" {
			n.fail("authserv_id", shown(id)+" is not one word", findsAuthserv)
		} else {
			t.AuthservIDs = append(t.AuthservIDs, strings.ToLower(id))
		}
	}
	t.Sealers = readSealers(l)
	for _, m := range members {
		t.Members = append(t.Members, readMember(m, n))
	}
	return t
}

func readMember(m, of *node) team.Member {
	l, both := layers{m}, layers{m, of}
	r := team.Member{Guest: l.flag("guest"), Admin: l.flag("admin")}
	r.Addresses = readAddresses(m)
	r.ID = readID(l, "id")
	if r.ID == "" && len(r.Addresses) > 0 && l.says("id") == nil {
		local, _, _ := strings.Cut(r.Addresses[0], "@")
		r.ID = slug(local)
	}
	r.Name = readName(l, r.ID)
	r.Zone = readZone(both)
	r.Days = readDays(both)
	r.From, r.To, r.Prompt, r.Digest = readHours(both, r.Guest)
	r.Lang = readLang(both)
	r.Away = readAway(m)
	return r
}

// maxID is the length of the longest id.
const maxID = 32

// readID reads an id: a word that can be a folder name on every system.
func readID(l layers, k string) string {
	id := l.text(k)
	n := l.says(k)
	if n == nil || n.bad[k] {
		return ""
	}
	sound := slug(id)
	switch {
	case id == "":
		n.fail(k, "empty", k+` = "acme"`)
	case sound != id:
		sound = cmp.Or(sound, "acme")
		n.fail(k, shown(id)+" is more than small letters, digits and hyphens",
			k+" = "+strconv.Quote(sound))
	case reserved[id]:
		n.fail(k, strconv.Quote(id)+" is a name that the archive or the system uses itself",
			k+" = "+strconv.Quote("team-"+id))
	}
	return id
}

// reserved names can't be folders beside the archive's own or on Windows.
var reserved = map[string]bool{
	"outbox": true, "marks": true, "con": true, "prn": true, "aux": true, "nul": true,
}

// slug makes an id of any text; "" if nothing of it can stay.
func slug(s string) string {
	s, _, _ = strings.Cut(s, "+")
	id := strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		default:
			return '-'
		}
	}, s)
	return strings.Trim(id[:min(len(id), maxID)], "-")
}

// readName reads what people are called by, made of the id where nothing is
// said.
func readName(l layers, id string) string {
	name := strings.TrimSpace(l.text("name"))
	switch n := l.says("name"); {
	case n == nil:
		words := strings.Fields(strings.ReplaceAll(id, "-", " "))
		for i, w := range words {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		return strings.Join(words, " ")
	case n.bad["name"]:
	case name == "":
		l.fail("name", "empty", `name = "Ana Putri"`)
	case len(name) > 200 || name != oneLine(name):
		l.fail("name", shown(name)+" is no name to show", `name = "Ana Putri"`)
	}
	return name
}

func readLang(l layers) string { return l.oneOf("lang", "en", "id") }

// readAddress checks one address; at is its place, nil for that of k.
func readAddress(n *node, k, s string, at *place) string {
	if (layers{n}).says(k) == nil || n.bad[k] {
		return ""
	}
	if at == nil {
		at = n.at.key(k)
	}
	addr, why := parseAddress(s)
	if why != "" {
		spec, _ := n.sec.key("address")
		example, _ := spec.example.(string)
		if _, rest, ok := strings.Cut(s, "<"); ok { // Ana <ana@acme.example>
			bare, _, _ := strings.Cut(rest, ">")
			if a, no := parseAddress(bare); no == "" {
				example = a
			}
		}
		n.failAt(at, k, shown(s)+": "+why, "write it as "+strconv.Quote(example))
	}
	if _, domain, _ := strings.Cut(strings.ToLower(s), "@"); why == "" && domain != domainOf(addr) {
		n.warnAt(at, k, shown(s)+" is "+addr+" in mail", "nothing to do, if that is meant")
	}
	return addr
}

// readAddresses reads a member's address or addresses.
func readAddresses(m *node) (list []string) {
	l := layers{m}
	one, many := l.says("address") != nil, l.says("addresses") != nil
	switch {
	case one && many:
		m.fail("addresses", "both address and addresses", "keep addresses, with all of them in it")
	case one:
		if a := readAddress(m, "address", l.text("address"), nil); a != "" {
			list = append(list, a)
		}
	case many:
		if len(l.texts("addresses")) == 0 && !m.bad["addresses"] {
			m.fail("addresses", "empty", `address = "ana@acme.example"`)
		}
		for i, s := range l.texts("addresses") {
			if a := readAddress(m, "addresses", s, m.at.key("addresses").item(i)); a != "" {
				list = append(list, a)
			}
		}
	default:
		m.missing("address")
	}
	return list
}

// The bounds of what is asked.
const (
	maxQuestions = 10
	maxQuestion  = 60
)

func readQuestions(l layers) (list []string) {
	const usual = `questions = ["done", "next", "blocked"]`
	seen := map[string]bool{}
	n := l.says("questions")
	for i, q := range l.texts("questions") {
		q = strings.TrimSpace(q)
		why := ""
		switch {
		case q == "" || len(q) > maxQuestion || q != oneLine(q) || strings.Contains(q, ":"):
			why = fmt.Sprintf("%s is no question of 1 to %d letters without a colon",
				shown(q), maxQuestion)
		case seen[strings.ToLower(q)]:
			why = fmt.Sprintf("%q is asked twice", q)
		}
		if why != "" {
			n.failAt(n.at.key("questions").item(i), "questions", why, usual)
			continue
		}
		seen[strings.ToLower(q)] = true
		list = append(list, q)
	}
	asked := len(l.texts("questions"))
	if n != nil && !n.bad["questions"] && (asked == 0 || asked > maxQuestions) {
		n.fail("questions", fmt.Sprintf("there must be 1 to %d", maxQuestions), usual)
	}
	return list
}

// findsAuthserv is how to learn an authserv-id.
const findsAuthserv = "kabar check finds it in your newest mail"

// readSealers reads the domains whose seals are believed.
func readSealers(l layers) (domains []string) {
	for _, d := range l.texts("sealers") {
		if d == "" || strings.ContainsAny(d, "@:/ \t\r\n") || !strings.Contains(d, ".") {
			l.fail("sealers", shown(d)+" is not a domain", `sealers = "lists.acme.example"`)
			continue
		}
		domains = append(domains, strings.ToLower(d))
	}
	return domains
}

// warnTeam says what works but will surprise.
func warnTeam(n *node, t Team) {
	if len(t.Members) == 0 && !n.bad["member"] {
		n.warn("member", "nobody is in team "+t.ID+": nobody is asked, nobody is told",
			"[[team.member]]")
	}
	if len(t.Members) > 0 && !hasAdmin(t.Team) {
		n.warn("member", "nobody in team "+t.ID+" is told by mail when kabar is unwell",
			"admin = true for one of them")
	}
	if len(t.AuthservIDs) == 0 && !t.Microsoft {
		whose := "updates are"
		if t.DKIM {
			whose = "where a mail has no DKIM signature of its sender's domain, updates are"
		}
		n.warn("authserv_id", "not set: "+whose+" taken only as replies to kabar's own mails,"+
			" others are set aside, and a command that changes something is asked back", findsAuthserv)
	}
	if account := domainOf(t.SMTP.User); account != "" && t.Address != "" &&
		!related(account, domainOf(t.Address)) {
		why := fmt.Sprintf("mail from %s is sent by the account %s: where the domains differ,"+
			" DMARC may fail and mail end up as spam", t.Address, t.SMTP.User)
		n.warn("address", why, "use an account at "+domainOf(t.Address))
	}
}

func hasAdmin(t team.Team) bool {
	for _, m := range t.Members {
		if m.Admin {
			return true
		}
	}
	return false
}
