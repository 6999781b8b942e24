package disclose

import (
	"math"
	"slices"
)

const (
	exactCells = 250 // larger tables get a good choice instead of the cheapest
	effort     = 1e9 // numbers changed until the search for the cheapest gives up: seconds
	rounds     = 30  // of cuts before it branches
)

// exact is the search for the cheapest choice: a program with one column for
// each cell that may be hidden (1) or not (0), and rows that are added as
// choices turn out to give a cell away.
//
// Method: branch and cut with capacity cuts, Fischetti and Salazar-González,
// "Models and Algorithms for Optimizing Cell Suppression in Tabular Data with
// Linear Constraints", JASA 95 (2000).
type exact struct {
	*search
	best  []bool // by column
	least float64
	cuts  []cut
	root  bool // it has been solved
	work  int
	sure  bool
	bound float64
}

// cut says: of these columns so much has to be hidden.
type cut struct {
	weight []float64
	least  float64
}

// exact returns the cheapest choice, given one to start from; what no choice
// costs less than; and whether it is certain.
func (s *search) exact(hidden []bool) (best []bool, bound float64, sure bool) {
	e := &exact{search: s, least: s.cost(hidden), sure: true}
	for _, i := range s.may {
		e.best = append(e.best, hidden[i])
	}
	e.node(e.master())
	if e.sure {
		e.bound = e.least
	}
	return s.cells(e.best), e.bound, e.sure
}

// master has no rows yet; what must be hidden is.
func (e *exact) master() *program {
	n := len(e.may)
	x, lo, up := make([]float64, n), make([]float64, n), slices.Repeat([]float64{1}, n)
	for k, must := range e.must {
		if must {
			x[k], lo[k] = 1, 1
		}
	}
	p := newProgram(nil, x, lo, up)
	p.aim(func(k int) float64 { return -e.price[k] })
	return p
}

// node solves a program whose columns are partly fixed, adds what cuts it
// breaks, and branches.
func (e *exact) node(p *program) {
	root := !e.root
	e.root = true
	for round := 0; ; round++ {
		p.work = 0
		fits := p.fit()
		if e.work += p.work; e.work > effort {
			e.sure = false
			return
		}
		if !fits {
			e.sure = e.sure && !p.stuck
			return
		}
		cost := e.round(p)
		if root {
			e.bound = cost
		}
		if cost >= e.least-tiny {
			return
		}
		k := e.open(p)
		cuts := e.broken(p.x)
		if len(cuts) == 0 && (k < 0 || round < rounds) {
			cuts = e.separate(p.x[:len(e.may)], k < 0)
		}
		switch {
		case len(cuts) > 0:
			for _, c := range cuts {
				p.add(c.weight, c.least)
			}
		case k >= 0:
			e.branch(p, k)
			return
		case !e.accept(p):
			return
		}
	}
}

// round is what the choices of a program cost at least: whole when all prices
// are.
func (e *exact) round(p *program) (cost float64) {
	whole := true
	for k, price := range e.price {
		cost += price * p.x[k]
		whole = whole && price == math.Trunc(price)
	}
	if whole {
		return math.Ceil(cost - near)
	}
	return cost
}

// open is the column to branch on: the one that is neither hidden nor shown
// and matters most.
func (e *exact) open(p *program) int {
	best, most := -1, 0.0
	for k, price := range e.price {
		if d := math.Min(p.x[k], 1-p.x[k]); d > near && d*price > most {
			best, most = k, d*price
		}
	}
	return best
}

func (e *exact) branch(p *program, k int) {
	sides := []float64{1, 0}
	if p.x[k] < 0.5 {
		sides = []float64{0, 1}
	}
	p.drop(len(e.may))
	for _, side := range sides {
		q := p.clone()
		q.bound(k, side, side)
		e.node(q)
	}
}

// accept takes a choice that no cut speaks against. It says whether the
// search goes on from here: when whole numbers give a cell away though broken
// ones do not, something more has to be hidden.
func (e *exact) accept(p *program) (again bool) {
	hide := make([]bool, len(e.may))
	for k := range hide {
		hide[k] = p.x[k] > 0.5
	}
	if t := e.tableau(hide); !slices.ContainsFunc(e.needy, func(k int) bool { return t.holds(k) == nil }) {
		e.best, e.least = hide, e.cost(e.cells(hide))
		return false
	}
	more := cut{make([]float64, len(hide)), 1}
	for k, h := range hide {
		if !h {
			more.weight[k] = 1
		}
	}
	e.cuts = append(e.cuts, more)
	p.add(more.weight, more.least)
	return true
}

// broken are the cuts found elsewhere in the search that a choice breaks.
func (e *exact) broken(x []float64) (all []cut) {
	for _, c := range e.cuts {
		if c.breaks(x) {
			all = append(all, c)
		}
	}
	return all
}

func (c cut) breaks(x []float64) bool {
	sum := 0.0
	for k, w := range c.weight {
		sum += w * x[k]
	}
	return sum < c.least-1e-5*math.Max(1, c.least)
}
