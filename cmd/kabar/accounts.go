package main

import (
	"crypto/x509"
	"fmt"
	"os"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/fetch"
	"kabar/mail/send"
)

// authorities reads the certificate authorities an account trusts in place of
// the system's; nil is the system's.
func authorities(a config.Account) (*x509.CertPool, error) {
	if a.CAFile == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(a.CAFile)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s: no certificate in PEM form in it", a.CAFile)
	}
	return pool, nil
}

// inboxConfig is how to reach an account's inbox.
func inboxConfig(a config.Account) (fetch.Config, error) {
	roots, err := authorities(a)
	return fetch.Config{
		Host: a.Host, Port: a.Port, TLS: a.TLS, User: a.User, Auth: a.Auth, Secret: a.Secret,
		Folder: a.Folder, Archive: a.Archive, RootCAs: roots, MaxSize: mail.MaxSize,
	}, err
}

// postConfig is how to reach an account's mail server.
func postConfig(a config.Account) (send.Config, error) {
	roots, err := authorities(a)
	return send.Config{
		Host: a.Host, Port: a.Port, TLS: a.TLS, User: a.User, Auth: a.Auth, Secret: a.Secret,
		RootCAs: roots,
	}, err
}

// boxName names an inbox, for its mark and the log.
func boxName(a config.Account) string {
	return fmt.Sprintf("%s@%s:%d/%s", a.User, a.Host, a.Port, a.Folder)
}

// policy is whose word on the sender is believed in this box, and the
// addresses under which tokens come back.
func (b *box) policy() (p auth.Policy, addresses []string) {
	for _, t := range b.teams {
		believe(&p, *t)
		addresses = append(addresses, t.Address)
	}
	return p, addresses
}

// believe adds to a policy whose word a team believes.
func believe(p *auth.Policy, t config.Team) {
	p.AuthservIDs = append(p.AuthservIDs, t.AuthservIDs...)
	p.Sealers = append(p.Sealers, t.Sealers...)
	p.Microsoft = p.Microsoft || t.Microsoft
}
