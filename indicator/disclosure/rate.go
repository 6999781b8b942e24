package disclosure

import (
	"strings"

	"pesnet/indicator/figure"
)

// Count looks up a count, as the formulas of indicators do.
type Count func(code, period string) (n float64, flags string, ok bool)

// Made adds the figures that are made of hidden counts. compute makes a figure
// again and so shows which counts it takes.
//
// Rule indicator.hidden-rate: a rate is hidden where a count is that it is made of,
// and so is any other measure of a hidden count: with a rate and its
// denominator everybody has the numerator.
func (t Task) Made(plan Plan, compute func(figure.Figure, Count)) {
	counts := map[string]counted{}
	for i, f := range t.All {
		if f.Series.Unit != "" && scale(f.Series.Unit) == 0 {
			continue
		}
		k := countName(f.Figure, f.Series.Indicator, f.Period)
		c := counts[k]
		c.hidden = c.hidden || plan.Why[i] != "" || !f.Fresh && strings.Contains(f.Flags, Hidden)
		if c.there = c.there || c.hidden || !f.Missing; !f.Missing {
			c.value = f.Value
		}
		counts[k] = c
	}
	for i, f := range t.All {
		if _, count := t.BlockOf(f.Figure); count || !f.Fresh || f.Missing {
			continue
		}
		hidden := counts[countName(f.Figure, f.Series.Indicator, f.Period)].hidden
		compute(f.Figure, func(code, period string) (float64, string, bool) {
			c := counts[countName(f.Figure, code, period)]
			hidden = hidden || c.hidden
			return c.value, "", c.there
		})
		if hidden {
			plan.Why[i] = Made
		}
	}
}

// counted is a count as formulas see it.
type counted struct {
	value         float64
	there, hidden bool
}

// countName names a count of the same people as a figure.
func countName(f figure.Figure, code, period string) string {
	return strings.Join([]string{f.Series.Dataset, code, place(f.Series), string(parted(f.Series.Dims)), period}, "|")
}
