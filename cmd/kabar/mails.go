package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"kabar/mail"
)

// mailFile is a mail as it lies in a file.
type mailFile struct {
	name string // which one it is, for people
	raw  []byte
	came time.Time // when it came, as its file says; zero: that says nothing
}

// eachMail calls each for every mail at path: a file with one mail, an mbox, a
// folder with such files in it at any depth (a Maildir is one), or in for "-".
func eachMail(path string, in io.Reader, each func(mailFile) error) error {
	if path == "-" {
		return eachIn("-", in, each)
	}
	return filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() || !d.Type().IsRegular() && name != path:
			return nil
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		return eachIn(name, f, each)
	})
}

// eachIn reads one mail, or each mail of an mbox.
func eachIn(name string, r io.Reader, each func(mailFile) error) error {
	start := make([]byte, 5)
	n, err := io.ReadFull(r, start)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return err
	}
	in := io.MultiReader(bytes.NewReader(start[:n]), r)
	if string(start[:n]) == "From " && !strings.HasSuffix(name, ".eml") {
		n := 0
		return mail.SplitMbox(in, func(raw []byte, came time.Time) error {
			n++
			return each(mailFile{fmt.Sprintf("%s:%d", name, n), raw, came})
		})
	}
	var raw bytes.Buffer
	if f, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil {
			// At once: a buffer that grows takes twice the memory (PROMISES P9).
			raw.Grow(int(min(info.Size(), mail.MaxSize)) + bytes.MinRead)
		}
	}
	if _, err := raw.ReadFrom(io.LimitReader(in, mail.MaxSize+1)); err != nil {
		return err
	}
	return each(mailFile{name, raw.Bytes(), maildirTime(name)})
}

// maildirTime is when a mail was put into a Maildir: the seconds that its file
// name begins with there.
func maildirTime(name string) time.Time {
	switch filepath.Base(filepath.Dir(name)) {
	case "cur", "new":
		seconds, _, _ := strings.Cut(filepath.Base(name), ".")
		if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && n > 0 {
			return time.Unix(n, 0).UTC()
		}
	}
	return time.Time{}
}
