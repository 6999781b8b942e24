package code

import (
	"strings"
	"sync"
)

// Group gives a group of countries by Eurostat's code: EU27_2020, EA20, EFTA.
// An unknown one is named by its code.
func Group(code string) Area {
	if a, ok := groups().byCode[code]; ok {
		return a
	}
	return Area{Code: code}
}

// Groups lists all groups of countries.
func Groups() []Area { return append([]Area(nil), groups().all...) }

type groupTable struct {
	areas
	dated map[string]datedUnion
}

// datedUnion says whose members a group has, and on which day.
type datedUnion struct{ union, on string }

var groups = sync.OnceValue(func() *groupTable {
	t := &groupTable{areas: areas{byCode: map[string]Area{}}, dated: map[string]datedUnion{}}
	for c := range rows("group") {
		t.add(Area{Code: c[0], names: names(c[3:8]), also: strings.Split(c[8], ";")})
		t.dated[c[0]] = datedUnion{c[1], c[2]}
	}
	return t
})
