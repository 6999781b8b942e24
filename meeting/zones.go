package meeting

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// zones are the time zones in which meetings are offered, by country; those
// who join from there read the beginning by their own clock.
var zones = map[string]string{
	"AL": "Europe/Tirane", "AT": "Europe/Vienna", "BA": "Europe/Sarajevo", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "CH": "Europe/Zurich",
	"CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "ES": "Europe/Madrid",
	"FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London", "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest",
	"IE": "Europe/Dublin", "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome", "LI": "Europe/Vaduz", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg",
	"LV": "Europe/Riga", "MD": "Europe/Chisinau", "ME": "Europe/Podgorica", "MK": "Europe/Skopje", "MT": "Europe/Malta", "NL": "Europe/Amsterdam",
	"NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SE": "Europe/Stockholm",
	"SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "TR": "Europe/Istanbul", "UA": "Europe/Kyiv",
	"MA": "Africa/Casablanca", "SN": "Africa/Dakar", "TN": "Africa/Tunis", "TG": "Africa/Lome", "BJ": "Africa/Porto-Novo", "CM": "Africa/Douala",
	"CI": "Africa/Abidjan", "KR": "Asia/Seoul", "JP": "Asia/Tokyo",
}

// Countries are those with a time zone here, in the order of their codes.
func Countries() []string { return slices.Sorted(maps.Keys(zones)) }

// ZoneOf is the time zone of a country, or nothing.
func ZoneOf(country string) string { return zones[country] }

// CountryOf is the country of a time zone, or nothing.
func CountryOf(zone string) string {
	for _, country := range Countries() {
		if zones[country] == zone {
			return country
		}
	}
	return ""
}

// Clock is what the clocks of some countries show when a meeting begins.
type Clock struct {
	Time      string // 10:30
	Day       int    // 1 = it is the day after there, -1 = the day before
	Countries []string
}

// Clocks is what the clocks of countries show when a meeting begins, without
// those that show the same as at its place; the earliest first.
func (m Meeting) Clocks(countries []string) (all []Clock) {
	here, _ := m.InZone()
	for _, country := range slices.Compact(slices.Sorted(slices.Values(countries))) {
		zone := zones[country]
		there := m.Starts.In(zoneOf(zone))
		if zone == "" || there.Format(minutes) == here.Format(minutes) {
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

const minutes = "2006-01-02 15:04"

// dayShift is how many days later it is on one clock than on another.
func dayShift(here, there time.Time) int {
	date := func(t time.Time) time.Time {
		year, month, day := t.Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return int(date(there).Sub(date(here)) / (24 * time.Hour))
}

// Offset is how far the clocks of the place are from UTC: "+1", "-3:30".
func (m Meeting) Offset() string {
	starts, _ := m.InZone()
	text := starts.Format("-07:00")
	hours, rest := strings.TrimPrefix(text[1:3], "0"), text[3:]
	if rest == ":00" {
		rest = ""
	}
	return text[:1] + hours + rest
}
