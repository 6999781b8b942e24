package lang

import (
	"math"
	"strconv"
	"strings"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/lt"
	"github.com/go-playground/locales/ro"
	"github.com/go-playground/locales/sv"
)

// speaker is what the kit must know of a language before it reads its words.
type speaker struct {
	code  string
	marks func() locales.Translator
}

// speakers is the list of languages, in the order in which they are offered.
var speakers = []speaker{
	{"lt", lt.New}, {"ro", ro.New}, {"en", en_GB.New}, {"it", it.New}, {"sv", sv.New},
}

// order is the codes of the languages, in that same order.
var order = codesOf(speakers)

func codesOf(all []speaker) (codes []string) {
	for _, s := range all {
		codes = append(codes, s.code)
	}
	return codes
}

// Number writes a number with the marks of the language: 1 234,5 or 1,234.5.
// What is not a number is a dash.
func (w *Words) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	written := w.marks.FmtNumber(v, uint64(decimals)) // #nosec G115 -- decimals are not below zero
	// Nobody means a zero below zero.
	if v < 0 && !strings.ContainsAny(written, "123456789") {
		return w.marks.FmtNumber(0, uint64(decimals)) // #nosec G115 -- decimals are not below zero
	}
	return written
}

// decimals is how many places a number needs in order to be written in full.
func decimals(v float64) int {
	if v == math.Trunc(v) {
		return 0
	}
	_, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	return len(fraction)
}
