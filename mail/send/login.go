package send

import (
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"

	"kabar/mail/line"
)

// login authenticates. It is only called over TLS, or on this machine.
func (l *link) login(c *Config, secret string) error {
	if line.IsToken(c.Auth) {
		mech := strings.ToUpper(c.Auth)
		if !l.client.SupportsAuth(mech) {
			return l.noMechanism(mech)
		}
		err := l.client.Auth(c.token(secret).Client(tokenRefused))
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
		offered = line.Said(list)
	}
	return &Error{Op: "login", Temporary: true, Account: true,
		Hint: "choose another auth in the configuration, or allow this one on the server",
		Err:  fmt.Errorf("the server offers %s, we want %s", offered, wanted)}
}

// token is the secret as an OAuth token.
func (c *Config) token(secret string) line.Token {
	return line.Token{Auth: c.Auth, User: c.User, Secret: secret, Host: c.Host, Port: c.Port}
}

func tokenRefused(why string) error {
	return &Error{Op: "login", Temporary: true, Account: true,
		Hint: "the OAuth token was refused: sign in again",
		Err:  fmt.Errorf("token refused: %s", line.Said(why))}
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
