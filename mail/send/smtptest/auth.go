package smtptest

import (
	"strings"

	"github.com/emersion/go-sasl"
)

// loginServer is the server's side of LOGIN, which the library has no more.
type loginServer struct {
	check func(user, password string) error
	step  int
	user  string
}

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	l.step++
	switch {
	case l.step == 1 && response == nil:
		return []byte("Username:"), false, nil
	case l.user == "":
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.user, string(response))
}

// xoauth2 is the server's side of XOAUTH2: "user=…^Aauth=Bearer …^A^A", and on
// a refusal a reason in JSON before the exchange fails.
type xoauth2 struct {
	check   func(user, token string) error
	refused bool
}

func (x *xoauth2) Next(response []byte) (challenge []byte, done bool, err error) {
	if x.refused {
		return nil, false, errLogin
	}
	if response == nil {
		return []byte{}, false, nil
	}
	user, rest, ok := strings.Cut(strings.TrimPrefix(string(response), "user="), "\x01")
	token := strings.TrimSuffix(strings.TrimPrefix(rest, "auth=Bearer "), "\x01\x01")
	if !ok {
		return nil, false, sasl.ErrUnexpectedClientResponse
	}
	if x.check(user, token) != nil {
		x.refused = true
		return []byte(`{"status":"401","schemes":"bearer"}`), false, nil
	}
	return nil, true, nil
}
