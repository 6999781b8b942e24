package network

import (
	"cmp"
	"slices"
	"strconv"

	"pesnet/kit/fault"
)

// Term is one rule of a charter, as it holds from a day on.
type Term struct {
	Rule     string // meeting.notice_days
	Value    string
	From     string // a day; empty = since the beginning
	Source   string
	Verified bool // false: from general knowledge, still to be checked against its source
}

// Charter is the rules of one network, with all their past values.
type Charter []Term

// On returns the rule as it holds on a day.
//
// Rule network.charter: a number that a network lays down is read from its
// charter, in the value that holds on the day in question.
func (c Charter) On(rule, day string) (Term, bool) {
	var held Term
	found := false
	for _, t := range c {
		if t.Rule == rule && firstDay(t.From) <= day && (!found || firstDay(held.From) <= firstDay(t.From)) {
			held, found = t, true
		}
	}
	return held, found
}

// Number returns the value of a rule that is a number, or a fault that names
// the rule which the charter lacks.
func (c Charter) Number(rule, day string) (int, error) {
	term, found := c.On(rule, day)
	n, err := strconv.Atoi(term.Value)
	if !found || err != nil {
		return 0, fault.New(fault.Missing, "network.charter", "rule", rule, "day", day)
	}
	return n, nil
}

// Holding returns the terms that hold on a day, by rule.
func (c Charter) Holding(day string) Charter {
	var held Charter
	for _, t := range c {
		if now, _ := c.On(t.Rule, day); now == t {
			held = append(held, t)
		}
	}
	slices.SortFunc(held, func(a, b Term) int { return cmp.Compare(a.Rule, b.Rule) })
	return held
}
