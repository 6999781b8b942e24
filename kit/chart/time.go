package chart

import "pesnet/kit/stat"

// Time is the axis of charts over time, and what only a language can say.
type Time struct {
	Steps []string // names of the steps, oldest first: "2022", "2023"
	// Beyond says a value that is off the scale ("108.9 in 2020"), BeyondLong
	// the same where there is room, Older a latest value that is not of the last
	// step ("3.7 (2020)"), Break where a series cannot be compared with its past
	// ("break in 2009"). Each may be nil: then number and step stand alone.
	Beyond, BeyondLong, Older func(v float64, step int) string
	Break                     func(step int) string
}

func (t Time) step(i int) string {
	if i < 0 || i >= len(t.Steps) {
		return ""
	}
	return t.Steps[i]
}

// latest writes the latest value of a row and tells whether it is of the last
// step.
func (t Time) latest(f Frame, values []float64) (words string, value float64, at int, current bool) {
	v, at, ok := stat.Latest(values[:min(len(values), len(t.Steps))])
	switch {
	case !ok:
		return f.missing(), v, -1, false
	case at == len(t.Steps)-1:
		return f.number(v), v, at, true
	case t.Older != nil:
		return t.Older(v, at), v, at, false
	}
	return f.number(v) + " (" + t.step(at) + ")", v, at, false
}

// beyond writes a value off the scale.
func (t Time) beyond(f Frame, v float64, at int, long bool) string {
	switch {
	case long && t.BeyondLong != nil:
		return t.BeyondLong(v, at)
	case t.Beyond != nil:
		return t.Beyond(v, at)
	}
	return t.step(at) + ": " + f.number(v)
}

func (t Time) breaks(at int) string {
	if t.Break != nil {
		return t.Break(at)
	}
	return t.step(at)
}
