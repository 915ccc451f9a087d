package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"kabar/mail"
	"kabar/mail/reply"
)

// maxLineIn bounds one line that `kabar parse --lines` reads, in bytes: room for
// the largest mail, though not with every byte of it written as an escape.
const maxLineIn = 64 << 20

// lineIn is one reply to be read. ID is any JSON value: it comes back as it is.
type lineIn struct {
	ID     json.RawMessage `json:"id"`
	Kind   string          `json:"kind"` // "plain", "html" or "eml"
	Input  *string         `json:"input"`
	Parent string          `json:"parent"` // text of the mail replied to; "": unknown
}

// lineOut is what kabar makes of it: the text newly written, or why there is
// none.
type lineOut struct {
	ID    json.RawMessage `json:"id"`
	Text  *string         `json:"text,omitempty"`
	Error string          `json:"error,omitempty"`
}

// parseLines is `kabar parse --lines`: one JSON object a line in and, in the
// same order and at once, one out, so that another program can hold a dialogue
// with it. A line that can't be read is answered with its error; the rest is
// done all the same, and the exit code says so at the end.
func (a *app) parseLines(paths []string) error {
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	bad := 0
	for _, path := range paths {
		n, err := a.parseLinesOf(path)
		if err != nil {
			return err
		}
		bad += n
	}
	if bad > 0 {
		return fmt.Errorf("%d line(s) could not be read: their answers say why", bad)
	}
	return nil
}

func (a *app) parseLinesOf(path string) (bad int, err error) {
	if path == "-" {
		return answerLines(a.in, a.out, maxLineIn)
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return answerLines(f, a.out, maxLineIn)
}

// answerLines answers every line of r but blank ones, and counts those that
// could not be read. A line may have max bytes.
func answerLines(r io.Reader, w io.Writer, max int) (bad int, err error) {
	in := bufio.NewReaderSize(r, 64<<10)
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		line, long, err := boundedLine(in, max)
		if err != nil && !errors.Is(err, io.EOF) {
			return bad, err
		}
		if len(bytes.TrimSpace(line)) > 0 || long {
			answer := lineOut{Error: fmt.Sprintf("longer than %d bytes", max)}
			if !long {
				answer = answerLine(line)
			}
			if answer.Error != "" {
				bad++
			}
			if err := errors.Join(enc.Encode(answer), out.Flush()); err != nil {
				return bad, err
			}
		}
		if err != nil {
			return bad, nil
		}
	}
}

// boundedLine reads a line of at most max bytes. Of a longer one it returns
// nothing, and goes to the end of it.
func boundedLine(in *bufio.Reader, max int) (line []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > max; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

// answerLine reads the reply that one line holds.
func answerLine(line []byte) lineOut {
	var in lineIn
	var typed *json.UnmarshalTypeError
	err := json.Unmarshal(line, &in)
	switch {
	case errors.As(err, &typed) && typed.Field == "":
		return lineOut{Error: "a JSON object was expected, not this " + typed.Value}
	case errors.As(err, &typed):
		why := fmt.Sprintf("%q is a %s, not a string", typed.Field, typed.Value)
		return lineOut{ID: in.ID, Error: why}
	case err != nil:
		return lineOut{Error: "not JSON: " + err.Error()}
	}
	out := lineOut{ID: in.ID}
	if in.Input == nil {
		out.Error = `no "input"`
		return out
	}
	input := reply.Input{Parent: in.Parent}
	switch in.Kind {
	case "plain":
		input.Text = *in.Input
	case "html":
		input.HTML = *in.Input
	case "eml":
		m := mail.Parse([]byte(*in.Input))
		input.Text, input.HTML = m.Text, m.HTML
	default:
		out.Error = fmt.Sprintf("kind %q: it must be plain, html or eml", in.Kind)
		return out
	}
	text := reply.Read(input).Text
	out.Text = &text
	return out
}
