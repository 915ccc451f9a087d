package mail

import (
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// mediaType is a Content-Type or Content-Disposition: a word and parameters,
// names in lower case, values decoded.
type mediaType struct {
	name   string
	params map[string]string
}

// parseMedia reads a Content-Type or Content-Disposition value (RFC 2045
// section 5.1, RFC 2183), with the continued and encoded parameters of
// RFC 2231 (C42) and what is really sent: a parameter given twice (the first
// counts), values with blanks but no quotes, encoded words, comments.
func parseMedia(value string, n *notes) mediaType {
	name, rest := value, ""
	if i := strings.IndexByte(value, ';'); i >= 0 {
		name, rest = value[:i], value[i+1:]
	}
	name, _, _ = strings.Cut(name, "(")
	m := mediaType{name: strings.ToLower(strings.TrimSpace(name))}
	sections := map[string][]section{}
	for count := 0; rest != ""; count++ {
		if count == maxParams {
			n.add("a field has too many parameters: the rest was left out")
			break
		}
		var key, val string
		key, val, rest = cutParam(rest)
		addSection(sections, key, val)
	}
	if len(sections) > 0 {
		m.params = make(map[string]string, len(sections))
	}
	for _, key := range slices.Sorted(maps.Keys(sections)) {
		m.params[key] = joinSections(sections[key], n)
	}
	return m
}

// cutParam cuts "name=value" off, with the ";" that ends it.
func cutParam(s string) (key, value, rest string) {
	s = strings.TrimLeft(s, " \t;")
	end := strings.IndexAny(s, "=;")
	if end < 0 || s[end] == ';' {
		_, rest, _ = strings.Cut(s, ";")
		return "", "", rest
	}
	key = strings.ToLower(strings.TrimSpace(s[:end]))
	s = strings.TrimLeft(s[end+1:], " \t")
	if strings.HasPrefix(s, `"`) {
		value, rest = cutQuoted(s)
		_, rest, _ = strings.Cut(rest, ";")
		return key, value, rest
	}
	value, rest, _ = strings.Cut(s, ";")
	return key, strings.TrimSpace(value), rest
}

// cutQuoted reads the quoted string that s begins with. A missing quote at the
// end is taken as given.
func cutQuoted(s string) (value, rest string) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

// section is one piece of a parameter: name*3*=value has index 3.
type section struct {
	index   int
	encoded bool // percent-encoded; the first one begins with charset'language'
	value   string
}

func addSection(sections map[string][]section, key, value string) {
	if key == "" {
		return
	}
	s := section{value: value}
	key, s.encoded = strings.CutSuffix(key, "*")
	if base, digits, ok := strings.Cut(key, "*"); ok {
		index, err := strconv.ParseUint(digits, 10, 16)
		if err != nil {
			return
		}
		key, s.index = base, int(index)
	}
	sections[key] = append(sections[key], s)
}

// joinSections puts a parameter together. An encoded form wins over a plain one
// that is given for old programs (RFC 5987 section 4.2).
func joinSections(list []section, n *notes) string {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.index < b.index || a.index == b.index && a.encoded && !b.encoded
	})
	if !list[0].encoded && len(list) == 1 {
		return decodeWords(list[0].value, n)
	}
	label := ""
	var data []byte
	for i, s := range list {
		if i > 0 && s.index == list[i-1].index {
			continue
		}
		if s.index == 0 && s.encoded {
			if parts := strings.SplitN(s.value, "'", 3); len(parts) == 3 {
				label, s.value = parts[0], parts[2]
			}
		}
		if s.encoded {
			data = append(data, percentDecode(s.value)...)
		} else {
			data = append(data, s.value...)
		}
	}
	return decodeCharset(label, data, n)
}

func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hexValue(s[i+1]) >= 0 && hexValue(s[i+2]) >= 0 {
			out = append(out, byte(hexValue(s[i+1])<<4|hexValue(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}
