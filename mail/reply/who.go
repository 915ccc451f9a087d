package reply

import "strings"

// maxDeciders is how many names of one list are told apart; a longer one is
// given as it was written.
const maxDeciders = 40

// joiners are the words between the last two names of a list.
var joiners = set("and und dan et y e en og och ja ve và και и та і i a oraz și és ו و 和 と 및")

// deciders reads who decided: "Ana, @ben and Jonas Weber".
func deciders(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;&+/、，；", r) }) {
		name := ""
		for _, w := range append(strings.Fields(part), "and") {
			if !joiners()[w] {
				name = joinWords(name, strings.TrimPrefix(w, "@"))
				continue
			}
			if name = strings.Trim(name, " .-–—*_"); name != "" {
				out = append(out, name)
			}
			name = ""
		}
	}
	if len(out) > maxDeciders {
		return []string{s}
	}
	return out
}
