package reply

import "strings"

// minForeign is how many lines a header block in words unknown must have.
const minForeign = 3

// foreignHeaders finds a header block in a language without a table, where the
// structure of HTML says that one is likely: lines "name: value", the first
// with a sender's address, another with a date.
func foreignHeaders(lines []line, i int) (block, bool) {
	if !lines[i].head || strings.IndexByte(lines[i].text, '<') < 0 {
		return block{}, false
	}
	b, dated := block{first: i, last: i - 1, rule: "header:any"}, false
	for j := i; j < len(lines) && j < i+maxHeaderLines; j++ {
		name, value, ok := strings.Cut(clip(lines[j].text), ":")
		if !ok || lines[j].blank || len(name) > maxHeaderName || strings.Count(strings.TrimSpace(name), " ") > 2 {
			break
		}
		if j == i && !hasAddress(value) {
			return b, false
		}
		dated = dated || j > i && isDate(fold(value))
		b.last = j
	}
	return b, dated && b.last-b.first+1 >= minForeign
}
