package body

import (
	"cmp"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Band is a part of the formula of fees: from a number on, a weight counts.
type Band struct {
	From     string // year from which it holds
	Basis    string // unit, staff or gdp
	Least    int64  // people at work, or units of purchasing power a person
	Value    int64  // of the unit: cents; of a band: weight in hundredths
	Source   string
	Verified bool
}

// Base is what the fee of a member is worked out from.
type Base struct {
	Organisation network.Organisation
	Year         string
	Staff        int64 // people at work in the service
	GDP          int64 // per person, in purchasing power
	Source       string
}

// Fee is the fee of a member for a year with its working.
type Fee struct {
	Base
	Unit              int64 // cents
	ByStaff, ByGDP    Band
	Amount            int64 // cents
	Unverified, Known bool
}

// feeOf works a fee out.
//
// Rule body.fee: the fee of a member is the unit of the year, times the weight
// of the band of its staff, times the weight of the band of its country's
// gross domestic product per person in purchasing power; what is half a cent
// is rounded up. (WAPES: fees by staff numbers and GDP per capita.)
func feeOf(b Base, formula []Band) Fee {
	f := Fee{Base: b}
	held := holding(formula, b.Year)
	unit, there := bandOf(held, "unit", 0)
	var staff, gdp bool
	f.ByStaff, staff = bandOf(held, "staff", b.Staff)
	f.ByGDP, gdp = bandOf(held, "gdp", b.GDP)
	if f.Known = there && staff && gdp; !f.Known {
		return f
	}
	const hundredths = 100 * 100
	f.Unit, f.Unverified = unit.Value, !unit.Verified || !f.ByStaff.Verified || !f.ByGDP.Verified
	f.Amount = (unit.Value*f.ByStaff.Value*f.ByGDP.Value + hundredths/2) / hundredths
	return f
}

// holding returns the bands of a year: those of the latest formula that began
// by then.
func holding(formula []Band, year string) (held []Band) {
	last := ""
	for _, b := range formula {
		if b.From <= year {
			last = max(last, b.From)
		}
	}
	for _, b := range formula {
		if b.From == last && last != "" {
			held = append(held, b)
		}
	}
	slices.SortFunc(held, func(a, b Band) int { return cmp.Or(cmp.Compare(a.Basis, b.Basis), cmp.Compare(a.Least, b.Least)) })
	return held
}

// bandOf returns the band that a number falls into: the one that begins last
// below or at it.
func bandOf(held []Band, basis string, n int64) (in Band, found bool) {
	for _, b := range held {
		if b.Basis == basis && b.Least <= n && (!found || b.Least >= in.Least) {
			in, found = b, true
		}
	}
	return in, found
}

// checkBands finds what cannot be taken of a formula.
//
// Rule body.fee-bands: a formula has a unit, and for each basis bands that
// begin at nothing, so that every number falls into one, and at most once at
// each; the year and the source are named, and no amount is beyond reckoning.
func checkBands(formula []Band) error {
	for _, basis := range []string{"unit", "staff", "gdp"} {
		if !slices.ContainsFunc(formula, func(b Band) bool { return b.Basis == basis && b.Least == 0 }) {
			return fault.New(fault.Invalid, "body.fee-bands").On(basis)
		}
	}
	begun := map[Band]bool{}
	for _, b := range formula {
		switch at := (Band{Basis: b.Basis, Least: b.Least}); {
		case len(b.From) != len("2026") || !network.Day(b.From+"-01-01") || b.From != formula[0].From:
			return fault.New(fault.Invalid, "body.fee-bands").On("year")
		case strings.TrimSpace(b.Source) == "" || len(b.Source) > longest:
			return fault.New(fault.Invalid, "body.fee-bands").On("source")
		case b.Value <= 0 || b.Value > mostOf(b.Basis) || b.Least < 0 || begun[at]:
			return fault.New(fault.Invalid, "body.fee-bands").On(b.Basis)
		default:
			begun[at] = true
		}
	}
	return nil
}

// mostOf is the largest value of a formula, so that a fee is never more than a
// number can hold: of the unit in cents, of a weight in hundredths.
func mostOf(basis string) int64 {
	if basis == "unit" {
		return 1_000_000_000
	}
	return 50_000
}
