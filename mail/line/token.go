package line

import "github.com/emersion/go-sasl"

// Token is a login with an OAuth token in place of a password.
type Token struct {
	Auth   string // "xoauth2" or "oauthbearer"
	User   string
	Secret string // the token
	Host   string
	Port   int
}

// IsToken tells whether a way to log in wants an OAuth token as the secret.
func IsToken(auth string) bool { return auth == "xoauth2" || auth == "oauthbearer" }

// Client logs in with the token. refused makes the error of what the server
// says when it does not take it.
func (t Token) Client(refused func(why string) error) sasl.Client {
	if t.Auth == "oauthbearer" {
		return sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{
			Username: t.User, Token: t.Secret, Host: t.Host, Port: t.Port,
		})
	}
	return &xoauth2{user: t.User, token: t.Secret, refused: refused}
}

// xoauth2 is the mechanism Google and Microsoft made before there was RFC
// 7628. go-sasl leaves it out on purpose; Exchange Online offers no other.
type xoauth2 struct {
	user, token string
	refused     func(why string) error
}

func (x *xoauth2) Start() (mech string, first []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next is only called when the server refused: it first gives the reason as
// JSON and, in IMAP, expects an empty answer before it says NO. We know enough
// then; the connection is closed after it.
func (x *xoauth2) Next(challenge []byte) ([]byte, error) {
	return nil, x.refused(string(challenge))
}
