package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/swedish"
)

// stemmers take the ending off a folded word. Folding comes first, so that a
// word is found whether or not it was typed with its marks.
var stemmers = map[string]func(word string) string{
	"lt": lithuanian,
	"ro": func(word string) string { return withoutU(snowball(romanian.Stem, word)) },
	"en": func(word string) string { return snowball(english.Stem, word) },
	"it": func(word string) string { return snowball(italian.Stem, word) },
	"sv": func(word string) string { return Fold(snowball(swedish.Stem, withoutLoss(word))) },
}

// Stem is a word without its ending and without marks. In a language without a
// stemmer it is the folded word.
func Stem(lang, word string) string {
	word = Fold(word)
	if stem, ok := stemmers[lang]; ok {
		return stem(word)
	}
	return word
}

func snowball(stem func(*snowballstem.Env) bool, word string) string {
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}

// withoutU takes off the u that Snowball leaves to the bare Romanian noun but
// not to its plural: membru, membri; serviciu, servicii.
func withoutU(stem string) string {
	if len(stem) < 5 || stem[len(stem)-1] != 'u' {
		return stem
	}
	return strings.TrimSuffix(stem[:len(stem)-1], "i")
}

// withoutLoss gives back to the Swedish ending -lös (without) the mark by
// which Snowball knows it: arbetslos, arbetslost, arbetsloshet.
func withoutLoss(word string) string {
	for _, ending := range []string{"los", "lost", "losa", "losas", "loshet", "losheten", "loshetens"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 2 {
			return stem + "lö" + ending[2:]
		}
	}
	return word
}
