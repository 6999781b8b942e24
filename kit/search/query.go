package search

import (
	"strings"
	"unicode/utf8"
)

// Condition is one thing that a text must have, or must not: a word, or
// several words that follow each other.
type Condition struct {
	Terms []string
	Not   bool
}

// Query is what a person looks for: all its conditions hold.
type Query []Condition

// What is read of a query; nobody types more.
const (
	longest = 1000 // bytes
	most    = 32   // conditions
)

// Parse reads what somebody typed into a search box: words, "a phrase" in any
// quotation marks, and -word for what must not be there. It takes everything:
// there is no wrong query, only an empty one.
func Parse(lang, text string) Query {
	var q Query
	for rest := text[:min(len(text), longest)]; rest != "" && len(q) < most; {
		var c Condition
		var piece string
		piece, c.Not, rest = next(rest)
		if c.Terms = Terms(lang, piece); len(c.Terms) > 0 {
			q = append(q, c)
		}
	}
	return q
}

// Empty says that the query names nothing that a text should have.
func (q Query) Empty() bool {
	for _, c := range q {
		if !c.Not {
			return false
		}
	}
	return true
}

// opening marks of quotations, and what closes each of them: languages differ.
var closing = map[rune]string{
	'"': `"`, '„': "\u201c\u201d\"", '\u201c': "\u201d\"", '\u201d': "\u201d", '«': "»", '»': "«»",
}

// next cuts the first piece off: a word or what stands in quotation marks.
func next(text string) (piece string, not bool, rest string) {
	text = strings.TrimSpace(text)
	if after, ok := strings.CutPrefix(text, "-"); ok {
		text, not = after, true
	}
	first, size := utf8.DecodeRuneInString(text)
	if marks, ok := closing[first]; ok {
		return quoted(text[size:], marks, not)
	}
	if end := strings.IndexAny(text, " \t\r\n\u00a0\"„\u201c\u201d«»"); end >= 0 {
		return text[:end], not, text[end:]
	}
	return text, not, ""
}

// quoted cuts at the closing mark; what was left open goes to the end.
func quoted(text, marks string, not bool) (string, bool, string) {
	end := strings.IndexAny(text, marks)
	if end < 0 {
		return text, not, ""
	}
	_, size := utf8.DecodeRuneInString(text[end:])
	return text[:end], not, text[end+size:]
}
