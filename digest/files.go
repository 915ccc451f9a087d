package digest

import (
	"fmt"
	"strings"

	"kabar/store/entry"
)

type fileWords struct {
	files       count  // {names}
	more        count  // how many are not named
	point       string // what stands before the tenths: "1.2 MB"
	how         string // {num}: how to get them
	sent, none  string
	only        count  // {num}: another one was asked for
	one         string // {num}
	left, alone string // {limit}, {num}: too large for one mail
	big, gone   string
	mine        count // entries

	mineFiles, mineNewest, mineNone string
	mineSet                         string
}

// mostNamed is how many files one line names.
const mostNamed = 5

// filesOf is one line about the files of an entry: "2 files: plan.pdf, 120 kB;
// notes.txt, 2 kB". It is empty if there are none, or if the author took back
// what they came with.
func filesOf(l *locale, e entry.Entry) phrase {
	if len(e.Files) == 0 || entry.Blank(e) {
		return nil
	}
	return l.count(l.answer.file.files, len(e.Files), "names", phrase{{l.fileNames(e.Files), plain}})
}

// fileNames names files with their sizes.
func (l *locale) fileNames(files []entry.File) string {
	var names []string
	for _, f := range files[:min(len(files), mostNamed)] {
		names = append(names, name(f.Name)+", "+l.size(f.Size))
	}
	if left := len(files) - len(names); left > 0 {
		names = append(names, l.countLine(l.answer.file.more, left))
	}
	return strings.Join(names, "; ")
}

// size is a number of bytes as people say it: "300 bytes", "120 kB", "1.2 MB".
func (l *locale) size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d B", max(bytes, 0))
	case bytes < 999_500:
		return fmt.Sprintf("%d kB", (bytes+500)/1000)
	case bytes < 9_950_000:
		tenths := (bytes + 50_000) / 100_000
		if tenths%10 == 0 {
			return fmt.Sprintf("%d MB", tenths/10)
		}
		return fmt.Sprintf("%d%s%d MB", tenths/10, l.answer.file.point, tenths%10)
	}
	return fmt.Sprintf("%d MB", (bytes+500_000)/1_000_000)
}

// Enclosed answers "get 14 files": what goes along with the mail, and what does
// not.
type Enclosed struct {
	Num   int64
	Of    string       // what was searched, if the number asked for was the place of a hit
	Place int64        // that place
	Sent  []entry.File // they are in this mail
	Left  []entry.File // they don't fit into it
	Alone int          // the place, from 1, of one of Left that would fit alone; 0: none would
	Limit int64        // bytes of files that one mail brings
	Had   int          // how many there are in all; where neither Sent nor Left has one, others were asked for
	Gone  bool         // there were some, and their mail is not kept any more
}

func (f Enclosed) lay(r reading) (phrase, []block) {
	w := r.l.answer.file
	switch {
	case f.Gone:
		return r.l.say(w.gone, "num", f.Num), nil
	case len(f.Sent)+len(f.Left) == 0 && f.Had > 0:
		return r.l.count(w.only, f.Had, "num", f.Num), []block{para{r.l.say(w.one, "num", f.Num)}}
	case len(f.Sent)+len(f.Left) == 0:
		return r.l.say(w.none, "num", f.Num), nil
	}
	title := r.l.say(w.sent, "num", f.Num, "names", r.l.fileNames(f.Sent))
	var blocks []block
	if len(f.Sent) == 0 {
		title = r.l.say(w.big, "num", f.Num)
	}
	if len(f.Left) > 0 {
		names := r.l.fileNames(f.Left)
		blocks = append(blocks, para{r.l.say(w.left, "limit", r.l.size(f.Limit), "names", names)})
	}
	if f.Alone > 0 {
		blocks = append(blocks, para{r.l.say(w.alone, "num", f.Num, "n", f.Alone)})
	}
	return title, append(blocks, ofSearch(r, f.Of, f.Place)...)
}

// Mine answers "mydata".
type Mine struct {
	Entries int    // how many are in this mail
	Part    bool   // they are the newest of more
	Limit   int64  // bytes of files that one mail brings
	Member  string // id, for who runs kabar
	Set     bool   // what they set by mail is with it
}

func (d Mine) lay(r reading) (phrase, []block) {
	w := r.l.answer.file
	var set []block
	if d.Set {
		set = []block{para{r.l.say(w.mineSet)}}
	}
	if d.Entries == 0 && !d.Part {
		return r.l.say(w.mineNone), set
	}
	blocks := []block{para{r.l.say(w.mineFiles)}}
	if d.Part {
		limit := r.l.size(d.Limit)
		blocks = append(blocks, para{r.l.say(w.mineNewest, "limit", limit, "id", d.Member)})
	}
	return r.l.count(w.mine, d.Entries), append(blocks, set...)
}
