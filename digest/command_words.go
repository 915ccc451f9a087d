package digest

import "strings"

// commandWords is how the commands of a language are written: kabar
// understands those of every language from everybody, and teaches each reader
// the words of their own.
type commandWords struct {
	names map[string]string // canonical: what is written instead
	// args is single words behind the command's own, by the canonical name, such
	// as "until" of "away until 2026-12-03".
	args map[string]map[string]string
	keys map[string]string // what stands before the colons of a search
}

// command writes a canonical command in the words of the language.
func (l *locale) command(line string) string {
	name, args, more := strings.Cut(line, " ")
	own := l.commands.names[name]
	if own == "" {
		return line
	}
	if !more {
		return own
	}
	words := strings.FieldsFunc(args, func(r rune) bool { return r == ' ' })
	for i, w := range words {
		if key, value, ok := strings.Cut(w, ":"); ok && name == "search" {
			if key == "kind" || key == "status" {
				value = l.commandArg(name, value)
			}
			words[i] = l.commandKey(key) + ":" + value
			continue
		}
		words[i] = l.commandArg(name, w)
	}
	return own + " " + strings.Join(words, " ")
}

// commandKey is what stands before a colon in a search: "from".
func (l *locale) commandKey(key string) string {
	if own := l.commands.keys[key]; own != "" {
		return own
	}
	return key
}

// commandArg is one word behind a command, or a span of two: "Mon-Fri".
func (l *locale) commandArg(name, word string) string {
	known := l.commands.args[name]
	from, to, span := strings.Cut(strings.TrimSuffix(word, ","), "-")
	comma := strings.TrimPrefix(word, strings.TrimSuffix(word, ","))
	for _, w := range []*string{&from, &to} {
		if own := known[strings.ToLower(*w)]; own != "" {
			*w = own
		}
	}
	if span {
		from += "-" + to
	}
	return from + comma
}
