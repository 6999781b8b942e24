package indicator

import (
	"slices"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/chart"
)

// Remark is a line of what one must know before reading a comparison.
type Remark struct {
	Key   chart.Key
	What  []Marked // of whom, and when
	Words Said
}

// Marked is a unit with the periods for which something is to be said.
type Marked struct {
	Unit
	Periods []string
	Values  []float64 // of these periods, where they are to be named
}

// flagKeys is the flags that are explained, in the order in which it is done.
// A break and low reliability have signs of their own.
const flagKeys = "dpefirsnczEIU"

// Remarks returns what one must know before reading a comparison: values far
// off, low reliability, breaks, flags, gaps, and what the bars are not.
func (c *Comparison) Remarks() (all []Remark) {
	for _, m := range c.mark(func(r Row) []int { return c.Far(r) }) {
		m.Values = c.valuesAt(m)
		all = append(all, Remark{chart.KeyBeyond, []Marked{m}, Said{Key: "read.beyond"}})
	}
	add := func(key chart.Key, words string, find func(Row) []int) {
		if what := c.mark(find); len(what) > 0 {
			all = append(all, Remark{key, what, Said{Key: words}})
		}
	}
	add(chart.KeyOwn, "read.draft", unreleased)
	add(chart.KeyOwn, "read.hidden-own", func(r Row) []int { return r.hidden(true) })
	add(chart.KeyGap, "read.hidden", func(r Row) []int { return r.hidden(false) })
	add(chart.KeyLow, "read.low", func(r Row) []int { return r.Flagged('u') })
	add(chart.KeyBreak, "read.break", func(r Row) []int { return slices.DeleteFunc(r.Flagged('b'), func(at int) bool { return at == 0 }) })
	for _, flag := range []byte(flagKeys) {
		add(chart.KeyDot, "read.flag."+string(flag), func(r Row) []int { return r.Flagged(flag) })
	}
	add(chart.KeyGap, "read.gap", gaps)
	all = append(all, Remark{Key: chart.KeyPeer, Words: Said{Key: "read.bars"}})
	return all
}

func (c *Comparison) mark(find func(Row) []int) (what []Marked) {
	rows := c.Rows()
	if c.Whole != nil {
		rows = append(rows, *c.Whole)
	}
	for _, r := range rows {
		if at := find(r); len(at) > 0 {
			what = append(what, Marked{Unit: r.Unit, Periods: c.named(at)})
		}
	}
	return what
}

func (c *Comparison) valuesAt(m Marked) (values []float64) {
	for _, r := range c.Rows() {
		if r.Code != m.Code {
			continue
		}
		for i, p := range c.Periods {
			if slices.Contains(m.Periods, p) {
				values = append(values, r.Cells[i].Value)
			}
		}
	}
	return values
}

func unreleased(r Row) (at []int) {
	for i, cell := range r.Cells {
		if cell.Draft && !cell.Hidden() {
			at = append(at, i)
		}
	}
	return at
}

// hidden are the figures that a release hides: those that the reader sees even
// so, or those that are not there.
func (r Row) hidden(seen bool) (at []int) {
	for i, cell := range r.Cells {
		if cell.Hidden() && cell.OK() == seen {
			at = append(at, i)
		}
	}
	return at
}

func gaps(r Row) (at []int) {
	for i, cell := range r.Cells {
		if !cell.OK() && !cell.Hidden() {
			at = append(at, i)
		}
	}
	return at
}

// Run is periods that follow each other.
type Run struct{ From, To string }

// runs joins the periods that follow each other.
func runs(all []string) (joined []Run) {
	for _, p := range all {
		if n := len(joined); n > 0 && following(joined[n-1].To) == p {
			joined[n-1].To = p
			continue
		}
		joined = append(joined, Run{p, p})
	}
	return joined
}

// Letters returns the flags that occur among the figures, in order.
func (c *Comparison) Letters() string {
	found := ""
	rows := c.Rows()
	if c.Whole != nil {
		rows = append(rows, *c.Whole)
	}
	for _, r := range rows {
		for _, cell := range r.Cells {
			for _, letter := range cell.Flags {
				if !strings.ContainsRune(found, letter) {
					found += string(letter)
				}
			}
		}
	}
	return figure.Flags(found)
}
