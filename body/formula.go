package body

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/fault"
)

// Formula is a formula of fees that is to hold from a year on.
type Formula struct {
	Bands   []Band
	Edition string // of the latest formula, as it was read; empty = there was none
}

// From is the year from which it holds.
func (f Formula) From() string { return f.Bands[0].From }

// latest returns the formula that begins last.
func latest(all []Band) []Band { return holding(all, "9999") }

// begins are the years in which the formulas begin, the earliest first.
func begins(all []Band) (years []string) {
	for _, b := range all {
		years = append(years, b.From)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// edition tells one wording of a formula from another.
func edition(held []Band) string {
	if len(held) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(held)))
	return hex.EncodeToString(sum[:8])
}

// replaces tells whether a formula takes the place of the latest one, or
// refuses it.
//
// Rule body.fee-later: a formula holds from a later year on than the one
// before; until its year has begun it may be written anew, afterwards it stays
// as it was.
func replaces(all []Band, from, thisYear string) (bool, error) {
	held := latest(all)
	switch {
	case len(held) == 0 || from > held[0].From:
		return false, nil
	case from == held[0].From && from > thisYear:
		return true, nil
	}
	return false, fault.New(fault.Conflict, "body.fee-later", "year", held[0].From).On("year")
}

var decimal = regexp.MustCompile(`^(\d{1,9})(?:[.,](\d{1,2}))?$`)

// Hundredths reads a number with at most two decimals, written with a point or
// a comma.
func Hundredths(text string) (int64, bool) {
	m := decimal.FindStringSubmatch(joined(text))
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseInt(m[1]+(m[2] + "00")[:2], 10, 64)
	return n, err == nil
}

// joined is a number without the spaces between its digits.
func joined(text string) string { return strings.Join(strings.Fields(text), "") }

// formulaAsked is a formula as somebody writes it.
type formulaAsked struct{ Year, Unit, Staff, GDP, Source, Edition string }

// formula reads what was written.
func (a formulaAsked) formula() (f Formula, err error) {
	unit, ok := Hundredths(a.Unit)
	if !ok {
		return f, fault.New(fault.Invalid, "body.fee-bands").On("unit")
	}
	f = Formula{Bands: []Band{{Basis: "unit", Value: unit}}, Edition: a.Edition}
	for _, one := range []struct{ basis, text string }{{"staff", a.Staff}, {"gdp", a.GDP}} {
		some, err := bandLines(one.basis, one.text)
		if err != nil {
			return f, err
		}
		f.Bands = append(f.Bands, some...)
	}
	for i := range f.Bands {
		f.Bands[i].From, f.Bands[i].Source, f.Bands[i].Verified = a.Year, a.Source, true
	}
	return f, nil
}

// bandLines reads the bands of a basis: a line for each, with the number from
// which it holds and then its weight.
//
// Rule body.fee-line: a line of a formula has the number from which it holds,
// and the weight behind it.
func bandLines(basis, text string) (all []Band, err error) {
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		words := strings.Fields(strings.NewReplacer(":", " ", ";", " ", "=", " ").Replace(line))
		last := words[len(words)-1]
		least, wrong := strconv.ParseInt(joined(strings.Join(words[:len(words)-1], "")), 10, 64)
		value, ok := Hundredths(last)
		if wrong != nil || !ok {
			return nil, fault.New(fault.Invalid, "body.fee-line", "line", i+1).On(basis)
		}
		all = append(all, Band{Basis: basis, Least: least, Value: value})
	}
	return all, nil
}

// linesOf writes the bands of a basis as bandLines reads them.
func linesOf(held []Band, basis, mark string) string {
	var lines []string
	for _, b := range held {
		if b.Basis == basis {
			lines = append(lines, fmt.Sprintf("%d %s", b.Least, written(b.Value, mark)))
		}
	}
	return strings.Join(lines, "\n")
}

// written is a number of hundredths with the mark before its decimals.
func written(hundredths int64, mark string) string {
	return fmt.Sprintf("%d%s%02d", hundredths/100, mark, hundredths%100)
}

// FeeChange is what a member pays, and would pay under another formula.
type FeeChange struct{ Now, Then Fee }

// Preview is what a formula would change.
type Preview struct {
	Year    string // of the figures it is reckoned with; empty = there are none
	From    string // the year for which it is reckoned
	Changes []FeeChange
}

// Sums is what all members pay together, and would pay.
func (p Preview) Sums() (now, then int64) {
	for _, c := range p.Changes {
		now, then = now+c.Now.Amount, then+c.Then.Amount
	}
	return now, then
}
