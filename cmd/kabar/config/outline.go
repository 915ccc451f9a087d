package config

import (
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Outline is what of a config says where the archive is, and whose.
type Outline struct {
	Data  string   // archive folder; as in Config
	Teams []string // their ids, in the order of the file
}

// Sketch reads the outline of the config file at path, and looks at nothing else
// in it: for a search, which is over before all members are read. ok is false if
// it can't be had so; Look says why, or gives it.
func Sketch(path string, env func(string) string) (o Outline, ok bool) {
	d := disk{env: env, read: readFile}
	src, err := d.read(path, maxConfig)
	if err != nil {
		return o, false
	}
	var says struct {
		Data string
		Team []struct{ ID string }
	}
	data, _ := sectionOf("").key("data")
	says.Data, _ = data.def.(string)
	lines, ok := outline(strings.TrimPrefix(string(src), "\ufeff"))
	if _, err := toml.Decode(lines, &says); err != nil || !ok || says.Data == "" {
		return o, false
	}
	o.Data = d.path(path, says.Data)
	for _, t := range says.Team {
		if t.ID == "" || slices.Contains(o.Teams, t.ID) {
			return o, false
		}
		o.Teams = append(o.Teams, t.ID)
	}
	return o, len(o.Teams) > 0
}

// outline returns the lines of a config that say where the data are and which
// teams there are. ok is false where something stands otherwise than it does in
// the config that kabar writes.
func outline(src string) (lines string, ok bool) {
	s := &scanner{src: src, line: 1}
	var b strings.Builder
	table := ""
	for {
		s.blank(true)
		begin := s.pos
		switch {
		case s.end():
			return b.String(), s.deep == nil
		case s.peek() == '[':
			for s.peek() == '[' {
				s.step()
			}
			names := s.path()
			for s.peek() == ']' {
				s.step()
			}
			if table = src[begin:s.pos]; table == "[[team]]" {
				b.WriteString(table + "\n")
			} else if len(names) == 0 || names[0].name == "team" && len(names) == 1 {
				return "", false
			}
			continue
		}
		names := s.path()
		if s.blank(false); len(names) == 0 || s.peek() != '=' || s.deep != nil {
			return "", false
		}
		s.step()
		s.pass()
		switch name := names[0].name; {
		case table == "" && name == "team":
			return "", false
		case table == "" && name == "data", table == "[[team]]" && name == "id":
			b.WriteString(src[begin:s.pos] + "\n")
		}
	}
}

// pass goes to the end of a value.
func (s *scanner) pass() {
	for depth := 0; !s.end(); {
		switch c := s.peek(); {
		case c == '"' || c == '\'':
			s.quoted()
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == '#':
			s.blank(false)
			continue
		case c == '\n' && depth <= 0:
			return
		}
		s.step()
	}
}
