package indicator

import "strings"

// county is a county of Romania.
type county struct {
	name string // without diacritics, as the service writes it
	code string // NUTS 3, versions 2013 to 2024
}

// counties holds the 42 counties in the alphabetical order of the national
// open-data portal, where Bucharest is "Municipiul București". The place in it,
// from 1, is the number that the portal's JSON files give a county: figures of
// April 2024 divided by their rates give a labour force that fits exactly one
// county of March 2024 each, for women and men alike.
var counties = []county{
	{"ALBA", "RO121"}, {"ARAD", "RO421"}, {"ARGES", "RO311"}, {"BACAU", "RO211"}, {"BIHOR", "RO111"},
	{"BISTRITA NASAUD", "RO112"}, {"BOTOSANI", "RO212"}, {"BRAILA", "RO221"}, {"BRASOV", "RO122"}, {"BUZAU", "RO222"},
	{"CALARASI", "RO312"}, {"CARAS SEVERIN", "RO422"}, {"CLUJ", "RO113"}, {"CONSTANTA", "RO223"}, {"COVASNA", "RO123"},
	{"DAMBOVITA", "RO313"}, {"DOLJ", "RO411"}, {"GALATI", "RO224"}, {"GIURGIU", "RO314"}, {"GORJ", "RO412"},
	{"HARGHITA", "RO124"}, {"HUNEDOARA", "RO423"}, {"IALOMITA", "RO315"}, {"IASI", "RO213"}, {"ILFOV", "RO322"},
	{"MARAMURES", "RO114"}, {"MEHEDINTI", "RO413"}, {"BUCURESTI", "RO321"}, {"MURES", "RO125"}, {"NEAMT", "RO214"},
	{"OLT", "RO414"}, {"PRAHOVA", "RO316"}, {"SALAJ", "RO116"}, {"SATU MARE", "RO115"}, {"SIBIU", "RO126"},
	{"SUCEAVA", "RO215"}, {"TELEORMAN", "RO317"}, {"TIMIS", "RO424"}, {"TULCEA", "RO225"}, {"VALCEA", "RO415"},
	{"VASLUI", "RO216"}, {"VRANCEA", "RO226"},
}

// wholeCountry stands for the row of the printed total.
var wholeCountry = county{"TOTAL", "RO"}

// countyOf finds a county by its name as the service writes it: short ("SATU
// M."), with a hyphen or none, with lost diacritics ("CARA?-SEVERIN").
func countyOf(name string) (county, bool) {
	words := letterWords(name)
	if len(words) > 0 && words[0] == "total" {
		return wholeCountry, true
	}
	for len(words) > 1 && (words[0] == "mun" || words[0] == "municipiul" || words[0] == "judetul") {
		words = words[1:]
	}
	text := strings.Join(words, "")
	var found []county
	for _, c := range counties {
		switch full := strings.ToLower(strings.ReplaceAll(c.name, " ", "")); {
		case len(full) == len(text) && begins(full, text):
			return c, true
		case begins(full, text):
			found = append(found, c)
		}
	}
	if len(found) != 1 || len(text) < 3 {
		return county{}, false
	}
	return found[0], true
}

// begins is whether a name begins with a text in which a question mark stands
// for a lost letter.
func begins(name, text string) bool {
	if len(text) > len(name) {
		return false
	}
	for i := range len(text) {
		if text[i] != '?' && text[i] != name[i] {
			return false
		}
	}
	return true
}

// countyByID finds a county by its number in the portal's JSON files; the
// number after the last county is the whole country.
func countyByID(id int) (county, bool) {
	switch {
	case id >= 1 && id <= len(counties):
		return counties[id-1], true
	case id == len(counties)+1:
		return wholeCountry, true
	}
	return county{}, false
}
