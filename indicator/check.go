package indicator

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"pesnet/indicator/figure"
)

// checks is how the ids of the checks begin.
const checks = "indicatorupload.check."

// counts remembers the counts of a delivery, to hold them against each other.
// It remembers a limited number of them: what comes later is not checked.
type counts struct{ values map[countKey]float64 }

// countKey names a count of somebody in a period.
type countKey struct{ indicator, area, org, unit, dims, period string }

// mostCounts bounds the memory of the checks.
const mostCounts = 200_000

// mostJump is the change from one year to the next, as a share, from which a
// comment is asked for.
const mostJump = 0.25

func newCounts() *counts { return &counts{map[countKey]float64{}} }

func keyOf(f figure.Figure) countKey {
	s := f.Series
	return countKey{s.Indicator, s.Area, s.Org, s.Unit, string(s.Dims), f.Period}
}

func (c *counts) add(f figure.Figure) {
	if d, ok := defined(own, f.Series.Indicator); ok && d.Group == "count" && !f.Missing && len(c.values) < mostCounts {
		c.values[keyOf(f)] = f.Value
	}
}

// check returns what is doubtful about a figure: the id of the check and what
// contradicts it, or nothing.
func (c *counts) check(f figure.Figure) (cause, text string) {
	if f.Missing {
		return "", ""
	}
	if whole, ok := c.moreThanWhole(f); ok {
		delete(c.values, keyOf(f)) // nothing is held against a figure that is in doubt itself
		return checks + "more-exits", fmt.Sprintf("%s > %s", plainNumber(f.Value), plainNumber(whole))
	}
	if before, ok := c.jump(f); ok {
		return checks + "jump", fmt.Sprintf("%s → %s", plainNumber(before), plainNumber(f.Value))
	}
	return "", ""
}

// wholes are the counts that another count is a part of.
var wholes = map[string]string{
	"exits-job": "exits", "exits-job-6": "exits-job", "exits-job-12": "exits-job",
	"entries-inactive": "entries", "jobseekers-satisfied": "jobseekers-asked", "employers-satisfied": "employers-asked",
}

// moreThanWhole finds a part that is larger than its whole.
//
// Rule indicatorupload.check.more-exits: a part is no more than its whole, such as
// exits into work among all exits; exits into work of a month are rarely more
// than the people registered at its end, which is asked about too.
func (c *counts) moreThanWhole(f figure.Figure) (whole float64, is bool) {
	key := keyOf(f)
	names := []string{wholes[f.Series.Indicator]}
	if strings.HasPrefix(f.Series.Indicator, "exits") {
		names = append(names, "registered")
	}
	for _, name := range names {
		key.indicator = name
		if v, ok := c.values[key]; ok && name != "" && f.Value > v {
			return v, true
		}
	}
	return 0, false
}

// jump finds a count that differs much from that of the same period a year
// before.
//
// Rule indicatorupload.check.jump: a count that changes by more than a quarter
// within a year, and by more than chance does, is explained by who delivers
// it.
func (c *counts) jump(f figure.Figure) (before float64, is bool) {
	if _, counted := c.values[keyOf(f)]; !counted {
		return 0, false
	}
	year, err := strconv.Atoi(f.Period[:min(4, len(f.Period))])
	if err != nil {
		return 0, false
	}
	key := keyOf(f)
	key.period = strconv.Itoa(year-1) + f.Period[4:]
	before, ok := c.values[key]
	const few = 100 // below it a quarter is soon reached
	return before, ok && before >= few && math.Abs(f.Value-before) > mostJump*before
}

// sums finds totals that are not what women and men make together, and tells
// how many there are and which is the first.
//
// Rule indicatorupload.check.sum: a count of everybody is the count of women
// and that of men together.
func (c *counts) sums() []figure.Warning {
	n, first := 0, countKey{}
	for women := range c.values {
		d := figure.Dims(women.dims)
		if d.Get("sex") != "F" {
			continue
		}
		for _, whole := range wholeNames {
			all := women
			all.dims = string(withSex(d, whole))
			if parts, total, ok := c.parts(all, d); ok && parts != total {
				if n++; n == 1 || all.before(first) {
					first = all
				}
			}
		}
	}
	if n == 0 {
		return nil
	}
	parts, total, _ := c.parts(first, figure.Dims(first.dims))
	return []figure.Warning{{ID: checks + "sum", Args: []any{"count", n, "indicator", first.indicator, "period", first.period,
		"parts", plainNumber(parts), "whole", plainNumber(total)}}}
}

// parts returns the sum of women and men of a count, and the count itself.
func (c *counts) parts(all countKey, d figure.Dims) (parts, total float64, ok bool) {
	women, men := all, all
	women.dims, men.dims = string(withSex(d, "F")), string(withSex(d, "M"))
	f, hasF := c.values[women]
	m, hasM := c.values[men]
	total, ok = c.values[all]
	return f + m, total, ok && hasF && hasM
}

// withSex is a part of the people with another sex, or without any.
func withSex(d figure.Dims, sex string) figure.Dims {
	var pairs []string
	for name, value := range d.Pairs() {
		if name != "sex" {
			pairs = append(pairs, name, value)
		}
	}
	if sex != "" {
		pairs = append(pairs, "sex", sex)
	}
	return figure.NewDims(pairs...)
}

func (k countKey) before(other countKey) bool {
	return cmp.Or(cmp.Compare(k.indicator, other.indicator), cmp.Compare(k.period, other.period), cmp.Compare(k.area+k.org, other.area+other.org), cmp.Compare(k.dims, other.dims)) < 0
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
