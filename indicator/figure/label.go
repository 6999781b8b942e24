package figure

import (
	"regexp"
	"strings"

	"pesnet/kit/code"
)

// labelCache remembers the codes of the labels of a file, which are few.
type labelCache map[[2]string]string

// code is the code of a label of a dimension.
func (c labelCache) code(dimension, label string) (string, bool) {
	if code, ok := c[[2]string{dimension, label}]; ok {
		return code, true
	}
	code, ok := labelCode(dimension, label)
	if ok && len(c) < 10_000 {
		c[[2]string{dimension, strings.Clone(label)}] = code
	}
	return code, ok
}

// aCode is what Eurostat's codes look like; what does not is a label.
var aCode = regexp.MustCompile(`^[A-Z][A-Z0-9_+-]*$`)

// labelCode gives the code of Eurostat's lists for a label in English or
// German. A code given as such stays.
func labelCode(dimension, label string) (string, bool) {
	label = strings.TrimSpace(label)
	if aCode.MatchString(label) {
		return strings.Clone(label), true
	}
	words := Plain(label)
	if list, ok := labels[dimension]; ok {
		if code, ok := list[words]; ok {
			return code, true
		}
	}
	switch dimension {
	case "geo":
		return AreaCode(label)
	case "age":
		return ageCode(words)
	}
	return "", false
}

// labels holds the labels of Eurostat's code lists, as plain text, by
// dimension. (Eurostat, code lists SEX, S_ADJ, UNIT, AGE.)
var labels = map[string]map[string]string{
	"sex": {
		"total": "T", "insgesamt": "T",
		"males": "M", "men": "M", "manner": "M", "mannlich": "M",
		"females": "F", "women": "F", "frauen": "F", "weiblich": "F",
	},
	"s_adj": {
		"seasonally adjusted data not calendar adjusted data":                               "SA",
		"saisonbereinigte daten nicht kalenderbereinigte daten":                             "SA",
		"seasonally adjusted data":                                                          "SA",
		"saisonbereinigte daten":                                                            "SA",
		"unadjusted data i e neither seasonally adjusted nor calendar adjusted data":        "NSA",
		"unbereinigte daten d h weder saisonbereinigte noch kalenderbereinigte daten":       "NSA",
		"unbereinigte daten das heißt weder saisonbereinigte noch kalenderbereinigte daten": "NSA",
		"seasonally and calendar adjusted data":                                             "SCA",
		"saison und kalenderbereinigte daten":                                               "SCA",
		"calendar adjusted data not seasonally adjusted data":                               "CA",
		"kalenderbereinigte daten nicht saisonbereinigte daten":                             "CA",
		"trend cycle data": "TC", "trend zyklus daten": "TC",
	},
	"unit": {
		"thousand persons": "THS_PER", "tausend personen": "THS_PER",
		"thousand": "THS", "tausend": "THS",
		"percentage": "PC", "prozent": "PC",
		"percentage of active population":              "PC_ACT",
		"percentage of population in the labour force": "PC_ACT",
		"anteil der erwerbspersonen":                   "PC_ACT",
		"prozent der erwerbspersonen":                  "PC_ACT",
		"percentage of total population":               "PC_POP",
		"anteil der gesamtbevolkerung":                 "PC_POP",
		"prozent der gesamtbevolkerung":                "PC_POP",
		"percentage of unemployment":                   "PC_UNE",
		"anteil der arbeitslosen":                      "PC_UNE",
		"number":                                       "NR", "anzahl": "NR", "persons": "PER", "person": "PER", "personen": "PER",
	},
	"age": {"total": "TOTAL", "insgesamt": "TOTAL"},
}

// Ages in words: "From 15 to 24 years", "25 bis 74 Jahre", "15 years or over",
// "Weniger als 25 Jahre".
var (
	ageRange = regexp.MustCompile(`^(?:from |von )?(\d{1,3}) (?:to |bis )?(\d{1,3}) (?:years|jahre|jahren)$`)
	ageOver  = regexp.MustCompile(`^(\d{1,3}) (?:years or over|years and over|years or more|jahre und mehr|jahre und alter|jahre oder mehr|jahre und daruber)$`)
	ageUnder = regexp.MustCompile(`^(?:less than|weniger als|unter) (\d{1,3}) (?:years|jahre|jahren)$`)
	ageOne   = regexp.MustCompile(`^(\d{1,3}) (?:years?|jahre?)$`)
)

func ageCode(words string) (string, bool) {
	if m := ageRange.FindStringSubmatch(words); m != nil {
		return "Y" + m[1] + "-" + m[2], atoi(m[1]) < atoi(m[2])
	}
	for _, form := range []struct {
		words  *regexp.Regexp
		prefix string
	}{{ageOver, "Y_GE"}, {ageUnder, "Y_LT"}, {ageOne, "Y"}} {
		if m := form.words.FindStringSubmatch(words); m != nil {
			return form.prefix + m[1], true
		}
	}
	return "", false
}

// Aggregates in words: "European Union - 27 countries (from 2020)",
// "European Union (28 countries)", "Euroraum - 19 Länder (ab 2015)".
var aggregate = regexp.MustCompile(`^(european union|europaische union|euro area|euroraum|eurozone)(?: (\d{2}) (?:countries|lander|staaten))?(?: (from|ab|since|seit)? ?(\d{4})(?: (\d{4}))?)?$`)

// AreaCode reads an aggregate or the name of a country. The European Union of
// 27 members has existed twice, so that the year belongs to its code where the
// label has one. A country with something in brackets may be a part of it:
// only those brackets are taken that Eurostat puts behind a whole country.
func AreaCode(label string) (string, bool) {
	words := Plain(label)
	if m := aggregate.FindStringSubmatch(words); m != nil {
		switch {
		case !strings.HasPrefix(m[1], "europ"):
			return "EA" + m[2], true
		case m[2] == "27" && m[4] != "":
			return "EU27_" + m[4], m[4] == "2020" || m[4] == "2007"
		}
		return "EU" + m[2], true
	}
	for _, whole := range wholeCountries {
		if cut, ok := strings.CutSuffix(words, " "+whole); ok {
			label = cut
		}
	}
	country, ok := code.Find(label)
	if !ok || strings.Contains(label, "(") || len(country.Code) != 2 {
		return "", false
	}
	return country.Code, true
}

// wholeCountries is what stands in brackets behind the names of Germany and
// Kosovo. (Eurostat, code list GEO.)
var wholeCountries = []string{
	"until 1990 former territory of the frg",
	"bis 1990 fruheres gebiet der brd",
	"under united nations security council resolution 1244 99",
	"gemaß der resolution 1244 99 des sicherheitsrates der vereinten nationen",
}
