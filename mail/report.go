package mail

import "strings"

// report reads a multipart/report (RFC 6522): the part for people is the text
// of the mail, the part for machines becomes a Report, and of the mail it is
// about only the Message-ID is read.
func (b *body) report(p part, kids []part, depth int) {
	kind := strings.ToLower(p.media.params["report-type"])
	report := &Report{}
	for i, kid := range kids {
		switch kid.media.name {
		case "message/delivery-status", "message/global-delivery-status":
			report.Kind = "bounce"
			report.deliveries(kid, b.n)
		case "message/disposition-notification", "message/global-disposition-notification":
			report.Kind = "receipt"
			report.about(firstBlock(kid, b.n), "Original-Message-ID")
		case "message/feedback-report":
			report.Kind = "complaint"
			report.complaint(kid, b.n)
		case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers",
			"message/rfc822-headers":
			report.about(firstBlock(kid, b.n), "Message-ID")
			b.attach(kid)
		default:
			if i == 0 || report.Kind == "" {
				b.read(kid, depth+1, nil)
			} else {
				b.attach(kid)
			}
		}
	}
	if report.Kind == "" {
		report.Kind = reportKinds[kind]
	}
	if report.Kind != "" {
		b.m.Report = report
	}
}

var reportKinds = map[string]string{
	"delivery-status":          "bounce",
	"disposition-notification": "receipt",
	"feedback-report":          "complaint",
}

// firstBlock reads the fields that a message/… part begins with.
func firstBlock(p part, n *notes) Header {
	return fieldBlocks(p, 1, n)[0]
}

// fieldBlocks reads groups of fields with blank lines between (RFC 3464
// section 2.1): at least one group, at most max.
func fieldBlocks(p part, max int, n *notes) []Header {
	quiet := &notes{} // a report about a broken mail is no broken mail
	rest := decodeTransfer(p.encoding, p.body[:min(len(p.body), maxText)], n)
	var groups []Header
	for len(rest) > 0 && len(groups) < max {
		b := readHeader(rest, maxPartHeader, maxPartFields, quiet)
		if len(b.fields) > 0 {
			groups = append(groups, b.fields)
		}
		if len(b.body) == len(rest) {
			break
		}
		rest = b.body
	}
	if len(groups) == 0 {
		groups = append(groups, nil)
	}
	return groups
}

// about notes the Message-ID of the mail that the report is about.
func (r *Report) about(h Header, field string) {
	if ids := messageIDs(h.Get(field), 1); len(ids) > 0 && r.Original == "" {
		r.Original = ids[0]
	}
}

// deliveries reads the groups of a delivery status, one per recipient after
// the first, which is about the mail as a whole.
func (r *Report) deliveries(p part, n *notes) {
	for _, group := range fieldBlocks(p, maxRecipients+1, n) {
		addr := reportedAddress(group.Get("Original-Recipient"))
		if final := reportedAddress(group.Get("Final-Recipient")); addr == "" {
			addr = final
		}
		if addr == "" && group.Get("Action") == "" {
			continue
		}
		r.Recipients = append(r.Recipients, Delivery{
			Addr:   addr,
			Action: reportedAction(group.Get("Action")),
			Status: reportedStatus(group.Get("Status")),
			Detail: oneLine(afterType(group.Get("Diagnostic-Code")), maxDetail),
		})
	}
}

// complaint reads a feedback report (RFC 5965).
func (r *Report) complaint(p part, n *notes) {
	group := firstBlock(p, n)
	for _, value := range group.Values("Original-Rcpt-To") {
		if list := parseAddresses(value, &notes{}); len(list.addrs) == 1 {
			r.Recipients = append(r.Recipients, Delivery{
				Addr: list.addrs[0].Addr, Detail: oneLine(group.Get("Feedback-Type"), maxDetail),
			})
		}
	}
}

// reportedAddress reads "rfc822; ana@example.org".
func reportedAddress(value string) string {
	list := parseAddresses(afterType(value), &notes{})
	if len(list.addrs) != 1 {
		return ""
	}
	return list.addrs[0].Addr
}

// afterType cuts the type off a value such as "smtp; 550 5.1.1 unknown".
func afterType(value string) string {
	if _, rest, ok := strings.Cut(value, ";"); ok {
		return strings.TrimSpace(rest)
	}
	return value
}

// reportedAction returns one of the five words of RFC 3464 section 2.3.3, or "".
func reportedAction(value string) string {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(value)), " ")
	switch word {
	case "failed", "delayed", "delivered", "relayed", "expanded":
		return word
	}
	return ""
}

// reportedStatus returns a status code of RFC 3463, such as "5.1.1", or "".
func reportedStatus(value string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(value), " ")
	parts := strings.Split(word, ".")
	if len(parts) != 3 || len(word) > 9 || !strings.Contains("245", parts[0]) {
		return ""
	}
	for _, digits := range parts {
		if digits == "" || strings.Trim(digits, "0123456789") != "" {
			return ""
		}
	}
	return word
}
