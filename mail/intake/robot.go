package intake

import (
	"strconv"
	"strings"

	"kabar/mail"
)

// mark is a sign that no person wrote a mail.
type mark struct {
	why  string
	away bool // it is a sign of somebody being away, not only of a program
}

// letter is what RFC 3834 section 2 says of automatic mail: Auto-Submitted, the
// null return path, Precedence, lists, loops and the names of system senders.
// own is the team's address: where that is a list itself, its List fields say
// nothing.
func letter(m *mail.Message, own string, member bool) *mark {
	for _, value := range m.Header.Values("Auto-Submitted") {
		if word := firstWord(value); word != "" && word != "no" {
			return &mark{why: "Auto-Submitted: " + oneLine(value, maxGiven),
				away: strings.Contains(strings.ToLower(value), "vacation")}
		}
	}
	if m.ReturnPath != nil && *m.ReturnPath == "" {
		return &mark{why: "it has the null return path"}
	}
	list := throughList(m.Header, own)
	for _, value := range m.Header.Values("Precedence") {
		switch word := firstWord(value); word {
		case "bulk", "junk", "auto_reply", "auto-reply", "autoreply":
			return &mark{why: "Precedence: " + word}
		case "list":
			if !list {
				return &mark{why: "Precedence: list"}
			}
		}
	}
	for _, f := range m.Header {
		if len(f.Name) > 5 && strings.EqualFold(f.Name[:5], "List-") && !list {
			return &mark{why: "it came through a mailing list (" + oneLine(f.Name, maxGiven) + ")"}
		}
	}
	if value := m.Header.Get("X-Loop"); strings.TrimSpace(value) != "" {
		return &mark{why: "X-Loop: " + oneLine(value, maxGiven)}
	}
	return systemSender(m, member)
}

// firstWord returns the first word of a field value in lower case, without
// comments and parameters: "no" of "(really) No; x=y".
func firstWord(value string) string {
	var b strings.Builder
	depth := 0
	for _, c := range value {
		switch {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(c)
		}
	}
	text, _, _ := strings.Cut(b.String(), ";")
	for word := range strings.FieldsSeq(text) {
		return strings.ToLower(word)
	}
	return ""
}

// throughList tells whether the mail came through the list that the team's own
// address is (a Google group, for instance), and through no other.
func throughList(h mail.Header, own string) bool {
	if own == "" {
		return false
	}
	id := strings.ReplaceAll(own, "@", ".")
	post, ids := h.Values("List-Post"), h.Values("List-Id")
	for _, value := range post {
		if !strings.Contains(lower(value), "mailto:"+own+">") {
			return false
		}
	}
	for _, value := range ids {
		if !strings.Contains(lower(value), "<"+id+">") {
			return false
		}
	}
	return len(post)+len(ids) > 0
}

// systemSender knows the addresses of servers, lists and robots. A member's own
// address is a person's, whatever it looks like.
func systemSender(m *mail.Message, member bool) *mark {
	if !member {
		from := lower(m.RawFrom)
		if len(m.From) == 1 {
			from = lower(m.From[0].Addr)
		}
		name, _, _ := strings.Cut(strings.Trim(from, "<> "), "@")
		switch name {
		case "mailer-daemon", "postmaster", "listserv", "majordomo", "mailman", "root", "daemon",
			"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply",
			"nobody", "autoresponder", "autoreply", "auto-reply", "bounce", "bounces",
			"notification", "notifications", "mailer", "cron":
			return &mark{why: "it is from " + oneLine(from, maxGiven)}
		}
		for _, part := range []string{"noreply", "no-reply", "donotreply", "do-not-reply"} {
			if strings.HasPrefix(name, part) || strings.HasSuffix(name, part) {
				return &mark{why: "it is from " + oneLine(from, maxGiven)}
			}
		}
		if listName(name) {
			return &mark{why: "it is from " + oneLine(from, maxGiven)}
		}
	}
	if m.ReturnPath != nil {
		name, _, _ := strings.Cut(lower(*m.ReturnPath), "@")
		if name == "mailer-daemon" || listName(name) {
			return &mark{why: "its return path is " + oneLine(*m.ReturnPath, maxGiven)}
		}
	}
	return nil
}

// listName knows the local parts of list software (RFC 2142 section 6).
func listName(name string) bool {
	return strings.HasPrefix(name, "owner-") || strings.HasSuffix(name, "-request") ||
		strings.HasSuffix(name, "-owner") || strings.HasSuffix(name, "-bounces")
}

// robotField is a field that programs write into automatic mail. Only fields of
// answering machines, ticket systems and notifiers: those of delivery services
// stand in people's mail too.
type robotField struct {
	name string
	has  string // what the value must contain, in lower case; "" for anything but "no"
	away bool
}

// robotFields is what the field knows besides RFC 3834. X-Auto-Response-Suppress
// is not among them: Exchange writes it into people's mail (B05). Nor are the
// fields it writes when a rule of somebody's inbox sends their mail on: that
// inbox may be how the mail reaches us.
var robotFields = []robotField{
	{"X-Autoreply", "", true}, {"X-Auto-Reply", "", true}, {"X-Autoreply-From", "", true},
	{"X-Autoreply-Domain", "", true}, {"X-Mail-Autoreply", "", true}, {"X-Autorespond", "", true},
	{"X-Autoresponder", "", true}, {"X-Autoresponse", "", true}, {"X-Autogenerated", "", false},
	{"X-AutoGenerated", "", false}, {"X-Vacation", "", true}, {"Vacation", "", true},
	{"X-Precedence", "bulk", false}, {"X-Precedence", "junk", false},
	{"X-Precedence", "list", false}, {"X-Precedence", "auto", true},
	{"Preference", "auto_reply", true}, {"Delivered-To", "autoresponder", true},
	{"X-POST-MessageClass", "9; autoresponder", true}, {"X-FC-MachineGenerated", "true", false},
	{"X-Notes-AutoReply", "", true}, {"X-Mailer", "vacation", true},
	{"X-Mailer", "autorespon", true}, {"X-Mailer", "auto-reply", true}, {"X-Cron-Env", "", false},
	{"X-Facebook-Notify", "", false}, {"X-GitHub-Reason", "", false},
	{"X-GitLab-Project", "", false}, {"X-JIRA-FingerPrint", "", false},
	{"X-Redmine-Host", "", false}, {"X-Bugzilla-Reason", "", false},
	{"X-Trac-Project", "", false}, {"RT-Ticket", "", false}, {"X-RT-Loop-Prevention", "", false},
	{"X-OTRS-Loop", "", false}, {"X-Zendesk-Priority-Mail", "", false},
	{"X-Mailer", "zendesk", false}, {"X-Mailer", "osticket", false},
	{"X-Mailer", "freshdesk", false}, {"X-TMDA-Confirm-Done", "", false},
	{"X-TMDA-CR-Sent", "", false}, {"X-Boxbe-Notify", "", false}, {"X-SpamArrest-Id", "", false},
	{"X-Challenge", "", false}, {"X-Campaign-Id", "", false},
}

// fieldMark looks for the fields of robotFields.
func fieldMark(h mail.Header) *mark {
	for _, f := range h {
		for _, r := range robotFields {
			if !strings.EqualFold(f.Name, r.name) {
				continue
			}
			value := strings.ToLower(strings.TrimSpace(f.Value))
			if r.has == "" && value != "" && value != "no" && value != "false" ||
				r.has != "" && strings.Contains(value, r.has) {
				return &mark{why: f.Name + ": " + oneLine(f.Value, maxGiven), away: r.away}
			}
		}
	}
	return nil
}

// maxRe is how many "Re:" a person's subject may pile up; two robots that
// answer each other have more (B28).
const maxRe = 8

// dmarcReport recognises the report of a mail server on who wrote in a domain's
// name, by the one form its subject has (RFC 7489 section 7.2.1.1); the archive
// in it is never opened (D27).
func dmarcReport(subject string) *mark {
	words := strings.Fields(strings.ToLower(subject))
	if len(words) >= 5 && words[0] == "report" && words[1] == "domain:" && words[3] == "submitter:" &&
		strings.Contains(strings.Join(words[5:], ""), "report-id:") {
		return &mark{why: "it is a server's DMARC report"}
	}
	return nil
}

// robotPair recognises two robots that answer each other by their subject.
func robotPair(subject string) *mark {
	if n := countRe(subject); n > maxRe {
		return &mark{why: "its subject has \"Re:\" " + strconv.Itoa(n) + " times"}
	}
	return nil
}
