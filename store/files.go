package store

import (
	"os"
	"path"
	"time"

	"kabar/store/entry"
)

// File is a file with entries as it is on the disk.
type File struct {
	Path string // in the data folder
	Size int64
	Time time.Time // of its last change
}

// Folders returns the folders that have files with entries, in a fixed order: of
// each team one a year, and one of decisions.
func (s *Store) Folders() (list []string) {
	for _, team := range s.teams() {
		for _, year := range s.names(team+"/updates", yearName) {
			list = append(list, team+"/updates/"+year)
		}
		list = append(list, team+"/decisions")
	}
	return list
}

// Files returns the files with entries in a folder of Folders.
func (s *Store) Files(folder string) (list []File) {
	form := pageName
	if path.Base(folder) == "decisions" {
		form = decisionName
	}
	for _, name := range s.names(folder, form) {
		if info, err := os.Stat(s.d.abs(folder + "/" + name)); err == nil {
			list = append(list, File{folder + "/" + name, info.Size(), info.ModTime()})
		}
	}
	return list
}

// In returns the entries in a file, as it is now.
func (s *Store) In(file string) (entries []entry.Entry, err error) {
	last := s.Last()
	data, err := os.ReadFile(s.d.abs(file))
	if err != nil {
		return nil, err
	}
	if isDecision(file) {
		e, _ := entry.DecodeDecision(data)
		e.Team = teamOf(file)
		if e.ID != "" && e.Num > 0 && e.Num <= last {
			entries = append(entries, e)
		}
		return entries, nil
	}
	blocks, _ := entry.Decode(data)
	for _, b := range blocks {
		if e := b.Entry; e.Num > 0 && e.Num <= last && e.Kind != entry.Forgotten {
			entries = append(entries, e)
		}
	}
	return entries, nil
}
