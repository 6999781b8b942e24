package code

import (
	"slices"
	"strings"
)

// joined says who became a member of which union of countries on which day:
// EU (European Union and the communities before it), EUR (the euro), EEA and
// EFTA. Sources: the treaties of accession, the Council decisions on the euro,
// the EEA agreement with its enlargements (applied provisionally for BG, RO, HR).
var joined = []struct{ union, from, who string }{
	{"EU", "1958-01-01", "BE DE FR IT LU NL"},
	{"EU", "1973-01-01", "DK GB IE"},
	{"EU", "1981-01-01", "GR"},
	{"EU", "1986-01-01", "ES PT"},
	{"EU", "1995-01-01", "AT FI SE"},
	{"EU", "2004-05-01", "CY CZ EE HU LT LV MT PL SI SK"},
	{"EU", "2007-01-01", "BG RO"},
	{"EU", "2013-07-01", "HR"},
	{"EUR", "1999-01-01", "AT BE DE ES FI FR IE IT LU NL PT"},
	{"EUR", "2001-01-01", "GR"},
	{"EUR", "2007-01-01", "SI"},
	{"EUR", "2008-01-01", "CY MT"},
	{"EUR", "2009-01-01", "SK"},
	{"EUR", "2011-01-01", "EE"},
	{"EUR", "2014-01-01", "LV"},
	{"EUR", "2015-01-01", "LT"},
	{"EUR", "2023-01-01", "HR"},
	{"EUR", "2026-01-01", "BG"},
	{"EEA", "1994-01-01", "AT BE DE DK ES FI FR GB GR IE IS IT LU NL NO PT SE"},
	{"EEA", "1995-05-01", "LI"},
	{"EEA", "2004-05-01", "CY CZ EE HU LT LV MT PL SI SK"},
	{"EEA", "2007-08-01", "BG RO"},
	{"EEA", "2014-04-12", "HR"},
	{"EFTA", "1960-05-03", "AT CH DK GB NO PT SE"},
	{"EFTA", "1970-03-01", "IS"},
	{"EFTA", "1986-01-01", "FI"},
	{"EFTA", "1991-09-01", "LI"},
}

// left is the last day of those who are no longer members.
var left = map[string]string{
	"EU GB": "2020-01-31", "EEA GB": "2020-12-31",
	"EFTA DK": "1972-12-31", "EFTA GB": "1972-12-31", "EFTA PT": "1985-12-31",
	"EFTA AT": "1994-12-31", "EFTA FI": "1994-12-31", "EFTA SE": "1994-12-31",
}

// Members lists the countries of a union (EU, EUR, EEA, EFTA) or of a group
// with a date of its own (EU27_2020, EA20) on a day, as "2024-03-05".
func Members(union, on string) []string {
	if g, ok := groups().dated[union]; ok {
		union = g.union
		if g.on != "" {
			on = g.on
		}
	}
	var members []string
	for _, j := range joined {
		if j.union != union || on < j.from {
			continue
		}
		for country := range strings.FieldsSeq(j.who) {
			if last, gone := left[union+" "+country]; !gone || on <= last {
				members = append(members, country)
			}
		}
	}
	slices.Sort(members)
	return members
}

// In says whether a country belonged to a union or group on a day.
func In(union, country, on string) bool {
	return slices.Contains(Members(union, on), country)
}
