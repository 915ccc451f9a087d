package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Exports are written beside their place and moved there when they are whole: a
// half-written one never looks like a whole one.

// outTemp begins the names of what is being written.
const outTemp = ".tmp-kabar-export-"

// newPatient is a writer that collects before it writes.
func newPatient(w io.Writer) *bufio.Writer { return bufio.NewWriterSize(w, 256<<10) }

// outside returns where path really lies, and refuses a place in the archive: what
// lies there is kabar's alone.
func outside(path, data string) (string, error) {
	full, err := resolved(path)
	if err != nil {
		return "", err
	}
	archive, err := resolved(data)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(archive, full)
	if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", usageError("%s lies in the archive: name a place outside of %s", path, data)
	}
	return full, nil
}

// resolved is a path without links in it; its last part need not exist.
func resolved(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if full, err := filepath.EvalSymlinks(path); err == nil {
		return full, nil
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(dir, filepath.Base(path)), err
}

// writeFile writes a file that is there as a whole or not at all. One that is
// there already is replaced. Only its owner can read it: it holds people's words.
func writeFile(path string, write func(io.Writer) error) error {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return usageError("%s is a folder: name a file", path)
	case err == nil && !info.Mode().IsRegular(): // a pipe, a device: nothing to put in its place
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(path), outTemp)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing, once it has its name
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// creator makes the file of a path with slashes in it.
type creator = func(path string) (io.WriteCloser, error)

// manifest is the file that says that a folder is an export, and what is in it.
const manifest = ".kabar-export"

const manifestHead = "An export of kabar's. It is replaced by the next one, with all of these files:\n"

// writeFolder writes a folder that is there as a whole or not at all. An earlier
// export is replaced; a folder with anything else in it is refused.
func writeFolder(path string, write func(creator) error) (err error) {
	if err := replaceable(path); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(path), outTemp)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(tmp)
		}
	}()
	var names []string
	create := func(name string) (io.WriteCloser, error) {
		names = append(names, name)
		file := filepath.Join(tmp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		return os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	}
	if err := write(create); err != nil {
		return err
	}
	list := manifestHead + strings.Join(names, "\n") + "\n"
	if err := os.WriteFile(filepath.Join(tmp, manifest), []byte(list), 0o644); err != nil {
		return err
	}
	if err := errors.Join(os.Chmod(tmp, 0o755), syncAll(tmp)); err != nil {
		return err
	}
	return swap(tmp, path)
}

// replaceable tells whether a new export may take the place of what is at path.
func replaceable(path string) error {
	list, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && len(list) == 0:
		return nil
	case err != nil:
		return usageError("%s is no folder: name one that is empty, or an earlier export", path)
	}
	text, err := os.ReadFile(filepath.Join(path, manifest))
	if err != nil || !strings.HasPrefix(string(text), manifestHead) {
		return usageError("%s is not empty, and no earlier export: name another folder", path)
	}
	ours := map[string]bool{manifest: true}
	for line := range strings.Lines(strings.TrimPrefix(string(text), manifestHead)) {
		ours[strings.TrimSuffix(line, "\n")] = true
	}
	return filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(path, name)
		if d.IsDir() || ours[filepath.ToSlash(rel)] {
			return nil
		}
		return usageError("%s holds %s, which no export wrote: move it away, or name another folder", path, rel)
	})
}

// swap puts tmp in the place of path.
func swap(tmp, path string) error {
	parent := filepath.Dir(path)
	old := ""
	if _, err := os.Lstat(path); err == nil {
		dir, err := os.MkdirTemp(parent, outTemp)
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		old = filepath.Join(dir, "old")
		if err := os.Rename(path, old); err != nil {
			return err
		}
	}
	if err := os.Rename(tmp, path); err != nil {
		if old != "" {
			err = errors.Join(err, os.Rename(old, path))
		}
		return err
	}
	return syncFolder(parent)
}

// syncAll makes a folder durable: after all of it was written, since the first
// of many syncs does most of the work.
func syncAll(dir string) error {
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return syncFolder(name)
	})
}

// syncFolder syncs a folder, or a file.
func syncFolder(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync %s: %w", name, err)
	}
	return nil
}
