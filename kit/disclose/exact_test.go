package disclose

import (
	"math"
	"math/rand/v2"
	"testing"
)

// cheapest tries every choice of cells.
func cheapest(t Table, r Result) float64 {
	free := []int{}
	for i := range t.Cells {
		if !r.Primary[i] {
			free = append(free, i)
		}
	}
	best := math.Inf(1)
	for choice := range 1 << len(free) {
		hidden, cost := make([]bool, len(t.Cells)), 0.0
		copy(hidden, r.Primary)
		for b, i := range free {
			if choice>>b&1 == 1 {
				hidden[i], cost = true, cost+t.Cells[i].Value+1
			}
		}
		if cost < best && recovers(t, r, hidden) == nil {
			best = cost
		}
	}
	return best
}

func TestTheChoiceIsTheCheapestOfAll(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for n := range 40 {
		sizes := [][]int{{2, 3}, {3, 2}, {5}, {2, 2}}[n%4]
		values := make([]float64, 6)
		for i := range values {
			values[i] = float64(random.IntN(9))
		}
		if len(sizes) == 1 {
			values = values[:5]
		} else {
			values = values[:sizes[0]*sizes[1]]
		}
		table := Cross(values, sizes...)
		r, err := Protect(table, Rule{Limit: 3, ShowZeros: n%2 == 0})
		if err != nil {
			t.Fatal(err)
		}
		if want := cheapest(table, r); r.Cost != want || !r.Exact || r.Bound != want {
			t.Errorf("table %d %v costs %v (bound %v, exact %v), want %v", n, values, r.Cost, r.Bound, r.Exact, want)
		}
	}
}
