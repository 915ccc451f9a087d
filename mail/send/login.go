package send

import (
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"
)

// login authenticates. It is only called over TLS, or on this machine.
func (l *link) login(c *Config, secret string) error {
	if c.token() {
		mech := strings.ToUpper(c.Auth)
		if !l.client.SupportsAuth(mech) {
			return l.noMechanism(mech)
		}
		err := l.client.Auth(tokenClient(c, secret))
		var bearer *sasl.OAuthBearerError
		if errors.As(err, &bearer) {
			return tokenRefused(bearer.Status)
		}
		return err
	}
	switch {
	case l.client.SupportsAuth("PLAIN"):
		return l.client.Auth(sasl.NewPlainClient("", c.User, secret))
	case l.client.SupportsAuth("LOGIN"): // Exchange
		return l.client.Auth(&loginClient{answers: []string{c.User, secret}})
	}
	return l.noMechanism("PLAIN or LOGIN")
}

func (l *link) noMechanism(wanted string) error {
	offered := "nothing"
	if ok, list := l.client.Extension("AUTH"); ok && list != "" {
		offered = clean(list)
	}
	return &Error{Op: "login", Temporary: true, Account: true,
		Hint: "choose another auth in the configuration, or allow this one on the server",
		Err:  fmt.Errorf("the server offers %s, we want %s", offered, wanted)}
}

// token tells whether the secret is an OAuth token.
func (c *Config) token() bool { return c.Auth == "xoauth2" || c.Auth == "oauthbearer" }

func tokenClient(c *Config, token string) sasl.Client {
	if c.Auth == "oauthbearer" {
		return sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{
			Username: c.User, Token: token, Host: c.Host, Port: c.Port,
		})
	}
	return &xoauth2{user: c.User, token: token}
}

// xoauth2 is the mechanism Google and Microsoft made before there was RFC
// 7628. go-sasl leaves it out on purpose; Exchange Online offers no other.
type xoauth2 struct{ user, token string }

func (x *xoauth2) Start() (mech string, first []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next is only called when the server refused: it gives the reason as JSON
// before it says 535.
func (x *xoauth2) Next(challenge []byte) ([]byte, error) {
	return nil, tokenRefused(string(challenge))
}

func tokenRefused(why string) error {
	return &Error{Op: "login", Temporary: true, Account: true,
		Hint: "the OAuth token was refused: sign in again",
		Err:  fmt.Errorf("token refused: %s", clean(why))}
}

// loginClient is LOGIN as it was first made: two questions, in whatever words.
// go-sasl's gives the name unasked and wants the question spelled "Password:".
type loginClient struct{ answers []string }

func (*loginClient) Start() (mech string, first []byte, err error) { return "LOGIN", nil, nil }

func (c *loginClient) Next([]byte) ([]byte, error) {
	if len(c.answers) == 0 {
		return nil, errors.New("the server asks for more than name and password")
	}
	answer := c.answers[0]
	c.answers = c.answers[1:]
	return []byte(answer), nil
}
