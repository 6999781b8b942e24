package stat

import "slices"

const (
	farEnough = 20 // fewer values say too little about what is far
	farMost   = 50 // at most one value in so many is left out on each side
)

// WithoutFar returns the values that are figures, sorted, without those far
// away from all others: the highest ones (at most one in fifty, at least one)
// when the gap below them is wider than half of what all remaining values
// span; the lowest ones likewise. Fewer than twenty values are all kept, and
// so are values that rest on others without any spread.
//
// It decides what an axis shows and nothing else. The values stay in the
// data, are drawn at the edge with their number, and count in every median.
//
// Source: the ratio of gap to range of Dean and Dixon, "Simplified Statistics
// for Small Numbers of Observations", Analytical Chemistry 23 (1951). Half of
// the rest is a third of the whole range, at or above its critical value at
// 95 % from some twenty values on (Rorabacher, Analytical Chemistry 63, 1991).
func WithoutFar(values []float64) []float64 {
	sorted := Present(values)
	slices.Sort(sorted)
	if len(sorted) < farEnough {
		return sorted
	}
	most := max(1, len(sorted)/farMost)
	above := farAbove(sorted, most)
	below := farBelow(sorted[:len(sorted)-above], most)
	return sorted[below : len(sorted)-above]
}

// farAbove counts the values at the upper end that are far away.
func farAbove(sorted []float64, most int) (far int) {
	for m := 1; m <= most; m++ {
		rest := sorted[:len(sorted)-m]
		top := rest[len(rest)-1]
		if span := top - rest[0]; span > 0 && sorted[len(rest)]-top > span/2 {
			far = m
		}
	}
	return far
}

// farBelow counts the values at the lower end that are far away.
func farBelow(sorted []float64, most int) (far int) {
	for m := 1; m <= most; m++ {
		rest := sorted[m:]
		if span := rest[len(rest)-1] - rest[0]; span > 0 && rest[0]-sorted[m-1] > span/2 {
			far = m
		}
	}
	return far
}
