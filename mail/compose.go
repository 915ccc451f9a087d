package mail

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-message/textproto"
	"github.com/jordan-wright/email"
)

// Compose writes a draft as bytes for SMTP: CR LF only, 7-bit, no line of text
// over 76 columns; only an id or an address that is longer stands on a line of
// its own. The same draft gives the same bytes.
//
// A draft is refused if a value holds CR, LF or NUL (H29), if an address, id
// or URI could not be written without changing what it means, or if From, To,
// Message-ID, Date or Text is missing.
func Compose(d Draft) ([]byte, error) {
	fields, err := headerOf(d)
	if err != nil {
		return nil, fmt.Errorf("compose mail %q: %w", shorten(Clean(d.MessageID), 80), err)
	}
	mime, body, err := bodyOf(d)
	if err != nil {
		return nil, fmt.Errorf("compose mail %q: %w", d.MessageID, err)
	}
	if len(d.Files) > 0 {
		if mime, body, err = enclose(d.MessageID, mime, body, d.Files); err != nil {
			return nil, fmt.Errorf("compose mail %q: %w", d.MessageID, err)
		}
	}
	fields = append(fields, mime...)
	var h textproto.Header
	for i := len(fields) - 1; i >= 0; i-- { // AddRaw puts a field on top
		h.AddRaw([]byte(fields[i]))
	}
	var out bytes.Buffer
	out.Grow(usualHeader + len(body))
	if err := textproto.WriteHeader(&out, h); err != nil {
		return nil, fmt.Errorf("compose mail %q: %w", d.MessageID, err)
	}
	out.Write(body)
	return out.Bytes(), nil
}

// usualHeader is more bytes than most headers have.
const usualHeader = 1 << 11

// headerOf writes the fields in the order people know from mail.
func headerOf(d Draft) ([]string, error) {
	w := fieldWriter{}
	w.address("From", &d.From, true)
	w.address("To", &d.To, true)
	w.address("Reply-To", d.ReplyTo, false)
	w.text("Subject", d.Subject)
	if d.Date.IsZero() {
		w.fail("Date", errors.New("is missing"))
	}
	w.words("Date", d.Date.Format(time.RFC1123Z))
	w.ids("Message-ID", true, d.MessageID)
	w.ids("In-Reply-To", false, d.InReplyTo)
	w.ids("References", false, d.References...)
	w.listID(d.ListID)
	w.unsubscribe(d.Unsubscribe)
	if d.Auto != "auto-generated" && d.Auto != "auto-replied" {
		w.fail("Auto-Submitted", fmt.Errorf("can't be %q", d.Auto))
	}
	w.words("Auto-Submitted", d.Auto)
	// Exchange: no out-of-office answers, receipts or the like, please. There
	// is no "Precedence: bulk": some programs hide such mail from people.
	w.words("X-Auto-Response-Suppress", "All")
	if d.Lang != "" {
		if !isAtom(d.Lang) || !isASCII([]byte(d.Lang)) {
			w.fail("Content-Language", fmt.Errorf("can't be %q", d.Lang))
		}
		w.words("Content-Language", d.Lang)
	}
	return w.fields, w.err
}

// bodyOf writes the text, or the text and HTML of the same content, and the
// fields that describe it. The email package does the MIME structure and the
// quoted-printable; its header and its random boundary are replaced.
func bodyOf(d Draft) (fields []string, body []byte, err error) {
	if strings.TrimSpace(d.Text) == "" {
		return nil, nil, errors.New("the text is empty")
	}
	e := email.Email{Text: plainLines(d.Text), HTML: plainLines(d.HTML), Headers: map[string][]string{
		"Message-Id": {"<" + d.MessageID + ">"}, // else made of the host name and randomness
		"Date":       {""},                      // else of the clock
	}}
	raw, err := e.Bytes()
	if err != nil {
		return nil, nil, err
	}
	_, body, _ = bytes.Cut(raw, []byte("\r\n\r\n"))
	h, err := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(raw[:len(raw)-len(body)])))
	if err != nil {
		return nil, nil, err
	}
	fields = append(fields, "MIME-Version: 1.0\r\n")
	random := parseMedia(h.Get("Content-Type"), &notes{}).params["boundary"]
	if random == "" {
		return append(fields, "Content-Type: text/plain; charset=UTF-8\r\n",
			"Content-Transfer-Encoding: quoted-printable\r\n"), body, nil
	}
	fixed := boundaryFor(d.MessageID, body)
	body = bytes.ReplaceAll(body, []byte("--"+random), []byte("--"+fixed))
	media := "Content-Type: multipart/alternative;\r\n boundary=\"" + fixed + "\"\r\n"
	return append(fields, media), body, nil
}

// plainLines makes all line ends LF, which quoted-printable turns into CR LF
// (H30), and ends the last line.
func plainLines(s string) []byte {
	if s == "" {
		return nil
	}
	s = strings.TrimRight(lineFeeds(strings.ToValidUTF8(s, "\uFFFD")), "\n")
	return append(append(make([]byte, 0, len(s)+1), s...), '\n')
}

// boundaryFor derives a boundary that does not occur in body. "=_" can't occur
// in quoted-printable (RFC 2045 section 6.7); it is looked for all the same.
func boundaryFor(id string, body []byte) string {
	for {
		sum := sha256.Sum256([]byte(id))
		boundary := "=_" + hex.EncodeToString(sum[:16])
		if !bytes.Contains(body, []byte(boundary)) {
			return boundary
		}
		id = boundary
	}
}
