package disclose

import (
	"errors"
	"math"
	"slices"
)

// Rule says which cells tell too much by themselves. What is zero is not
// asked for.
type Rule struct {
	Limit     int  // fewer people or firms than this are too few
	ShowZeros bool // nobody is not "too few": that none has it may be told
	Whole     bool // a cell that is all of its total is too much: it tells about everybody

	// Percent: the second largest contributor must not come nearer to the
	// largest than this (p%-rule).
	Percent float64
	// Dominant: so many contributors must not have more than Share percent of
	// the cell ((n,k)-rule).
	Dominant int
	Share    float64

	// Width is how wide the interval of a hidden count has to be; 0 means the
	// limit: wide enough for the cell not to be known as small.
	Width float64
}

// Need is how inexact a cell has to stay: its interval has to be so wide, and
// to reach so far above and below its value. Zero for cells without need.
type Need struct {
	Width float64 `json:"width,omitempty"`
	Up    float64 `json:"up,omitempty"`
	Down  float64 `json:"down,omitempty"`
}

// Interval is what a reader can work out of a cell: it is at least Min and at
// most Max (which may be infinite).
type Interval struct{ Min, Max float64 }

// Width of the interval.
func (v Interval) Width() float64 { return v.Max - v.Min }

func (n Need) none() bool { return n == Need{} }

// met allows for the rounding of the last digits of amounts.
func (n Need) met(v Interval, value float64) bool {
	slack := near * math.Max(1, math.Min(value, n.Width+n.Up+n.Down))
	return v.Width() >= n.Width-slack && v.Max-value >= n.Up-slack && value-v.Min >= n.Down-slack
}

func (r Rule) check(t Table) error {
	switch {
	case r.Limit < 0 || r.Percent < 0 || r.Dominant < 0 || r.Share < 0 || r.Share > 100 || r.Width < 0:
		return errors.New("disclose: a rule has no negative numbers, and no share above 100 percent")
	case r.Dominant > 0 && r.Share == 0:
		return errors.New("disclose: dominance needs a share")
	case t.Amounts && (r.Limit > 0 || r.Whole) && r.Percent == 0 && r.Width == 0:
		return errors.New("disclose: how inexact amounts of few contributors have to stay is not said: set Percent or Width")
	case t.Amounts && r.Limit > 0 && slices.ContainsFunc(t.Cells, func(c Cell) bool { return c.Value > 0 && c.Contributors < 1 }):
		return errors.New("disclose: an amount has no contributors")
	}
	return nil
}

// primary returns what the cells need that the rule hides. A cell that
// everybody knows cannot be hidden: what it tells is told.
func (r Rule) primary(t Table) []Need {
	need := make([]Need, len(t.Cells))
	for i, c := range t.Cells {
		if !c.Known {
			need[i] = r.few(c, t.Amounts).or(r.near(c)).or(r.dominated(c))
		}
	}
	if r.Whole {
		r.wholes(t, need)
	}
	return need
}

// few: too few contributors, or a secret.
func (r Rule) few(c Cell, amounts bool) Need {
	n := float64(c.Contributors)
	if !amounts {
		n = c.Value
	}
	if !c.Secret && (n >= float64(r.Limit) || n == 0 && r.ShowZeros) {
		return Need{}
	}
	return r.wide(c, amounts)
}

func (r Rule) wide(c Cell, amounts bool) Need {
	switch {
	case r.Width > 0:
		return Need{Width: r.Width}
	case amounts:
		return Need{Width: math.Max(r.Percent/100*c.Value, near)}
	}
	return Need{Width: math.Max(1, float64(r.Limit))}
}

// near is the p%-rule: what the second largest contributor does not know of
// the rest has to hide the largest one. The cell has to be as inexact as is
// missing (Hundepool and others, section 4.2.2).
func (r Rule) near(c Cell) Need {
	if r.Percent == 0 || len(c.Largest) == 0 {
		return Need{}
	}
	return reach(r.Percent/100*c.Largest[0]-(c.Value-first(c.Largest, 2)), c)
}

// dominated is the (n,k)-rule.
func (r Rule) dominated(c Cell) Need {
	if r.Dominant == 0 || len(c.Largest) == 0 {
		return Need{}
	}
	return reach(100/r.Share*first(c.Largest, r.Dominant)-c.Value, c)
}

// reach is the need to be so far from exact on both sides. Nothing is below
// zero.
func reach(far float64, c Cell) Need {
	if far <= near*math.Max(1, c.Value) {
		return Need{}
	}
	return Need{Up: far, Down: math.Min(far, c.Value)}
}

// wholes: where all of a total stands in one cell, and others are empty,
// everybody counted in the total is known to have what the cell says.
func (r Rule) wholes(t Table, need []Need) {
	for _, s := range t.Sums {
		total := t.Cells[s.Total].Value
		for _, i := range s.Of {
			if c := t.Cells[i]; len(s.Of) > 1 && total > 0 && c.Value == total && !c.Known {
				need[i] = need[i].or(r.wide(c, t.Amounts))
			}
		}
	}
}

func first(largest []float64, n int) (sum float64) {
	for _, v := range largest[:min(n, len(largest))] {
		sum += v
	}
	return sum
}

// or asks for what either of two needs asks for.
func (n Need) or(m Need) Need {
	return Need{math.Max(n.Width, m.Width), math.Max(n.Up, m.Up), math.Max(n.Down, m.Down)}
}
