package config

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"time"
)

// zoneNames are the places of the time zone database, one a line, to suggest
// from: which names there are, the database itself decides.
//
//go:embed zones.txt
var zoneNames string

// Zone returns the time zone with this name in the time zone database. If
// there is none it returns nil, and up to three names that may be meant.
//
// "" and "Local" are refused although Go takes them: they are another place on
// another machine. So is a name in the wrong case, which some file systems
// take and some do not.
func Zone(name string) (loc *time.Location, near []string) {
	if name != "" && name != "Local" && len(name) < 64 {
		if same := sameZone(name); same != "" && same != name {
			return nil, []string{same}
		}
		if loc, err := time.LoadLocation(name); err == nil {
			return loc, nil
		}
	}
	return nil, nearZones(name)
}

// readZone reads a time zone.
func readZone(l layers) *time.Location {
	n := l.says("zone")
	if n == nil || n.bad["zone"] {
		return time.UTC
	}
	name := l.text("zone")
	loc, near := Zone(name)
	if loc != nil {
		warnZone(n, name)
		return loc
	}
	msg := strconv.Quote(cut(name)) + " is no time zone"
	switch {
	case name == "":
		msg = "empty"
	case name == "Local":
		msg = `"Local" is another zone on another machine`
	case isOffset(name):
		msg += ": an offset knows no summer time"
	}
	if len(near) == 0 {
		near = []string{"Europe/Berlin", "Asia/Jakarta"}
	}
	quoted := make([]string, len(near))
	for i, z := range near {
		quoted[i] = strconv.Quote(z)
	}
	n.fail("zone", msg, "zone = "+list(quoted))
	return time.UTC
}

// warnZone speaks of names that mean what few expect.
func warnZone(n *node, name string) {
	switch {
	case name == "EST" || name == "MST":
		n.warn("zone", name+" has no summer time", "zone = "+strconv.Quote(abbreviated[name][0]))
	case strings.HasPrefix(name, "Etc/GMT+") && name != "Etc/GMT+0":
		n.warn("zone", name+" is behind UTC: its sign is turned round", "a place, such as Europe/Berlin")
	case strings.HasPrefix(name, "Etc/GMT-") && name != "Etc/GMT-0":
		n.warn("zone", name+" is ahead of UTC: its sign is turned round", "a place, such as America/New_York")
	}
}

// sameZone returns the name that differs from s at most in case; "" if none
// is known.
func sameZone(s string) string {
	for z := range strings.Lines(zoneNames) {
		if z = strings.TrimSpace(z); strings.EqualFold(z, s) {
			return z
		}
	}
	for _, z := range []string{"UTC", "GMT"} {
		if strings.EqualFold(z, s) {
			return z
		}
	}
	return ""
}

// nearZones returns up to three names that s may mean.
func nearZones(s string) []string {
	if len(s) > 64 || s == "Local" {
		return nil
	}
	if near := abbreviated[strings.ToUpper(s)]; near != nil {
		return near
	}
	if near := byOffset[offset(s)]; near != nil {
		return near
	}
	place := strings.ToLower(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.TrimSpace(s)))
	if z := cities[last(place)]; z != "" {
		return []string{z}
	}
	var same, near []string
	for z := range strings.Lines(zoneNames) {
		z = strings.TrimSpace(z)
		low := strings.ReplaceAll(strings.ToLower(z), "-", "_")
		switch {
		case place == "":
		case last(low) == last(place):
			same = append(same, z)
		case nearest(place, []string{low}) != "" || nearest(last(place), []string{last(low)}) != "":
			near = append(near, z)
		}
	}
	all := append(same, near...)
	return slices.Clip(all[:min(len(all), 3)])
}

// last returns what is after the last slash.
func last(s string) string { return s[strings.LastIndex(s, "/")+1:] }

func isOffset(s string) bool { return offset(s) != "" }

// offset reads "UTC+2", "GMT-03:30", "+0530" as "+2", "-3:30", "+5:30"; "" if
// s is none.
func offset(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	s = strings.TrimPrefix(strings.TrimPrefix(s, "UTC"), "GMT")
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return ""
	}
	sign, digits := s[:1], strings.Replace(s[1:], ":", "", 1)
	hours, minutes := digits, "00"
	if len(digits) > 2 {
		hours, minutes = digits[:len(digits)-2], digits[len(digits)-2:]
	}
	h, err := strconv.Atoi(hours)
	if _, err2 := strconv.Atoi(minutes); err != nil || err2 != nil || h < 0 || h > 14 {
		return ""
	}
	if minutes != "00" {
		return sign + strconv.Itoa(h) + ":" + minutes
	}
	return sign + strconv.Itoa(h)
}

// abbreviated are the letters people write for a zone. They name no place, so
// kabar only suggests.
var abbreviated = map[string][]string{
	"PST": {"America/Los_Angeles"}, "PDT": {"America/Los_Angeles"}, "PT": {"America/Los_Angeles"},
	"MST": {"America/Denver"}, "MDT": {"America/Denver"},
	"CST": {"America/Chicago", "Asia/Shanghai"}, "CDT": {"America/Chicago"},
	"EST": {"America/New_York"}, "EDT": {"America/New_York"}, "ET": {"America/New_York"},
	"BRT": {"America/Sao_Paulo"}, "ART": {"America/Argentina/Buenos_Aires"}, "BST": {"Europe/London"},
	"WEST": {"Europe/Lisbon"}, "CEST": {"Europe/Berlin", "Europe/Paris"},
	"MEZ": {"Europe/Berlin"}, "MESZ": {"Europe/Berlin"}, "EEST": {"Europe/Athens", "Europe/Kyiv"},
	"MSK": {"Europe/Moscow"}, "TRT": {"Europe/Istanbul"}, "WAT": {"Africa/Lagos"}, "CAT": {"Africa/Maputo"},
	"EAT": {"Africa/Nairobi"}, "SAST": {"Africa/Johannesburg"}, "GST": {"Asia/Dubai"},
	"IST": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}, "PKT": {"Asia/Karachi"},
	"ICT": {"Asia/Bangkok", "Asia/Ho_Chi_Minh"}, "WIB": {"Asia/Jakarta"}, "WITA": {"Asia/Makassar"},
	"WIT": {"Asia/Jayapura"}, "SGT": {"Asia/Singapore"}, "HKT": {"Asia/Hong_Kong"}, "PHT": {"Asia/Manila"},
	"JST": {"Asia/Tokyo"}, "KST": {"Asia/Seoul"}, "AWST": {"Australia/Perth"},
	"AEST": {"Australia/Brisbane", "Australia/Sydney"}, "AEDT": {"Australia/Sydney"},
	"NZST": {"Pacific/Auckland"}, "NZDT": {"Pacific/Auckland"},
}

// byOffset are places to suggest for an offset in winter.
var byOffset = map[string][]string{
	"-10": {"Pacific/Honolulu"}, "-9": {"America/Anchorage"}, "-8": {"America/Los_Angeles"},
	"-7": {"America/Denver", "America/Phoenix"}, "-6": {"America/Chicago", "America/Mexico_City"},
	"-5": {"America/New_York", "America/Bogota"}, "-4": {"America/Halifax", "America/La_Paz"},
	"-3:30": {"America/St_Johns"}, "-3": {"America/Sao_Paulo", "America/Argentina/Buenos_Aires"},
	"-1": {"Atlantic/Azores"}, "+0": {"UTC", "Europe/London", "Africa/Accra"},
	"-0": {"UTC", "Europe/London", "Africa/Accra"},
	"+1": {"Europe/Berlin", "Europe/Paris", "Africa/Lagos"},
	"+2": {"Europe/Athens", "Africa/Johannesburg", "Africa/Cairo"},
	"+3": {"Europe/Istanbul", "Africa/Nairobi", "Asia/Riyadh"}, "+3:30": {"Asia/Tehran"},
	"+4": {"Asia/Dubai"}, "+4:30": {"Asia/Kabul"}, "+5": {"Asia/Karachi", "Asia/Tashkent"},
	"+5:30": {"Asia/Kolkata"}, "+5:45": {"Asia/Kathmandu"}, "+6": {"Asia/Dhaka"},
	"+6:30": {"Asia/Yangon"}, "+7": {"Asia/Jakarta", "Asia/Bangkok", "Asia/Ho_Chi_Minh"},
	"+8": {"Asia/Singapore", "Asia/Shanghai", "Australia/Perth"}, "+9": {"Asia/Tokyo", "Asia/Seoul"},
	"+9:30": {"Australia/Darwin", "Australia/Adelaide"}, "+10": {"Australia/Brisbane", "Australia/Sydney"},
	"+11": {"Pacific/Guadalcanal"}, "+12": {"Pacific/Auckland", "Pacific/Fiji"}, "+13": {"Pacific/Apia"},
	"+14": {"Pacific/Kiritimati"},
}

// cities are large ones that the database knows by another's name.
var cities = map[string]string{
	"san_francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "boston": "America/New_York",
	"washington": "America/New_York", "miami": "America/New_York", "austin": "America/Chicago",
	"rio_de_janeiro": "America/Sao_Paulo", "são_paulo": "America/Sao_Paulo", "munich": "Europe/Berlin",
	"münchen": "Europe/Berlin", "hamburg": "Europe/Berlin", "frankfurt": "Europe/Berlin",
	"köln": "Europe/Berlin", "barcelona": "Europe/Madrid", "milan": "Europe/Rome", "geneva": "Europe/Zurich",
	"abuja": "Africa/Lagos", "cape_town": "Africa/Johannesburg", "mumbai": "Asia/Kolkata",
	"delhi": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata",
	"chennai": "Asia/Kolkata", "beijing": "Asia/Shanghai", "shenzhen": "Asia/Shanghai",
	"hanoi": "Asia/Ho_Chi_Minh", "bandung": "Asia/Jakarta", "surabaya": "Asia/Jakarta",
	"yogyakarta": "Asia/Jakarta", "bali": "Asia/Makassar", "denpasar": "Asia/Makassar", "osaka": "Asia/Tokyo",
}
