// Package disclose keeps published tables from telling about single people.
//
// A table is a list of cells and of the sums that hold between them; margins,
// hierarchies and earlier releases are all sums. Protect hides the cells that
// a rule calls too small, and as few others as it can, so that nobody who
// knows the sums can work the hidden ones out. Audit says what such a reader
// can work out. A Ledger remembers what is out already. Rounding is the other
// way to protect a table; the two are never mixed.
//
// Hidden cells must all be shown with one mark: who sees which of them the
// rule hid, and which only stand beside them, knows more than the audit
// allows for. The same holds for who knows every detail of the method.
//
// Source for the terms and the method: Hundepool and others, "Statistical
// Disclosure Control" (2012), chapter 4.
package disclose

import (
	"errors"
	"fmt"
)

// ErrExposed says that no choice of cells protects the table: too much of it
// is known already. Nothing of it may be shown.
var ErrExposed = errors.New("disclose: what is known already gives a hidden cell away")

// Result is a table that may be shown. All slices are as long as the cells.
type Result struct {
	Hidden  []bool     // shown as one mark, whatever the reason
	Primary []bool     // those that the rule itself hides: never show which
	Need    []Need     // how far from exact they have to stay
	Audit   []Interval // what a reader can work out of each cell

	Cost  float64 // of the cells that are hidden beside the primary ones
	Bound float64 // no choice of cells costs less; 0 when it was not looked for
	Exact bool    // no choice is cheaper than this one
}

// Protect chooses the cells of a table to be hidden. Tables with at most
// exactCells cells that could be hidden get the cheapest choice, unless the
// search takes too many steps (then Exact is false and Bound says how much
// cheaper one could be); larger ones a good choice. Either is audited before
// it is given out.
//
// The error is ErrExposed, or says what is wrong with the table or the rule;
// with an error there is nothing to show.
func Protect(t Table, rule Rule) (Result, error) {
	if err := errors.Join(t.check(), rule.check(t)); err != nil {
		return Result{}, err
	}
	need := rule.primary(t)
	return protect(t, need)
}

// protect meets the needs of a table.
func protect(t Table, need []Need) (Result, error) {
	r := Result{Need: need}
	for _, n := range need {
		r.Primary = append(r.Primary, !n.none())
	}
	s := newSearch(t, need)
	hidden, err := s.cheap()
	if err != nil {
		return Result{}, err
	}
	if len(s.may) <= exactCells {
		hidden, r.Bound, r.Exact = s.exact(hidden)
	}
	r.Hidden, r.Cost = hidden, s.cost(hidden)
	r.Audit = Audit(t, hidden)
	for i, need := range r.Need {
		if !need.met(r.Audit[i], t.Cells[i].Value) {
			return Result{}, fmt.Errorf("cell %d %s: %w", i, t.Cells[i].Name, ErrExposed)
		}
	}
	return r, nil
}
