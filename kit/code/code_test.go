package code

import (
	"strings"
	"testing"
)

var spoken = []string{"lt", "ro", "en", "it", "sv"}

func TestNames(t *testing.T) {
	for _, c := range []struct{ name, code, want string }{
		{"a country", "LT", "Lietuva|Lituania|Lithuania|Lituania|Litauen"},
		{"a country far away", "KE", "Kenija|Kenya|Kenya|Kenya|Kenya"},
		{"a group of today", "EU27_2020", "ES-27 (nuo 2020 m.)|UE-27 (din 2020)|EU-27 (from 2020)|UE-27 (dal 2020)|EU-27 (från 2020)"},
		{"a region bears its own name everywhere", "RO112", "Bistrița-Năsăud|Bistrița-Năsăud|Bistrița-Năsăud|Bistrița-Năsăud|Bistrița-Năsăud"},
		{"what is unknown is its code", "ZZ9", "ZZ9|ZZ9|ZZ9|ZZ9|ZZ9"},
	} {
		var got []string
		for _, lang := range spoken {
			got = append(got, Name(c.code, lang))
		}
		if line := strings.Join(got, "|"); line != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, line, c.want)
		}
	}
	if got := Country("SE").Name("de"); got != "Sweden" {
		t.Errorf("a language without a column has the English name: got %s", got)
	}
	if got := Language("ro").Name("lt"); got != "rumunų" {
		t.Errorf("Romanian in Lithuanian: got %s", got)
	}
}

func TestTablesAreWhole(t *testing.T) {
	if n := len(Countries()); n != 250 {
		t.Errorf("ISO 3166-1 has 249 countries, and XK: got %d", n)
	}
	all := append(Countries(), Groups()...)
	for _, a := range all {
		for i, name := range a.names {
			if name == "" {
				t.Errorf("%s has no name in %s", a.Code, spoken[i])
			}
		}
	}
	for _, code := range LanguagesOfEU() {
		if !Language(code).Known() {
			t.Errorf("the language %s has no names", code)
		}
	}
	for table, cells := range map[string]int{"country": 9, "group": 9, "language": 6, "nuts": 3, "tile": 4} {
		for row := range rows(table) {
			if len(row) != cells {
				t.Errorf("table %s: %v has %d cells, want %d", table, row, len(row), cells)
			}
		}
	}
}

func TestCodesOfTheEU(t *testing.T) {
	for iso, eu := range map[string]string{"GR": "EL", "GB": "UK", "LT": "LT", "EU27_2020": "EU27_2020"} {
		if got := ToEU(iso); got != eu {
			t.Errorf("%s for the EU: got %s, want %s", iso, got, eu)
		}
		if got := FromEU(eu); got != iso {
			t.Errorf("%s from the EU: got %s, want %s", eu, got, iso)
		}
	}
}

func TestMembers(t *testing.T) {
	for _, c := range []struct {
		name, union, on string
		want            int
	}{
		{"six at the beginning", "EU", "1960-01-01", 6},
		{"nobody before", "EU", "1957-12-31", 0},
		{"fifteen in the nineties", "EU", "1999-01-01", 15},
		{"twenty-eight with Croatia", "EU", "2014-01-01", 28},
		{"the last day with the United Kingdom", "EU", "2020-01-31", 28},
		{"the first day without", "EU", "2020-02-01", 27},
		{"a group keeps its members on any day", "EU28", "2026-01-01", 28},
		{"the group from 2020", "EU27_2020", "2010-01-01", 27},
		{"the group before Croatia", "EU27_2007", "2026-01-01", 27},
		{"twenty-five", "EU25", "", 25},
		{"fifteen", "EU15", "", 15},
		{"the euro with Croatia", "EA20", "", 20},
		{"the euro with Lithuania", "EA19", "", 19},
		{"the euro with Latvia", "EA18", "", 18},
		{"the euro with Estonia", "EA17", "", 17},
		{"the euro with Bulgaria", "EA", "2026-01-01", 21},
		{"the euro of twenty-one", "EA21", "", 21},
		{"the EEA today", "EEA", "2026-01-01", 30},
		{"EFTA today", "EFTA", "2026-01-01", 4},
		{"no such union", "EUX", "2026-01-01", 0},
	} {
		if got := Members(c.union, c.on); len(got) != c.want {
			t.Errorf("%s: got %d %v, want %d", c.name, len(got), got, c.want)
		}
	}
	if !In("EU", "GB", "1973-01-01") || In("EU", "GB", "1972-12-31") || In("EU", "NO", "2026-01-01") {
		t.Error("the United Kingdom joined in 1973, Norway never")
	}
}

func TestEveryMemberIsACountry(t *testing.T) {
	for _, j := range joined {
		for country := range strings.FieldsSeq(j.who) {
			if !Country(country).Known() {
				t.Errorf("%s of %s is no country", country, j.union)
			}
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"by its code", "LT", "LT"},
		{"by three letters", "LTU", "LT"},
		{"by the code of Eurostat", "EL", "GR"},
		{"by its name in English", "Czechia", "CZ"},
		{"by its former English name", "Czech Republic", "CZ"},
		{"by its name in Lithuanian without marks", "Suomija", "FI"},
		{"in capitals without accents", "ROMANIA", "RO"},
		{"in Swedish", "Österrike", "AT"},
		{"in German", "Vereinigtes Königreich", "GB"},
		{"with a note in brackets", "Deutschland (bis 1990 früheres Gebiet der BRD)", "DE"},
		{"a group as Eurostat labels it", "European Union - 27 countries (from 2020)", "EU27_2020"},
		{"a group in German", "Euroraum - 19 Länder (ab 2015)", "EA19"},
		{"no country", "Total", ""},
		{"nothing", "", ""},
		{"only brackets", "(x)", ""},
	} {
		got, ok := Find(c.text)
		if got.Code != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q is %q, want %q", c.name, c.text, got.Code, c.want)
		}
	}
}

func TestEveryCountryIsFoundByItsNames(t *testing.T) {
	for _, a := range append(Countries(), Groups()...) {
		for _, name := range a.names {
			if got, _ := Find(name); got.Code != a.Code {
				t.Errorf("%q is %s, found %s", name, a.Code, got.Code)
			}
		}
	}
}

func BenchmarkName(b *testing.B) {
	for b.Loop() {
		Name("LT", "ro")
	}
}

// The price of the first question, paid by nobody who does not ask.
func BenchmarkFirstUse(b *testing.B) {
	for b.Loop() {
		for _, table := range []string{"country", "group", "language", "nuts", "tile"} {
			for range rows(table) {
			}
		}
	}
}
