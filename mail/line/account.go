package line

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Check tells what is wrong with how a server is to be reached. scheme is what
// people write before a host by mistake, such as "imaps".
func Check(host, tls, auth, scheme string) error {
	switch {
	case host == "":
		return errors.New("no host")
	case strings.Contains(host, "/"):
		return fmt.Errorf("the host is a name, without %s:// or a path", scheme)
	case tls != "tls" && tls != "starttls" && tls != "none":
		return errors.New(`tls is "tls", "starttls" or "none"`)
	case auth != "" && auth != "password" && !IsToken(auth):
		return errors.New(`auth is "password", "xoauth2" or "oauthbearer"`)
	}
	return nil
}

// FreshToken asks once more for the token that the server refused, since it may
// have run out after it was made (G10). It is false where there is no other. A
// new connection is needed for it: a refused exchange stays open.
func FreshToken(ctx context.Context, auth, refused string,
	secret func(context.Context) (string, error),
) (string, bool) {
	if !IsToken(auth) {
		return "", false
	}
	fresh, err := secret(ctx)
	return fresh, err == nil && fresh != refused
}
