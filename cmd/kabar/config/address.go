package config

import (
	"strconv"
	"strings"
	"unicode"

	"kabar/mail"
)

// parseAddress checks a bare address, local@domain, of the plain kind that
// every mail server takes: no quoted local part, no comment. It returns it as
// mail writes and compares it, the domain in lower case and in ASCII, or why
// it is none.
func parseAddress(s string) (addr, why string) {
	local, domain, ok := strings.Cut(s, "@")
	for _, r := range s {
		if !addressRune(r) && (r < 0x80 || !unicode.IsLetter(r) && !unicode.IsMark(r)) {
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
	case looseDot(local) || looseDot(domain):
		return "", "a dot stands at an end or beside another"
	}
	for _, r := range local {
		if r >= 0x80 {
			return "", character(r) + " can't stand before the @"
		}
	}
	for _, r := range domain {
		if r < 0x80 && !hostRune(r) {
			return "", character(r) + " can't stand in a domain"
		}
	}
	if addr, err := mail.CheckAddress(s); err == nil {
		return addr, ""
	}
	return "", "a part of it is too long, or has a hyphen at its end"
}

// addressRune tells whether r is an @ or an atext or dot of RFC 5322 section
// 3.2.3.
func addressRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		strings.ContainsRune("@.!#$%&'*+-/=?^_`{|}~", r)
}

func looseDot(s string) bool {
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
