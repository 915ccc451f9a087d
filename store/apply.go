package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
)

// apply makes changes in their order. New files of one run get their names
// together, and appends of one run are synced together: the order in which they
// become safe means nothing, since the journal is.
func (s *Store) apply(changes []change) error {
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].kind == changes[0].kind {
			n++
		}
		var err error
		if changes[0].kind == "append" {
			err = s.applyAppends(changes[:n])
		} else {
			err = s.applyFiles(changes[:n])
		}
		if err != nil {
			return err
		}
		changes = changes[n:]
	}
	return nil
}

// syncedAtOnce is how many files are written before they are synced: so many
// are open.
const syncedAtOnce = 64

// applyFiles makes files or letters.
func (s *Store) applyFiles(changes []change) error {
	for some := range slices.Chunk(changes, syncedAtOnce) {
		var ready []prepared
		for _, c := range some {
			prepare := s.applyFile
			if c.kind == "letter" {
				prepare = s.applyLetter
			}
			p, err := prepare(c)
			if err != nil {
				s.d.drop(ready...)
				return err
			}
			if p.file != nil {
				ready = append(ready, p)
			}
		}
		if err := s.d.commit(ready...); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) applyAppends(changes []change) error {
	for some := range slices.Chunk(changes, syncedAtOnce) {
		var w written
		var err error
		for i := 0; err == nil && i < len(some); i++ {
			err = s.applyAppend(&w, some[i])
		}
		if err = s.d.sync(&w, err); err != nil {
			return err
		}
	}
	return nil
}

// applyAppend puts data where the file ended when the batch was planned. What
// a crash left there is written over. If somebody changed the file since, data
// goes to its end, unless it is in it already.
func (s *Store) applyAppend(w *written, c change) error {
	if err := s.d.mkdirAll(path.Dir(c.path)); err != nil {
		return err
	}
	size, tail, err := s.tailOf(c.path, c.size)
	if err != nil {
		return err
	}
	if c.size == 0 { // who made it may have died before its name was safe
		s.d.named(w, c.path)
	}
	if size == c.size && tail == c.tail {
		return s.d.put(w, c.path, c.size, c.pieces)
	}
	c.data, c.box = bytes.Join(slices.Collect(c.pieces), nil), nil
	if size > c.size && tail == c.tail {
		if done, err := s.keepAside(c); done || err != nil {
			return err
		}
		return s.d.writeAt(c.path, c.size, c.data)
	}
	whole, err := os.ReadFile(s.d.abs(c.path))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if at := bytes.Index(whole, c.data); at >= 0 {
		return s.d.writeAt(c.path, int64(at), whole[at:])
	}
	if len(whole) > 0 && whole[len(whole)-1] != '\n' {
		c.data = append([]byte("\n"), c.data...)
	}
	return s.d.writeAt(c.path, int64(len(whole)), c.data)
}

// keepAside looks at what stands where c.data belongs. It is the beginning of
// c.data, or what a power cut left, or (then done is true) all of c.data and
// more. What may be somebody's is copied to a file of its own.
func (s *Store) keepAside(c change) (done bool, err error) {
	found, err := s.readFrom(c.path, c.size)
	if err != nil {
		return false, err
	}
	if bytes.HasPrefix(found, c.data) {
		return true, s.d.writeAt(c.path, c.size, found)
	}
	if bytes.HasPrefix(c.data, found) || len(bytes.Trim(found, "\x00")) == 0 {
		return false, nil
	}
	return false, s.setAside(c.path, found)
}

// readFrom reads the rest of a file, which may be much shorter than the file.
func (s *Store) readFrom(rel string, at int64) ([]byte, error) {
	f, err := os.Open(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.Seek(at, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

// setAside keeps bytes that are taken out of a file in <file>.torn-<n>.
func (s *Store) setAside(rel string, data []byte) error {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.torn-%d", rel, n)
		old, err := os.ReadFile(s.d.abs(name))
		if os.IsNotExist(err) {
			return s.d.write(name, data, 0o640)
		}
		if err != nil || bytes.Equal(old, data) {
			return err
		}
	}
}

// tailSize is how much of the end of a file tells whether it was changed.
const tailSize = 4096

// atEnd is the end of a file for tailOf.
const atEnd = -1

// tailOf returns how long a file is, and the checksum of the bytes before at;
// a missing file is an empty one.
func (s *Store) tailOf(rel string, at int64) (size int64, tail uint32, err error) {
	f, err := os.Open(s.d.abs(rel))
	if os.IsNotExist(err) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, 0, err
	}
	if at == atEnd {
		at = info.Size()
	}
	if at > info.Size() {
		return info.Size(), 0, nil
	}
	p := make([]byte, min(at, tailSize))
	if _, err := f.ReadAt(p, at-int64(len(p))); err != nil && err != io.EOF {
		return 0, 0, err
	}
	return info.Size(), checksum(p), nil
}

// applyFile prepares a new or rewritten file. If somebody changed the file since
// the batch was planned, theirs stays, and kabar's is kept beside it; but a mark
// is nobody's to change.
func (s *Store) applyFile(c change) (prepared, error) {
	if err := s.d.mkdirAll(path.Dir(c.path)); err != nil {
		return prepared{}, err
	}
	old, err := s.sumOf(c.path)
	if err != nil {
		return prepared{}, err
	}
	if sum := hashOf(c.data); old != c.old && old != sum && path.Dir(c.path) != marksDir {
		c.path += ".conflict-" + sum[:8]
	}
	return s.d.prepare(c.path, c.data, 0o640)
}

// applyLetter prepares a letter in due/, if there is none of its key anywhere.
func (s *Store) applyLetter(c change) (prepared, error) {
	if _, ok := s.findLetter(c.path); ok {
		return prepared{}, s.d.syncDirs("outbox/due")
	}
	if err := s.d.mkdirAll("outbox/due"); err != nil {
		return prepared{}, err
	}
	return s.d.prepare("outbox/due/"+c.path, c.data, 0o640)
}

// sumOf is the SHA-256 of a file in hex; "" if there is none.
func (s *Store) sumOf(rel string) (string, error) {
	data, err := os.ReadFile(s.d.abs(rel))
	if os.IsNotExist(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return hashOf(data), nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
