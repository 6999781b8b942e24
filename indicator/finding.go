package indicator

import (
	"slices"
	"strings"

	"pesnet/kit/stat"
)

// Said is a sentence before it is said in a language: the key of its words and
// the values in it.
type Said struct {
	Key  string
	Args []any // name and value pairs
}

// What stands in a sentence and is written differently in each language.
type (
	amount  float64  // a value of the indicator
	period  string   // a year, quarter, month …
	periods []string // several, runs of them joined
	spanned struct{ from, to string }
)

// Finding is what the figures say.
type Finding struct {
	Main  Said   // the own figure; the words take Past and Peers in
	Past  *Said  // against the period before
	Peers *Said  // against the median of the peers
	After []Said // softer: all together, the own range
	Care  []Said // what must be known before it is believed
}

// Find tells what a comparison shows. It compares the latest own figure with
// that of the period before and with the median of those peers that have a
// figure for the same period.
//
// Rule indicatorcompare.finding: nothing is claimed across a break, or about peers
// without a figure; a figure that is provisional, of low reliability, not
// released or older than those of others is said to be so.
func (c *Comparison) Find() (f Finding) {
	at := c.Mine.Latest()
	if len(c.Periods) == 0 {
		f.Main = Said{Key: "finding.nowhere"}
		return f
	}
	if at < 0 {
		f.Main = Said{Key: "finding.nothing", Args: []any{"span", c.span()}}
		f.After = c.after(len(c.Periods) - 1)
		return f
	}
	mine := c.Mine.Cells[at]
	f.Main = Said{Key: "finding.main", Args: []any{"value", amount(mine.Value), "period", period(c.Periods[at])}}
	f.Past = c.past(at)
	f.Peers = c.againstPeers(at)
	f.After = c.after(at)
	f.Care = c.care(at)
	return f
}

func (c *Comparison) first() period { return edge(c.Periods, 0) }
func (c *Comparison) last() period  { return edge(c.Periods, len(c.Periods)-1) }

func (c *Comparison) span() spanned { return spanned{string(c.first()), string(c.last())} }

func edge(all []string, i int) period {
	if i < 0 || i >= len(all) {
		return ""
	}
	return period(all[i])
}

// past compares with the period before.
func (c *Comparison) past(at int) *Said {
	if at == 0 {
		return nil
	}
	before := c.Mine.Cells[at-1]
	args := []any{"before", period(c.Periods[at-1]), "was", amount(before.Value)}
	switch {
	case strings.Contains(c.Mine.Cells[at].Flags, "b"):
		return &Said{"finding.past.break", args}
	case !before.OK():
		return &Said{"finding.past.gap", args}
	}
	return &Said{"finding.past." + c.way(c.Mine.Cells[at].Value, before.Value), args}
}

// way tells how a value lies to another one, as both are shown.
func (c *Comparison) way(value, to float64) string {
	switch a, b := rounded(value, c.Decimals), rounded(to, c.Decimals); {
	case a > b:
		return "higher"
	case a < b:
		return "lower"
	}
	return "same"
}

// againstPeers compares with the median of the peers of the same period.
func (c *Comparison) againstPeers(at int) *Said {
	switch {
	case len(c.Peers) == 0:
		return nil
	case c.Counted[at] == 0:
		return &Said{Key: "finding.peers.none"}
	}
	way, median := c.way(c.Mine.Cells[at].Value, c.Median[at]), amount(c.Median[at])
	if c.Counted[at] == 1 {
		return &Said{"finding.peers.one-" + way, []any{"median", median}}
	}
	return &Said{"finding.peers." + way, []any{"count", c.Counted[at], "median", median}}
}

// after tells of all together, and of the range of the own figures.
func (c *Comparison) after(at int) (said []Said) {
	if c.Whole != nil && at >= 0 && c.Whole.Cells[at].OK() {
		said = append(said, Said{"finding.whole", []any{"whole", c.Whole.Unit, "value", amount(c.Whole.Cells[at].Value), "period", period(c.Periods[at])}})
	}
	low, high, n := stat.Span(c.Shown())
	if n < 3 || rounded(low, c.Decimals) == rounded(high, c.Decimals) {
		return said
	}
	args := []any{"span", c.span(), "low", amount(low), "high", amount(high)}
	if far := c.Far(c.Mine); len(far) > 0 {
		return append(said, Said{"finding.range.apart", append(args, "apart", periods(c.named(far)))})
	}
	return append(said, Said{"finding.range", args})
}

// Shown is the own figures that are not far beyond the scale.
func (c *Comparison) Shown() []float64 {
	values := c.Mine.Values()
	return slices.DeleteFunc(values, func(v float64) bool { return !stat.Known(v) || c.Scale.Beyond(v) != 0 })
}

// Far returns the places of figures that lie beyond the scale.
func (c *Comparison) Far(r Row) (at []int) {
	for i, cell := range r.Cells {
		if cell.OK() && c.Scale.Beyond(cell.Value) != 0 {
			at = append(at, i)
		}
	}
	return at
}

func (c *Comparison) named(at []int) (names []string) {
	for _, i := range at {
		names = append(names, c.Periods[i])
	}
	return names
}

// care is what must be known about the latest own figure and those that it is
// compared with.
func (c *Comparison) care(at int) (said []Said) {
	add := func(when bool, key string, args ...any) {
		if when {
			said = append(said, Said{key, args})
		}
	}
	mine := c.Mine.Cells[at]
	add(mine.Draft && !mine.Hidden(), "finding.care.draft")
	add(mine.Hidden(), "finding.care.hidden")
	add(strings.Contains(mine.Flags, "p"), "finding.care.provisional")
	add(strings.ContainsAny(mine.Flags, "u"), "finding.care.unreliable")
	add(strings.ContainsAny(mine.Flags, "eis"), "finding.care.estimated")
	add(strings.Contains(mine.Flags, "d"), "finding.care.definition")
	add(at > 0 && !strings.Contains(mine.Flags, "u") && c.Mine.Cells[at-1].OK() && strings.Contains(c.Mine.Cells[at-1].Flags, "u"),
		"finding.care.before-unreliable", "before", edge(c.Periods, at-1))
	newest := -1
	for _, r := range c.Peers {
		newest = max(newest, r.Latest())
	}
	add(newest > at, "finding.care.older", "period", edge(c.Periods, at), "newest", edge(c.Periods, newest))
	return said
}
