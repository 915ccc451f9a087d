package config

import "strings"

// Example returns config.example.toml: every key with what it means and its
// default, the defaults as comments, so that what is left is a config that
// works after the names in it are changed.
func Example() string {
	var b strings.Builder
	b.WriteString(preface)
	for _, s := range schema {
		s.example(&b)
	}
	return b.String()
}

const preface = `# kabar reads this file as config.toml: beside where it is started, in
# ~/.config/kabar or in /etc/kabar. A line "# key = value" is a default: leave it
# as it is, or take the # away and change it. kabar check says what is wrong.
`

// example writes one table. The accounts of a single team are shown by their
// headers: their keys stand above them already.
func (s section) example(b *strings.Builder) {
	if s.name != "" {
		b.WriteString("\n")
		comment(b, s.doc)
		b.WriteString(s.header() + "\n")
	}
	if strings.HasPrefix(s.name, "team.") && s.form == table {
		return
	}
	for _, k := range s.keys {
		if k.form == table || k.form == tables {
			continue
		}
		if k.doc != "" {
			b.WriteString("\n")
			comment(b, k.doc)
		}
		if !k.need {
			b.WriteString("# ")
		}
		v := k.def
		if v == nil {
			v = k.example
		}
		b.WriteString(k.name + " = " + literal(v) + "\n")
	}
}

// header returns the line that begins the table; what a config can be without
// is commented out.
func (s section) header() string {
	switch {
	case s.form == tables:
		return "[[" + s.name + "]]"
	case strings.Contains(s.name, "."):
		return "# [" + s.name + "]"
	}
	return "[" + s.name + "]"
}

func comment(b *strings.Builder, doc string) {
	for l := range strings.SplitSeq(doc, "\n") {
		if l != "" {
			b.WriteString("# " + l + "\n")
		}
	}
}
