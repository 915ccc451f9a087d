package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"kabar/store/civil"
)

// Folders of the data folder that no team can have.
var reserved = map[string]bool{"marks": true, "outbox": true, "strays": true, "mail": true}

// checkTeam tells whether id can be a team's folder: 1 to 32 of a-z, 0-9 and
// "-", and none of the folders kabar has itself.
func checkTeam(id string) error {
	if reserved[id] {
		return fmt.Errorf("team %q: kabar keeps a folder of its own by that name", id)
	}
	return checkID("team", id, 32)
}

func checkID(what, id string, bound int) error {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
	if id == "" || len(id) > bound || strings.Trim(id, letters) != "" {
		return fmt.Errorf("%s %.40q: an id is 1 to %d of a-z, 0-9 and -", what, id, bound)
	}
	return nil
}

// maxName is how long a file name made from a key gets before its end becomes
// a hash; file systems take 255 bytes, and ".tmp-" and ".letter" come on top.
const maxName = 160

// fileName makes a file name of a key: two keys never have the same, not even
// where upper and lower case are one (I27).
func fileName(key string) string {
	if key == "" {
		return "_" // which no other key gives: "_" itself is "_5f"
	}
	var b strings.Builder
	for i := 0; i < len(key); i++ {
		c := key[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '.' && i > 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%02x", c)
		}
	}
	if b.Len() <= maxName {
		return b.String()
	}
	sum := sha256.Sum256([]byte(key))
	return b.String()[:maxName-65] + "=" + hex.EncodeToString(sum[:]) // "=" is never written above
}

// pagePath is the page of a team and a date.
func pagePath(team string, date civil.Date) string {
	return fmt.Sprintf("%s/updates/%04d/%s.md", team, date.Year, date)
}

// decisionPath is the file of a decision.
func decisionPath(team string, number int, title string) string {
	return fmt.Sprintf("%s/decisions/%04d-%s.md", team, number, slug(title))
}

// slug is what of a title a file name holds: ASCII letters and digits, at most
// 40, accents dropped.
func slug(title string) string {
	title = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d").
		Replace(strings.ToLower(title))
	var b strings.Builder
	for _, r := range norm.NFD.String(title) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r < 0x80 && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "decision"
}

// inTeam is a path in a team's folder, or, for no team, in the data folder.
func inTeam(team, rel string) string {
	if team == "" {
		return rel
	}
	return team + "/" + rel
}
