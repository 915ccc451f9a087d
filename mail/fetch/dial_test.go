package fetch_test

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"kabar/mail/fetch"
	"kabar/mail/fetch/imaptest"
)

// certificate is for localhost, valid for long enough or no more.
func certificate(t *testing.T, expired bool, names ...string) *imaptest.Cert {
	t.Helper()
	until := time.Now().AddDate(1, 0, 0)
	if expired {
		until = time.Now().AddDate(0, 0, -1)
	}
	cert, err := imaptest.NewCert(until, names...)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// listen makes a server reachable over TCP.
func listen(t *testing.T, c *fetch.Config, s interface{ Start() (string, error) }) {
	t.Helper()
	addr, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(addr)
	c.Port, _ = strconv.Atoi(port)
	c.Dial = nil
}

// hint is the hint of an *Error.
func hint(err error) string {
	var e *fetch.Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}

func TestDialFaults(t *testing.T) {
	tests := []struct {
		name, dialogue string
		tls            string
		kind           string
		says           string // in the error
		hint           string // in the hint
	}{
		{"G08 BYE at the greeting", "S: * BYE too many connections", "none", "network", "too many connections", ""},
		{"G09 login refused", greet + "C: AUTHENTICATE PLAIN\nS: $ NO [AUTHENTICATIONFAILED] no such user\n",
			"none", "login", "no such user", "app password"},
		{"the server can't check the login now", greet +
			"C: AUTHENTICATE PLAIN\nS: $ NO [UNAVAILABLE] try later\n", "none", "network", "try later", ""},
		{"no common way to log in", "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] ready",
			"none", "login", "offers GSSAPI, we want PLAIN or LOGIN", "another auth"},
		{"G26 no IMAP server", "S: 220 mail.example ESMTP", "none", "network", "", ""},
		{"G26 no IMAP server, starttls", "S: 220 mail.example ESMTP", "starttls", "network", "no IMAP server", ""},
		{"G27 endless greeting", "fill 100000 \"x\"\nstall", "none", "network", "", ""},
		{"G27 endless greeting, starttls", "fill 100000 \"x\"\nstall", "starttls", "network", "more than 8192 bytes", ""},
		{"G29 STARTTLS stripped", "S: * OK ready\nC: STARTTLS\nS: $ BAD no such command", "starttls",
			"network", "refuses STARTTLS", ""},
		{"G29 PREAUTH without TLS", "S: * PREAUTH welcome", "starttls", "tls", "PREAUTH", ""},
		{"G29 PREAUTH", "S: * PREAUTH [CAPABILITY IMAP4rev1] welcome", "none", "tls", "PREAUTH", ""},
		{"G29 text after STARTTLS", "S: * OK ready\nC: STARTTLS\ns: \"K1 OK go\\r\\n* OK injected text\\r\\n\"\nstall",
			"starttls", "tls", "TLS handshake", "does not speak TLS"},
		{"G29 only untagged answers to STARTTLS", "S: * OK ready\nC: STARTTLS\n" +
			strings.Repeat("S: * OK K1 OK\n", 60) + "stall", "starttls", "network", "never answers", ""},
		{"G29 no TLS at all", "S: * OK ready\nstall", "tls", "tls", "TLS handshake", "143 fits"},
		{"G35 folder missing", greet + enter + "C: SELECT INBOX\nS: $ NO no such folder\nC: LIST\n" +
			"S: * LIST () \"/\" INBOX.Work\nS: * LIST (\\Noselect) \"/\" Public\nS: * LIST () \"/\" \"Gr&APYA3w-e\"\nS: $ OK .\n",
			"none", "folder", `folder "INBOX"`, "Größe, INBOX.Work"},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			s, c := play(t, test.dialogue)
			c.TLS = test.tls
			if test.tls != "none" { // TLS breaks off by writing, which a pipe would block
				listen(t, &c, s)
			}
			i, err := fetch.Dial(t.Context(), c)
			if err == nil {
				i.Close()
				t.Fatal("no error")
			}
			if kind(err) != test.kind || !strings.Contains(err.Error(), test.says) ||
				!strings.Contains(hint(err), test.hint) {
				t.Errorf("%s: %v; hint: %s", kind(err), err, hint(err))
			}
			for _, line := range s.Heard() {
				if test.kind != "login" && test.kind != "folder" && strings.Contains(line, "AUTHENTICATE") &&
					!strings.Contains(test.dialogue, "AUTHENTICATE") {
					t.Errorf("the password was sent: %q", line)
				}
			}
		})
	}
}

// TestG30Certificates: refused with the reason and how to pin an authority,
// and no byte of a login.
func TestG30Certificates(t *testing.T) {
	good, other := certificate(t, false), certificate(t, false)
	tests := []struct {
		name  string
		cert  *imaptest.Cert
		roots *imaptest.Cert
		hint  string
	}{
		{"expired", certificate(t, true), nil, "expired"},
		{"wrong name", certificate(t, false, "mail.example"), nil, "not for localhost"},
		{"signed by itself", good, other, "ca_file"},
		{"good", good, good, ""},
	}
	for _, mode := range []string{"tls", "starttls"} {
		for _, test := range tests {
			t.Run(mode+" "+test.name, func(t *testing.T) {
				s, c := newServer(t)
				s.TLS, s.StartTLS = test.cert.Server, mode == "starttls"
				c.TLS, c.RootCAs = mode, test.cert.Roots
				listen(t, &c, s)
				if test.roots != nil {
					c.RootCAs = test.roots.Roots
				}
				i, err := fetch.Dial(t.Context(), c)
				if test.hint == "" {
					if err != nil {
						t.Fatal(err)
					}
					i.Close()
					return
				}
				if kind(err) != "tls" || !strings.Contains(hint(err), test.hint) {
					t.Errorf("%s: %v; hint: %s", kind(err), err, hint(err))
				}
			})
		}
	}
}

// TestNoPlaintextToOthers: "none" is for this machine, whatever the name says.
func TestNoPlaintextToOthers(t *testing.T) {
	for _, test := range []struct {
		host string
		peer net.Addr
		ok   bool
	}{
		{"localhost", nil, true},
		{"127.0.0.1", nil, true},
		{"::1", nil, true},
		{"mail.example", nil, false},
		{"192.0.2.1", nil, false},
		{"localhost", &net.TCPAddr{IP: net.ParseIP("192.0.2.1")}, false},
		{"mail.example", &net.TCPAddr{IP: net.ParseIP("127.0.0.1")}, true},
	} {
		s, c := newServer(t)
		c.Host = test.host
		c.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := s.Dial(ctx, network, addr)
			return peer{conn, test.peer}, err
		}
		i, err := fetch.Dial(t.Context(), c)
		if test.ok != (err == nil) || err != nil && kind(err) != "config" {
			t.Errorf("%s at %v: %v", test.host, test.peer, err)
		}
		if err == nil {
			i.Close()
		}
	}
}

// peer is a connection with another address at its end.
type peer struct {
	net.Conn
	addr net.Addr
}

func (p peer) RemoteAddr() net.Addr {
	if p.addr == nil {
		return p.Conn.RemoteAddr()
	}
	return p.addr
}

func TestDialOverTCP(t *testing.T) {
	s, c := newServer(t)
	cert := certificate(t, false)
	s.TLS = cert.Server
	c.TLS, c.RootCAs = "tls", cert.Roots
	listen(t, &c, s)
	fill(t, s, 1, 1)
	mails, _ := after(t, dial(t, c), fetch.Cursor{})
	if len(mails) != 1 {
		t.Errorf("%d mails", len(mails))
	}
	s.Close()
	if _, err := fetch.Dial(t.Context(), c); kind(err) != "network" {
		t.Errorf("dialling a closed port: %v", err)
	}
}

// TestG10TokenRunsOut: a refused token is fetched anew once, and a token that
// is still the same is not tried again.
func TestG10TokenRunsOut(t *testing.T) {
	for _, auth := range []string{"xoauth2", "oauthbearer"} {
		for _, test := range []struct {
			name   string
			tokens []string
			kind   string
			asked  int
		}{
			{"good", []string{"s3cret"}, "", 1},
			{"renewed", []string{"old", "s3cret"}, "", 2},
			{"still old", []string{"old", "old"}, "login", 2},
			{"both bad", []string{"old", "older"}, "login", 2},
		} {
			t.Run(auth+" "+test.name, func(t *testing.T) {
				_, c := newServer(t)
				asked := 0
				c.Auth = auth
				c.Secret = func(context.Context) (string, error) {
					asked++
					return test.tokens[asked-1], nil
				}
				i, err := fetch.Dial(t.Context(), c)
				if kind(err) != test.kind || asked != test.asked {
					t.Errorf("asked %d times: %v", asked, err)
				}
				if err == nil {
					i.Close()
				}
			})
		}
	}
}

// TestG24Quota: told at 90 percent, and never in the way of the mail.
func TestG24Quota(t *testing.T) {
	withQuota := strings.ReplaceAll(hello, "IDLE MOVE UIDPLUS", "QUOTA") + "C: GETQUOTAROOT INBOX\n"
	for _, test := range []struct {
		name, answer, again string
		want                string
	}{
		{"nearly full", "S: * QUOTAROOT INBOX \"\"\nS: * QUOTA \"\" (STORAGE 900 1000 MESSAGE 5 1000)\n" + ok, "", "90% full (STORAGE)"},
		{"over full", "S: * QUOTAROOT INBOX u\nS: * QUOTA u (MESSAGE 1001 1000)\n" + ok, "", "100% full (MESSAGE)"},
		{"room left", "S: * QUOTAROOT INBOX u\nS: * QUOTA u (STORAGE 899 1000)\n" + ok, "", ""},
		{"no limit", "S: * QUOTAROOT INBOX u\nS: * QUOTA u (STORAGE 5 0)\n" + ok, "", ""},
		{"no root", "S: * QUOTAROOT INBOX\n" + ok, "", ""},
		{"refused", "S: $ NO not for you\n", "", ""},
		{"unreadable", "S: * QUOTA what?\n", hello, ""},
	} {
		dialogues := []string{withQuota + test.answer}
		if test.again != "" {
			dialogues = append(dialogues, test.again)
		}
		_, c := play(t, dialogues...)
		n := strings.Join(dial(t, c).Notices(), "; ")
		if (n == "") != (test.want == "") || !strings.Contains(n, test.want) {
			t.Errorf("%s: %q", test.name, n)
		}
	}
}

func TestConfigIsChecked(t *testing.T) {
	_, good := newServer(t)
	for name, spoil := range map[string]func(*fetch.Config){
		"no host":     func(c *fetch.Config) { c.Host = "" },
		"scheme":      func(c *fetch.Config) { c.Host = "imaps://mail.example" },
		"no secret":   func(c *fetch.Config) { c.Secret = nil },
		"no folder":   func(c *fetch.Config) { c.Folder = "" },
		"unknown tls": func(c *fetch.Config) { c.TLS = "ssl" },
		"tls unset":   func(c *fetch.Config) { c.TLS = "" },
		"auth":        func(c *fetch.Config) { c.Auth = "cram-md5" },
	} {
		c := good
		spoil(&c)
		if _, err := fetch.Dial(t.Context(), c); kind(err) != "config" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSecretFails(t *testing.T) {
	_, c := newServer(t)
	c.Secret = func(context.Context) (string, error) { return "", errors.New("no such file") }
	if _, err := fetch.Dial(t.Context(), c); kind(err) != "login" || !strings.Contains(err.Error(), "no such file") {
		t.Error(err)
	}
}
