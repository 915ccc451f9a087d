package intake

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// parseZone reads the argument of "timezone": a name of the IANA database in
// any case ("europe/berlin"), a city that has a zone or lies in one ("São
// Paulo", "Munich"), a country with one time ("Japan", "Jerman"), or WIB, WITA
// and WIT. It returns the name as the database spells it; time.LoadLocation
// knows it, if the program carries time/tzdata.
//
// Refused, with the nearest name: what can mean several zones (PST, UTC+2,
// Indonesia), "Local", and whatever is no zone at all (F13). The error is an
// *ArgError.
func parseZone(args string) (string, error) {
	const example = "timezone Europe/Berlin"
	if strings.TrimSpace(args) == "" {
		return "", wrong(argMissing, args, example)
	}
	if zone, ok := offsetZone(args); ok {
		return "", guess(wrong(argSeveral, args, "timezone "+zone))
	}
	switch key := placeKey(args); {
	case key == "":
		return "", wrong(argUnclear, args, example)
	case places().sure[key] != "":
		return places().sure[key], nil
	case places().many[key] != "":
		return "", guess(wrong(argSeveral, args, "timezone "+places().many[key]))
	default:
		near := nearest(key, places().keys)
		if near == "" {
			return "", wrong(argUnclear, args, example)
		}
		return "", guess(wrong(argUnclear, args, "timezone "+places().sure[near]+places().many[near]))
	}
}

// maxPlace bounds the argument of "timezone", in bytes: the longest name of a
// zone has 30.
const maxPlace = 64

func guess(e *ArgError) *ArgError {
	e.guess = true
	return e
}

// gazetteer is the zones by what people call them.
type gazetteer struct {
	sure map[string]string // key → IANA name
	many map[string]string // key → IANA name to offer
	keys []string          // all of both, in a fixed order
}

var places = sync.OnceValue(func() gazetteer { return readPlaces(zoneNames, zonePlaces, zoneMany) })

// readPlaces reads the tables. What comes first wins: whole names, then the
// places that were written down, then the city within a name.
func readPlaces(names, also, many string) gazetteer {
	g := gazetteer{sure: map[string]string{}, many: map[string]string{}}
	add := func(to map[string]string, key, zone string) {
		if g.sure[key] == "" && g.many[key] == "" {
			to[key] = zone
			g.keys = append(g.keys, key)
		}
	}
	full := zoneList(names)
	for _, zone := range full {
		add(g.sure, placeKey(zone), zone)
	}
	for _, table := range []struct {
		text string
		to   map[string]string
	}{{also, g.sure}, {many, g.many}} {
		for line := range strings.Lines(table.text) {
			zone, list, _ := strings.Cut(strings.TrimSpace(line), ":")
			if zone == "UTC" {
				add(table.to, placeKey(zone), zone)
			}
			for place := range strings.SplitSeq(list, ",") {
				if key := placeKey(place); key != "" {
					add(table.to, key, zone)
				}
			}
		}
	}
	for _, zone := range full {
		add(g.sure, placeKey(zone[strings.LastIndexByte(zone, '/')+1:]), zone)
	}
	return g
}

// zoneList reads zoneNames.
func zoneList(names string) (list []string) {
	region := ""
	for _, word := range strings.Fields(names) {
		if strings.HasSuffix(word, ":") {
			region = strings.TrimSuffix(word, ":") + "/"
			continue
		}
		list = append(list, region+word)
	}
	return list
}

// placeKey makes "São Paulo", "sao_paulo" and "SAO PAULO" the same. What holds
// anything but letters, digits and the signs of names is no place: "".
func placeKey(s string) string {
	if len(s) > maxPlace {
		return ""
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
		case r == '_' || r == '-' || unicode.IsSpace(r):
			b.WriteByte(' ')
		case r == 'ß':
			b.WriteString("ss")
		case r == '/' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(unicode.ToLower(r))
		default:
			return ""
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// offsetZone reads "UTC+2", "gmt-03:30", "+7" and returns a zone that keeps it.
func offsetZone(s string) (string, bool) {
	if len(s) > maxPlace {
		return "", false
	}
	s = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " ", ""))
	s = strings.ReplaceAll(s, "−", "-")
	s, turned := strings.CutPrefix(s, "etc/") // Etc/GMT-7 is seven hours *ahead* of UTC
	for _, prefix := range []string{"utc", "gmt"} {
		s = strings.TrimPrefix(s, prefix)
	}
	if s == "" || !slices.Contains([]byte("+-"), s[0]) {
		return "", false
	}
	hours, minutes, split := strings.Cut(strings.ReplaceAll(s[1:], ".", ":"), ":")
	if !split && len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	}
	h, err := strconv.ParseUint(hours, 10, 8)
	if err != nil {
		return "", false
	}
	m, _ := strconv.ParseUint(minutes, 10, 8)
	offset := int(h)*60 + int(m)
	if (s[0] == '-') != turned {
		offset = -offset
	}
	zone, ok := zoneOffsets[offset]
	return zone, ok
}
