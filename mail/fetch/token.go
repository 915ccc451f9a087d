package fetch

import (
	"fmt"

	"kabar/mail/line"
)

// token is the secret as an OAuth token.
func (c *Config) token(secret string) line.Token {
	return line.Token{Auth: c.Auth, User: c.User, Secret: secret, Host: c.Host, Port: c.Port}
}

func tokenRefused(why string) error {
	return &Error{Op: "login", Kind: kindLogin,
		Hint: "the OAuth token was refused: sign in again",
		Err:  fmt.Errorf("token refused: %s", line.Said(why))}
}
