package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pesnet/kit/search"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"Romanian with commas", "Ședință în București, țări", "sedinta in bucuresti, tari"},
		{"Romanian with cedillas", "Şedinţă", "sedinta"},
		{"Lithuanian", "ĄČĘĖĮŠŲŪŽ ąčęėįšųūž", "aceeisuuz aceeisuuz"},
		{"Swedish", "Åmål, Ängelholm, Örebro", "amal, angelholm, orebro"},
		{"Italian", "Città è perché", "citta e perche"},
		{"letters without parts", "Straße Øresund æ Łódź Đakovo", "strasse oresund ae lodz dakovo"},
		{"a letter in two signs", "s\u0326 a\u030a", "s a"},
		{"Turkish capital", "İstanbul ısı", "istanbul isi"},
		{"signs of width", "ﬁrma Ⅳ ２０２６", "firma iv 2026"},
		{"what nobody sees", "co\u00adope\u200bration", "cooperation"},
		{"Greek", "Θεσσαλονίκης", "θεσσαλονικησ"},
		{"broken bytes do no harm", "a\xffb", "a\ufffdb"},
		{"nothing", "", ""},
	} {
		if got := search.Fold(c.text); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTerms(t *testing.T) {
	for _, c := range []struct{ name, lang, text, want string }{
		{"marks and signs fall away", "lt", "Užimtumo tarnyba (Vilnius), 2026 m.", "uzimtum tarnyb viln 2026 m"},
		{"a hyphen parts words", "ro", "Bistrița-Năsăud", "bistrit nasaud"},
		{"the article of an Italian word", "it", "l'azienda", "azi"},
		{"the s of an English owner", "en", "the network’s members", "the network member"},
		{"only signs", "en", "--- !? '", ""},
	} {
		if got := strings.Join(search.Terms(c.lang, c.text), " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"words", "job vacancy", "[job] [vacanc]"},
		{"a phrase", `"job vacancy" Kaunas`, "[job vacanc] [kauna]"},
		{"a phrase in Lithuanian marks", "„job vacancy“ x", "[job vacanc] [x]"},
		{"a phrase in Swedish marks", "”job vacancy” x", "[job vacanc] [x]"},
		{"a phrase in Italian marks", "«job vacancy» x", "[job vacanc] [x]"},
		{"what must not be there", "job -vacancy", "[job] not[vacanc]"},
		{"a phrase that must not be there", `job -"old job"`, "[job] not[old job]"},
		{"a hyphen inside", "Satu-Mare", "[satu mare]"},
		{"a mark that was left open", `job "vacancy old`, "[job] [vacanc old]"},
		{"a lonely minus", "job - vacancy", "[job] [vacanc]"},
		{"words that a database would obey", "job OR NEAR(a*) & | ! :", "[job] [or] [near a]"},
		{"only signs", `"" - '' -"" *`, ""},
		{"nothing", "", ""},
	} {
		if got := show(search.Parse("en", c.typed)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if !search.Parse("en", "-old -job").Empty() || search.Parse("en", "old -job").Empty() {
		t.Error("a query that only excludes is empty")
	}
}

func show(q search.Query) string {
	parts := make([]string, len(q))
	for i, c := range q {
		parts[i] = fmt.Sprint(c.Terms)
		if c.Not {
			parts[i] = "not" + parts[i]
		}
	}
	return strings.Join(parts, " ")
}

// The same search finds ș and ş, ą and a.
func TestOneSearchFindsAllSpellings(t *testing.T) {
	for _, c := range []struct {
		lang   string
		spelt  []string
		looked string
	}{
		{"ro", []string{"Ședință la Iași", "Şedinţă la Iaşi", "Sedinta la Iasi"}, "ședința iași"},
		{"lt", []string{"Tarptautinės įmonės Šiauliuose", "Tarptautines imones Siauliuose"}, "tarptautinių įmonių šiauliai"},
		{"lt", []string{"ąžuolas", "azuolas"}, "azuolo"},
		{"sv", []string{"arbetslösa i Malmö", "ARBETSLOSA I MALMO"}, "arbetslös malmö"},
	} {
		for _, text := range c.spelt {
			if !found(search.Parse(c.lang, c.looked), search.Terms(c.lang, text)) {
				t.Errorf("%s: %q does not find %q", c.lang, c.looked, text)
			}
		}
	}
}

func found(q search.Query, terms []string) bool {
	text := " " + strings.Join(terms, " ") + " "
	for _, c := range q {
		if strings.Contains(text, " "+strings.Join(c.Terms, " ")+" ") == c.Not {
			return false
		}
	}
	return true
}

func FuzzParse(f *testing.F) {
	f.Add(`„a "b -c`)
	f.Fuzz(func(t *testing.T, typed string) {
		for _, lang := range []string{"lt", "ro", "en", "it", "sv", ""} {
			for _, c := range search.Parse(lang, typed) {
				if len(c.Terms) == 0 || slices.Contains(c.Terms, "") {
					t.Errorf("%q: a condition without words: %q", typed, c.Terms)
				}
			}
		}
	})
}
