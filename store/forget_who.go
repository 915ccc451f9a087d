package store

import (
	"encoding/json"
	"os"
	"slices"
	"strings"

	"kabar/store/entry"
)

// learn adds to a Person what the archive knows of them, before anything of it is
// taken out: the names on their entries, and the addresses that letters to them
// went to and that the mails came from which became their entries. A mail that
// was filed by hand tells no address, since anybody may have written it; and
// none is theirs that somebody else of the team has written from, or got letters
// at.
//
// What is known is also kept in a note while they are being taken out, and as
// long as there is a rest to do: a second call could not learn it again.
func (f *forgetting) learn() error {
	f.every = true
	err := f.look()
	if f.every = false; err != nil {
		return err
	}
	others := map[string]bool{}
	for _, a := range f.who.Others {
		others[strings.ToLower(a)] = true
	}
	var found []string
	if err := f.eachLetter(func(_ string, l *Letter) error {
		switch {
		case l.To == "" || l.Member == "" || l.Team != f.who.Team:
		case l.Member == f.who.Member:
			found = append(found, l.To)
		default:
			others[strings.ToLower(l.To)] = true
		}
		return nil
	}); err != nil {
		return err
	}
	err = f.eachBox(func(_ string, box []byte) error {
		eachBoxed(box, func(_ []byte, key, from string) {
			if theirs, ok := f.wroteIn[key]; ok && theirs && strings.Contains(from, "@") {
				found = append(found, from)
			} else if ok {
				others[strings.ToLower(from)] = true
			}
		})
		return nil
	})
	if err != nil {
		return err
	}
	for _, a := range found {
		if !f.wrote(a) && !others[strings.ToLower(a)] {
			f.who.Addresses = append(f.who.Addresses, a)
		}
	}
	return f.recall()
}

// note takes in what an entry says of them.
func (f *forgetting) note(e entry.Entry) {
	theirs := e.Member == f.who.Member
	if theirs || e.Kind == entry.Forgotten || e.Member == entry.FormerMember {
		f.mails[e.Mail] = true
	}
	if e.Verdict != byHand && e.Kind != entry.Forgotten && e.Member != entry.FormerMember {
		f.wroteIn[e.Mail] = theirs
	}
	if theirs {
		f.who.Names = withWord(f.who.Names, e.Name)
	}
}

// byHand is the verdict on a mail that an admin has filed.
const byHand = "hand"

// withWord adds a word to a list, unless it is there or "".
func withWord(list []string, word string) []string {
	if word == "" || slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// known is what a note says of somebody.
type known struct {
	Names     []string `json:"names"`
	Addresses []string `json:"addresses"`
}

func (f *forgetting) noteName() string { return "forget." + f.who.Team + "." + f.who.Member }

// recall takes in the note of a call before. One that is not whole was not, when
// that began to take out.
func (f *forgetting) recall() error {
	data, err := os.ReadFile(f.s.d.abs(markPath(f.noteName())))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	var k known
	if value, ok := decodeMark(data); ok && json.Unmarshal([]byte(value), &k) == nil {
		for _, name := range k.Names {
			f.who.Names = withWord(f.who.Names, name)
		}
		for _, a := range k.Addresses {
			f.who.Addresses = withWord(f.who.Addresses, a)
		}
	}
	return nil
}

// keepNote writes the note, or deletes it when nothing is left to do.
func (f *forgetting) keepNote(rest bool) error {
	rel := markPath(f.noteName())
	if !rest {
		if _, err := os.Lstat(f.s.d.abs(rel)); os.IsNotExist(err) {
			return nil
		}
		return f.s.d.delete(rel)
	}
	value, err := json.Marshal(known{f.who.Names, f.who.Addresses})
	if err != nil {
		return err
	}
	return f.s.d.write(rel, encodeMark(string(value)), 0o640)
}
