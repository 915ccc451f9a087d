package auth

import (
	"strconv"
	"strings"

	"kabar/mail"
)

// sealed returns the trusted sealer at which the mail still passed, "" if
// there is none. It undoes a dmarc=fail of the own server for mail that came
// through a forwarder or list of one's own (A36), if
//
//   - the own server itself says arc=pass: it checked the chain of seals;
//   - each seal from the newest down to that of the sealer is by a domain in
//     Sealers. Where the inbox's own server seals too, it must be listed.
func (p Policy) sealed(h mail.Header, own []results, domain string) string {
	if len(p.Sealers) == 0 || !says(own, "arc", "pass") {
		return ""
	}
	seals := byInstance(h.Values("ARC-Seal"))
	said := byInstance(h.Values("ARC-Authentication-Results"))
	if seals == nil || said == nil {
		return ""
	}
	for i := len(seals); i > 0; i-- {
		d := tag(seals[i], "d")
		if !p.isSealer(d) {
			return ""
		}
		r := []results{parseResults(said[i])}
		if ok, _ := findDMARC(r, domain, "pass"); ok {
			return d
		}
	}
	return ""
}

func (p Policy) isSealer(domain string) bool {
	for _, s := range p.Sealers {
		if domain != "" && strings.EqualFold(s, domain) {
			return true
		}
	}
	return false
}

func says(fields []results, method, value string) bool {
	for _, f := range fields {
		for _, r := range f.list {
			if r.method == method && r.value == value {
				return true
			}
		}
	}
	return false
}

// byInstance puts ARC fields under their number, without "i=1;". It is nil
// unless they are numbered 1, 2, … without a gap or a double (RFC 8617
// section 4.2.1).
func byInstance(values []string) map[int]string {
	const maxInstances = 50
	if len(values) > maxInstances {
		return nil
	}
	fields := map[int]string{}
	for _, value := range values {
		first, rest, _ := strings.Cut(value, ";")
		key, digits, _ := strings.Cut(first, "=")
		i, err := strconv.Atoi(strings.TrimSpace(digits))
		if err != nil || strings.TrimSpace(key) != "i" || i < 1 || i > len(values) || fields[i] != "" {
			return nil
		}
		fields[i] = rest
	}
	return fields
}

// tag returns the value of one tag of a list such as "a=rsa-sha256; d=x".
func tag(list, name string) string {
	for _, t := range strings.Split(list, ";") {
		key, value, _ := strings.Cut(t, "=")
		if strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
