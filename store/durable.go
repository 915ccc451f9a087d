package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// disk makes every change kabar makes to the data folder, one method for each
// operation that can fail. Tests put theirs in its place.
type disk interface {
	open(name string, flag int, perm fs.FileMode) (file, error)
	mkdir(name string) error
	rename(from, to string) error
	remove(name string) error
	syncDir(name string) error
	syncFiles(files []file) error // all; an error says that any may not be safe
}

// file is an open file of a disk.
type file interface {
	WriteAt(p []byte, off int64) (int, error)
	Truncate(size int64) error
	Sync() error // the data, and the size
	Close() error
}

// realDisk is the disk.
type realDisk struct{}

// open does not follow a symbolic link in the last part of name (I26).
func (realDisk) open(name string, flag int, perm fs.FileMode) (file, error) {
	f, err := os.OpenFile(name, flag|syscall.O_NOFOLLOW, perm)
	if err != nil {
		return nil, err
	}
	return dataFile{f}, nil
}

func (realDisk) mkdir(name string) error      { return os.Mkdir(name, 0o750) }
func (realDisk) rename(from, to string) error { return os.Rename(from, to) }
func (realDisk) remove(name string) error     { return os.Remove(name) }

func (realDisk) syncDir(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	err = dir.Sync()
	if cerr := dir.Close(); err == nil {
		err = cerr
	}
	return err
}

// syncFiles syncs at the same time, which costs a file system with a journal
// little more than to sync one.
func (realDisk) syncFiles(files []file) error {
	errs := make([]error, len(files))
	var all sync.WaitGroup
	for i, f := range files[min(1, len(files)):] {
		all.Go(func() { errs[i+1] = f.Sync() })
	}
	if len(files) > 0 {
		errs[0] = files[0].Sync()
	}
	all.Wait()
	return errors.Join(errs...)
}

// durable is what the rest of the package does to the disk: each method has
// happened for good when it returns nil. Paths are relative to the data folder
// and have forward slashes.
type durable struct {
	disk
	root     string
	unsynced map[string]bool // folders whose sync failed: what was done in them may not last
}

const tempPrefix = ".tmp-"

// abs is the path on the disk.
func (d durable) abs(rel string) string { return filepath.Join(d.root, filepath.FromSlash(rel)) }

// mkdirAll makes a folder and those above it. It refuses to go through
// symbolic links: what they point to is not ours to write (I26).
func (d durable) mkdirAll(rel string) error {
	if rel == "." {
		return nil
	}
	switch info, err := os.Lstat(d.abs(rel)); {
	case err == nil && info.IsDir():
		return d.mkdirAll(path.Dir(rel))
	case err == nil:
		return fmt.Errorf("%s: not a folder, and kabar does not write through links", rel)
	}
	if err := d.mkdirAll(path.Dir(rel)); err != nil {
		return err
	}
	if err := d.mkdir(d.abs(rel)); err != nil {
		return err
	}
	return d.syncDirs(path.Dir(rel))
}

// writeAt writes data at an offset of a file, which ends there afterwards, and
// syncs it. After an error the handle is gone with whatever it held (I06): the
// next attempt opens the file anew and writes all of data again.
func (d durable) writeAt(rel string, off int64, data []byte) error {
	return d.writePieces(rel, off, func(yield func([]byte) bool) { yield(data) })
}

// writePieces is writeAt for data that is not in one piece.
func (d durable) writePieces(rel string, off int64, data iter.Seq[[]byte]) error {
	var w written
	return d.sync(&w, d.put(&w, rel, off, data))
}

// written is files that were written to and are not safe yet, and the folders
// that got new names by it.
type written struct {
	files []file
	dirs  []string
}

// put is writePieces without the sync.
func (d durable) put(w *written, rel string, off int64, data iter.Seq[[]byte]) error {
	info, err := os.Lstat(d.abs(rel))
	fresh := os.IsNotExist(err)
	f, err := d.open(d.abs(rel), os.O_WRONLY|os.O_CREATE, 0o640)
	if err != nil {
		return err
	}
	w.files = append(w.files, f)
	if fresh {
		d.named(w, rel)
	}
	end, err := writeAll(f, off, data)
	if err == nil && !fresh && info.Size() > end {
		err = f.Truncate(end)
	}
	return err
}

// named sees to it that the name of a file is safe, too.
func (d durable) named(w *written, rel string) {
	dir := path.Dir(rel)
	d.unsynced[dir] = true // in case it does not come to that
	if !slices.Contains(w.dirs, dir) {
		w.dirs = append(w.dirs, dir)
	}
}

// sync makes what was written safe, unless an error says that not all was, and
// closes the files in any case.
func (d durable) sync(w *written, err error) error {
	if err == nil {
		err = d.syncFiles(w.files)
	}
	for _, f := range w.files {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}
	if err == nil {
		err = d.syncDirs(w.dirs...)
	}
	*w = written{}
	return err
}

// writeAll writes pieces one behind the other, small ones together, and
// returns where they end.
func writeAll(f file, off int64, data iter.Seq[[]byte]) (end int64, err error) {
	const enough = 64 << 10 // bytes that are worth a write of their own
	var small []byte
	put := func(p []byte) bool {
		if len(p) > 0 {
			_, err = f.WriteAt(p, off)
			off += int64(len(p))
		}
		return err == nil
	}
	for p := range data {
		if len(small)+len(p) < enough {
			small = append(small, p...)
			continue
		}
		if !put(small) || !put(p) {
			return off, err
		}
		small = small[:0]
	}
	put(small)
	return off, err
}

// empty cuts a file to nothing, but does not see to it that it stays so: for
// what is harmless when it comes back after a power cut.
func (d durable) empty(rel string) error {
	f, err := d.open(d.abs(rel), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = f.Truncate(0)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// prepared is a file under its temporary name: written, and not yet synced.
type prepared struct {
	rel string
	file
}

// prepare writes a file under a temporary name beside its own. commit syncs it
// and makes it appear under its own name.
func (d durable) prepare(rel string, data []byte, perm fs.FileMode) (prepared, error) {
	f, err := d.open(d.abs(tempOf(rel)), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, perm)
	if err != nil {
		return prepared{}, err
	}
	p := prepared{rel, f}
	if _, err = f.WriteAt(data, 0); err != nil {
		d.drop(p)
		return prepared{}, err
	}
	return p, nil
}

// drop lets go of prepared files. What is left of them, nothing reads.
func (d durable) drop(files ...prepared) {
	for _, p := range files {
		p.Close()
		d.remove(d.abs(tempOf(p.rel)))
	}
}

// commit gives prepared files their names, all synced before the first has its
// own. The folders are synced once. An error is the end of those that have no
// name yet.
func (d durable) commit(files ...prepared) error {
	var w written
	for _, p := range files {
		w.files = append(w.files, p.file)
	}
	if err := d.sync(&w, nil); err != nil {
		for _, p := range files {
			d.remove(d.abs(tempOf(p.rel)))
		}
		return err
	}
	var dirs []string
	for i, p := range files {
		if err := d.rename(d.abs(tempOf(p.rel)), d.abs(p.rel)); err != nil {
			for _, p := range files[i:] {
				d.remove(d.abs(tempOf(p.rel)))
			}
			for _, dir := range append(dirs, path.Dir(p.rel)) { // it may have its name all the same
				d.unsynced[dir] = true
			}
			return err
		}
		if dir := path.Dir(p.rel); len(dirs) == 0 || dirs[len(dirs)-1] != dir {
			dirs = append(dirs, dir)
		}
	}
	return d.syncDirs(dirs...)
}

func (d durable) syncDirs(rels ...string) error {
	for i, rel := range rels {
		if err := d.syncDir(d.abs(rel)); err != nil {
			for _, rel := range rels[i:] {
				d.unsynced[rel] = true
			}
			return err
		}
		delete(d.unsynced, rel)
	}
	return nil
}

// syncAgain syncs the folders whose sync failed, before anything is built on
// what is in them.
func (d durable) syncAgain() error {
	return d.syncDirs(slices.Sorted(maps.Keys(d.unsynced))...)
}

// write replaces a file as a whole: before it returns nil there is the old
// one or the new one, whatever happens.
func (d durable) write(rel string, data []byte, perm fs.FileMode) error {
	if err := d.mkdirAll(path.Dir(rel)); err != nil {
		return err
	}
	p, err := d.prepare(rel, data, perm)
	if err != nil {
		return err
	}
	return d.commit(p)
}

// delete removes a file of ours for good.
func (d durable) delete(rel string) error {
	if err := d.remove(d.abs(rel)); err != nil {
		d.unsynced[path.Dir(rel)] = true // it may be gone all the same
		return err
	}
	return d.syncDirs(path.Dir(rel))
}

func tempOf(rel string) string {
	dir, name := path.Split(rel)
	return dir + tempPrefix + name
}

// makeRoot makes the data folder itself.
func makeRoot(dir string) error { return os.MkdirAll(dir, 0o750) }

// takeLock locks the lock file with flock, which is syscall.Flock. The system
// gives the lock up with the process, however that ends (K02).
func takeLock(name string, flock func(fd, how int) error) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o640)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	err = flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		// The pid is for people; a lock without it is as good.
		if f.Truncate(0) == nil {
			f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		}
		return f, nil
	}
	defer f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		text, _ := io.ReadAll(io.LimitReader(f, 100))
		first, rest, _ := strings.Cut(string(text), "\n")
		pid, _ := strconv.Atoi(strings.TrimSpace(first))
		return nil, &LockedError{name, pid, pid > 0 && strings.TrimSpace(rest) == givesWay}
	}
	return nil, fmt.Errorf("lock the data folder (some network disks cannot): %w", err)
}

// dropLock gives a lock up, also if a process that is just being started by
// another thread has the file open as well: closing it alone would not do then.
func dropLock(f *os.File) error {
	return errors.Join(syscall.Flock(int(f.Fd()), syscall.LOCK_UN), f.Close())
}

// waitForLock locks a file of the data folder as soon as it is free.
func waitForLock(ctx context.Context, name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o640)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			break
		}
		if !sleep(ctx, turnPoll) {
			err = ctx.Err()
			break
		}
	}
	f.Close()
	return nil, err
}

// isLocked tells whether a process has the lock of a file.
func isLocked(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}
