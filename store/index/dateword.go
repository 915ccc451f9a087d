package index

import "slices"

// The words of dates, in English and Indonesian. "Minggu" is both Sunday and a
// week: alone it is the day, beside a number, "ini" or "lalu" it is the week.

var dayWords = [][]string{
	{"today", "now", "hari ini", "hariini", "sekarang"},
	{"yesterday", "kemarin", "kmrn"},
}

// weekdayWords are in the order of time.Weekday.
var weekdayWords = [][]string{
	{"sunday", "sun", "minggu", "ahad"},
	{"monday", "mon", "senin", "sen"},
	{"tuesday", "tue", "tues", "selasa", "sel"},
	{"wednesday", "wed", "rabu", "rab"},
	{"thursday", "thu", "thur", "thurs", "kamis", "kam"},
	{"friday", "fri", "jumat", "jum"},
	{"saturday", "sat", "sabtu", "sab"},
}

// monthWords are in the order of time.Month, from index 1.
var monthWords = [][]string{
	nil,
	{"january", "jan", "januari"},
	{"february", "feb", "februari", "pebruari"},
	{"march", "mar", "maret"},
	{"april", "apr"},
	{"may", "mei"},
	{"june", "jun", "juni"},
	{"july", "jul", "juli"},
	{"august", "aug", "agustus", "agu", "agt"},
	{"september", "sep", "sept"},
	{"october", "oct", "oktober", "okt"},
	{"november", "nov", "nopember"},
	{"december", "dec", "desember", "des"},
}

// unitWords are in the order day, week, month, year.
var unitWords = [][]string{
	{"day", "days", "d", "hari"},
	{"week", "weeks", "w", "wk", "wks", "minggu", "pekan", "mgg"},
	{"month", "months", "mo", "bulan", "bln"},
	{"year", "years", "y", "yr", "yrs", "tahun", "thn"},
}

var (
	thisWords = []string{"this", "ini"}
	lastWords = []string{"last", "lalu", "past", "kemarin"}
	agoWords  = []string{"ago", "lalu"}
	fillers   = []string{"the", "of", "yang", "st", "nd", "rd", "th"}
	leaders   = []string{"hari", "bulan", "tahun", "tanggal", "tgl"}
)

// row returns the index of the line that word is in, or -1.
func row(table [][]string, word string) int {
	return slices.IndexFunc(table, func(line []string) bool { return slices.Contains(line, word) })
}
