package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Known is what there is to name in a query, for who asks: what Hint compares
// names with.
type Known struct {
	People   []string // names and ids of members, one each
	Teams    []string // ids
	Sections []string // that are asked for
}

// Hint says in one line, in "en" or "id", why a query that found nothing may have
// found nothing: it names somebody, a team or a section that is not there, or has
// a slip before a colon that was looked for as a word. It is "" if there is no
// such reason.
func (q Query) Hint(lang string, k Known) (hint string) {
	some(q.root, func(n node) bool {
		en, id := "", ""
		switch n := n.(type) {
		case phrase:
			en, id = slip(n.raw)
		case field:
			en, id = k.missing(n)
		}
		if hint = en; lang == "id" {
			hint = id
		}
		return hint != ""
	})
	return hint
}

// slip says what an operator was meant to be that was read as text, since a
// space follows its colon: "fron: ana".
func slip(raw string) (en, id string) {
	word, ok := strings.CutSuffix(strings.Replace(raw, "：", ":", 1), ":")
	near := nearest(keyWords, strings.ToLower(word))
	if !ok || near == "" {
		return "", ""
	}
	word = shorten(clean(word), 60)
	return fmt.Sprintf("I looked for the word “%s”; did you mean %s:?", word, near),
		fmt.Sprintf("Yang dicari kata “%s”; maksudmu %s:?", word, near)
}

// missing says what a field names that is not there.
func (k Known) missing(f field) (en, id string) {
	l, name := label(f.value), shorten(clean(f.value), 60)
	is := func(s string) bool {
		return label(s) == l || f.prefix && strings.HasPrefix(label(s), l)
	}
	switch {
	case slices.Contains(whoKeys, f.key) && !k.called(l, f.prefix):
		return fmt.Sprintf("Nobody here is called %s.", name),
			fmt.Sprintf("Di sini tidak ada yang bernama %s.", name)
	case f.key == "team" && !slices.ContainsFunc(k.Teams, is):
		return fmt.Sprintf("There is no team %s.", name), fmt.Sprintf("Tidak ada tim %s.", name)
	case f.key == "section" && canonical(sectionWords, l) == "" && !slices.ContainsFunc(k.Sections, is):
		return fmt.Sprintf("There is no section %s.", name), fmt.Sprintf("Tidak ada bagian %s.", name)
	}
	return "", ""
}

// called tells whether somebody is called so: all words of a label are in the
// name; see named.
func (k Known) called(l string, star bool) bool {
	words := parts(l)
	return slices.ContainsFunc(k.People, func(who string) bool {
		has := parts(label(who))
		for i, w := range words {
			last, _ := utf8.DecodeLastRuneInString(w)
			begin := star && i == len(words)-1 || dense(last)
			if !slices.ContainsFunc(has, func(h string) bool {
				return h == w || begin && strings.HasPrefix(h, w)
			}) {
				return false
			}
		}
		return true
	})
}
