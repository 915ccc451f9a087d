package config

import (
	"strconv"
	"strings"
)

// The lengths of RFC 5321 section 4.5.3.1.
const (
	maxLocal  = 64
	maxDomain = 255
)

// parseAddress checks a bare address, local@domain, of the plain kind that
// every mail server takes: no quoted local part, no comment, ASCII. It returns
// it with the domain in lower case, or why it is none.
func parseAddress(s string) (addr, why string) {
	local, domain, ok := strings.Cut(s, "@")
	for _, r := range s {
		if !addressRune(r) {
			return "", character(r) + " can't stand in an address"
		}
	}
	switch {
	case s == "":
		return "", "empty"
	case !ok:
		return "", "there is no @ in it"
	case strings.Contains(domain, "@"):
		return "", "there are two @ in it"
	case local == "":
		return "", "there is nothing before the @"
	case domain == "":
		return "", "there is nothing after the @"
	case len(local) > maxLocal || len(domain) > maxDomain:
		return "", "it is too long"
	case dotted(local) || dotted(domain):
		return "", "a dot stands at an end or beside another"
	}
	for label := range strings.SplitSeq(domain, ".") {
		if strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return "", "a part of the domain begins or ends with a hyphen"
		}
	}
	if i := strings.IndexFunc(domain, func(r rune) bool { return !hostRune(r) }); i >= 0 {
		return "", character(rune(domain[i])) + " can't stand in a domain"
	}
	return local + "@" + strings.ToLower(domain), ""
}

// addressRune tells whether r is an @ or an atext or dot of RFC 5322 section
// 3.2.3.
func addressRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		strings.ContainsRune("@.!#$%&'*+-/=?^_`{|}~", r)
}

func dotted(s string) bool {
	return strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") || strings.Contains(s, "..")
}

// character shows a character so that one that can't be seen can be.
func character(r rune) string {
	if r == ' ' {
		return "a space"
	}
	return strconv.QuoteRune(r)
}

// domainOf returns what is after the @, in lower case.
func domainOf(addr string) string {
	_, domain, _ := strings.Cut(addr, "@")
	return strings.ToLower(domain)
}

// related tells whether one domain is the other or above it, which is what
// DMARC's relaxed alignment asks for at least.
func related(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}
