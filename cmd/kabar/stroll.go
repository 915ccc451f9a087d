package main

import (
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// mostStrolled is how many changed files of the archive one step reads.
const mostStrolled = 16

// stroll looks after the index at the end of a step, a little at a time, so that
// mail never waits for it: it goes on with making it anew, or looks at one more
// folder of the archive for files that were changed by hand. One whose file was
// deleted is begun anew. It tells whether it wants to go on at once.
func (s *station) stroll() (more bool) {
	if s.index != nil && s.index.Gone() {
		s.index.Close()
		s.index, s.behind = nil, false
		s.openIndex()
		return s.behind
	}
	if s.index == nil {
		return false
	}
	if s.behind {
		s.follow()
		return s.behind
	}
	folders := s.store.Folders()
	if len(folders) == 0 {
		return false
	}
	more, err := refreshFolder(s.store, s.index, folders[s.strolls%len(folders)])
	if err != nil {
		s.log.trouble("changed pages can't be put into the index", err)
	}
	if !more {
		s.strolls++
	}
	return more && err == nil
}

// refreshFolder puts the entries of changed files into the index as they are now,
// and tells whether there are more such files.
func refreshFolder(st *store.Store, x *index.Index, folder string) (more bool, err error) {
	changed, err := x.Changed(filesOf(st, folder))
	if err != nil {
		return false, err
	}
	more = len(changed) > mostStrolled
	changed = changed[:min(len(changed), mostStrolled)]
	var list []entry.Entry
	for _, f := range changed {
		entries, err := st.In(f.Path)
		if err != nil {
			continue // verify names it
		}
		list = append(list, entries...)
	}
	if err := x.Add(list); err != nil {
		return false, err
	}
	return more, x.Note(changed)
}

// noteAll remembers in the index how all files are now.
func noteAll(st *store.Store, x *index.Index) error {
	var list []index.File
	for _, folder := range st.Folders() {
		list = append(list, filesOf(st, folder)...)
	}
	return x.Note(list)
}

func filesOf(st *store.Store, folder string) (list []index.File) {
	for _, f := range st.Files(folder) {
		list = append(list, index.File(f))
	}
	return list
}
