package mail

import "strings"

// messageIDs reads the ids of a Message-ID, In-Reply-To or References field,
// without <>: at most the last max of them. Blanks inside an id come from
// folding in the wrong place and are left out; what stands between ids is no
// id. A single word without <> that holds an "@" is taken for one.
func messageIDs(value string, max int) []string {
	var ids []string
	rest := value
	for i := 0; i < maxIDsScanned; i++ {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			break
		}
		id, next, ok := strings.Cut(after, ">")
		if !ok {
			break
		}
		rest = next
		if j := strings.LastIndexByte(id, '<'); j >= 0 {
			id = id[j+1:]
		}
		ids = keepID(ids, id, max)
	}
	if word := strings.TrimSpace(value); len(ids) == 0 && strings.Contains(word, "@") &&
		!strings.ContainsAny(word, " \t<>,;\"") {
		ids = keepID(ids, word, max)
	}
	return ids
}

func keepID(ids []string, id string, max int) []string {
	id = strings.ReplaceAll(Clean(id), " ", "")
	if id == "" || len(id) > maxID {
		return ids
	}
	if len(ids) == max {
		copy(ids, ids[1:])
		ids = ids[:max-1]
	}
	return append(ids, id)
}
