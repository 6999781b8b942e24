package calendar

import (
	"strings"
	"unicode"
)

// clean leaves out what no calendar takes: control characters, halves of
// characters, and ends of line of other systems. Line breaks stay.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r) || r == '\uFEFF':
			return -1
		}
		return r
	}, text)
}

// plain is a text without any blank: an address of the web.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, clean(text))
}

// parameter is a text in quotation marks, as the value of a parameter; its
// own quotation marks are written as RFC 6868 says. A backslash means nothing
// there, but some readers take it for the beginning of something: it becomes
// a slash.
func parameter(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(clean(text), "\n", " "))
	if text == "" {
		return ""
	}
	return `"` + strings.NewReplacer("^", "^^", `"`, "^'", `\`, "/").Replace(text) + `"`
}
