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

// zoneNamed returns the time zone with this name in the time zone database. If
// there is none it returns nil, and up to three names that may be meant.
//
// "" and "Local" are refused although Go takes them: they are another place on
// another machine. So is a name in the wrong case, which some file systems
// take and some do not.
func zoneNamed(name string) (loc *time.Location, near []string) {
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
	loc, near := n.doc.zones[name], []string(nil)
	if loc == nil {
		loc, near = zoneNamed(name)
	}
	if loc != nil {
		if n.doc.zones == nil {
			n.doc.zones = map[string]*time.Location{}
		}
		n.doc.zones[name] = loc // two hundred members, and three zones
		warnZone(n, name)
		return loc
	}
	msg := shown(name) + " is no time zone"
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
		n.warn("zone", name+" is behind UTC: its sign is turned round",
			"a place, such as America/New_York")
	case strings.HasPrefix(name, "Etc/GMT-") && name != "Etc/GMT-0":
		n.warn("zone", name+" is ahead of UTC: its sign is turned round",
			"a place, such as Europe/Berlin")
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
		case Nearest(place, []string{low}) != "" || Nearest(last(place), []string{last(low)}) != "":
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
