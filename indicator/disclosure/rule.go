// Package disclosure says which figures of a release would tell about single
// people, or firms, and are hidden: counts that are too small, counts from
// which these could be worked out, and rates that are made of either.
//
// It knows what belongs together: women and men, ages, regions, the months of
// a year, a part and its whole. How cells are chosen is for kit/disclose. What
// is out already is remembered in ledgers, so that no release tells what an
// earlier one kept back.
package disclosure

import (
	"strconv"

	"pesnet/network"
)

// Kinds of what is counted. What is of no kind is nobody's: jobs, money.
const (
	Persons   = "persons"
	Health    = "health" // persons, by what concerns their health
	Employers = "employers"
)

// Smallest is from how many on a count of a kind is shown.
type Smallest struct {
	Limit  int
	Term   network.Term // where the network lays it down
	Chosen bool         // it does; otherwise the limit is the usual one
}

// Rules is what a network lays down about small counts.
type Rules struct {
	Smallest map[string]Smallest // by kind
	Zeros    bool                // that there is nobody is hidden, too
}

// usual is what holds where a charter says nothing. Statistical offices take
// 3, 5 or 10: five for persons, ten where health is concerned, three for
// employers.
var usual = map[string]int{Persons: 5, Health: 10, Employers: 3}

// terms are the rules of charters, by kind.
var terms = map[string]string{Persons: "figures.smallest_cell", Health: "figures.smallest_cell_health", Employers: "figures.smallest_cell_employers"}

// Kinds are the kinds in the order in which they are shown.
var Kinds = []string{Persons, Health, Employers}

// RulesOf reads the rules that hold on a day.
//
// Rule indicator.smallest: how few people or firms a figure may count is laid
// down by the charter of the network, with its day and its source. Where it is
// not, five people count as few, ten where health is concerned, three firms;
// and the page says that this is the usual number, not the network's.
func RulesOf(charter network.Charter, day string) Rules {
	r := Rules{Smallest: map[string]Smallest{}}
	for kind, limit := range usual {
		s := Smallest{Limit: limit}
		if t, ok := charter.On(terms[kind], day); ok {
			if n, err := strconv.Atoi(t.Value); err == nil && n > 0 {
				s = Smallest{n, t, true}
			}
		}
		r.Smallest[kind] = s
	}
	t, ok := charter.On("figures.zeros", day)
	r.Zeros = ok && t.Value == "hidden"
	return r
}
