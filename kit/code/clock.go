package code

import (
	"slices"
	"strings"
	"time"
)

// Clock is what the clocks of some countries show at a moment.
type Clock struct {
	Time      string // 10:30
	Day       int    // 1 = it is the day after there, -1 = the day before
	Countries []string
}

// Clocks is what the clocks of countries show at a moment, without those that
// show the same as here; the earliest first.
func Clocks(here time.Time, countries []string) (all []Clock) {
	for _, country := range slices.Compact(slices.Sorted(slices.Values(countries))) {
		zone, err := time.LoadLocation(Zone(country))
		there := here.In(zone)
		if Zone(country) == "" || err != nil || there.Format(onClocks) == here.Format(onClocks) {
			continue
		}
		clock := Clock{Time: there.Format("15:04"), Day: dayShift(here, there)}
		i := slices.IndexFunc(all, func(c Clock) bool { return c.Time == clock.Time && c.Day == clock.Day })
		if i < 0 {
			i, all = len(all), append(all, clock)
		}
		all[i].Countries = append(all[i].Countries, country)
	}
	slices.SortFunc(all, func(a, b Clock) int {
		if a.Day != b.Day {
			return a.Day - b.Day
		}
		return strings.Compare(a.Time, b.Time)
	})
	return all
}

// onClocks is what a clock with a calendar shows.
const onClocks = "2006-01-02 15:04"

// dayShift is how many days later it is on one clock than on another.
func dayShift(here, there time.Time) int {
	date := func(t time.Time) time.Time {
		year, month, day := t.Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return int(date(there).Sub(date(here)) / (24 * time.Hour))
}

// Offset is how far the clocks are from UTC at a moment: "+1", "-3:30".
func Offset(here time.Time) string {
	text := here.Format("-07:00")
	hours, rest := strings.TrimPrefix(text[1:3], "0"), text[3:]
	if rest == ":00" {
		rest = ""
	}
	return text[:1] + hours + rest
}
