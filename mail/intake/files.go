package intake

import (
	"strings"

	"kabar/mail"
	"kabar/store/entry"
)

// Files lists what a mail brings for people to open. The place of each among
// the mail's Attachments is in places. Left out is what mail programs put in by
// themselves: keys and signatures, answers to invitations, what lists and
// Exchange add, and the pictures of a signature.
func Files(m *mail.Message) (files []entry.File, places []int) {
	for i, a := range m.Attachments {
		if len(files) == entry.MaxFiles {
			break
		}
		if byProgram(a) {
			continue
		}
		files = append(files, entry.File{Name: fileName(a), Type: a.Type, Size: int64(a.Size)})
		places = append(places, i)
	}
	return entry.Clean(entry.Entry{Files: files}).Files, places
}

// smallPicture is up to how many bytes a picture within the text counts as
// part of a signature. A screenshot that somebody pastes into a mail is larger,
// and one that is not costs nothing: it is in the kept mail all the same.
const smallPicture = 24 << 10

// exchangeNames are the names that Exchange and mailing lists give to pieces of
// text they cut off.
var exchangeNames = pattern(`(?i)^att\d{5}\.(?:txt|htm|html|dat|bin)$`)

func byProgram(a mail.Attachment) bool {
	switch a.Type {
	case "application/pgp-signature", "application/pgp-encrypted", "application/pgp-keys",
		"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pkcs7-mime",
		"application/x-pkcs7-mime", "text/calendar", "application/ics":
		return true
	}
	switch {
	case strings.HasPrefix(a.Type, "multipart/"), exchangeNames().MatchString(a.Name):
		return true
	case strings.HasPrefix(a.Type, "text/") && a.Name == "" && !a.Inline:
		return true // the footer of a mailing list, a disclaimer
	}
	return a.Inline && strings.HasPrefix(a.Type, "image/") && a.Size <= smallPicture
}

// fileName is the name of a file, or one for a file without.
func fileName(a mail.Attachment) string {
	kind, rest, _ := strings.Cut(a.Type, "/")
	switch {
	case a.Name != "":
		return a.Name
	case kind == "message":
		return "mail.eml"
	case kind == "image" && len(rest) <= 5:
		return "picture." + rest
	}
	return ""
}
