package chart

import (
	"cmp"
	"slices"
)

// end is the name of a line, written where it ends.
type end struct {
	class string
	lines []string
	y     float64 // of the line; then of the first baseline
}

// spread moves names apart so that none touches another, as near to their
// lines as may be, between top and bottom.
func spread(ends []end, top, bottom float64) {
	slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.y, b.y) })
	free := top
	for i := range ends {
		e := &ends[i]
		e.y = max(e.y+4-float64(len(e.lines)-1)*6, free)
		free = e.y + e.height()
	}
	free = bottom
	for i := len(ends) - 1; i >= 0; i-- {
		e := &ends[i]
		e.y = min(e.y, free-e.height()+lineHeight)
		free = e.y - lineHeight
	}
}

func (e end) height() float64 { return float64(len(e.lines)) * lineHeight }
