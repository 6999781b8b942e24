package indicator

import (
	"fmt"
	"slices"
	"strings"

	"pesnet/kit/fault"
)

// Formula is how an indicator of the Annex is computed from counts.
type Formula string

// The formulas. All give per cent of a year.
const (
	FlowPerStock      Formula = "flow-per-stock"      // 100 · Σ flow / mean of the twelve month-end stocks
	MonthlyRate       Formula = "monthly-rate"        // 100 · Σ flow of a month / Σ stock at the end of the month before
	Share             Formula = "share"               // 100 · Σ part / Σ whole
	FilledOfAvailable Formula = "filled-of-available" // 100 · Σ filled / (open at the start + Σ notified)
)

// Count looks up a count of one service: the number, its flags, and whether
// there is one. Periods are months ("2025-03") or years ("2025").
type Count func(code, period string) (n float64, flags string, ok bool)

// Compute returns the indicator for a year, in per cent, with the flags of
// the counts it is made of. A count that is missing makes it Missing: a gap is
// not a zero.
//
// Rule indicator.annex: the yearly indicators of the Annex divide the flows of
// a year by the mean of its twelve month-end stocks; they count transitions,
// not people, and may exceed 100. The mean monthly exit rate divides the
// flows of the months by the stocks at the ends of the months before. It is a
// second figure with a name of its own.
// (Decision 573/2014/EU, Annex A; statistical notes to the EU data collection.)
func (d Definition) Compute(year int, count Count) (value float64, flags string, err error) {
	y := yearly{count: count, year: year}
	var of, over float64
	switch d.Formula {
	case FlowPerStock:
		of, over = y.flow(d.Of), y.meanStock(d.Over)
	case MonthlyRate:
		of, over = y.monthly(d.Of, d.Over)
	case Share:
		of, over = y.flow(d.Of), y.flow(d.Over)
	case FilledOfAvailable:
		of, over = y.flow(d.Of), y.stockAtStart(d.Open)+y.flow(d.Over)
	default:
		return 0, "", fault.New(fault.Missing, "indicator.annex", "code", d.Code)
	}
	if y.lacks != "" || over == 0 {
		return 0, "", fault.New(fault.Missing, "indicator.annex.lacks", "code", d.Code, "year", fmt.Sprint(year), "count", y.lacks)
	}
	return 100 * of / over, y.flagged(), nil
}

// yearly reads the counts of a year and notes what is missing and flagged.
type yearly struct {
	count Count
	year  int
	lacks string // the first count that is missing
	flags string
}

func (y *yearly) get(code, period string) (float64, bool) {
	n, flags, ok := y.count(code, period)
	if ok {
		y.flags += flags
	}
	return n, ok
}

func (y *yearly) missing(code string) float64 {
	if y.lacks == "" {
		y.lacks = code
	}
	return 0
}

// flow is the sum of a year: its twelve months, or the figure of the year
// where the service delivers that.
func (y *yearly) flow(code string) float64 {
	if n, ok := y.get(code, fmt.Sprint(y.year)); ok {
		return n
	}
	return y.months(code)
}

// meanStock is the mean of the twelve month-end stocks, or the mean that the
// service delivers for the year.
func (y *yearly) meanStock(code string) float64 {
	if n, ok := y.get(code+"-average", fmt.Sprint(y.year)); ok {
		return n
	}
	return y.months(code) / 12
}

// months is the sum of the twelve months of the year.
func (y *yearly) months(code string) (sum float64) {
	for m := 1; m <= 12; m++ {
		n, ok := y.get(code, month(y.year, m))
		if !ok {
			return y.missing(code)
		}
		sum += n
	}
	return sum
}

// stockAtStart is the stock at the end of the year before.
func (y *yearly) stockAtStart(code string) float64 {
	if n, ok := y.get(code, month(y.year-1, 12)); ok {
		return n
	}
	return y.missing(code)
}

// monthly sums flows and the stocks before them over the months that have
// both; a year whose flows come as one figure takes the mean of its stocks
// for each month.
func (y *yearly) monthly(flow, stock string) (of, over float64) {
	months := 0
	for m := 1; m <= 12; m++ {
		before := month(y.year, m-1)
		if m == 1 {
			before = month(y.year-1, 12)
		}
		n, ok := y.get(flow, month(y.year, m))
		s, there := y.get(stock, before)
		if ok && there {
			of, over, months = of+n, over+s, months+1
		}
	}
	switch {
	case months >= 11: // January may lack the December before
		return of, over
	case months == 0:
		return y.flow(flow), 12 * y.meanStock(stock)
	}
	return y.missing(flow), 0
}

// flagged is each flag once, in order.
func (y *yearly) flagged() string {
	letters := strings.Split(y.flags, "")
	slices.Sort(letters)
	return strings.Join(slices.Compact(letters), "")
}

func month(year, m int) string { return fmt.Sprintf("%d-%02d", year, m) }
