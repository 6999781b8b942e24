package disclose

import (
	"math"
	"slices"
)

// program is a linear program whose columns have bounds: the simplex method
// on a dense tableau. It starts from values that fit (the true ones do), so
// it needs no first phase; and whenever it stops, its values fit.
//
// Source: Chvátal, "Linear Programming" (1983), chapters 8 and 10.
type program struct {
	lo, up, x []float64   // by column
	rows      [][]float64 // by row, the sums solved for the column of base
	base      []int       // by row, its column
	row       []int       // by column, its row, or -1
	gain      []float64   // by column, what one more of it adds to the aim
	stuck     bool        // fit took too many steps
	work      int         // how many numbers pivots have changed
}

const (
	tiny  = 1e-9 // less is none
	loose = 1e-7 // a value so near to a bound is on it
	steps = 5000

	// patience is after how many steps without gain the choice of columns is
	// made safe against going round in circles.
	patience = 200
)

// newProgram takes equations by their coefficients; x solves them.
func newProgram(equations [][]float64, x, lo, up []float64) *program {
	p := &program{lo: lo, up: up, x: x, row: slices.Repeat([]int{-1}, len(x)), gain: make([]float64, len(x))}
	for _, e := range equations {
		p.solve(e)
	}
	return p
}

// corner moves every column to a bound or into base. The values need not be a
// corner for most, only for fit.
func (p *program) corner() {
	for j := range p.x {
		if p.row[j] < 0 && p.x[j] > p.lo[j] && p.x[j] < p.up[j] {
			p.move(j, -1)
		}
	}
}

// solve adds an equation, solved for the column with the most room.
func (p *program) solve(equation []float64) {
	e := slices.Clone(equation)
	p.eliminate(e)
	best, room := -1, -1.0
	for j, v := range e {
		if r := math.Min(p.x[j]-p.lo[j], p.up[j]-p.x[j]); math.Abs(v) > loose && r > room {
			best, room = j, r
		}
	}
	if best < 0 {
		return // it follows from the others
	}
	p.rows, p.base = append(p.rows, e), append(p.base, best)
	p.row[best] = len(p.rows) - 1
	p.pivot(len(p.rows)-1, best)
}

// eliminate rewrites an equation so that no column of base is in it.
func (p *program) eliminate(e []float64) {
	for r, j := range p.base {
		subtract(e, p.rows[r], e[j])
		e[j] = 0
	}
}

// pivot solves row r for column j.
func (p *program) pivot(r, j int) {
	row := p.rows[r]
	if f := row[j]; f != 1 {
		for k := range row {
			row[k] /= f
		}
	}
	for i := range p.rows {
		if i != r && p.rows[i][j] != 0 {
			subtract(p.rows[i], row, p.rows[i][j])
			p.rows[i][j] = 0
			p.work += len(row)
		}
	}
	subtract(p.gain, row, p.gain[j])
	p.gain[j], row[j] = 0, 1
	p.row[p.base[r]] = -1
	p.base[r], p.row[j] = j, r
}

func subtract(from, row []float64, times float64) {
	if times == 0 {
		return
	}
	row = row[:len(from)]
	for k, v := range row {
		if v != 0 {
			if from[k] -= times * v; math.Abs(from[k]) < 1e-12 {
				from[k] = 0
			}
		}
	}
}

// aim says what is to be made as large as can be.
func (p *program) aim(worth func(j int) float64) {
	for j := range p.gain {
		p.gain[j] = worth(j)
	}
	for r, j := range p.base {
		subtract(p.gain, p.rows[r], p.gain[j])
	}
	for _, j := range p.base {
		p.gain[j] = 0
	}
}

// most makes the aim as large as can be, and says whether that has an end.
// Should it take too many steps it stops early, with values that fit.
func (p *program) most() (ends bool) {
	for still, n := 0, 0; n < steps; n++ {
		j, dir := p.enter(still > patience)
		if j < 0 {
			return true
		}
		moved := p.move(j, dir)
		if math.IsInf(moved, 1) {
			return false
		}
		if still++; moved > tiny {
			still = 0
		}
	}
	return true
}

// enter chooses the column to be moved: the one that adds most, or, so as not
// to go round in circles, the first (Bland's rule).
func (p *program) enter(first bool) (best int, dir float64) {
	best, most := -1, loose
	for j, g := range p.gain {
		if p.row[j] >= 0 || p.lo[j] == p.up[j] || g > 0 && p.x[j] >= p.up[j] || g < 0 && p.x[j] <= p.lo[j] {
			continue
		}
		if v := math.Abs(g); v > most {
			best, most = j, v
			if first {
				break
			}
		}
	}
	if best < 0 {
		return -1, 0
	}
	return best, math.Copysign(1, p.gain[best])
}

// move moves column j up or down until it, or a column of base, meets a
// bound; returns how far. Infinite means that nothing stops it: then nothing
// is moved.
func (p *program) move(j int, dir float64) float64 {
	far, stop, firm := p.up[j]-p.x[j], -1, 0.0
	if dir < 0 {
		far = p.x[j] - p.lo[j]
	}
	for r, b := range p.base {
		slope := -p.rows[r][j] * dir
		if math.Abs(slope) < tiny {
			continue
		}
		room := p.up[b] - p.x[b]
		if slope < 0 {
			room = p.x[b] - p.lo[b]
		}
		t := math.Max(0, room) / math.Abs(slope)
		if t < far-tiny || t <= far && math.Abs(slope) > firm {
			far, stop, firm = t, r, math.Abs(slope)
		}
	}
	if math.IsInf(far, 1) {
		return far
	}
	p.shift(j, dir*far)
	if stop >= 0 {
		p.snap(p.base[stop])
		p.pivot(stop, j)
	} else {
		p.snap(j)
	}
	return far
}

func (p *program) shift(j int, by float64) {
	p.x[j] += by
	for r, b := range p.base {
		p.x[b] -= p.rows[r][j] * by
	}
}

// snap puts a column that met a bound exactly there.
func (p *program) snap(j int) {
	if math.Abs(p.x[j]-p.lo[j]) <= math.Abs(p.up[j]-p.x[j]) {
		p.x[j] = p.lo[j]
	} else {
		p.x[j] = p.up[j]
	}
}

func (p *program) clone() *program {
	c := &program{
		lo: slices.Clone(p.lo), up: slices.Clone(p.up), x: slices.Clone(p.x),
		base: slices.Clone(p.base), row: slices.Clone(p.row), gain: slices.Clone(p.gain),
		rows: make([][]float64, len(p.rows)),
	}
	for i, r := range p.rows {
		c.rows[i] = slices.Clone(r)
	}
	return c
}
