// Package code knows the codes that the world agrees on, with their names in
// five languages: countries (ISO 3166-1), groups of countries, languages
// (ISO 639-1) and the statistical regions of Europe (NUTS).
//
// Countries are ISO inside: GR and GB. Europe's statisticians write EL and UK;
// FromEU and ToEU stand at that border. Tables are read when first asked for.
package code

import (
	"embed"
	"iter"
	"slices"
	"strings"
	"sync"
)

// Area is a country or a group of countries.
type Area struct {
	Code   string
	Alpha3 string // three letters of ISO 3166-1; a group has none
	names  names
	also   []string // other names under which files know it
}

// Country gives a country by its ISO code. An unknown one is named by its code.
func Country(code string) Area {
	if a, ok := countries().byCode[code]; ok {
		return a
	}
	return Area{Code: code}
}

// Countries lists all countries by their codes.
func Countries() []Area { return slices.Clone(countries().all) }

// Known says whether the code exists.
func (a Area) Known() bool { return a.names != names{} }

// Name is the name in a language; what is unknown is called by its code.
func (a Area) Name(lang string) string { return a.names.in(lang, a.Code) }

// Name names a country, a group of countries or a region of Europe. What is
// unknown is called by its code.
func Name(code, lang string) string {
	if a, ok := countries().byCode[code]; ok {
		return a.Name(lang)
	}
	if g, ok := groups().byCode[code]; ok {
		return g.Name(lang)
	}
	if r, ok := NUTS(code); ok {
		return r.Name
	}
	return code
}

// FromEU turns a country code of Eurostat or EURES into ISO.
func FromEU(code string) string {
	switch code {
	case "EL":
		return "GR"
	case "UK":
		return "GB"
	}
	return code
}

// ToEU turns an ISO code into that of Eurostat and EURES.
func ToEU(code string) string {
	switch code {
	case "GR":
		return "EL"
	case "GB":
		return "UK"
	}
	return code
}

// areas is a table of areas, in its order and by code.
type areas struct {
	all    []Area
	byCode map[string]Area
}

func (t *areas) add(a Area) {
	t.all = append(t.all, a)
	t.byCode[a.Code] = a
}

var countries = sync.OnceValue(func() *areas {
	t := &areas{byCode: map[string]Area{}}
	for c := range rows("country") {
		also := append(strings.Split(c[8], ";"), c[7])
		t.add(Area{Code: c[0], Alpha3: c[1], names: names(c[2:7]), also: also})
	}
	return t
})

// names are the names of one thing in the languages of the tables.
type names [5]string

var columns = map[string]int{"lt": 0, "ro": 1, "en": 2, "it": 3, "sv": 4}

// in gives the name in a language, in English for a language without a column.
func (n names) in(lang, otherwise string) string {
	i, ok := columns[lang]
	if !ok {
		i = columns["en"]
	}
	if n[i] == "" {
		return otherwise
	}
	return n[i]
}

//go:embed table/*.tsv
var tables embed.FS

// rows yields the cells of a table, below its notes and its headings. The
// tables are part of the program: one that is missing is a defect of it.
func rows(name string) iter.Seq[[]string] {
	text, err := tables.ReadFile("table/" + name + ".tsv")
	if err != nil {
		panic(err)
	}
	return func(yield func([]string) bool) {
		headed := false
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			if headed && !yield(strings.Split(strings.TrimSuffix(line, "\n"), "\t")) {
				return
			}
			headed = true
		}
	}
}
