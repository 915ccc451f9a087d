package reply

import (
	"strings"
	"unicode"
)

// OnlyManners tells whether a text says nothing but hello, thanks or goodbye,
// in any language there is: "Hi team,", "Thanks, Ben", "Viele Grüße\nAna". name
// is who wrote it; their own name may stand alone below. It is stricter than
// what sorts such lines into the notes, since what it finds may be left out
// where others read: behind the known words only names may stand, never more.
func OnlyManners(text, name string) bool {
	found := false
	if len(text) > 200 {
		return false
	}
	for line := range strings.Lines(text) {
		line = strings.TrimFunc(line, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune("-–—~_*", r)
		})
		switch {
		case line == "":
		case mannered(line):
			found = true
		case !ownName(line, name):
			return false
		default:
			found = true
		}
	}
	return found
}

// mostNames is how many words of names may stand behind a greeting.
const mostNames = 3

// mannered tells whether a line is a greeting or closing and at most names.
func mannered(line string) bool {
	if strings.ContainsAny(line, "@#:?0123456789/") {
		return false
	}
	words := strings.FieldsFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",!.，！。、()", r)
	})
	for n := len(words); n > 0; n-- {
		key := mannerKey(strings.Join(words[:n], " "))
		if (wordings().greetings[key] || wordings().closings[key]) && onlyNames(words[n:]) {
			return true
		}
	}
	return false
}

// onlyNames tells whether words can be names, or mean all who read.
func onlyNames(words []string) bool {
	if len(words) > mostNames {
		return false
	}
	for _, w := range words {
		first, _ := firstRune(w)
		if !addressed()[fold(w)] && (unicode.IsLower(first) || !unicode.IsLetter(first)) {
			return false
		}
	}
	return true
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// addressed is whom a greeting is for, other than by name.
var addressed = set("team all everyone everybody folks there guys kabar and " +
	"zusammen alle an à a tous toutes todos todas equipo équipe equipe pessoal tutti allemaal " +
	"iedereen semua semuanya tim teman kawan pak bu kak mas mbak wszyscy wszystkim alla " +
	"herkese so much very")

// ownName tells whether a line is the writer's name, or the first of it.
func ownName(line, name string) bool {
	line, name = fold(strings.Trim(line, " ,.!")), fold(name)
	first, _, _ := strings.Cut(name, " ")
	return name != "" && (line == name || line == first)
}
