package intake

import "time"

// monthWords and dayWords are the months and weekdays as people write them, in
// English and Indonesian. "minggu" is Sunday here; a week where a number or
// "depan" (next) stands beside it, which the grammar looks at first.
var monthWords = map[string]time.Month{
	"january": 1, "jan": 1, "januari": 1,
	"february": 2, "feb": 2, "februari": 2, "pebruari": 2,
	"march": 3, "mar": 3, "maret": 3,
	"april": 4, "apr": 4,
	"may": 5, "mei": 5,
	"june": 6, "jun": 6, "juni": 6,
	"july": 7, "jul": 7, "juli": 7,
	"august": 8, "aug": 8, "agustus": 8, "agu": 8, "agt": 8, "ags": 8,
	"september": 9, "sep": 9, "sept": 9,
	"october": 10, "oct": 10, "oktober": 10, "okt": 10,
	"november": 11, "nov": 11, "nop": 11, "nopember": 11,
	"december": 12, "dec": 12, "desember": 12, "des": 12,
}

var dayWords = map[string]time.Weekday{
	"sunday": 0, "sun": 0, "minggu": 0, "min": 0, "ahad": 0,
	"monday": 1, "mon": 1, "senin": 1, "sen": 1,
	"tuesday": 2, "tue": 2, "tues": 2, "selasa": 2, "sel": 2,
	"wednesday": 3, "wed": 3, "weds": 3, "rabu": 3, "rab": 3,
	"thursday": 4, "thu": 4, "thur": 4, "thurs": 4, "kamis": 4, "kam": 4,
	"friday": 5, "fri": 5, "jumat": 5, "jum'at": 5, "jum": 5,
	"saturday": 6, "sat": 6, "sabtu": 6, "sab": 6,
}

// The small words of the grammar of dates.
var (
	untilWords = []string{"until", "till", "til", "sampai dengan", "sampai", "hingga", "s / d",
		"s . d .", "sd", "through", "thru", "up to"}
	rangeWords  = []string{"-", ". . .", ". .", "…", "to", "ke", "and", "dan", "&"}
	fillerWords = []string{"on", "from", "dari", "mulai", "starting", "tanggal", "tgl", "hari",
		"the"}
	openWords    = []string{"further notice", "pemberitahuan lebih lanjut", "ada kabar", "i'm back"}
	weekWords    = []string{"week", "weeks", "wk", "wks", "minggu", "pekan"}
	oneDayWords  = []string{"day", "days", "hari"}
	becauseWords = []string{"because", "karena", "for", "untuk", "due to", "note", "catatan"}
)
