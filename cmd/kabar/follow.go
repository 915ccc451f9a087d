package main

import (
	"kabar/store"
	"kabar/store/entry"
	"kabar/store/index"
)

// followFiled brings the index up to the archive after a batch was filed, without
// reading from the disk what is at hand.
func (s *station) followFiled(batch []*store.Filing) {
	if s.index != nil {
		list, ok := justFiled(s.index, batch)
		if ok && feedWith(s.store, s.index, &versions{page: s.store.Page}, list) == nil {
			return
		}
	}
	s.follow()
}

// justFiled returns the entries of a batch, if they are the first that the index
// lacks, and as they are on their pages. Decisions may be not, since their files
// are rewritten. What is filed meanwhile is for the next time.
func justFiled(x *index.Index, batch []*store.Filing) (list []entry.Entry, ok bool) {
	last, err := x.Last()
	if err != nil || last == 0 { // see feed
		return nil, false
	}
	for _, f := range batch {
		if f.Duplicate {
			continue
		}
		for _, e := range f.Entries {
			if e.Num != last+int64(len(list))+1 || e.Kind == entry.Decided {
				return nil, false
			}
			list = append(list, *e)
		}
	}
	return list, true
}
