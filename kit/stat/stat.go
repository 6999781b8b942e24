// Package stat holds the small statistics behind a comparison: middle and
// spread, standard scores and distances, and the scale of an axis.
//
// A missing value is NaN. It is never counted as zero: every function leaves
// it out and says how many values it used where that matters. An infinite
// value counts as missing. No function changes its input. A result that does
// not exist (the median of nothing) is NaN.
package stat

import (
	"math"
	"slices"
)

// Median returns the middle of the values in their unit: the mean of the two
// middle ones when their number is even.
func Median(values []float64) float64 { return Quantile(values, 0.5) }

// Quantile returns the value below which the share p (0 to 1) of the values
// lies, in their unit. NaN for no values or a share outside 0 to 1.
//
// Method: type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
// Packages", The American Statistician 50 (1996), the default of R and of
// spreadsheets: linear between the order statistics around 1 + (n-1)p.
func Quantile(values []float64, p float64) float64 {
	sorted := Present(values)
	if len(sorted) == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	slices.Sort(sorted)
	at := p * float64(len(sorted)-1)
	below := int(at)
	if below == len(sorted)-1 {
		return sorted[below]
	}
	share := at - float64(below)
	return sorted[below]*(1-share) + sorted[below+1]*share
}

// Mean returns the arithmetic mean of the values in their unit.
func Mean(values []float64) float64 {
	sum, n := 0.0, 0
	for _, v := range values {
		if Known(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(n)
}

// Deviation returns the standard deviation of the values in their unit, with
// n-1 below the line; NaN for fewer than two.
//
// Method: two passes, so that a large mean costs no digits (Chan, Golub and
// LeVeque, The American Statistician 37, 1983).
func Deviation(values []float64) float64 {
	mean, squares, rest, n := Mean(values), 0.0, 0.0, 0
	for _, v := range values {
		if Known(v) {
			squares, rest, n = squares+(v-mean)*(v-mean), rest+(v-mean), n+1
		}
	}
	if n < 2 {
		return math.NaN()
	}
	return math.Sqrt((squares - rest*rest/float64(n)) / float64(n-1))
}

// Known tells whether the value is a figure: neither missing nor infinite.
func Known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Present returns the values that are figures, in their order, in a new slice.
func Present(values []float64) []float64 {
	present := make([]float64, 0, len(values))
	for _, v := range values {
		if Known(v) {
			present = append(present, v)
		}
	}
	return present
}

// Change returns the change between two values in per cent of the first. It
// is NaN when the first is not above zero: per cent of nothing, or of a debt,
// misleads. For values that are per cents themselves show the difference, in
// percentage points.
func Change(from, to float64) float64 {
	if !Known(from) || !Known(to) || from <= 0 {
		return math.NaN()
	}
	return 100 * (to - from) / from
}
