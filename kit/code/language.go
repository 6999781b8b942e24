package code

import (
	"slices"
	"strings"
	"sync"
)

// Tongue is a language that people speak.
type Tongue struct {
	Code  string
	names names
}

// Language gives a language by its two letters of ISO 639-1. An unknown one is
// named by its code.
func Language(code string) Tongue { return Tongue{code, languages()[code]} }

// Known says whether the code exists.
func (t Tongue) Known() bool { return t.names != names{} }

// Name is the name in a language, as that language writes it in a sentence.
func (t Tongue) Name(lang string) string { return t.names.in(lang, t.Code) }

// LanguagesOfEU lists the official languages of the European Union.
func LanguagesOfEU() []string {
	return strings.Fields("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv")
}

// Languages lists the codes of all languages.
func Languages() []string {
	var codes []string
	for code := range languages() {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

var languages = sync.OnceValue(func() map[string]names {
	t := map[string]names{}
	for c := range rows("language") {
		t[c[0]] = names(c[1:6])
	}
	return t
})
