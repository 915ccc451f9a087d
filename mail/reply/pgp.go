package reply

import "strings"

// maxArmor bounds the lines of a signature in ASCII armor.
const maxArmor = 80

// armor takes the lines that OpenPGP puts around a signed text (RFC 9580,
// section 7) for what they are.
func (r *reading) armor() {
	for i := 0; i < len(r.lines); i++ {
		l := &r.lines[i]
		if l.depth > 0 || !strings.HasPrefix(l.text, "-----BEGIN PGP SIG") {
			continue
		}
		if l.text == "-----BEGIN PGP SIGNED MESSAGE-----" {
			r.set(i, i, HeaderBlock, "pgp")
			for i+1 < len(r.lines) && strings.HasPrefix(r.lines[i+1].text, "Hash:") {
				i++
				r.set(i, i, HeaderBlock, "pgp")
			}
			continue
		}
		for j := i; j < len(r.lines) && j < i+maxArmor; j++ {
			if r.lines[j].text == "-----END PGP SIGNATURE-----" {
				r.set(i, j, Signature, "pgp")
				i = j
				break
			}
		}
	}
}
