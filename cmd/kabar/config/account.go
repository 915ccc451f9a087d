package config

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Account is how a server is reached. Its secret is not in it: see Secret.
type Account struct {
	Host   string // a name or an IP address
	Port   int
	TLS    string // "tls", "starttls", or "none", which only a loopback Host has
	User   string // "": no login (SMTP only)
	Auth   string // "password"; "xoauth2", "oauthbearer": the secret is a token; "" without User
	CAFile string // PEM file to trust in place of the system's authorities; "" for none

	Folder  string // IMAP: the folder to read
	Archive string // IMAP: where filed mail is moved; "": it stays
	Sent    string // IMAP: where the server keeps what was sent; "": unknown

	secret *secret // a pointer, so that no way of printing an Account shows it
	sound  bool    // nothing that was said of it is wrong
}

// String names the account without its secret: "kabar@acme.example at
// imap.acme.example:993 (tls)".
func (a Account) String() string {
	return fmt.Sprintf("%s at %s:%d (%s)", cmp.Or(a.User, "nobody"), a.Host, a.Port, a.TLS)
}

// GoString is String, so that %#v is as harmless.
func (a Account) GoString() string { return "config.Account{" + a.String() + "}" }

// LogValue is String.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.String()) }

// Equal tells whether a and b reach the same server in the same way, by the
// same source of the secret.
func (a Account) Equal(b Account) bool {
	same := a.secret == b.secret ||
		a.secret != nil && b.secret != nil && a.secret.same(*b.secret)
	a.secret, b.secret = nil, nil
	return a == b && same
}

// proto is what the two protocols differ in.
type proto struct {
	name     string
	tls      int // port of implicit TLS
	starttls int
	plain    int
	auths    []string
	other    proto2
}

// proto2 is the ports of the other protocol, which are a slip here.
type proto2 struct {
	name  string
	ports []int64
}

var (
	imapProto = proto{"imap", 993, 143, 143, auths[:3:3], proto2{"smtp", []int64{25, 465, 587}}}
	smtpProto = proto{"smtp", 465, 587, 25, auths, proto2{"imap", []int64{143, 993}}}
	auths     = []string{"password", "xoauth2", "oauthbearer", "none"} // the last for smtp
)

// readAccount reads the account of one protocol. own are the tables that may
// speak of it, the team's first; from are those of the inbox, in whose place
// an smtp table may be silent. address is the team's.
func readAccount(p proto, own, from layers, address string, d disk) Account {
	before := len(own[0].doc.problems)
	a := readParts(p, own, from, address, d)
	a.sound = len(own[0].doc.problems) == before && !own.flawed() && !from.flawed() &&
		a.Host != "" && (a.User != "" || a.Auth == "")
	return a
}

func readParts(p proto, own, from layers, address string, d disk) Account {
	hosts, logins := own, own
	if own.says("host") == nil {
		hosts = append(own[:len(own):len(own)], from...)
	}
	if !slices.ContainsFunc(sources, func(k string) bool { return own.says(k) != nil }) {
		logins = append(own[:len(own):len(own)], from...)
	}
	a := Account{TLS: own.oneOf("tls", "tls", "starttls", "none")}
	a.Host, a.CAFile = readHost(p, hosts), readAuthority(hosts, d)
	readPort(p, own, &a)
	if a.TLS == "none" && a.Host != "" && !loopback(a.Host) {
		own.fail("tls", "none would send everything in plain text to "+a.Host,
			`tls = "starttls"; none is only for this machine`)
	}
	if p.name == "imap" {
		a.Folder, a.Archive, a.Sent = own.text("folder"), own.text("archive"), own.text("sent")
		if a.Folder == "" && !own.says("folder").bad["folder"] {
			own.fail("folder", "empty", `folder = "INBOX"`)
		}
	}
	known := p.auths
	if n := logins.says("auth"); n != nil && strings.HasSuffix(n.sec.name, "imap") {
		known = imapProto.auths
	}
	if a.Auth = logins.oneOf("auth", known...); a.Auth == "none" {
		a.Auth = ""
		return a
	}
	a.User = readUser(append(own[:len(own):len(own)], from...), address)
	a.secret = readSecret(logins, d)
	return a
}

func readUser(l layers, address string) string {
	n := l.says("user")
	if n == nil {
		return address
	}
	if l.text("user") == "" && !n.bad["user"] {
		l.fail("user", "empty", "leave it out, and the team's address is used")
	}
	return l.text("user")
}

// readAuthority reads the path of a file with certificates, and tries it.
func readAuthority(own layers, d disk) string {
	path := d.path(own[0].doc.file, own.text("ca_file"))
	if path == "" {
		return ""
	}
	pem, err := d.read(path, maxAuthority)
	switch {
	case err != nil:
		own.fail("ca_file", path+": "+plainError(err), "a file with certificates in PEM form")
	case !x509.NewCertPool().AppendCertsFromPEM(pem):
		own.fail("ca_file", path+": no certificate in PEM form in it",
			"it begins with -----BEGIN CERTIFICATE-----")
	}
	return path
}

// maxAuthority is the largest ca_file: a system's whole bundle fits.
const maxAuthority = 1 << 20

// readHost reads the host of an account and refuses what is more than a host.
// Where smtp says none, its host is named after that of imap.
func readHost(p proto, l layers) string {
	n, host := l.says("host"), l.text("host")
	switch {
	case n == nil:
		if p.name == "imap" { // for smtp it is said already
			l[0].missing("host")
		}
		return ""
	case n.bad["host"]:
		return ""
	}
	if bare, port, why := bareHost(host); why != "" {
		remedy := "host = " + strconv.Quote(cmp.Or(bare, p.name+".acme.example"))
		if port != "" {
			remedy += ", port = " + port
		}
		if !strings.HasSuffix(n.sec.name, p.name) { // said already
			return ""
		}
		n.fail("host", why, remedy)
		return ""
	}
	if rest, ok := strings.CutPrefix(host, "imap."); ok && !strings.HasSuffix(n.sec.name, p.name) {
		return p.name + "." + rest
	}
	return host
}

// bareHost checks that s is a host and nothing else. If it is more, why says
// so, and host and port are what of it to keep. A user and password in s are
// not shown.
func bareHost(s string) (host, port, why string) {
	host = s
	if i := strings.Index(host, "://"); i >= 0 {
		why = "a host has no " + strconv.Quote(cut(host[:i])+"://") + " before it"
		host = host[i+3:]
	}
	if i := strings.LastIndex(host, "@"); i >= 0 {
		why = "a host has no user before it"
		host = host[i+1:]
	}
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
		why = cmp.Or(why, "a host has no path after it")
	}
	if inner := strings.Trim(host, "[]"); isIP(inner) {
		if inner != host {
			why = cmp.Or(why, "an address stands here without brackets")
		}
		return inner, "", why
	}
	if name, p, ok := strings.Cut(host, ":"); ok {
		host, why = name, cmp.Or(why, "a host has no port after it")
		if _, err := strconv.ParseUint(p, 10, 16); err == nil {
			port = p
		}
	}
	if host == "" {
		return "", "", cmp.Or(why, "empty")
	}
	for _, r := range host {
		if !hostRune(r) {
			return "", "", cmp.Or(why, character(r)+" can't stand in a host name")
		}
	}
	return host, port, why
}

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

func hostRune(r rune) bool {
	return r == '-' || r == '.' || r == '_' || r >= '0' && r <= '9' ||
		r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// loopback tells whether host is this machine by its very name: a name that
// the resolver would have to say so of is not trusted.
func loopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

// readPort reads the port and makes it and the kind of TLS fit each other.
func readPort(p proto, own layers, a *Account) {
	byMode := map[string]int{"tls": p.tls, "starttls": p.starttls, "none": p.plain}
	n := own.says("port")
	if n == nil {
		a.Port = byMode[a.TLS]
		return
	}
	port := own.number("port")
	a.Port = int(port)
	pairs := fmt.Sprintf(`port = %d with tls = "tls", or port = %d with tls = "starttls"`,
		p.tls, p.starttls)
	switch {
	case n.bad["port"]:
	case port < 1 || port > 65535:
		n.fail("port", fmt.Sprintf("%d is no port", port), fmt.Sprintf("port = %d", byMode[a.TLS]))
	case slices.Contains(p.other.ports, port) && !(port == 25 && p.name == "smtp"):
		n.fail("port", fmt.Sprintf("%d is a port of %s", port, p.other.name), pairs)
	case own.says("tls") == nil:
		if a.Port == p.starttls || a.Port == p.plain {
			a.TLS = "starttls"
		}
	case a.TLS == "tls" && (a.Port == p.starttls || a.Port == p.plain),
		a.TLS == "starttls" && a.Port == p.tls:
		n.fail("port", fmt.Sprintf("%d does not speak %s", port, a.TLS), pairs)
	}
}
