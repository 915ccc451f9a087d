package mail

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// MboxEntry returns raw as one entry of a file in mboxrd form: a "From " line,
// the mail with one ">" put before each line that is "From " behind any number
// of ">", and one line feed. Entries are appended to each other as they are.
// SplitMbox gives raw back byte for byte, whatever it holds.
//
// from is the envelope sender, "" for the null path; at is when the mail came.
func MboxEntry(raw []byte, from string, at time.Time) []byte {
	from = strings.ReplaceAll(Clean(from), " ", "_")
	if from == "" {
		from = "MAILER-DAEMON"
	}
	var out bytes.Buffer
	out.Grow(len(raw) + len(from) + 50)
	fmt.Fprintf(&out, "From %s %s\n", from, at.UTC().Format(time.ANSIC))
	for rest := raw; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n') + 1
		if end == 0 {
			end = len(rest)
		}
		if isQuotedFrom(rest[:end]) {
			out.WriteByte('>')
		}
		out.Write(rest[:end])
		rest = rest[end:]
	}
	// The one line feed makes a blank line, unless the last line had no end:
	// so a missing line end comes back as missing.
	out.WriteByte('\n')
	return out.Bytes()
}

// isQuotedFrom tells whether line is "From " behind any number of ">".
func isQuotedFrom(line []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From "))
}

// errNotMbox says that a file does not begin like an mbox file.
var errNotMbox = errors.New("not an mbox file: it does not begin with \"From \"")

// SplitMbox calls each with every mail of an mbox file, in order, quoting
// undone. It holds one mail in memory; one larger than MaxSize is cut to a
// little more than that, which Parse takes for too large. raw is each's to
// keep; came is when it came, as its "From " line says, zero if that says
// nothing. It ends with the first error of each or of r. An empty file has no
// mails.
//
// The mboxo and mboxcl forms of other programs are read too: a line begins a
// mail only if it ends in a date, so that "From here on" in a text does not.
func SplitMbox(r io.Reader, each func(raw []byte, came time.Time) error) error {
	br := bufio.NewReaderSize(r, 64<<10)
	var s mboxMail
	lineBegins := true
	for {
		chunk, err := br.ReadSlice('\n')
		lineEnds := err == nil // else the line is longer than the buffer
		switch {
		case lineBegins && (isEnvelope(chunk) || !s.open && bytes.HasPrefix(chunk, []byte("From "))):
			if err := s.deliver(each); err != nil {
				return err
			}
			s = mboxMail{open: true, crlf: bytes.HasSuffix(chunk, []byte("\r\n")), came: envelopeTime(chunk)}
		case s.open:
			s.add(chunk, lineEnds)
		case len(bytes.TrimSpace(chunk)) > 0:
			return errNotMbox
		}
		lineBegins = lineEnds
		switch {
		case err == io.EOF:
			return s.deliver(each)
		case err != nil && err != bufio.ErrBufferFull:
			return fmt.Errorf("read mbox: %w", err)
		}
	}
}

// mboxMail is the mail that is being read.
type mboxMail struct {
	raw  []byte
	line int  // where in raw the last line begins
	open bool // a "From " line was seen
	crlf bool // the file has CR LF line ends, as its "From " line shows
	came time.Time
}

// maxEntry is where a mail is cut: over MaxSize even without its last line end.
const maxEntry = MaxSize + len("\r\n") + 1

func (s *mboxMail) add(chunk []byte, lineEnds bool) {
	s.raw = append(s.raw, chunk[:min(len(chunk), maxEntry-len(s.raw))]...)
	if !lineEnds {
		return
	}
	s.unquote()
	s.line = len(s.raw)
}

// unquote takes one ">" off the last line if it is a quoted "From ".
func (s *mboxMail) unquote() {
	line := s.raw[s.line:]
	if len(line) > 0 && line[0] == '>' && isQuotedFrom(line) {
		s.raw = append(s.raw[:s.line], line[1:]...)
	}
}

// deliver hands the mail over, less the line feed that MboxEntry added.
func (s *mboxMail) deliver(each func(raw []byte, came time.Time) error) error {
	if !s.open {
		return nil
	}
	s.unquote() // a last line without an end
	raw := bytes.TrimSuffix(s.raw, []byte("\n"))
	if s.crlf {
		raw = bytes.TrimSuffix(raw, []byte("\r"))
	}
	return each(raw, s.came)
}

// isEnvelope tells whether line is "From sender Sun Nov 22 09:30:00 2026",
// with a zone or not.
func isEnvelope(line []byte) bool { return envelopeDate(line) != nil }

// envelopeDate returns the words of such a line from the day of the week on; nil
// if it is none.
func envelopeDate(line []byte) []string {
	const maxEnvelope = 1000
	if !bytes.HasPrefix(line, []byte("From ")) || len(line) > maxEnvelope {
		return nil
	}
	words := strings.Fields(string(line))
	for i := 1; i+4 < len(words); i++ {
		if strings.Contains("MonTueWedThuFriSatSun", words[i]) && len(words[i]) == 3 &&
			monthOf(words[i+1]) > 0 && number(words[i+2], 1, 31) > 0 &&
			strings.Contains(words[i+3], ":") {
			return words[i:]
		}
	}
	return nil
}

// envelopeTime is when such a line says that a mail came, in UTC if it names no
// zone; zero if it does not say so.
func envelopeTime(line []byte) time.Time {
	words := envelopeDate(line)
	if words == nil {
		return time.Time{}
	}
	clock := strings.Split(strings.ReplaceAll(words[3], ":", " : "), " ")
	year, zone := words[4], words[5:]
	if len(zone) > 0 && number(year, 0, 9999) < 0 { // +0100 2026
		year, zone = zone[0], words[4:5]
	}
	if len(clock) < 3 || number(year, 0, 9999) < 0 {
		return time.Time{}
	}
	return dateOf(words[2], words[1], year, append(clock, zone...))
}
