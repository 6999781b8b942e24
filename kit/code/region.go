package code

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Region is a statistical region of Europe, under its name in its own country.
type Region struct {
	Code    string
	Name    string // in Latin letters
	Version string // "2021" or "2024" when only that version of NUTS has it
	plain   string // the name as FindRegion compares it
}

// NUTS gives a region of level 1, 2 or 3 of NUTS 2021 or 2024 by its code.
func NUTS(code string) (Region, bool) {
	r, ok := regions().byCode[code]
	return r, ok
}

// Regions lists the regions of a country (ISO) on a level in a version of
// NUTS ("2021", "2024"), by code.
func Regions(country string, level int, version string) []Region {
	var found []Region
	for _, r := range regions().byCountry[country] {
		if r.Level() == level && (r.Version == "" || r.Version == version) {
			found = append(found, r)
		}
	}
	return found
}

// Level is 1 for the largest regions, 3 for the smallest.
func (r Region) Level() int { return len(r.Code) - 2 }

// Country is the country of the region, in ISO.
func (r Region) Country() string { return FromEU(r.Code[:2]) }

// Parent is the code of the region around, or of the country as NUTS has it.
func (r Region) Parent() string { return r.Code[:len(r.Code)-1] }

type regionTable struct {
	byCode    map[string]Region
	byCountry map[string][]Region
}

var regions = sync.OnceValue(func() *regionTable {
	t := &regionTable{map[string]Region{}, map[string][]Region{}}
	for c := range rows("nuts") {
		r := Region{Code: c[0], Version: c[1], Name: c[2], plain: squash(c[2])}
		t.byCode[r.Code] = r
		t.byCountry[r.Country()] = append(t.byCountry[r.Country()], r)
	}
	for _, all := range t.byCountry {
		slices.SortFunc(all, func(a, b Region) int { return cmp.Compare(a.Code, b.Code) })
	}
	return t
})

// FindRegion recognises a region of a country by what a file calls it: its
// code, its short name on the map, or its name, without regard to accents, to
// letters that were lost ("CARA?-SEVERIN"), to the kind of place before it
// ("Mun. Bucuresti") and to the end, if only one region begins so ("SATU M.").
func FindRegion(country string, level int, text string) (Region, bool) {
	text = strings.TrimSpace(text)
	name := bare(text)
	if name == "" {
		return Region{}, false
	}
	var begin []Region
	for _, r := range regions().byCountry[country] {
		if r.Level() != level || r.Version == older {
			continue
		}
		if r.plain == name || r.Code == text || len(text) <= 2 && shortOf(r.Code) == text || alike(r.plain, name) {
			return r, true
		}
		if len(name) >= shortest && strings.HasPrefix(r.plain, name) {
			begin = append(begin, r)
		}
	}
	if len(begin) == 1 {
		return begin[0], true
	}
	return Region{}, false
}

const (
	older    = "2021"
	shortest = 3 // letters from which the beginning of a name counts
	lost     = '?'
)

// kinds of place that stand before a name in lists.
var kinds = []string{"municipiul", "mun", "judetul", "jud"}

// bare is the squashed name without the kind of place; lost letters stay as ?.
func bare(text string) string {
	text = strings.ReplaceAll(text, "\ufffd", string(lost))
	words := strings.FieldsFunc(text, func(r rune) bool { return r != lost && squash(string(r)) == "" })
	if len(words) > 1 && slices.Contains(kinds, squash(words[0])) {
		words = words[1:]
	}
	parts := make([]string, len(words))
	for i, w := range words {
		for piece := range strings.SplitSeq(w, string(lost)) {
			parts[i] += squash(piece) + string(lost)
		}
		parts[i] = strings.TrimSuffix(parts[i], string(lost))
	}
	return strings.Join(parts, "")
}

// alike says whether two names of one length differ only in lost letters.
func alike(own, name string) bool {
	if len(own) != len(name) || strings.Trim(name, string(lost)) == "" {
		return false
	}
	for i := range len(own) {
		if own[i] != name[i] && name[i] != lost {
			return false
		}
	}
	return true
}
