package reply

import (
	"strings"
	"sync"
	"time"
)

// maxDurationHours is the longest time that is believed.
const maxDurationHours = 1000

// units are the words for hours, minutes and working days, in the languages
// that have labels.
var units = sync.OnceValue(unitWords)

func unitWords() map[string]time.Duration {
	m := map[string]time.Duration{}
	for _, u := range []struct {
		words string
		d     time.Duration
	}{
		{"h hr hrs hour hours std stunde stunden heure heures hora horas jam ore ora uur uren 時間 小时 小時 시간 ч час часа часов godz", time.Hour},
		{"m min mins minute minutes minuten minuto minutos menit minuti minuut 分 分钟 分鐘 분 мин минут", time.Minute},
		{"d day days tag tage jour jours día días dia dias hari giorno giorni dag dagen 日 天 일 день дня дней", 8 * time.Hour},
	} {
		for _, w := range strings.Fields(u.words) {
			m[w] = u.d
		}
	}
	return m
}

// Durations gives the times a text says something took, in order: "2h30",
// "1,5 jam", "45 min", "2 h 15 min". A day counts eight hours.
func Durations(text string) []time.Duration {
	s := fold(clip(text))
	var out []time.Duration
	joined := false // the next may be the minutes of the one before
	for i := 0; i < len(s); {
		if s[i] < '0' || s[i] > '9' || i > 0 && (isLatin(s[i-1]) || s[i-1] == '.' || s[i-1] == ':' || s[i-1] == '/' || s[i-1] == '-') {
			if s[i] != ' ' {
				joined = false
			}
			i++
			continue
		}
		d, unit, end := durationAt(s, i)
		if d == 0 {
			i, joined = digits(s, i), false
			continue
		}
		if joined && unit == time.Minute {
			out[len(out)-1] += d
		} else {
			out = append(out, d)
		}
		joined = unit == time.Hour
		i = end
	}
	return out
}

// durationAt reads a number and its unit at i; d is 0 if there is none.
func durationAt(s string, i int) (d, unit time.Duration, end int) {
	j := digits(s, i)
	tenths, k := 0, j
	if k+1 < len(s) && (s[k] == '.' || s[k] == ',') && s[k+1] >= '0' && s[k+1] <= '9' {
		tenths = int(s[k+1]-'0') * 10
		if k = digits(s, k+1); k-j > 2 {
			tenths += int(s[j+2] - '0')
		}
	}
	if j-i > 4 || k-j > 3 {
		return 0, 0, k
	}
	at := k
	if at < len(s) && s[at] == ' ' {
		at++
	}
	word := wordAt(s[at:])
	unit = units()[word]
	if unit == 0 {
		return 0, 0, k
	}
	end = at + len(word)
	whole := number(s[i:j])
	if whole > maxDurationHours {
		return 0, 0, end
	}
	d = time.Duration(whole)*unit + time.Duration(tenths)*unit/100
	if unit == time.Hour && end < len(s) && s[end] >= '0' && s[end] <= '9' { // 2h30
		if m := digits(s, end); m-end == 2 {
			d += time.Duration(number(s[end:m])) * time.Minute
			end = m
		}
	}
	return d, unit, end
}

// wordAt gives the letters a folded text begins with, at most one unit long.
func wordAt(s string) string {
	end := 0
	for i, r := range s {
		if r < 'a' || r > 'z' && r < 0x80 {
			break
		}
		end = i + len(string(r))
		if r >= 0x2e80 && units()[s[:end]] != 0 && units()[s[:min(len(s), end+3)]] == 0 {
			break
		}
	}
	return s[:end]
}

func number(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}
