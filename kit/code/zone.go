package code

import (
	"maps"
	"slices"
)

// zones are the time zones of countries, one for each: that of the capital.
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

// Zoned lists the countries whose time zone is known, by their codes.
func Zoned() []string { return slices.Sorted(maps.Keys(zones)) }

// Zone is the name of the time zone of a country, or nothing.
func Zone(country string) string { return zones[country] }

// InZone is the country of a time zone, or nothing.
func InZone(zone string) string {
	for _, country := range Zoned() {
		if zones[country] == zone {
			return country
		}
	}
	return ""
}
