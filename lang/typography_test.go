package lang

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// quotes are the marks that a language may use, and the pair that opens and
// closes; Swedish opens and closes with the same one.
var quotes = map[string]struct{ may, open, closing string }{
	"lt": {"„“‚‘’", "„", "“"},
	"ro": {"„”«»’", "„", "”"},
	"en": {"“”‘’", "“", "”"},
	"it": {"«»“”’", "«", "»"},
	"sv": {"”’", "”", "”"},
}

var (
	spaces   = regexp.MustCompile(`  | [,;!?]| \.(\s|$)`)
	dash     = regexp.MustCompile(`(^|\s)-(\s|$)`)
	percent  = regexp.MustCompile(`[\d}]%`)
	anyQuote = "„“”«»‚‘’\""
)

// misprint says what is wrong with the signs of a text, or nothing.
func misprint(code, text string) string {
	q := quotes[code]
	switch {
	case spaces.MatchString(text):
		return "has a double space, or a space before a sign"
	case strings.Contains(text, "..."):
		return "has three dots for …"
	case strings.Contains(text, "'"):
		return "has a straight ' for ’"
	case dash.MatchString(text):
		return "has a hyphen for a dash –"
	case code != "en" && code != "it" && percent.MatchString(text):
		return "has no space (a no-break one) before %"
	case strings.ContainsFunc(text, func(r rune) bool { return strings.ContainsRune(anyQuote, r) && !strings.ContainsRune(q.may, r) }):
		return "has quotes of another language, here they are " + q.open + q.closing
	case q.open != q.closing && strings.Count(text, q.open) != strings.Count(text, q.closing),
		q.open == q.closing && strings.Count(text, q.open)%2 != 0:
		return "has a quote that is not closed"
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Mn, r) }):
		return "has a letter and its mark apart"
	}
	return ""
}

func TestTypography(t *testing.T) {
	each(t, func(code string, e entry, form, text string) {
		if fault := misprint(code, text); fault != "" {
			t.Errorf("%s: %s (%s) %s: %q", e.file, e.key, form, fault, text)
		}
	})
	for _, one := range glossary(t) {
		for code, word := range one.words {
			if fault := misprint(code, word); fault != "" || code == "ro" && cedilla.MatchString(word) {
				t.Errorf("glossary: %s %s: %q", one.id, fault, word)
			}
		}
	}
}

func TestMisprintsAreFound(t *testing.T) {
	for _, c := range []struct {
		code, text string
		wrong      bool
	}{
		{"lt", "Lapas „Duomenys“, 4 eilutė", false},
		{"lt", "Lapas \"Duomenys\"", true},
		{"lt", "Lapas „Duomenys”", true},
		{"lt", "Dalis: {n}%", true},
		{"lt", "Dalis: {n}\u00a0%", false},
		{"ro", "Foaia „Date”", false},
		{"ro", "Foaia “Date”", true},
		{"it", "Il foglio «Dati» dell’importazione", false},
		{"it", "Il foglio dell'importazione", true},
		{"sv", "Bladet ”Data”", false},
		{"sv", "Bladet ”Data", true},
		{"en", "Please wait...", true},
		{"en", "Two  spaces", true},
		{"en", "A thing - and another", true},
		{"en", "The file .csv of “Data”", false},
	} {
		if fault := misprint(c.code, c.text); (fault != "") != c.wrong {
			t.Errorf("%s %q: %q, want a fault: %v", c.code, c.text, fault, c.wrong)
		}
	}
}
