package disclose

import (
	"math"
	"slices"
)

// separate looks for cuts that a choice breaks. A choice may be broken too: a
// cell that is hidden by half can move half as far.
func (e *exact) separate(y []float64, whole bool) (cuts []cut) {
	p := e.halfHidden(y, whole)
	for _, k := range e.needy {
		need, value := e.need[k], e.value(k)
		up, down := e.lever(p, k, 1), e.lever(p, k, -1)
		for _, c := range []cut{
			{up, need.Up}, {down, math.Min(need.Down, value)}, {plus(up, down), need.Width},
		} {
			if c = e.tighten(c); c.least > 0 && c.breaks(y) {
				cuts = append(cuts, c)
			}
		}
	}
	e.cuts, e.work = append(e.cuts, cuts...), e.work+p.work
	return cuts
}

// halfHidden is what a reader faces: every cell can move as far as it is
// hidden.
func (e *exact) halfHidden(y []float64, whole bool) *program {
	p := e.t.program(e.may)
	far := 0.0
	for _, k := range e.needy {
		far = math.Max(far, e.need[k].size())
	}
	for k, part := range y {
		v := e.value(k)
		switch {
		case part < near:
			p.lo[k], p.up[k] = v, v
		case !whole && part < 1-near:
			p.lo[k], p.up[k] = v*(1-part), v+far*part
		}
	}
	return p
}

// lever is how far each column, if hidden, can move column k up or down, by
// the rows of the program as they stand at the end of its move. No table
// moves it further than all its levers together.
func (e *exact) lever(p *program, k int, dir float64) []float64 {
	p.aim(only(k, dir))
	p.most()
	all := make([]float64, len(p.x))
	for j, g := range p.gain {
		switch {
		case g > tiny:
			all[j] = math.Inf(1)
		case g < -tiny:
			all[j] = -g * e.value(j)
		}
	}
	return all
}

func plus(a, b []float64) []float64 {
	sum := slices.Clone(a)
	for k, v := range b {
		sum[k] += v
	}
	return sum
}

// tighten leaves out what is hidden anyway, and counts nothing for more than
// is asked.
func (e *exact) tighten(c cut) cut {
	t := cut{slices.Clone(c.weight), c.least}
	for k, must := range e.must {
		if must {
			t.least -= t.weight[k]
			t.weight[k] = 0
		}
	}
	for k, w := range t.weight {
		t.weight[k] = math.Min(w, math.Max(0, t.least))
	}
	return t
}
