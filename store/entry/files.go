package entry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// File is an attachment of the mail an entry came in. What is in it stays in
// the mail as it was kept; this is what people are told of it.
type File struct {
	Name string // safe as a file name anywhere, see Clean; never empty
	Type string // media type, lower case, such as "application/pdf"
	Size int64  // decoded bytes
}

// Bounds on the files of an entry.
const (
	MaxFiles    = 20  // of those beyond nothing is said; the raw mail has them
	maxFileName = 120 // bytes
	maxFileType = 80  // bytes
)

// unknownType is the type of a file that names none, or none that is one.
const unknownType = "application/octet-stream"

// cleanFiles makes each file what a page can hold.
func cleanFiles(files []File) []File {
	if len(files) == 0 {
		return nil
	}
	files = slices.Clone(files[:min(len(files), MaxFiles)])
	for i, f := range files {
		files[i] = File{cleanFileName(f.Name), cleanFileType(f.Type), max(f.Size, 0)}
	}
	return files
}

// cleanFileName makes a name that is one on every system and means nothing but
// itself: no folders, no characters that some program obeys or that can't be
// seen, no dot in front. A long one loses the middle, not its ending.
func cleanFileName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|`, r), r == utf8.RuneError:
			return '_'
		case unicode.Is(unicode.Cf, r): // also what turns the direction of reading
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if len(name) > maxFileName {
		end := ""
		if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 12 {
			name, end = name[:dot], name[dot:]
		}
		cut := maxFileName - len(end)
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = strings.TrimRight(name[:cut], ". ") + end
	}
	if name == "" {
		return "unnamed"
	}
	return name
}

func cleanFileType(media string) string {
	media = strings.ToLower(media)
	odd := strings.ContainsFunc(media, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune("/.+-_", r))
	})
	if odd || len(media) > maxFileType || strings.Count(media, "/") != 1 ||
		media[0] == '/' || media[len(media)-1] == '/' {
		return unknownType
	}
	return media
}

// filesField writes the files of a clean entry as one value: name, type and
// size of each, with "|" between all of them, which no name has.
func filesField(e *Entry) string {
	var list []string
	for _, f := range e.Files {
		list = append(list, f.Name, f.Type, strconv.FormatInt(f.Size, 10))
	}
	return strings.Join(list, "|")
}

// setFiles reads what filesField wrote, or what somebody made of it. An entry
// is worth more than its list of files: what is no file is passed over.
func setFiles(e *Entry, value string) error {
	e.Files = nil
	list := strings.Split(value, "|")
	for at := 0; at+2 < len(list) && len(e.Files) < MaxFiles; at += 3 {
		if size, err := strconv.ParseInt(list[at+2], 10, 64); err == nil {
			e.Files = append(e.Files, File{list[at], list[at+1], size})
		}
	}
	e.Files = cleanFiles(e.Files)
	return nil
}

// mostNamed is how many files the heading of a block names.
const mostNamed = 3

// headFiles says in the heading which files came along.
func headFiles(files []File) string {
	var names []string
	for _, f := range files[:min(len(files), mostNamed)] {
		names = append(names, escapeRest(f.Name))
	}
	switch left := len(files) - len(names); {
	case len(names) == 0:
		return ""
	case left > 0:
		names = append(names, fmt.Sprintf("%d more", left))
	}
	return " (with " + strings.Join(names, ", ") + ")"
}
