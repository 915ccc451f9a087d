package reply

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// maxDeadlineDays is how far ahead a date without a year may lie.
const maxDeadlineDays = 300

// due are the words before a deadline, folded; in Chinese and Japanese they
// stand behind it, see dueAfter.
var due = set("by until till before due deadline bis vor spätestens avant d'ici jusqu'à antes até hasta para entro" +
	" tegen uiterlijk voor sampai sebelum hingga paling tenggat deadline: due:")

// dueFill are words that may stand between such a word and the date.
var dueFill = set("the on next this end of zum am den nächsten kommenden le la el del de a o na da il lambat hari tanggal" +
	" minggu depan lunedi op aanstaande komende volgende al")

var dueAfter = []string{"まで", "前", "之前", "까지"}

// weekdays and dueMonths are names of days and months by number.
var (
	weekdays = numbered(0,
		"sunday sun sonntag so dimanche domingo domenica zondag minggu ahad 日曜 日曜日 周日 星期日 일요일",
		"monday mon montag lundi lunes segunda segunda-feira lunedì lunedi maandag senin 月曜 月曜日 周一 星期一 월요일",
		"tuesday tue tues dienstag mardi martes terça terça-feira martedì martedi dinsdag selasa 火曜 火曜日 周二 星期二 화요일",
		"wednesday wed mittwoch mercredi miércoles quarta quarta-feira mercoledì mercoledi woensdag rabu 水曜 水曜日 周三 星期三 수요일",
		"thursday thu thur thurs donnerstag jeudi jueves quinta quinta-feira giovedì giovedi donderdag kamis 木曜 木曜日 周四 星期四 목요일",
		"friday fri freitag vendredi viernes sexta sexta-feira venerdì venerdi vrijdag jumat jum'at 金曜 金曜日 周五 星期五 금요일",
		"saturday sat samstag sonnabend samedi sábado sabato zaterdag sabtu 土曜 土曜日 周六 星期六 토요일")
	dueMonths = numbered(1,
		"january jan januar januari janvier enero janeiro gennaio", "february feb februar februari février febrero fevereiro febbraio",
		"march mar märz maart mars marzo março maret", "april apr avril abril aprile", "may mai mei mayo maio maggio",
		"june jun juni juin junio junho giugno", "july jul juli juillet julio julho luglio",
		"august aug augustus août agosto agustus agu", "september sep sept septembre septiembre setembro settembre",
		"october oct oktober okt octobre octubre outubro ottobre", "november nov novembre noviembre novembro",
		"december dec dezember dez desember des décembre diciembre dezembro dicembre")
	nearDays = map[string]int{"today": 0, "tonight": 0, "heute": 0, "hari ini": 0, "hoy": 0, "hoje": 0, "oggi": 0, "vandaag": 0, "aujourd'hui": 0, "今日": 0, "今天": 0,
		"tomorrow": 1, "morgen": 1, "besok": 1, "mañana": 1, "amanhã": 1, "domani": 1, "demain": 1, "明日": 1, "明天": 1, "lusa": 2, "übermorgen": 2}
)

func numbered(from int, names ...string) func() map[string]int {
	return sync.OnceValue(func() map[string]int {
		m := map[string]int{}
		for i, list := range names {
			for _, w := range strings.Fields(list) {
				m[w] = i + from
			}
		}
		return m
	})
}

// deadline gives the first date a text says something is due by: "by Friday",
// "sampai Jumat", "bis 24.12.", "before 2026-12-01". today is the writer's
// date; a weekday is the next one after it. The result is that day's midnight
// in today's zone. Numbers such as 3/4, which people read two ways, are none.
func deadline(text string, today time.Time) (time.Time, bool) {
	words := strings.Fields(fold(clip(text)))
	for i, w := range words {
		if due()[strings.Trim(w, "(,;.")] {
			rest := words[i+1:]
			for n := 0; n < 3 && len(rest) > 1 && dueFill()[rest[0]]; n++ {
				rest = rest[1:]
			}
			if d, ok := dayIn(rest, today); ok {
				return d, true
			}
		}
		for _, suffix := range dueAfter {
			if day, _, ok := strings.Cut(w, suffix); ok {
				if d, ok := dayIn([]string{lastName(day)}, today); ok {
					return d, true
				}
			}
		}
	}
	return time.Time{}, false
}

// dueLabel stands before the date of a decision on a line of its own.
var dueLabel = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(
		`(?i)(?:^|[ *_])(?:deadline|due|due date|due by|tenggat|tenggat waktu|batas waktu|frist)[*_]*[:：]`)
})

// Deadline gives the date a decision is due by: what its title says, or a line
// "Deadline: 1 December" below it. What its reason says of dates otherwise is
// about other things. See deadline for today and the result.
func (d Decision) Deadline(today time.Time) (time.Time, bool) {
	if at, ok := deadline(d.Title, today); ok {
		return at, true
	}
	at := dueLabel().FindStringIndex(clip(d.Why))
	if at == nil {
		return time.Time{}, false
	}
	return deadline("by "+strings.TrimLeft(d.Why[at[1]:], " *_"), today)
}

// Reason is Why without the line "Deadline: 1 December" at its end, if that is
// all the line says and Deadline gives its date.
func (d Decision) Reason(today time.Time) string {
	at := dueLabel().FindStringIndex(clip(d.Why))
	if _, ok := deadline(d.Title, today); ok || at == nil {
		return d.Why
	}
	words := strings.Fields(fold(strings.TrimLeft(d.Why[at[1]:], " *_")))
	for len(words) > 1 && dueFill()[words[0]] {
		words = words[1:]
	}
	_, ok := dayIn(words, today)
	if month := len(words) > 1 && dueMonths()[words[0]]+dueMonths()[words[1]] > 0; !ok ||
		len(words) > 1 && !month || len(words) > 2 && yearAt(words) == 0 || len(words) > 3 {
		return d.Why
	}
	return strings.TrimRight(d.Why[:at[0]], " *_")
}

// beginsDue tells whether a line begins with such a label.
func beginsDue(line string) bool {
	at := dueLabel().FindStringIndex(clip(withoutBullet(line)))
	return at != nil && at[0] == 0
}

func withoutBullet(line string) string {
	body, _ := cutBullet(strings.TrimSpace(line))
	return body
}

// lastName finds a day's name at the end of a text without spaces.
func lastName(s string) string {
	for _, names := range []map[string]int{weekdays(), nearDays} {
		for name := range names {
			if name[0] >= 0x80 && strings.HasSuffix(s, name) {
				return name
			}
		}
	}
	return s
}

// dayIn reads a date at the beginning of folded words.
func dayIn(words []string, today time.Time) (time.Time, bool) {
	if len(words) == 0 {
		return time.Time{}, false
	}
	first := strings.Trim(words[0], ".,;:!?)")
	day := func(n int) time.Time {
		return time.Date(today.Year(), today.Month(), today.Day()+n, 0, 0, 0, 0, today.Location())
	}
	if n, ok := nearDays[first]; ok {
		return day(n), true
	}
	if n, ok := weekdays()[first]; ok {
		return day((n-int(today.Weekday())+6)%7 + 1), true
	}
	if d, err := time.ParseInLocation("2006-01-02", first, today.Location()); err == nil {
		return d, true
	}
	if d, ok := dotted(words[0], today); ok {
		return d, true
	}
	if len(words) > 1 {
		return named(first, strings.Trim(words[1], ".,;:!?)"), yearAt(words), today)
	}
	return time.Time{}, false
}

// dotted reads 24.12. and 24.12.2026.
func dotted(s string, today time.Time) (time.Time, bool) {
	s = strings.TrimRight(s, ",;:!?)")
	p := strings.Split(s, ".")
	if len(p) != 3 || len(p[0]) > 2 || len(p[1]) > 2 || p[0] == "" || p[1] == "" || strings.Trim(s, "0123456789.") != "" {
		return time.Time{}, false
	}
	year := 0
	if len(p[2]) == 4 {
		year = number(p[2])
	} else if p[2] != "" {
		return time.Time{}, false
	}
	return onDay(year, number(p[1]), number(p[0]), today)
}

// yearAt is the year that follows a day and a month; 0 if none does.
func yearAt(words []string) int {
	if len(words) < 3 {
		return 0
	}
	w := strings.Trim(words[2], ".,;:!?)")
	if len(w) != 4 || digits(w, 0) != 4 {
		return 0
	}
	return number(w)
}

// named reads "24 december", "24. dezember", "december 24", "dec 24th"; year 0:
// the next such day.
func named(a, b string, year int, today time.Time) (time.Time, bool) {
	if dueMonths()[a] > 0 {
		a, b = b, a
	}
	j := digits(a, 0)
	month := dueMonths()[b]
	if month == 0 || j == 0 || j > 2 || len(a) > j+2 {
		return time.Time{}, false
	}
	return onDay(year, month, number(a[:j]), today)
}

// onDay makes a date; without a year it is the next such day.
func onDay(year, month, day int, today time.Time) (time.Time, bool) {
	bare := year == 0
	if bare {
		year = today.Year()
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, today.Location())
	if d.Day() != day || int(d.Month()) != month {
		return time.Time{}, false
	}
	midnight := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, today.Location())
	if bare && d.Before(midnight) {
		d = time.Date(year+1, time.Month(month), day, 0, 0, 0, 0, today.Location())
		if d.Day() != day || d.Sub(midnight) > maxDeadlineDays*24*time.Hour {
			return time.Time{}, false
		}
	}
	return d, true
}
