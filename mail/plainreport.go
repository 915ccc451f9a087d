package mail

import "strings"

// plainReport recognises bounces that are plain text: those of qmail and of
// programs that write like it (RFC 1894 never reached them, B18), and those of
// Exim, which names the addresses in a field.
func (m *Message) plainReport(n *notes) {
	if m.Report != nil || m.Text == "" || !m.fromDaemon() {
		return
	}
	head := m.Text[:min(len(m.Text), 2000)]
	failed := m.Header.Values("X-Failed-Recipients")
	qmail := strings.HasPrefix(strings.TrimSpace(head), "Hi. This is the ") ||
		strings.Contains(head, "--- Below this line is a copy of the message.")
	if !qmail && len(failed) == 0 {
		return
	}
	report := &Report{Kind: "bounce"}
	above, copied := splitCopy(m.Text)
	for _, value := range failed {
		for _, a := range parseAddresses(value, n).addrs {
			report.Recipients = append(report.Recipients, Delivery{Addr: a.Addr, Action: "failed"})
		}
	}
	if qmail {
		report.qmailRecipients(above)
	}
	h := readHeader([]byte(strings.TrimLeft(copied, "\n")), maxPartHeader, maxPartFields, &notes{})
	report.about(h.fields, "Message-ID")
	m.Report = report
}

// fromDaemon tells whether a mail server wrote the mail: by the null return
// path, or by a name that is no person's.
func (m *Message) fromDaemon() bool {
	if m.ReturnPath != nil && *m.ReturnPath == "" {
		return true
	}
	return strings.Contains(strings.ToLower(m.RawFrom), "mailer-daemon")
}

// splitCopy parts a plain bounce from the copy of the mail below it.
func splitCopy(text string) (above, copied string) {
	for rest := text; rest != ""; {
		line, after := cutTextLine(rest)
		if strings.HasPrefix(line, "--- ") && strings.Contains(line, "copy of the message") ||
			strings.HasPrefix(line, "------ This is a copy of ") {
			return text[:len(text)-len(rest)], after
		}
		rest = after
	}
	return text, ""
}

// qmailRecipients reads "<ana@example.org>:" lines, each with its reason below.
func (r *Report) qmailRecipients(text string) {
	for rest := text; rest != "" && len(r.Recipients) < maxRecipients; {
		var line string
		line, rest = cutTextLine(rest)
		addr, ok := strings.CutSuffix(strings.TrimSpace(line), ">:")
		if !ok || !strings.HasPrefix(addr, "<") {
			continue
		}
		list := parseAddresses(addr[1:], &notes{})
		if len(list.addrs) != 1 {
			continue
		}
		reason, _ := cutTextLine(rest)
		r.Recipients = append(r.Recipients, Delivery{
			Addr: list.addrs[0].Addr, Action: "failed",
			Status: statusIn(reason), Detail: oneLine(reason, maxDetail),
		})
	}
}

// statusIn finds a code such as "#5.1.1" or "(5.7.1)" in a reason.
func statusIn(reason string) string {
	for _, word := range strings.Fields(reason) {
		if code := reportedStatus(strings.Trim(word, "(#).,:")); code != "" {
			return code
		}
	}
	return ""
}
