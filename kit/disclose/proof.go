package disclose

import (
	"math"
	"slices"
)

// tableau is what a reader faces when some columns of a search are hidden: a
// program with one column for each hidden one, at the true values.
type tableau struct {
	s      *search
	p      *program
	open   []int // by column of p, its column of s
	column []int // the way back
}

func (s *search) tableau(hide []bool) *tableau {
	t := &tableau{s: s, column: make([]int, len(hide))}
	cells := []int{}
	for k, h := range hide {
		if h {
			t.column[k] = len(t.open)
			t.open, cells = append(t.open, k), append(cells, s.may[k])
		}
	}
	t.p = s.t.program(cells)
	return t
}

// holds proves that the need of column k is met, by other tables that look
// the same: it returns the columns in which these differ from the true one,
// or nil if there are no such tables.
func (t *tableau) holds(k int) []bool {
	n, value := t.s.need[k], t.s.value(k)
	used := make([]bool, len(t.column))
	up := t.reach(k, 1, math.Max(n.Up, n.Width-n.Down), used)
	down := 0.0
	if left := math.Max(n.Down, n.Width-up); left > 0 {
		down = t.reach(k, -1, left, used)
	}
	if n.met(Interval{value - down, value + up}, value) {
		return used
	}
	return nil
}

// reach is how far up or down column k can go, as far as it matters.
func (t *tableau) reach(k int, dir, far float64, used []bool) float64 {
	p, c, value := t.p.clone(), t.column[k], t.s.value(k)
	if dir > 0 {
		p.up[c] = value + far
	} else {
		p.lo[c] = math.Max(0, value-far)
	}
	p.aim(only(c, dir))
	p.most()
	x := p.x
	if j, _ := p.broken(); j >= 0 && !t.s.t.Amounts {
		p.corner()
		x = p.wholeEnd(c, dir, slices.Clone(t.p.x))
	}
	for j, v := range x {
		if math.Abs(v-t.p.x[j]) > loose {
			used[t.open[j]] = true
		}
	}
	return dir * (x[c] - value)
}
