package main

import (
	"slices"

	"kabar/digest"
	"kabar/mail"
	"kabar/mail/intake"
	"kabar/store/entry"
)

// room is how many bytes of files the answer to this mail can still bring.
func (d *desk) room() int64 {
	left := d.s.cfg.Files
	for _, f := range d.files {
		left -= int64(len(f.Data))
	}
	return left
}

// enclose answers "get 14 files" with the files of an update and its
// amendments, of a comment or of a decision, out of the mails as they were kept;
// only, counted from 1, if one of them was asked for. What doesn't fit is named.
func (d *desk) enclose(w wanted, e entry.Entry, only int) error {
	part := digest.Enclosed{Num: e.Num, Of: w.of, Place: w.place, Limit: d.s.cfg.Files}
	if len(e.Files) == 0 || entry.Blank(e) {
		d.say(part)
		return nil
	}
	files, err := d.filesOf(e)
	if gone(err) {
		part.Gone = true
		d.say(part)
		return nil
	} else if err != nil {
		return err
	}
	part.Had = len(files)
	for i, f := range files {
		if only > 0 && only != i+1 {
			continue
		}
		told := entry.File{Name: f.Name, Type: f.Type, Size: int64(len(f.Data))}
		if told.Size > d.room() {
			if part.Alone == 0 && only == 0 && told.Size <= part.Limit {
				part.Alone = i + 1
			}
			part.Left = append(part.Left, told)
			continue
		}
		part.Sent = append(part.Sent, told)
		d.files = append(d.files, f)
	}
	d.say(part)
	return nil
}

// filesOf reads the files of an entry and its amendments out of their mails, in
// the order in which they are listed.
func (d *desk) filesOf(e entry.Entry) (files []mail.File, err error) {
	versions := []entry.Entry{e}
	if e.Kind == entry.Update {
		later, _, err := d.under(e)
		if err != nil {
			return nil, err
		}
		for _, other := range later {
			if other.Kind == entry.Update && other.Amends == e.ID {
				versions = append(versions, other)
			}
		}
		if versions[0], err = d.s.store.Entry(e.Num); err != nil { // without its amendments
			return nil, err
		}
	}
	kept := 0
	for _, v := range versions {
		if len(v.Files) == 0 {
			continue
		}
		raw, err := d.s.store.Mail(v)
		if gone(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		kept++
		files = append(files, filesIn(raw)...)
	}
	if kept == 0 {
		_, err = d.s.store.Mail(e)
		return nil, err
	}
	return files[:min(len(files), entry.MaxFiles)], nil
}

// filesIn are the files of a mail: those that its entry lists.
func filesIn(raw []byte) (files []mail.File) {
	list, places := intake.Files(mail.Parse(raw))
	contents := mail.Attached(raw)
	for i, f := range list {
		if places[i] < len(contents) {
			files = append(files, mail.File{Name: f.Name, Type: f.Type, Data: contents[places[i]]})
		}
	}
	return slices.Clip(files)
}
