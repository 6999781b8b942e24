// Package cube finds the sums that hold between figures which are named by
// their places on several axes, so that they can be protected together.
//
// A figure has a code on every axis; nothing stands for the whole of an axis.
// Axes say which codes are parts of which. Where all parts of a figure are
// there, they add up to it; where some are not, what is missing is a figure
// that nobody may work out either: a rest. Nothing is taken for a sum that
// the figures themselves contradict.
package cube

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"pesnet/kit/disclose"
)

// Axis says how the codes of one axis relate. Nothing, the whole of the axis,
// has every other code inside; Inside and Apart are not asked about it.
type Axis struct {
	Inside func(a, b string) bool // a is a part of b, and not b itself
	Apart  func(a, b string) bool // a and b have nothing in common
	Whole  bool                   // only sums that hold without a rest count
	Makes  bool                   // parts make a whole even where it is not among the figures
}

// Figure is one figure.
type Figure struct {
	disclose.Cell
	At      []string // its code on each axis
	Missing bool     // it has no value, but it is there: what is missing of a sum is (also) this
}

// Table puts figures into a table with their sums. Its first cells are the
// figures in their order; figures that nobody gives and everybody can work out,
// and rests, follow. A figure that is missing is a cell that stands in no sum.
func Table(axes []Axis, all []Figure, amounts bool) disclose.Table {
	b := builder{axes: axes, all: slices.Clone(all), t: disclose.Table{Amounts: amounts}}
	b.fill()
	for _, f := range b.all {
		c := f.Cell
		if f.Missing {
			c.Value, c.Known, c.Secret = 0, true, false
		}
		b.t.Cells = append(b.t.Cells, c)
	}
	for axis := range axes {
		for _, group := range b.groups(axis) {
			b.sums(axis, group)
		}
	}
	return b.t
}

type builder struct {
	axes []Axis
	all  []Figure
	t    disclose.Table
}

// groups are the figures that differ on one axis alone.
func (b *builder) groups(axis int) (groups [][]int) {
	at := map[string]int{}
	for i, f := range b.all {
		key := strings.Join(f.At[:axis], "\x00") + "\x01" + strings.Join(f.At[axis+1:], "\x00")
		g, ok := at[key]
		if !ok {
			g, groups = len(groups), append(groups, nil)
			at[key] = g
		}
		groups[g] = append(groups[g], i)
	}
	return groups
}

// sums adds the sums of a group: for every figure those that are directly
// inside it, each set of them that has nothing in common.
func (b *builder) sums(axis int, group []int) {
	if len(group) < 2 {
		return
	}
	within := map[int][]int{}
	for _, i := range group {
		for _, p := range b.around(axis, group, i) {
			within[p] = append(within[p], i)
		}
	}
	for _, p := range group {
		for _, set := range b.sets(axis, within[p]) {
			b.sum(axis, p, set)
		}
	}
}

func (b *builder) inside(axis, i, j int) bool {
	x, y := b.all[i].At[axis], b.all[j].At[axis]
	return x != y && x != "" && (y == "" || b.axes[axis].Inside(x, y))
}

// around are the figures that a figure is directly inside of.
func (b *builder) around(axis int, group []int, i int) (direct []int) {
	var outer []int
	for _, j := range group {
		if b.inside(axis, i, j) && !b.all[j].Missing {
			outer = append(outer, j)
		}
	}
	for _, j := range outer {
		if !slices.ContainsFunc(outer, func(k int) bool { return b.inside(axis, k, j) }) {
			direct = append(direct, j)
		}
	}
	return direct
}

// sets parts figures so that those of a set have nothing in common.
func (b *builder) sets(axis int, parts []int) (sets [][]int) {
	for _, i := range parts {
		at := slices.IndexFunc(sets, func(set []int) bool {
			return !slices.ContainsFunc(set, func(j int) bool { return !b.axes[axis].Apart(b.all[i].At[axis], b.all[j].At[axis]) })
		})
		if at < 0 {
			sets = append(sets, []int{i})
			continue
		}
		sets[at] = append(sets[at], i)
	}
	return sets
}

// sum adds one sum, with a rest where parts are missing. Parts that are more
// than their whole are each held against it alone.
func (b *builder) sum(axis, total int, set []int) {
	s, sum, secret := disclose.Sum{Total: total}, 0.0, false
	for _, i := range set {
		if f := b.all[i]; f.Missing {
			secret = secret || f.Secret
		} else {
			s.Of, sum = append(s.Of, i), sum+f.Value
		}
	}
	near := 1e-6 * math.Max(1, b.all[total].Value)
	rest := b.all[total].Value - sum
	switch {
	case len(s.Of) == 0:
		return
	case rest < -near:
		for _, i := range s.Of {
			if len(s.Of) > 1 {
				b.sum(axis, total, []int{i})
			}
		}
		return
	case rest > near || secret:
		if b.axes[axis].Whole && !secret {
			return
		}
		s.Of = append(s.Of, b.rest(total, s.Of, math.Max(0, rest), secret))
	}
	b.t.Sums = append(b.t.Sums, s)
}

// rest adds what is missing of a sum, and returns its place.
func (b *builder) rest(total int, of []int, value float64, secret bool) int {
	names := make([]string, len(of))
	for k, i := range of {
		names[k] = b.all[i].Name
	}
	c := disclose.Cell{Name: fmt.Sprintf("%s without %s", b.all[total].Name, strings.Join(names, ", ")), Value: value, Latent: true, Secret: secret}
	if b.t.Amounts {
		c.Contributors = int(math.Ceil(value))
	} else {
		c.Value = math.Round(value)
	}
	b.t.Cells = append(b.t.Cells, c)
	return len(b.t.Cells) - 1
}
