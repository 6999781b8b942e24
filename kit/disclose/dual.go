package disclose

import (
	"math"
	"slices"
)

// bound narrows a column that may stand in base. What stands on a bound moves
// with it; fit has to be called before anything else.
func (p *program) bound(j int, lo, up float64) {
	p.lo[j], p.up[j] = lo, up
	if p.row[j] < 0 {
		if to := math.Max(lo, math.Min(up, p.x[j])); to != p.x[j] {
			p.shift(j, to-p.x[j])
			p.x[j] = to
		}
	}
}

// add asks for the sum of weights times columns to be at least so much: one
// row and one column more.
func (p *program) add(weights []float64, least float64) {
	n := len(p.x)
	for r := range p.rows {
		p.rows[r] = append(p.rows[r], 0)
	}
	e, over := make([]float64, n+1), -least
	for j, w := range weights {
		e[j], over = -w, over+w*p.x[j]
	}
	e[n] = 1
	p.lo, p.up, p.x = append(p.lo, 0), append(p.up, math.Inf(1)), append(p.x, over)
	p.gain, p.row = append(p.gain, 0), append(p.row, len(p.rows))
	p.eliminate(e)
	p.rows, p.base = append(p.rows, e), append(p.base, n)
}

// drop takes out the rows that add put in, after the first n columns, and that
// do not bind: their column stands in base.
func (p *program) drop(n int) {
	gone := make([]bool, len(p.x))
	rows, base := p.rows[:0], p.base[:0]
	for r, b := range p.base {
		if gone[b] = b >= n; !gone[b] {
			rows, base = append(rows, p.rows[r]), append(base, b)
		}
	}
	p.rows, p.base = rows, base
	for r := range p.rows {
		p.rows[r] = without(p.rows[r], gone)
	}
	p.lo, p.up, p.x, p.gain = without(p.lo, gone), without(p.up, gone), without(p.x, gone), without(p.gain, gone)
	p.row = slices.Repeat([]int{-1}, len(p.x))
	for r, b := range p.base {
		p.row[b] = r // base is among the first n: its column has not moved
	}
}

func without(all []float64, gone []bool) []float64 {
	kept := all[:0]
	for j, v := range all {
		if !gone[j] {
			kept = append(kept, v)
		}
	}
	return kept
}

// fit mends values that are out of bounds after bound or add, when they were
// the best before: the dual simplex method. It says whether values that fit
// were found; if not, and the program is not stuck, there are none.
func (p *program) fit() bool {
	for n := range steps {
		first := n > patience // Bland's rule
		r, to := p.worst(first)
		if r < 0 {
			return true
		}
		b := p.base[r]
		j := p.cheapest(r, to > p.x[b], first)
		if j < 0 {
			return false
		}
		p.shift(j, (p.x[b]-to)/p.rows[r][j])
		p.x[b] = to
		p.pivot(r, j)
	}
	p.stuck = true
	return false
}

// worst is the row whose column is furthest out of bounds (or the first
// column that is), and the bound.
func (p *program) worst(first bool) (row int, to float64) {
	row, far := -1, loose
	for r, b := range p.base {
		bound := math.Max(p.lo[b], math.Min(p.up[b], p.x[b]))
		d := math.Abs(bound - p.x[b])
		if d > far && !first || first && d > loose && (row < 0 || b < p.base[row]) {
			row, far, to = r, d, bound
		}
	}
	return row, to
}

// cheapest is the column that can raise (or lower) the column of a row at the
// least loss to the aim; of several such the firmest, or the first.
func (p *program) cheapest(r int, raise, first bool) int {
	best, loss, firm := -1, math.Inf(1), 0.0
	for j, v := range p.rows[r] {
		if p.row[j] >= 0 || p.lo[j] == p.up[j] || math.Abs(v) < loose {
			continue
		}
		if grows := p.x[j] <= p.lo[j]; grows == (v < 0) != raise {
			continue
		}
		if l := math.Abs(p.gain[j] / v); l < loss-tiny || l < loss+tiny && math.Abs(v) > firm && !first {
			best, loss, firm = j, l, math.Abs(v)
		}
	}
	return best
}
