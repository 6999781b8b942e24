package lang

import (
	"bufio"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"
)

// categories are the plural forms that CLDR gives to whole and broken numbers.
var categories = map[string][]string{
	"lt": {"few", "many", "one", "other"},
	"ro": {"few", "one", "other"},
	"en": {"one", "other"},
	"it": {"many", "one", "other"},
	"sv": {"one", "other"},
}

// forms are the texts of one key by plural form; a plain text is "other".
type forms map[string]string

// entry is one key as it stands in a file.
type entry struct {
	key, file string
	plural    bool
	forms     forms
}

// in reads every entry of a language as the files have it.
func in(t *testing.T, code string) map[string]entry {
	t.Helper()
	all := map[string]entry{}
	names, err := fs.Glob(files, code+"/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no files: %v", code, err)
	}
	for _, name := range names {
		bytes, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := toml.Unmarshal(bytes, &raw); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, v := range raw {
			if other, twice := all[key]; twice {
				t.Errorf("%s: %s stands in %s too", name, key, other.file)
			}
			all[key] = read(t, name, key, v)
		}
	}
	return all
}

func read(t *testing.T, file, key string, v any) entry {
	t.Helper()
	e := entry{key: key, file: file, forms: forms{}}
	switch v := v.(type) {
	case string:
		e.forms["other"] = v
	case map[string]any:
		e.plural = true
		for form, words := range v {
			text, ok := words.(string)
			if !ok {
				t.Errorf("%s: %s: the form %s is no text", file, key, form)
			}
			e.forms[form] = text
		}
	default:
		t.Errorf("%s: %s is neither a text nor plural forms", file, key)
	}
	return e
}

// each calls check for every text of every language.
func each(t *testing.T, check func(code string, e entry, form, text string)) {
	t.Helper()
	for _, code := range All.Codes() {
		for _, e := range in(t, code) {
			for form, text := range e.forms {
				check(code, e, form, text)
			}
		}
	}
}

func TestEveryLanguageHasTheSameKeys(t *testing.T) {
	en := in(t, "en")
	for _, code := range All.Codes() {
		other := in(t, code)
		for key := range en {
			if _, ok := other[key]; !ok {
				t.Errorf("%s lacks %s", code, key)
			}
		}
		for key, e := range other {
			if _, ok := en[key]; !ok {
				t.Errorf("%s: %s is not in English", e.file, key)
			}
		}
	}
}

func TestKeysBeginWithTheirFile(t *testing.T) {
	for _, code := range All.Codes() {
		for key, e := range in(t, code) {
			area := strings.TrimSuffix(path.Base(e.file), ".toml")
			if !strings.HasPrefix(key, strings.ReplaceAll(area, "-", ".")+".") {
				t.Errorf("%s: %s belongs elsewhere", e.file, key)
			}
		}
	}
}

func TestPluralFormsAreThoseOfTheLanguage(t *testing.T) {
	en := in(t, "en")
	for _, code := range All.Codes() {
		for key, e := range in(t, code) {
			if first, ok := en[key]; ok && first.plural != e.plural {
				t.Errorf("%s: %s has plural forms in one of English and %s only", e.file, key, code)
			}
			if got := slices.Sorted(maps.Keys(e.forms)); e.plural && !slices.Equal(got, categories[code]) {
				t.Errorf("%s: %s has the forms %v, the language has %v", e.file, key, got, categories[code])
			}
		}
	}
}

var valuePattern = regexp.MustCompile(`\{[^{}]*\}`)

func TestValuesAreTheSameEverywhere(t *testing.T) {
	en := in(t, "en")
	for _, code := range All.Codes() {
		for key, e := range in(t, code) {
			first, ok := en[key]
			if got, want := values(e), values(first); ok && !slices.Equal(got, want) {
				t.Errorf("%s: %s has the values %v, English has %v", e.file, key, got, want)
			}
		}
	}
}

func values(e entry) []string {
	found := map[string]bool{}
	for _, text := range e.forms {
		for _, v := range valuePattern.FindAllString(text, -1) {
			found[v] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestTextsAreWhole(t *testing.T) {
	each(t, func(code string, e entry, form, text string) {
		switch {
		case text == "" || text != strings.TrimSpace(text):
			t.Errorf("%s: %s (%s) is empty or has space around it: %q", e.file, e.key, form, text)
		case strings.ContainsAny(valuePattern.ReplaceAllString(text, ""), "{}"):
			t.Errorf("%s: %s (%s) has a brace without its pair: %q", e.file, e.key, form, text)
		}
	})
}

var sentenceEnd = regexp.MustCompile(`[.!?:;]\s+|\n`)

func TestSentencesAreShort(t *testing.T) {
	const most = 25
	each(t, func(code string, e entry, form, text string) {
		for _, sentence := range sentenceEnd.Split(text, -1) {
			if n := len(strings.Fields(sentence)); n > most {
				t.Errorf("%s: %s (%s) has a sentence of %d words", e.file, e.key, form, n)
			}
		}
	})
}

// bare are the words that blame the reader without saying what to do.
var bare = regexp.MustCompile(`(?i)\binvalid|\billegal\b|\bneteising|\bnetinkam|\bnevalid|\bnon valid|\bogiltig`)

func TestNoTextOnlySaysInvalid(t *testing.T) {
	each(t, func(code string, e entry, form, text string) {
		if bare.MatchString(text) && (code == "en" || len(strings.Fields(text)) < 5) {
			t.Errorf("%s: %s (%s) blames without help: %q", e.file, e.key, form, text)
		}
	})
}

func TestNoEnglishInOtherLanguages(t *testing.T) {
	same := sameWords(t)
	en := in(t, "en")
	for _, code := range All.Codes() {
		if code == "en" {
			continue
		}
		for key, e := range in(t, code) {
			for form, text := range e.forms {
				if text == en[key].forms[form] && len(own(text, same[""], same[code])) > 3 {
					t.Errorf("%s: %s (%s) is as in English: %q (see same.txt)", e.file, key, form, text)
				}
			}
		}
	}
}

// own is the letters of a text that are neither values nor words alike.
func own(text string, alike ...[]string) []rune {
	text = valuePattern.ReplaceAllString(text, "")
	for _, words := range alike {
		for _, w := range words {
			text = regexp.MustCompile(`\b`+regexp.QuoteMeta(w)+`\b`).ReplaceAllString(text, "")
		}
	}
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text))
}

// sameWords reads same.txt: words by language, "" for every language.
func sameWords(t *testing.T) map[string][]string {
	t.Helper()
	f, err := os.Open("same.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	words := map[string][]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		code, word, ok := strings.Cut(lines.Text(), ": ")
		if !ok {
			code, word = "", lines.Text()
		}
		if word != "" && !strings.HasPrefix(lines.Text(), "#") {
			words[code] = append(words[code], word)
		}
	}
	return words
}

var (
	cedilla = regexp.MustCompile(`[şŞţŢ]`)
	countOf = regexp.MustCompile(`\{count\} (\p{L}+)`)
)

// Romanian letters have commas below; from 20 on a number takes "de".
func TestRomanian(t *testing.T) {
	for _, e := range in(t, "ro") {
		for form, text := range e.forms {
			if cedilla.MatchString(text) {
				t.Errorf("%s: %s (%s) has ş or ţ with a cedilla: %q", e.file, e.key, form, text)
			}
			next := countOf.FindStringSubmatch(text)
			if e.plural && form == "other" && next != nil && next[1] != "de" && next[1] != "din" {
				t.Errorf("%s: %s: from 20 on it is \"{count} de ...\": %q", e.file, e.key, text)
			}
		}
	}
}
