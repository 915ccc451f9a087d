package mail

import "strings"

const (
	pgpMessage   = "-----BEGIN PGP MESSAGE-----"
	pgpSigned    = "-----BEGIN PGP SIGNED MESSAGE-----"
	pgpSignature = "-----BEGIN PGP SIGNATURE-----"
	pgpEnd       = "-----END PGP SIGNATURE-----"
)

// readPGP looks for PGP in the text itself (RFC 9580 sections 6 and 7): text
// that is encrypted can't be read, and around text that is signed the signature
// is taken off. Nobody's signature is checked.
func (m *Message) readPGP() {
	switch start := strings.TrimLeft(m.Text, "\n \t"); {
	case strings.HasPrefix(start, pgpMessage):
		m.Encrypted = true
	case strings.HasPrefix(start, pgpSigned+"\n"):
		if text, ok := signedText(start); ok {
			m.Text = text
		}
	}
}

// signedText returns what stands between the armor lines, and what follows.
func signedText(s string) (string, bool) {
	_, body, ok := strings.Cut(s, "\n\n") // after "Hash: …"
	if !ok {
		return "", false
	}
	signed, rest, ok := strings.Cut(body, "\n"+pgpSignature+"\n")
	if !ok {
		return "", false
	}
	_, below, ok := strings.Cut(rest, pgpEnd)
	if !ok {
		return "", false
	}
	lines := strings.Split(signed, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "- ") // dash escapes
	}
	return strings.Join(lines, "\n") + below, true
}
