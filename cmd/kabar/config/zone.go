package config

import (
	"strconv"
	"time"
)

// readZone reads a time zone by its name in the time zone database. "" and
// "Local", which Go takes, are refused: they mean another place on another
// machine.
func readZone(l layers) *time.Location {
	n := l.says("zone")
	if n == nil || n.bad["zone"] {
		return utc
	}
	name := l.text("zone")
	loc, err := time.LoadLocation(name)
	if err == nil && name != "" && name != "Local" && exact(name) {
		return loc
	}
	msg := strconv.Quote(cut(name)) + " is no time zone"
	switch name {
	case "":
		msg = "empty"
	case "Local":
		msg = `"Local" is another zone on another machine`
	}
	n.fail("zone", msg, zoneRemedy(name))
	return utc
}

func exact(name string) bool        { return true }
func zoneRemedy(name string) string { return `zone = "Europe/Berlin"` }
