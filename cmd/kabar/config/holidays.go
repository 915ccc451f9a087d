package config

import (
	"slices"
	"strings"

	"kabar/store/civil"
	"kabar/store/team"
)

// maxCalendar is the largest calendar file that is read.
const maxCalendar = 1 << 20

// readHolidays reads the days of holidays and of holidays_file, sorted, each
// date once.
func readHolidays(n *node, d disk) []team.Holiday {
	l := layers{n}
	var all []team.Holiday
	for i, s := range l.texts("holidays") {
		day, name, _ := strings.Cut(strings.TrimSpace(s), " ")
		date, err := civil.ParseDate(day)
		if err != nil {
			n.failAt(n.at.key("holidays").item(i), "holidays",
				shown(s)+" does not begin with a date of the calendar", `"2026-12-25 Christmas"`)
			continue
		}
		all = append(all, team.Holiday{Date: date, Name: oneLine(strings.TrimSpace(name))})
	}
	if file := l.text("holidays_file"); file != "" {
		path := d.path(n.doc.file, file)
		src, err := d.read(path, maxCalendar)
		var cal calendar
		if err == nil {
			cal, err = parseCalendar(string(src))
		}
		if err != nil {
			n.fail("holidays_file", path+": "+plainError(err),
				"a calendar file (.ics) with all-day events")
		}
		for _, odd := range cal.odd {
			n.warn("holidays_file", path+": "+odd, "name its other days in holidays")
		}
		all = append(all, cal.days...)
	}
	slices.SortStableFunc(all, func(a, b team.Holiday) int { return a.Date.Compare(b.Date) })
	return slices.CompactFunc(all, func(a, b team.Holiday) bool { return a.Date == b.Date })
}
