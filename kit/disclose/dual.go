package disclose

import "math"

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

// fit mends values that are out of bounds after bound or add, when they were
// the best before: the dual simplex method. It says whether values that fit
// were found.
func (p *program) fit() bool {
	for range steps {
		r, to := p.worst()
		if r < 0 {
			return true
		}
		b := p.base[r]
		j := p.cheapest(r, to > p.x[b])
		if j < 0 {
			return false
		}
		p.shift(j, (p.x[b]-to)/p.rows[r][j])
		p.x[b] = to
		p.pivot(r, j)
	}
	return false
}

// worst is the row whose column is furthest out of bounds, and the bound.
func (p *program) worst() (row int, to float64) {
	row, far := -1, loose
	for r, b := range p.base {
		if d := p.lo[b] - p.x[b]; d > far {
			row, far, to = r, d, p.lo[b]
		}
		if d := p.x[b] - p.up[b]; d > far {
			row, far, to = r, d, p.up[b]
		}
	}
	return row, to
}

// cheapest is the column that can raise (or lower) the column of a row at the
// least loss to the aim.
func (p *program) cheapest(r int, raise bool) int {
	best, loss, firm := -1, math.Inf(1), 0.0
	for j, v := range p.rows[r] {
		if p.row[j] >= 0 || p.lo[j] == p.up[j] || math.Abs(v) < loose {
			continue
		}
		if grows := p.x[j] <= p.lo[j]; grows == (v < 0) != raise {
			continue
		}
		if l := math.Abs(p.gain[j] / v); l < loss-tiny || l < loss+tiny && math.Abs(v) > firm {
			best, loss, firm = j, l, math.Abs(v)
		}
	}
	return best
}
