package index

import (
	"slices"
	"strings"
)

// The words of the language, English first. The canonical form is the first of
// a line.

// keyWords are the operators, written before a colon.
var keyWords = [][]string{
	{"from", "by", "dari", "oleh"},
	{"to", "untuk", "kepada"},
	{"team", "tim"},
	{"kind", "type", "jenis"},
	{"section", "bagian"},
	{"project", "proyek"},
	{"mention", "sebut"},
	{"status"},
	{"decision", "keputusan"},
	{"has", "ada"},
	{"date", "tanggal"},
	{"on", "pada"},
	{"after", "setelah", "sesudah"},
	{"before", "sebelum"},
	{"since", "sejak"},
	{"until", "sampai", "hingga"},
	{"last", "terakhir"},
	{"sort", "urut", "urutkan"},
}

// dateKeys are the operators whose value is a date, a range or a time span.
var dateKeys = []string{"date", "on", "after", "before", "since", "until", "last"}

// whoKeys are the operators whose value is a person.
var whoKeys = []string{"from", "to", "mention"}

var kindWords = [][]string{
	{"update", "updates", "pembaruan", "kabar"},
	{"comment", "comments", "komentar"},
	{"decision", "decisions", "keputusan"},
}

var statusWords = [][]string{
	{"proposed", "open", "pending", "diusulkan", "usulan", "terbuka"},
	{"accepted", "diterima", "disetujui"},
	{"rejected", "ditolak"},
	{"withdrawn", "ditarik", "dicabut"},
	{"superseded", "replaced", "diganti", "digantikan"},
}

var hasWords = [][]string{
	{"link", "links", "url", "tautan"},
	{"deadline", "tenggat"},
	{"objection", "objections", "keberatan"},
	{"replaced", "amended", "diganti"},
	{"attachment", "attachments", "file", "files", "lampiran", "berkas"},
}

var sortWords = [][]string{
	{"newest", "new", "date", "terbaru"},
	{"best", "rank", "relevance", "terbaik"},
}

// sectionWords say which of the usual sections a word means.
var sectionWords = [][]string{
	{"done", "selesai"},
	{"next", "berikutnya", "selanjutnya", "rencana"},
	{"blocked", "blocker", "blockers", "terhambat", "kendala", "hambatan"},
	{"note", "notes", "catatan"},
}

// canonical returns the first word of the line that word is in, or "".
func canonical(table [][]string, word string) string {
	for _, line := range table {
		if slices.Contains(line, word) {
			return line[0]
		}
	}
	return ""
}

// taughtWords are the words, English and Indonesian, by which lines of the tables
// above are taught where they are not the first and the last.
var taughtWords = map[string][2]string{
	"proposed": {"open", "usulan"}, "accepted": {"accepted", "diterima"},
	"withdrawn": {"withdrawn", "ditarik"}, "attachment": {"attachment", "lampiran"},
}

// taught lists the values of a table in English (0) or Indonesian (1): "update,
// comment, decision".
func taught(table [][]string, lang int) string {
	var list []string
	for _, line := range table {
		word := [2]string{line[0], line[len(line)-1]}
		if own, ok := taughtWords[line[0]]; ok {
			word = own
		}
		list = append(list, word[lang])
	}
	return strings.Join(list, ", ")
}

// joiner returns '|' for OR, '&' for AND, '-' for NOT, in capitals in either
// language, and 0 for any other word.
func joiner(word string) byte {
	switch word {
	case "OR", "ATAU", "|", "||":
		return '|'
	case "AND", "DAN", "&", "&&":
		return '&'
	case "NOT", "BUKAN", "TIDAK", "TANPA":
		return '-'
	}
	return 0
}

// nearest returns the word of the table most like word, if one is near enough
// to be a slip: one edit, or two in a word of five letters and more.
func nearest(table [][]string, word string) string {
	best, near := "", 3
	if len(word) < 5 {
		near = 2
	}
	for _, line := range table {
		for _, w := range line {
			if d := edits(word, w); d < near {
				best, near = w, d
			}
		}
	}
	return best
}

// edits counts the changes of one letter, and swaps of neighbours, between two
// short words.
func edits(a, b string) int {
	if len(a) > 20 || len(b) > 20 {
		return 20
	}
	var d [22][22]int
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
