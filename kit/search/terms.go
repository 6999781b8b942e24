package search

import (
	"strings"
	"unicode"
)

// Terms gives the stems of all words of a text, in their order. Words that say
// little stay in: a phrase may need them.
func Terms(lang, text string) []string {
	var terms []string
	for _, word := range strings.FieldsFunc(Fold(text), between) {
		if word = withoutApostrophe(lang, word); word != "" {
			terms = append(terms, Stem(lang, word))
		}
	}
	return terms
}

// between says that a letter stands between words.
func between(r rune) bool {
	return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// withoutApostrophe leaves the word itself: azienda of dell'azienda, member of
// member's.
func withoutApostrophe(lang, word string) string {
	word = strings.Trim(word, "'")
	before, after, ok := strings.Cut(word, "'")
	if ok && lang == "it" {
		return strings.ReplaceAll(after, "'", "")
	}
	return before
}
