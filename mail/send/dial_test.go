package send_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"kabar/mail/fetch/imaptest"
	"kabar/mail/send"
	"kabar/mail/send/smtptest"
)

// certificate is for localhost and 127.0.0.1, valid for long enough or no more.
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

func hint(err error) string {
	var e *send.Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}

// TestTLS is H14, and the good ways: sent over TLS or not at all.
func TestTLS(t *testing.T) {
	good, other := certificate(t, false), certificate(t, false)
	for _, test := range []struct {
		name  string
		cert  *imaptest.Cert
		roots *imaptest.Cert
		hint  string
	}{
		{"good", good, good, ""},
		{"expired", certificate(t, true), nil, "expired"},
		{"wrong name", certificate(t, false, "mail.example"), nil, "not for 127.0.0.1"},
		{"unknown authority", good, other, "ca_file"},
	} {
		for _, mode := range []string{"tls", "starttls"} {
			t.Run(mode+" "+test.name, func(t *testing.T) {
				var box inbox
				s := smtptest.New(box.deliver)
				s.Users = map[string]string{"team": "s3cret"}
				s.TLS, s.StartTLS = test.cert.Server, mode == "starttls"
				c := start(t, s)
				c.TLS, c.RootCAs = mode, test.cert.Roots
				if test.roots != nil {
					c.RootCAs = test.roots.Roots
				}
				c.User, c.Secret = "team", secret("s3cret")
				conn, err := send.Dial(t.Context(), c)
				if test.hint != "" {
					if outcome(err) != "tls later hold" || !strings.Contains(hint(err), test.hint) {
						t.Errorf("%q (%v); hint: %s", outcome(err), err, hint(err))
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				for range 2 {
					if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)); err != nil {
						t.Fatal(err)
					}
				}
				if len(box.all()) != 2 {
					t.Errorf("%v", box.all())
				}
			})
		}
	}
}

func TestLogin(t *testing.T) {
	for _, test := range []struct {
		auth    string
		secrets []string
		want    string
	}{
		{"", []string{"s3cret"}, "taken"},
		{"password", []string{"wrong"}, "login 535 5.7.8 later hold"},
		{"xoauth2", []string{"s3cret"}, "taken"},
		{"xoauth2", []string{"old", "s3cret"}, "taken"},
		{"xoauth2", []string{"old", "old"}, "login later hold"},
		{"xoauth2", []string{"old", "older"}, "login later hold"},
		{"oauthbearer", []string{"s3cret"}, "taken"},
		{"oauthbearer", []string{"old", "s3cret"}, "taken"},
		{"oauthbearer", []string{"old", "old"}, "login later hold"},
	} {
		var box inbox
		s := smtptest.New(box.deliver)
		s.Users = map[string]string{"team": "s3cret"}
		c := start(t, s)
		c.Auth, c.User = test.auth, "team"
		asked := 0
		c.Secret = func(context.Context) (string, error) {
			asked++
			return test.secrets[asked-1], nil
		}
		conn, err := send.Dial(t.Context(), c)
		if err == nil {
			err = conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text))
			conn.Close()
		}
		if outcome(err) != test.want || asked != len(test.secrets) {
			t.Errorf("%s %v: %q after %d (%v)", test.auth, test.secrets, outcome(err), asked, err)
		}
	}
}

// TestLoginMechanism: Exchange offers only LOGIN.
func TestLoginMechanism(t *testing.T) {
	_, c := play(t, "S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\n"+
		"C: dGVhbQ==\nS: 334 UGFzc3dvcmQ6\nC: czNjcmV0\nS: 235 2.7.0 in\n")
	c.User, c.Secret = "team", secret("s3cret")
	dial(t, c)
}

func TestNoPlaintextToOthers(t *testing.T) {
	for _, test := range []struct {
		host string
		peer net.Addr
		ok   bool
	}{
		{"localhost", nil, true},
		{"127.0.0.1", nil, true},
		{"mail.example", nil, false},
		{"localhost", &net.TCPAddr{IP: net.ParseIP("192.0.2.1")}, false},
		{"mail.example", &net.TCPAddr{IP: net.ParseIP("::1")}, true},
	} {
		dialogues := []string{}
		if test.ok {
			dialogues = append(dialogues, hello)
		} else {
			dialogues = append(dialogues, "S: 220 x\nstall")
		}
		s, c := play(t, dialogues...)
		c.Host = test.host
		c.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := s.Dial(ctx, network, addr)
			return peer{conn, test.peer}, err
		}
		conn, err := send.Dial(t.Context(), c)
		if test.ok != (err == nil) || err != nil && outcome(err) != "dial later hold" {
			t.Errorf("%s at %v: %v", test.host, test.peer, err)
		}
		if err == nil {
			conn.Close()
		}
		if !test.ok && len(s.Heard()) > 0 {
			t.Errorf("said %q", s.Heard())
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

func TestConfigIsChecked(t *testing.T) {
	good := send.Config{Host: "localhost", TLS: "none", User: "team", Secret: secret("x")}
	for name, spoil := range map[string]func(*send.Config){
		"no host":     func(c *send.Config) { c.Host = "" },
		"scheme":      func(c *send.Config) { c.Host = "smtp://mail.example" },
		"no secret":   func(c *send.Config) { c.Secret = nil },
		"unknown tls": func(c *send.Config) { c.TLS = "" },
		"auth":        func(c *send.Config) { c.Auth = "cram-md5" },
		"hello":       func(c *send.Config) { c.Hello = "x\r\nMAIL" },
		"secret fails": func(c *send.Config) {
			c.Secret = func(context.Context) (string, error) { return "", errors.New("no such file") }
		},
	} {
		c := good
		spoil(&c)
		if _, err := send.Dial(t.Context(), c); !strings.HasSuffix(outcome(err), "later hold") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := send.Dial(t.Context(), send.Config{Host: "127.0.0.1", Port: 1, TLS: "none"}); outcome(err) != "dial later" {
		t.Errorf("closed port: %v", err)
	}
}

// TestCloseEndsSend: a signal closes the connection from another goroutine.
func TestCloseEndsSend(t *testing.T) {
	_, c := play(t, hello+from+rcpt+data+"stall")
	reached := make(chan struct{})
	inner := c.Dial
	c.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := inner(ctx, network, addr)
		return &watched{Conn: conn, dot: reached}, err
	}
	conn := dial(t, c)
	sending := make(chan error, 1)
	go func() { sending <- conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)) }()
	<-reached
	conn.Close()
	if err := <-sending; outcome(err) != "end later unknown" {
		t.Errorf("%q (%v)", outcome(err), err)
	}
	if err := conn.Send(t.Context(), "team@kabar.example", "ana@team.example", []byte(text)); outcome(err) == "taken" {
		t.Error("sent over a closed connection")
	}
}

// watched tells when the final dot is written.
type watched struct {
	net.Conn
	dot chan struct{}
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	if strings.HasSuffix(string(p), "\r\n.\r\n") {
		close(w.dot)
	}
	return n, err
}
