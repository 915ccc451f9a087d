package fetch

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"

	"kabar/mail/line"
)

// login waits for the greeting, says who we are and learns what the server
// can do. The capabilities from before the login count only for the choice of
// the mechanism.
func (l *link) login(c *Config, secret string) error {
	if err := l.client.WaitGreeting(); err != nil {
		return greetError(err)
	}
	if l.client.State() != imap.ConnStateNotAuthenticated {
		return &Error{Op: "login", Kind: kindTLS, Err: errPreauth}
	}
	if err := l.authenticate(c, secret, l.client.Caps()); err != nil {
		return loginError(err)
	}
	caps, err := l.client.Capability().Wait()
	if err != nil {
		return err
	}
	if l.caps = caps; caps == nil {
		l.caps = l.client.Caps()
	}
	if l.caps.Has(imap.CapIMAP4rev2) && l.caps.Has(imap.CapEnable) {
		// Without it, the library and the server disagree about how the name of
		// a folder with an umlaut is written.
		_, err = l.client.Enable(imap.CapIMAP4rev2).Wait()
	}
	return err
}

func (l *link) authenticate(c *Config, secret string, caps imap.CapSet) error {
	if line.IsToken(c.Auth) {
		mech := strings.ToUpper(c.Auth)
		if !caps.Has(imap.AuthCap(mech)) {
			return noMechanism(caps, mech)
		}
		return l.client.Authenticate(c.token(secret).Client(tokenRefused))
	}
	switch {
	case caps.Has(imap.AuthCap("PLAIN")):
		return l.client.Authenticate(sasl.NewPlainClient("", c.User, secret))
	case !caps.Has(imap.CapLoginDisabled):
		return l.client.Login(c.User, secret).Wait()
	}
	return noMechanism(caps, "PLAIN or LOGIN")
}

func noMechanism(caps imap.CapSet, wanted string) error {
	offered := caps.AuthMechanisms()
	sort.Strings(offered)
	if len(offered) == 0 {
		offered = []string{"nothing"}
	}
	return &Error{Op: "login", Kind: kindLogin,
		Hint: "choose another auth in the configuration, or allow this one on the server",
		Err:  fmt.Errorf("the server offers %s, we want %s", strings.Join(offered, ", "), wanted)}
}

// loginError: a NO to the login means the account, unless the server says that
// it is its own trouble.
func loginError(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	var bearer *sasl.OAuthBearerError
	if errors.As(err, &bearer) {
		return tokenRefused(bearer.Status)
	}
	no, ok := refusal(err)
	if !ok {
		return err
	}
	if passing(no) {
		return &Error{Op: "login", Kind: kindNetwork, Err: saying(no)}
	}
	return &Error{Op: "login", Kind: kindLogin, Err: saying(no),
		Hint: "check the user name and the secret; some providers want an app password"}
}

func greetError(err error) error {
	var bye *imap.Error
	if errors.As(err, &bye) {
		return &Error{Op: "dial", Kind: kindNetwork,
			Err: fmt.Errorf("the server said good-bye: %s", line.Said(bye.Text))}
	}
	return err
}
