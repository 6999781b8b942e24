package disclose

import (
	"math"
	"slices"
)

// Audit returns, for every cell, what a reader can work out who sees all
// cells but the hidden ones, knows the sums, and knows that nothing is below
// zero and that counts are whole. Hidden has one entry for each cell; known
// cells are seen even so, latent ones never are.
//
// Method: two linear programs for each hidden cell (Fellegi, "On the Question
// of Statistical Confidentiality", JASA 67, 1972), and for counts a search
// for whole numbers where the programs end at others. Both ends are values
// that some table has which looks the same; so the interval is never shown
// wider than it is. Should the search take too many steps, it is shown
// narrower.
func Audit(t Table, hidden []bool) []Interval {
	all := make([]Interval, len(t.Cells))
	open := []int{}
	for i, c := range t.Cells {
		all[i] = Interval{c.Value, c.Value}
		if c.Latent || hidden[i] && !c.Known {
			open = append(open, i)
		}
	}
	p := t.program(open)
	truth := slices.Clone(p.x)
	p.corner()
	for k, i := range open {
		all[i] = Interval{-p.end(k, -1, !t.Amounts, truth), p.end(k, 1, !t.Amounts, truth)}
	}
	return all
}

// program has one column for each of the cells, at its true value; all other
// cells stand firm.
func (t Table) program(cells []int) *program {
	n := len(cells)
	lo, up, x := make([]float64, n), slices.Repeat([]float64{math.Inf(1)}, n), make([]float64, n)
	for k, i := range cells {
		x[k] = t.Cells[i].Value
	}
	return newProgram(t.equations(cells), x, lo, up)
}

// equations are the sums, as far as they speak of the cells.
func (t Table) equations(cells []int) (all [][]float64) {
	column := make([]int, len(t.Cells))
	for k, i := range cells {
		column[i] = k + 1
	}
	for _, s := range t.Sums {
		e, some := make([]float64, len(cells)), false
		put := func(i int, v float64) {
			if k := column[i] - 1; k >= 0 {
				e[k], some = e[k]+v, true
			}
		}
		for _, i := range s.Of {
			put(i, 1)
		}
		put(s.Total, -1)
		if some {
			all = append(all, e)
		}
	}
	return all
}

// end is the largest value (dir 1) of a column, or the smallest one with its
// sign turned (dir -1).
func (p *program) end(k int, dir float64, whole bool, value []float64) float64 {
	p.aim(only(k, dir))
	if !p.most() {
		return math.Inf(1)
	}
	if !whole {
		return dir * p.x[k]
	}
	return dir * p.wholeEnd(k, dir, value)[k]
}

func only(k int, worth float64) func(int) float64 {
	return func(j int) float64 {
		if j == k {
			return worth
		}
		return 0
	}
}

// wholeEnd is the table of whole numbers in which a column is largest (or, dir
// -1, smallest). The program has been solved for that; truth is a table of
// whole numbers that fits.
func (p *program) wholeEnd(k int, dir float64, truth []float64) []float64 {
	w := wholeSearch{k: k, dir: dir, best: truth}
	w.look(p)
	return w.best
}

// wholeSearch is the search for it, by branch and bound.
type wholeSearch struct {
	k    int
	dir  float64
	best []float64
	done int
}

// looks is how many programs one search may solve.
const looks = 300

func (w *wholeSearch) look(p *program) {
	w.done++
	if math.Floor(w.dir*p.x[w.k]+near) <= w.dir*w.best[w.k] {
		return
	}
	j, v := p.broken()
	if j < 0 {
		w.best = rounded(p.x)
		return
	}
	for _, b := range [][2]float64{{p.lo[j], math.Floor(v)}, {math.Ceil(v), p.up[j]}} {
		if q := p.clone(); w.done < looks {
			q.bound(j, b[0], b[1]) // #nosec G602 -- a pair has two
			if q.fit() {
				w.look(q)
			}
		}
	}
}

func rounded(x []float64) []float64 {
	all := make([]float64, len(x))
	for j, v := range x {
		all[j] = math.Round(v)
	}
	return all
}

// broken is a column whose value is furthest from whole.
func (p *program) broken() (j int, v float64) {
	j, far := -1, near
	for k, x := range p.x {
		if d := math.Abs(x - math.Round(x)); d > far {
			j, v, far = k, x, d
		}
	}
	return j, v
}
