package figure

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LetterWords cuts a text into words of small letters without diacritics and
// of digits. A question mark stays: it is what lost diacritics became.
func LetterWords(text string) []string {
	folded := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(strings.ToValidUTF8(text, "?")))
	return strings.FieldsFunc(folded, func(r rune) bool {
		return r != '?' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// Plain is a text as its words, for comparing headings and labels.
func Plain(text string) string { return strings.Join(LetterWords(text), " ") }

// everybodyWords is how the five languages, and Eurostat, call all parts together.
var everybodyWords = map[string]bool{"t": true, "total": true, "tot": true, "totale": true, "totalt": true, "is viso": true, "viso": true, "all": true, "alla": true}

// isEverybody tells whether a part of the people is all of them.
func isEverybody(cell string) bool { return everybodyWords[Plain(cell)] }
