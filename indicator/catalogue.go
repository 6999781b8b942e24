package indicator

import (
	"slices"
	"strings"

	"pesnet/kit/lang"
	"pesnet/kit/search"
)

// Entry is an indicator in the catalogue of a network.
type Entry struct {
	Definition
	Series int64 // that have figures in the network; 0 = none
}

// Has tells whether there are figures.
func (e Entry) Has() bool { return e.Series > 0 }

// catalogueGroups are the groups of indicators in the order in which they are shown.
var catalogueGroups = []string{"annex", "context", "count", "listed"}

// entries joins the indicators with the number of series that they have under
// any of their names. An indicator of a source that is one of our own by
// another name is listed once, under ours.
func entries(all []Definition, series map[Name]int64) (list []Entry) {
	also := map[Name]bool{}
	for _, d := range all {
		for _, n := range d.Also {
			also[n] = true
		}
	}
	for _, d := range all {
		if also[Name{d.Dataset, d.Code}] {
			continue
		}
		e := Entry{Definition: d}
		for _, n := range d.Names() {
			e.Series += series[n]
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b Entry) int {
		if a.Group != b.Group {
			return slices.Index(catalogueGroups, a.Group) - slices.Index(catalogueGroups, b.Group)
		}
		switch {
		case a.Has() && !b.Has():
			return -1
		case b.Has() && !a.Has():
			return 1
		}
		return 0
	})
	return list
}

// searched leaves the entries that have every word of a search in their code,
// name or source; marks and the case of letters do not matter.
func searched(list []Entry, words string, w *lang.Words) []Entry {
	wanted := strings.Fields(search.Fold(words))
	return slices.DeleteFunc(slices.Clone(list), func(e Entry) bool {
		text := search.Fold(e.Code + " " + e.Title(w) + " " + e.Listed.In("en") + " " + e.Source + " " + e.Groups)
		return slices.ContainsFunc(wanted, func(word string) bool { return !strings.Contains(text, word) })
	})
}

// address is the code of an indicator in an address: with its dataset where
// it came with a source.
func address(d Definition) string {
	if d.Dataset == own || d.Dataset == "" {
		return d.Code
	}
	return d.Dataset + "/" + d.Code
}

// formulaIn says in words how an indicator is made from counts.
func formulaIn(w *lang.Words, d Definition) string {
	if d.Formula == "" {
		return ""
	}
	title := func(code string) string {
		if c, ok := defined(own, code); ok {
			return c.Title(w)
		}
		return ""
	}
	return w.T("indicatorcompare.formula."+string(d.Formula), "of", title(d.Of), "over", title(d.Over), "open", title(d.Open))
}
