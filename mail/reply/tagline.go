package reply

import (
	"strings"
	"sync"
)

// maxTaglines bounds how many taglines one run of text may end with.
const maxTaglines = 40

// maxTagline bounds a tagline, in bytes.
const maxTagline = 160

// tagline is what a phone writes below a mail: words before and after a hole
// for the device.
type tagline struct {
	lang          string
	before, after string
	whole         bool // no hole: the line is the tagline
}

// taglines finds them by their first bytes; those that begin with the
// hole come second.
var taglines = sync.OnceValues(indexTaglines)

func indexTaglines() (map[string][]tagline, []tagline) {
	m, open := map[string][]tagline{}, []tagline(nil)
	for _, l := range languages {
		for _, s := range list(l.taglines) {
			before, after, hole := strings.Cut(s, "{device}")
			t := tagline{lang: l.code, before: fold(before), after: fold(after), whole: !hole}
			if t.before == "" {
				open = append(open, t)
			} else {
				k := tagKey(t.before)
				m[k] = append(m[k], t)
			}
		}
	}
	return m, open
}

// tagKey is the first letters of a tagline.
func tagKey(s string) string {
	n := 0
	for i := range s {
		if n == 3 {
			return s[:i]
		}
		n++
	}
	return s
}

// devices are the words that make sure a line names a phone or a program.
var devices = set("iphone ipad ipod android galaxy samsung huawei xiaomi redmi oppo vivo oneplus pixel nokia motorola" +
	" moto htc sony xperia lg lumia windows phone mobile mobil blackberry bb outlook yahoo mail gmail airmail mailbox" +
	" mailspring sparrow acompli thunderbird proton protonmail zoho spark newton polymail tablet smartphone handy" +
	" telefon telefono teléfono celular telefone téléphone móvil ponsel hp tel ti-85 nexus kindle wiko alcatel asus zenfone nothing" +
	" honor realme poco ios mac macbook watch fairemail k-9 k-9mail bluemail nine aquamail typeapp canary cell verizon" +
	" at&t t-mobile sprint orange vodafone telkomsel wireless 4g 5g lte treo palm webos device gerät mobilgerät" +
	" mobiltelefon smartfon telefoon mobiel телефона устройства почты mail.ru яндекс iphonea iphonu iphonesta workspace tutanota tuta hey missive" +
	" superhuman shortwave notion edison mailbird em-client webmail mobiele телефон appareil apparaat hp-mu smartphonu laptop pc mymail inbox aol mail.ru app")

// taglines cuts the lines phones add off the end of a run.
func (r *reading) taglines(first, last int) int {
	for n := 0; n < maxTaglines; n++ {
		i := last
		for i >= first && (r.lines[i].blank || isRule(r.lines[i].text, 2)) {
			i--
		}
		if i < first {
			return last
		}
		lang, ok := isTagline(&r.lines[i])
		if !ok {
			return last
		}
		r.change(i, last, Tagline, "tagline:"+lang)
		last = i - 1
	}
	return last
}

// isTagline tells whether a line is one, and in which language.
func isTagline(l *line) (string, bool) {
	if len(l.text) > maxTagline && strings.IndexByte(l.text, '<') < 0 {
		return "", false
	}
	s := l.folded()
	if i := strings.Index(s, "<http"); i > 0 { // a link to the program's page
		s = strings.TrimSpace(s[:i]) + s[min(len(s), i+1+strings.IndexByte(s[i:]+">", '>')):]
	}
	if i := strings.Index(s, "]("); i > 0 { // Markdown links
		s = strings.Replace(s[:i], "[", "", 1) + " " + s[min(len(s), i+1+strings.IndexByte(s[i:]+")", ')')):]
	}
	if i := strings.Index(s, "(http"); i > 0 {
		s = s[:i]
	}
	s = strings.Trim(s, " -*_<>()[].!~=\"'")
	if s == "" || len(s) > maxTagline {
		return "", false
	}
	begun, open := taglines()
	for _, t := range begun[tagKey(s)] {
		if t.match(s) {
			return t.lang, true
		}
	}
	if hasDevice(s) {
		for _, t := range open {
			if t.match(s) {
				return t.lang, true
			}
		}
	}
	return "", false
}

// match tells whether a folded line is the tagline, with a device in its hole.
func (t tagline) match(s string) bool {
	if t.whole {
		return s == t.before
	}
	if !strings.HasPrefix(s, t.before) {
		return false
	}
	rest := s[len(t.before):]
	if t.after != "" {
		i := strings.LastIndex(rest, t.after)
		if i < 0 {
			return false
		}
		if tail := rest[i+len(t.after):]; strings.Count(tail, " ") > 6 {
			return false
		}
		rest = rest[:i]
	}
	return isDevice(rest)
}

// isDevice tells what can stand in a tagline's hole: few words, one of them a
// device, and perhaps an excuse for typing errors.
func isDevice(s string) bool {
	s, _, _ = strings.Cut(s, ". ")
	s, _, _ = strings.Cut(s, ", ")
	s = strings.Trim(s, " .,-")
	return strings.Count(s, " ") <= 7 && hasDevice(s)
}

// hasDevice looks for a device among the words.
func hasDevice(s string) bool {
	for s != "" {
		var w string
		w, s, _ = strings.Cut(s, " ")
		w = strings.Trim(w, ".,;:()[]<>\"'")
		stem, _, _ := strings.Cut(w, "-")
		if devices()[w] || devices()[stem] || devices()[deviceStem(w)] {
			return true
		}
	}
	for _, name := range []string{"iphone", "ipad", "outlook", "android", "samsung"} {
		if strings.Contains(s, name) {
			return true
		}
	}
	return false
}

// deviceStem takes a case ending or a particle off a device's name: "iPhone'umdan",
// "iPhonesta", "iPhoneから".
func deviceStem(w string) string {
	for _, name := range []string{"iphone", "ipad", "outlook", "android", "samsung", "galaxy", "huawei", "xiaomi", "blackberry", "yahoo", "gmail", "windows", "mobil"} {
		if i := strings.Index(w, name); i >= 0 && len(w)-i-len(name) <= 24 {
			return name
		}
	}
	return w
}
