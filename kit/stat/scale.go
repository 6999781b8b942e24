package stat

import "math"

// Scale is an axis: it runs from Min to Max with a tick every Step, all in
// the unit of the values. Min and Max are ticks. The zero Scale is no axis.
type Scale struct{ Min, Max, Step float64 }

// Axis returns the scale that shows the values with about n intervals.
//
// Values far away from all others are left beyond it (see WithoutFar), so that one
// of them does not flatten the rest; ask Beyond which. Zero belongs to the
// axis where it costs at most a third of it.
func Axis(values []float64, n int) Scale {
	low, high, count := Span(WithoutFar(values))
	if count == 0 {
		return Nice(0, 0, n)
	}
	switch {
	case low > 0 && low <= high/3:
		low = 0
	case high < 0 && high >= low/3:
		high = 0
	}
	return Nice(low, high, n)
}

// Nice returns the scale over low to high whose step is 1, 2 or 5 times a
// power of ten, the smallest that needs no more than n intervals between the
// two (one more may be needed to begin and end on a tick).
//
// Method: Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990),
// with the step rounded up.
func Nice(low, high float64, n int) Scale {
	if !Known(low) || !Known(high) || !Known(high-low) {
		return Scale{Min: 0, Max: 1, Step: 1}
	}
	low, high = min(low, high), max(low, high)
	if high-low <= 1e-6*max(math.Abs(low), math.Abs(high)) { // all the same: begin at zero
		low, high = min(low, 0), max(high, 0)
	}
	if high == low {
		high = low + 1
	}
	step := stepFor((high - low) / float64(max(1, n)))
	return Scale{Min: math.Floor(low/step+1e-9) * step, Max: math.Ceil(high/step-1e-9) * step, Step: step}
}

// stepFor returns the smallest of 1, 2, 5 times a power of ten that is not
// below the raw step.
func stepFor(raw float64) float64 {
	power := math.Floor(math.Log10(raw))
	for _, digit := range []float64{1, 2, 5} {
		if step := tens(digit, power); step >= raw*(1-1e-9) {
			return step
		}
	}
	return tens(10, power)
}

// tens returns digit × 10^power, exact for the powers that occur.
func tens(digit, power float64) float64 {
	if power < 0 {
		return digit / math.Pow(10, -power)
	}
	return digit * math.Pow(10, power)
}

// Ticks returns the values to be named on the axis, from Min to Max.
func (s Scale) Ticks() []float64 {
	if !s.OK() {
		return nil
	}
	n := int(math.Round((s.Max - s.Min) / s.Step))
	ticks := make([]float64, 0, n+1)
	for i := range n + 1 {
		ticks = append(ticks, s.round(s.Min+float64(i)*s.Step))
	}
	return ticks
}

// round cuts the dust of binary arithmetic, so that 3 × 0.1 is 0.3.
func (s Scale) round(v float64) float64 {
	power := math.Pow(10, float64(s.Decimals()+2))
	if r := math.Round(v*power) / power; Known(r) {
		return r + 0 // never minus zero
	}
	return v
}

// Decimals returns how many decimals the ticks need.
func (s Scale) Decimals() int {
	if !s.OK() || s.Step >= 1 {
		return 0
	}
	return int(math.Ceil(-math.Log10(s.Step) - 1e-9))
}

// OK tells whether this is an axis.
func (s Scale) OK() bool {
	return s.Step > 0 && s.Max > s.Min && Known(s.Max-s.Min) && (s.Max-s.Min)/s.Step < 1000
}

// Share returns where a value lies: 0 at Min, 1 at Max, outside of both when
// it is beyond the scale.
func (s Scale) Share(v float64) float64 { return (v - s.Min) / (s.Max - s.Min) }

// Beyond returns 1 for a value above the scale, -1 for one below, else 0.
func (s Scale) Beyond(v float64) int {
	switch dust := (s.Max - s.Min) * 1e-9; {
	case v > s.Max+dust:
		return 1
	case v < s.Min-dust:
		return -1
	}
	return 0
}
