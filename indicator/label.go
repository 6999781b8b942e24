package indicator

import (
	"regexp"
	"strings"
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
	words := plain(label)
	if list, ok := labels[dimension]; ok {
		if code, ok := list[words]; ok {
			return code, true
		}
	}
	switch dimension {
	case "geo":
		return areaCode(words)
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
	"geo": areaLabels,
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

// areaCode reads an aggregate. The European Union of 27 members has existed
// twice, so that the year belongs to its code where the label has one.
func areaCode(words string) (string, bool) {
	m := aggregate.FindStringSubmatch(words)
	if m == nil {
		return "", false
	}
	union := strings.HasPrefix(m[1], "europ")
	switch {
	case !union:
		return "EA" + m[2], true
	case m[2] == "27" && m[4] != "":
		return "EU27_" + m[4], m[4] == "2020" || m[4] == "2007"
	}
	return "EU" + m[2], true
}

// areaLabels holds the countries that Eurostat publishes labour market figures
// of, by their English and German names. (Eurostat, code list GEO; codes are
// those of ISO 3166-1.)
var areaLabels = func() map[string]string {
	labels := map[string]string{}
	for line := range strings.Lines(areaNames) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		for name := range strings.SplitSeq(names, "|") {
			labels[plain(name)] = code
		}
	}
	return labels
}()

const areaNames = `BE Belgium|Belgien
BG Bulgaria|Bulgarien
CZ Czechia|Czech Republic|Tschechien|Tschechische Republik
DK Denmark|Dänemark
DE Germany|Deutschland|Germany (until 1990 former territory of the FRG)|Deutschland (bis 1990 früheres Gebiet der BRD)
EE Estonia|Estland
IE Ireland|Irland
GR Greece|Griechenland
ES Spain|Spanien
FR France|Frankreich
HR Croatia|Kroatien
IT Italy|Italien
CY Cyprus|Zypern
LV Latvia|Lettland
LT Lithuania|Litauen
LU Luxembourg|Luxemburg
HU Hungary|Ungarn
MT Malta
NL Netherlands|Niederlande
AT Austria|Österreich
PL Poland|Polen
PT Portugal
RO Romania|Rumänien
SI Slovenia|Slowenien
SK Slovakia|Slowakei
FI Finland|Finnland
SE Sweden|Schweden
GB United Kingdom|Vereinigtes Königreich
IS Iceland|Island
LI Liechtenstein
NO Norway|Norwegen
CH Switzerland|Schweiz
ME Montenegro
MK North Macedonia|Nordmazedonien|Former Yugoslav Republic of Macedonia, the|Ehemalige jugoslawische Republik Mazedonien
AL Albania|Albanien
RS Serbia|Serbien
TR Turkey|Türkiye|Türkei
BA Bosnia and Herzegovina|Bosnien und Herzegowina
XK Kosovo|Kosovo (under United Nations Security Council Resolution 1244/99)|Kosovo (gemäß der Resolution 1244/99 des Sicherheitsrates der Vereinten Nationen)|Kosovo*
UA Ukraine
MD Moldova|Moldau
GE Georgia|Georgien
US United States|Vereinigte Staaten
JP Japan`
