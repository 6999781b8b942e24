package disclose

import (
	"fmt"
	"math"
)

// Table is cells and the sums that everybody knows to hold between them.
type Table struct {
	Cells   []Cell
	Sums    []Sum
	Amounts bool // values are amounts (money, hours), not counts of people
}

// Cell is one figure of a table.
type Cell struct {
	Name  string  `json:"name,omitempty"`  // the same in every release that shows the same figure; only a Ledger needs it
	Value float64 `json:"value,omitempty"` // a count or an amount; never negative

	// Contributors is how many people or firms an amount comes from, and
	// Largest are their largest contributions, largest first. A count is its
	// own number of contributors.
	Contributors int       `json:"contributors,omitempty"`
	Largest      []float64 `json:"largest,omitempty"`

	Cost   float64 `json:"cost,omitempty"`   // of hiding it beside a primary cell; 0 means its value and one
	Known  bool    `json:"known,omitempty"`  // everybody knows it: published before, or it cannot be but zero
	Secret bool    `json:"secret,omitempty"` // not to be known whatever its value, for somebody says so
	Latent bool    `json:"latent,omitempty"` // not a part of the table, but not to be worked out of it either
}

// Sum says that the cells Of add up to the cell Total; all are indexes.
type Sum struct {
	Total int   `json:"total"`
	Of    []int `json:"of"`
}

// near is how exactly sums of amounts have to hold, in proportion.
const near = 1e-6

func (t Table) check() error {
	for i, c := range t.Cells {
		switch {
		case math.IsNaN(c.Value) || math.IsInf(c.Value, 0) || c.Value < 0 || c.Cost < 0:
			return fmt.Errorf("disclose: cell %d %s has the value %v and the cost %v", i, c.Name, c.Value, c.Cost)
		case !t.Amounts && c.Value != math.Trunc(c.Value):
			return fmt.Errorf("disclose: cell %d %s counts %v", i, c.Name, c.Value)
		case c.Known && c.Latent:
			return fmt.Errorf("disclose: cell %d %s is known and yet not to be known", i, c.Name)
		}
	}
	for i, s := range t.Sums {
		if err := t.checkSum(s); err != nil {
			return fmt.Errorf("disclose: sum %d: %w", i, err)
		}
	}
	return nil
}

func (t Table) checkSum(s Sum) error {
	sum := 0.0
	for _, i := range append([]int{s.Total}, s.Of...) {
		if i < 0 || i >= len(t.Cells) {
			return fmt.Errorf("there is no cell %d", i)
		}
	}
	for _, i := range s.Of {
		sum += t.Cells[i].Value
	}
	if total := t.Cells[s.Total].Value; math.Abs(sum-total) > near*math.Max(1, total) {
		return fmt.Errorf("%v stands where the cells add up to %v", total, sum)
	}
	return nil
}

// Cross returns the table of a cross-tabulation with all its margins. Sizes
// are the numbers of categories of each dimension, one to three or more;
// values are the inner cells, the last dimension running fastest. In the
// table every dimension has one place more, its total: see Place.
func Cross(values []float64, sizes ...int) Table {
	all := 1
	for _, size := range sizes {
		all *= size + 1
	}
	t := Table{Cells: make([]Cell, all)}
	at := make([]int, len(sizes))
	for _, v := range values {
		t.addUp(v, at, sizes, 0, 0)
		next(at, sizes)
	}
	for d := range sizes {
		t.sumAlong(d, sizes)
	}
	return t
}

// Place is the index of a cell of Cross; the place of a total is the size of
// its dimension.
func Place(sizes []int, at ...int) int {
	place := 0
	for d, size := range sizes {
		place = place*(size+1) + at[d]
	}
	return place
}

// addUp adds a value to its cell and to every margin that covers it.
func (t Table) addUp(v float64, at, sizes []int, d, place int) {
	if d == len(sizes) {
		t.Cells[place].Value += v
		return
	}
	place *= sizes[d] + 1
	t.addUp(v, at, sizes, d+1, place+at[d])
	t.addUp(v, at, sizes, d+1, place+sizes[d])
}

// next moves on to the next inner cell, and says whether there was one.
func next(at, sizes []int) bool {
	for d := len(at) - 1; d >= 0; d-- {
		if at[d]++; at[d] < sizes[d] {
			return true
		}
		at[d] = 0
	}
	return false
}

// sumAlong adds the sums over one dimension, for every place in the others.
func (t *Table) sumAlong(d int, sizes []int) {
	others := make([]int, len(sizes))
	for e, size := range sizes {
		others[e] = size + 1
	}
	others[d] = 1
	at := make([]int, len(sizes))
	for more := true; more; more = next(at, others) {
		s := Sum{}
		for at[d] = 0; at[d] < sizes[d]; at[d]++ {
			s.Of = append(s.Of, Place(sizes, at...))
		}
		s.Total = Place(sizes, at...)
		t.Sums, at[d] = append(t.Sums, s), 0
	}
}
