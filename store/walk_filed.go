package store

import "fmt"

// FiledWalk is how far somebody has gone through filed.log. The zero value is its
// beginning.
type FiledWalk struct {
	at   int64 // bytes
	line int   // lines
	num  int64 // of the last entry
}

// Bounds of one step of a walk.
const (
	walkBytes    = 1 << 20
	walkProblems = 5
)

// WalkFiled goes on through filed.log by about a MiB, and looks whether a line is
// damaged or missing, which is a *DamagedError: who reads the entries one by one
// passes over it. Where nothing was filed since the walk came to the end there is
// nothing to do; a log that became shorter is gone through anew.
func (s *Store) WalkFiled(w *FiledWalk) error {
	log, err := s.openFiled()
	if err != nil {
		return err
	}
	defer log.close()
	if log.size < w.at {
		*w = FiledWalk{}
	}
	var problems []Problem
	bad := func(format string, args ...any) {
		if len(problems) < walkProblems {
			problems = append(problems, Problem{File: filedLog, Line: w.line, What: fmt.Sprintf(format, args...)})
		}
	}
	from := w.at
	err = log.each(from, func(off int64, fields []string, next int64) error {
		if off-from >= walkBytes {
			return errStop
		}
		w.at, w.line = next, w.line+1
		switch f, ok := parseFiled(fields); {
		case !ok:
			bad("damaged: the line's sum does not fit")
			w.num++ // it was that of the next entry, or the next line says so
		default:
			if f.num != w.num+1 {
				bad("entry %d after entry %d", f.num, w.num)
			}
			w.num = f.num
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", filedLog, err)
	}
	return damage(problems)
}
