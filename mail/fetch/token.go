package fetch

import (
	"fmt"

	"github.com/emersion/go-sasl"
)

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

// Next is only called when the server refused: it first sends the reason as
// JSON and expects an empty answer before it says NO. We know enough then; the
// connection is closed after it.
func (x *xoauth2) Next(challenge []byte) ([]byte, error) {
	return nil, tokenRefused(string(challenge))
}

func tokenRefused(why string) error {
	return &Error{Op: "login", Kind: kindLogin,
		Hint: "the OAuth token was refused: sign in again",
		Err:  fmt.Errorf("token refused: %s", clean(why))}
}
