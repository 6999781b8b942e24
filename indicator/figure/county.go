package figure

import (
	"slices"
	"strings"

	"pesnet/kit/code"
)

// wholeCountry is the area of the row of the printed total.
const wholeCountry = "RO"

// counties holds the NUTS 3 codes of the 42 counties of Romania in the
// alphabetical order of their names on the national open-data portal, where
// Bucharest is "Municipiul București". The place in it, from 1, is the number
// that the portal's JSON files give a county. They do not say so; but figures
// of April 2024 divided by their rates give a labour force that fits exactly
// one county of March 2024 each, for all, women and men alike, and in this
// order.
var counties = strings.Fields(`
	RO121 RO421 RO311 RO211 RO111 RO112 RO212 RO221 RO122 RO222 RO312 RO422 RO113 RO223
	RO123 RO313 RO411 RO224 RO314 RO412 RO124 RO423 RO315 RO213 RO322 RO114 RO413 RO321
	RO125 RO214 RO414 RO316 RO116 RO115 RO126 RO215 RO317 RO424 RO225 RO415 RO216 RO226`)

// countyOf finds the area of a row by its name as the service writes it: short
// ("SATU M."), with a hyphen or none, with lost diacritics ("CARA?-SEVERIN").
func countyOf(name string) (area string, ok bool) {
	if words := LetterWords(name); len(words) > 0 && words[0] == "total" {
		return wholeCountry, true
	}
	r, ok := code.FindRegion("RO", 3, name)
	return r.Code, ok && slices.Contains(counties, r.Code)
}

// countyByNumber finds the area of a row of the JSON files; the number after
// the last county is the whole country.
func countyByNumber(n int) (area string, ok bool) {
	switch {
	case n >= 1 && n <= len(counties):
		return counties[n-1], true
	case n == len(counties)+1:
		return wholeCountry, true
	}
	return "", false
}

func countyName(area string) string { return code.Name(area, "ro") }
