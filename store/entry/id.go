package entry

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Key names a mail by its Message-ID (without <>, may be empty) and a hash of
// its content (hex, may be empty): 16 hex digits. The same mail has the same
// key whenever it arrives; another text under the same Message-ID has another.
func Key(messageID, hash string) string {
	return digest("mail", fmt.Sprintf("%d %s%s", len(messageID), messageID, hash))
}

// NewID returns the id of the n-th entry (from 0) of the mail with this key:
// 16 hex digits.
func NewID(mail string, n int) string {
	return digest("entry", fmt.Sprintf("%s %d", mail, n))
}

// digest is the first half of the first half of a SHA-256, in hex: 64 bits,
// enough to tell apart what one team writes in a lifetime.
func digest(what, text string) string {
	sum := sha256.Sum256([]byte(what + " " + text))
	return hex.EncodeToString(sum[:8])
}
