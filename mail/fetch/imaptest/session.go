package imaptest

import (
	"bytes"
	"errors"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-sasl"
)

// session is the library's in-memory session with an IDLE that loses nothing.
// The library's own does not look at what was queued before it began, and so
// misses a few arrivals in a hundred.
type session struct {
	// Not the plain Session interface: that would hide MOVE and NAMESPACE, and
	// the library would refuse every connection.
	imapserver.SessionIMAP4rev2
	server *Server
}

func (s *Server) session(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	base, ok := s.mem.NewSession().(imapserver.SessionIMAP4rev2)
	if !ok {
		return nil, nil, errors.New("imaptest: the library's session has changed")
	}
	return &session{base, s}, nil, nil
}

func (s *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	for {
		change := s.server.change() // taken before looking, so that nothing falls in between
		if err := s.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-change:
		case <-stop:
			return nil
		}
	}
}

func (s *session) Append(box string, r imap.LiteralReader, o *imap.AppendOptions) (
	*imap.AppendData, error) {
	defer s.server.bump()
	return s.SessionIMAP4rev2.Append(box, r, o)
}

func (s *session) Copy(set imap.NumSet, to string) (*imap.CopyData, error) {
	defer s.server.bump()
	return s.SessionIMAP4rev2.Copy(set, to)
}

func (s *session) Move(w *imapserver.MoveWriter, set imap.NumSet, to string) error {
	defer s.server.bump()
	return s.SessionIMAP4rev2.Move(w, set, to)
}

func (s *session) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags,
	o *imap.StoreOptions) error {
	defer s.server.bump()
	return s.SessionIMAP4rev2.Store(w, set, flags, o)
}

func (s *session) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	defer s.server.bump()
	return s.SessionIMAP4rev2.Expunge(w, uids)
}

// AuthenticateMechanisms names the ways to log in beside LOGIN.
func (s *session) AuthenticateMechanisms() []string {
	return []string{"PLAIN", "XOAUTH2", "OAUTHBEARER"}
}

// Authenticate begins an exchange. A user's password is the token, too.
func (s *session) Authenticate(mech string) (sasl.Server, error) {
	switch mech {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, password string) error {
			return s.Login(user, password)
		}), nil
	case "OAUTHBEARER":
		return sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
			if s.Login(o.Username, o.Token) != nil {
				return &sasl.OAuthBearerError{Status: "invalid_token", Schemes: "bearer"}
			}
			return nil
		}), nil
	case "XOAUTH2":
		return &xoauth2{login: s.Login}, nil
	}
	return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Text: "no such mechanism"}
}

// xoauth2 is the server's side of XOAUTH2: "user=…^Aauth=Bearer …^A^A", and on
// a refusal a reason in JSON, which the client answers with an empty line.
type xoauth2 struct {
	login   func(user, token string) error
	refused bool
}

func (x *xoauth2) Next(response []byte) (challenge []byte, done bool, err error) {
	if response == nil {
		return nil, false, nil // no initial response: ask for it
	}
	user, rest, ok := strings.Cut(string(bytes.TrimPrefix(response, []byte("user="))), "\x01")
	token := strings.TrimSuffix(strings.TrimPrefix(rest, "auth=Bearer "), "\x01\x01")
	if x.refused || !ok {
		return nil, false, imapserver.ErrAuthFailed
	}
	if x.login(user, token) != nil {
		x.refused = true
		return []byte(`{"status":"400","schemes":"Bearer"}`), false, nil
	}
	return nil, true, nil
}
