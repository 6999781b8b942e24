package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that Unicode does not take apart, and that people type without
// their mark. Marks you cannot see are dropped.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ŧ': "t",
	'ı': "i", 'ς': "σ", '’': "'", 'ʼ': "'", '\u00ad': "", '\u200b': "", '\u200c': "", '\u200d': "", '\ufeff': "",
}

// Fold makes a text comparable for somebody who searches: small letters
// without their marks, so that ș, ş and s are one, and so are ą and a.
func Fold(text string) string {
	if plain(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		r = unicode.ToLower(r)
		switch {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case unicode.Is(unicode.Mn, r):
		default:
			writeLetter(&b, r)
		}
	}
	return b.String()
}

func writeLetter(b *strings.Builder, r rune) {
	if plain, ok := letters[r]; ok {
		b.WriteString(plain)
		return
	}
	b.WriteRune(r)
}

// plain says that there is nothing to fold.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}
