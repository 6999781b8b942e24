package indicator

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letterWords cuts a text into words of small letters without diacritics and
// of digits. A question mark stays: it is what lost diacritics became.
func letterWords(text string) []string {
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

// plain is a text as its words, for comparing headings and labels.
func plain(text string) string { return strings.Join(letterWords(text), " ") }
