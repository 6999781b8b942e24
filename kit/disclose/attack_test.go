package disclose

import "slices"

// attacker works hidden cells out from what is published, by trying whole
// numbers: it shares no code with the package.
type attacker struct {
	sums   []Sum
	lo, up []int
}

// far is where the attacker stops to look: a cell that can be so much is as
// good as unbounded.
const far = 60

func newAttacker(t Table, hidden []bool) *attacker {
	a := &attacker{sums: t.Sums}
	for i, c := range t.Cells {
		lo, up := int(c.Value), int(c.Value)
		if c.Latent || hidden[i] && !c.Known {
			lo, up = 0, int(c.Value)+far
		}
		a.lo, a.up = append(a.lo, lo), append(a.up, up)
	}
	return a
}

// interval is what a cell can be.
func (a *attacker) interval(cell int) Interval {
	least, most := -1, -1
	for v := a.lo[cell]; v <= a.up[cell] && least < 0; v++ {
		if a.possible(cell, v) {
			least = v
		}
	}
	for v := a.up[cell]; v >= a.lo[cell] && most < 0; v-- {
		if a.possible(cell, v) {
			most = v
		}
	}
	return Interval{float64(least), float64(most)}
}

// possible looks for one table in which a cell has a value.
func (a *attacker) possible(cell, v int) bool {
	b := &attacker{a.sums, slices.Clone(a.lo), slices.Clone(a.up)}
	b.lo[cell], b.up[cell] = v, v
	if !b.narrow() {
		return false
	}
	open := -1
	for i := range b.lo {
		if d := b.up[i] - b.lo[i]; d > 0 && (open < 0 || d < b.up[open]-b.lo[open]) {
			open = i
		}
	}
	if open < 0 {
		return true
	}
	for v := b.lo[open]; v <= b.up[open]; v++ {
		if b.possible(open, v) {
			return true
		}
	}
	return false
}

// narrow draws the ends of each sum together until nothing changes. It says
// whether anything is left.
func (a *attacker) narrow() bool {
	for changed := true; changed; {
		changed = false
		for _, s := range a.sums {
			least, most := 0, 0
			for _, i := range s.Of {
				least, most = least+a.lo[i], most+a.up[i]
			}
			tl, tu := a.lo[s.Total], a.up[s.Total]
			changed = a.set(s.Total, least, most) || changed
			for _, i := range s.Of {
				changed = a.set(i, tl-(most-a.up[i]), tu-(least-a.lo[i])) || changed
			}
			if slices.ContainsFunc(append(s.Of, s.Total), func(i int) bool { return a.lo[i] > a.up[i] }) {
				return false
			}
		}
	}
	return true
}

func (a *attacker) set(i, lo, up int) bool {
	old := [2]int{a.lo[i], a.up[i]}
	a.lo[i], a.up[i] = max(a.lo[i], lo), min(a.up[i], up)
	return old != [2]int{a.lo[i], a.up[i]} && a.lo[i] <= a.up[i]
}

// recovers are the primary cells that the attacker knows better than it may.
func recovers(t Table, r Result, hidden []bool) (all []int) {
	a := newAttacker(t, hidden)
	for i, primary := range r.Primary {
		if primary {
			if v := a.interval(i); v.Min == v.Max || v.Width() < r.Need[i].Width-near {
				all = append(all, i)
			}
		}
	}
	return all
}
