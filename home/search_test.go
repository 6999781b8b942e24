package home

import "testing"

// Tests rule home.search.
func TestWhatASearchFinds(t *testing.T) {
	for _, test := range []struct {
		name, lang, query, text string
		want                    bool
	}{
		{"a word as it is written", "en", "vacancy", "Vacancy rate", true},
		{"a Lithuanian word without its marks", "lt", "sauliu", "Šaulių tarnyba", true},
		{"a Romanian word with a cedilla for a comma", "ro", "piaţa", "Piața muncii", true},
		{"another ending", "lt", "rodikliai", "Rodiklių palyginimas", true},
		{"every word must be there", "en", "vacancy unemployment", "Vacancy rate", false},
		{"the order does not matter", "en", "rate vacancy", "Vacancy rate", true},
		{"what is not there", "en", "pension", "Vacancy rate", false},
	} {
		if got := finds(test.lang, test.query, test.text); got != test.want {
			t.Errorf("%s: %q in %q: %v, want %v", test.name, test.query, test.text, got, test.want)
		}
	}
}
