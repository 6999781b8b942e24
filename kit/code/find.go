package code

import (
	"strings"
	"sync"
	"unicode"

	"pesnet/kit/search"
)

// Find recognises a country or a group of countries by what a file calls it:
// a code of ISO or of the EU, or a name in one of the languages, in German, or
// as Eurostat labels it. Capitals, accents and what stands in brackets at the
// end do not matter.
func Find(text string) (Area, bool) {
	if a, ok := called()[squash(text)]; ok {
		return a, true
	}
	name, _, bracketed := strings.Cut(text, "(")
	if !bracketed || squash(name) == "" {
		return Area{}, false
	}
	a, ok := called()[squash(name)]
	return a, ok
}

// called is every country and group under each of its names.
var called = sync.OnceValue(func() map[string]Area {
	index := map[string]Area{"el": Country("GR"), "uk": Country("GB")}
	for _, a := range append(Groups(), Countries()...) {
		for _, name := range append(append(a.names[:], a.also...), a.Code, a.Alpha3) {
			if name := squash(name); name != "" {
				index[name] = a
			}
		}
	}
	return index
})

// squash leaves of a name only small letters without marks, and digits.
func squash(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, search.Fold(name))
}
