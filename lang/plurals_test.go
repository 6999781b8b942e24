package lang

import (
	"regexp"
	"strings"
	"testing"
)

// counted are the numbers at which the plural forms of the five languages
// change.
var counted = []any{0, 1, 2, 9, 10, 11, 19, 20, 21, 101, 1.5, 1000000}

var (
	unfilled = regexp.MustCompile(`[{}⟦⟧]`)
	twiceDe  = regexp.MustCompile(`\bd[ei] d[ei]\b`)
)

// saidOf says a key for a number; its other values are a dash.
func saidOf(code string, e entry, n any) string {
	args := []any{"count", n}
	for _, text := range e.forms {
		for _, m := range valuePattern.FindAllString(text, -1) {
			if name := strings.Trim(m, "{}"); name != "count" {
				args = append(args, name, "–")
			}
		}
	}
	return strings.ReplaceAll(All.In(code).T(e.key, args...), "\u00a0", " ")
}

func TestEveryPluralIsSaidForEveryNumber(t *testing.T) {
	for _, code := range All.Codes() {
		for _, e := range in(t, code) {
			if !e.plural {
				continue
			}
			for _, n := range counted {
				said := saidOf(code, e, n)
				if fault := misprint(code, said); fault != "" || said == "" || unfilled.MatchString(said) || twiceDe.MatchString(said) {
					t.Errorf("%s: %s for %v: %q %s", e.file, e.key, n, said, fault)
				}
			}
		}
	}
}

// The forms below are written by hand, after the grammar and not the program.
func TestPluralsOfRealWords(t *testing.T) {
	for _, c := range []struct{ code, key, want string }{
		{"lt", "network.count.member", "0 narių|1 narys|2 nariai|9 nariai|10 narių|11 narių|19 narių|20 narių|21 narys|101 narys|1,5 nario|1 000 000 narių"},
		{"lt", "indicatorcompare.series", "0 laiko eilučių|1 laiko eilutė|2 laiko eilutės|9 laiko eilutės|10 laiko eilučių|11 laiko eilučių|19 laiko eilučių|20 laiko eilučių|21 laiko eilutė|101 laiko eilutė|1,5 laiko eilutės|1 000 000 laiko eilučių"},
		{"lt", "home.due", "liko 0 dienų|liko 1 diena|liko 2 dienos|liko 9 dienos|liko 10 dienų|liko 11 dienų|liko 19 dienų|liko 20 dienų|liko 21 diena|liko 101 diena|liko 1,5 dienos|liko 1 000 000 dienų"},
		{"ro", "network.count.member", "0 membri|1 membru|2 membri|9 membri|10 membri|11 membri|19 membri|20 de membri|21 de membri|101 membri|1,5 membri|1.000.000 de membri"},
		{"ro", "web.results", "0 rezultate|1 rezultat|2 rezultate|9 rezultate|10 rezultate|11 rezultate|19 rezultate|20 de rezultate|21 de rezultate|101 rezultate|1,5 rezultate|1.000.000 de rezultate"},
		{"ro", "home.due", "au mai rămas 0 zile|a mai rămas 1 zi|au mai rămas 2 zile|au mai rămas 9 zile|au mai rămas 10 zile|au mai rămas 11 zile|au mai rămas 19 zile|au mai rămas 20 de zile|au mai rămas 21 de zile|au mai rămas 101 zile|au mai rămas 1,5 zile|au mai rămas 1.000.000 de zile"},
		{"it", "web.results", "0 risultati|1 risultato|2 risultati|9 risultati|10 risultati|11 risultati|19 risultati|20 risultati|21 risultati|101 risultati|1,5 risultati|1.000.000 di risultati"},
	} {
		var got []string
		for _, n := range counted {
			got = append(got, saidOf(c.code, in(t, c.code)[c.key], n))
		}
		if line := strings.Join(got, "|"); line != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.code, c.key, line, c.want)
		}
	}
}
