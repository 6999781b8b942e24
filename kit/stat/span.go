package stat

import "slices"

// Last returns the last n values of a series, missing ones included; all of
// them when there are fewer. The result shares memory with the series.
func Last(series []float64, n int) []float64 {
	return series[max(0, len(series)-max(0, n)):]
}

// Span returns the lowest and the highest value in their unit and how many
// values there were. With n = 0 both are zero and mean nothing.
func Span(values []float64) (low, high float64, n int) {
	for _, v := range values {
		if !Known(v) {
			continue
		}
		if n == 0 || v < low {
			low = v
		}
		if n == 0 || v > high {
			high = v
		}
		n++
	}
	return low, high, n
}

// MiddleThree returns the lowest and the highest of the three values in the
// middle of the sorted values, in their unit. There is no such three when a
// value is missing, when their number is even, or when there are fewer than
// three: then ok is false.
//
// It stands for the range in which a short series usually moved. It is not a
// confidence interval and must not be called one.
func MiddleThree(values []float64) (low, high float64, ok bool) {
	sorted := Present(values)
	n := len(sorted)
	if n < len(values) || n < 3 || n%2 == 0 {
		return 0, 0, false
	}
	slices.Sort(sorted)
	return sorted[n/2-1], sorted[n/2+1], true
}

// At returns value i of a series, and false when it is missing or the series
// is shorter.
func At(series []float64, i int) (float64, bool) {
	if i < 0 || i >= len(series) || !Known(series[i]) {
		return 0, false
	}
	return series[i], true
}

// Latest returns the last value that is not missing and where it stands; ok
// is false when there is none.
func Latest(series []float64) (value float64, at int, ok bool) {
	for i := len(series) - 1; i >= 0; i-- {
		if Known(series[i]) {
			return series[i], i, true
		}
	}
	return 0, 0, false
}
