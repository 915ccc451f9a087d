package store

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// layoutVersion is the version of the layout of the data folder that this kabar
// writes, and the newest it opens.
const layoutVersion = 1

const stampName = "kabar.toml"

// checkStamp reads the stamp. fresh means there is none and the folder is
// empty enough to become an archive.
func (s *Store) checkStamp() (fresh bool, err error) {
	name := s.d.abs(stampName)
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return true, s.checkEmpty()
	}
	if err != nil {
		return false, fmt.Errorf("read the stamp: %w", err)
	}
	var stamp struct {
		Format  int
		Created string
	}
	if _, err := toml.Decode(string(data), &stamp); err != nil {
		return false, fmt.Errorf("%s: damaged: %w", name, err)
	}
	switch {
	case stamp.Format < 1 || stamp.Created == "":
		return false, fmt.Errorf("%s: damaged: no format or no created", name)
	case stamp.Format > layoutVersion:
		return false, fmt.Errorf("%s: written by a newer kabar, as format %d; "+
			"this one knows up to %d: install the newer kabar", name, stamp.Format, layoutVersion)
	}
	// Where somebody wrote something else there, it is not known.
	s.created, _ = time.Parse(time.RFC3339, stamp.Created)
	return false, nil
}

// checkEmpty refuses a folder that holds somebody else's files. Hidden files,
// and what a first start that died may have left, are no reason to.
func (s *Store) checkEmpty() error {
	entries, err := os.ReadDir(s.d.root)
	if err != nil {
		return fmt.Errorf("read the data folder: %w", err)
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."), strings.HasSuffix(name, ".toml"):
		case name == "lock", name == wantedName, name == daemonName, name == "lost+found":
		default:
			return fmt.Errorf("%s: not an archive: it holds %s, and no %s; name an empty folder",
				s.d.root, name, stampName)
		}
	}
	return nil
}

func (s *Store) writeStamp(now time.Time) error {
	text := fmt.Sprintf("# This folder is a kabar archive. "+
		"A newer format is refused by an older kabar.\nformat = %d\ncreated = %q\n", layoutVersion, now.UTC().Format(time.RFC3339))
	s.created = now.Truncate(time.Second)
	return s.d.write(stampName, []byte(text), 0o640)
}

// LockedError says that another process writes to the archive (K01).
type LockedError struct {
	Path string // of the lock file
	PID  int    // of the process; 0 if it is not known

	GivesWay bool // it lets others in for a moment, see OpenInTurn
}

// Error says who.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return e.Path + ": another kabar is running on this data folder"
	}
	return fmt.Sprintf("%s: another kabar is running on this data folder, process %d",
		e.Path, e.PID)
}
