package network

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pesnet/kit/fault"
)

// Term is one rule of a charter, as it holds from a day on.
type Term struct {
	Rule     string // meeting.notice_days
	Value    string
	From     string // a day, a month or a year; empty = since the beginning
	To       string // the last one; empty = until another value follows
	Source   string
	Place    string // where in the source: "7 (1)"
	Verified bool   // false: from general knowledge, still to be checked against its source
	Version  int64
}

// Check finds what cannot be taken of a rule.
//
// Rule network.term: a rule of a charter has a name like those of the product,
// a value, dates that follow each other, and a source.
func (t Term) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string, args ...any) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id, args...).On(field))
		}
	}
	refuse(!rulePattern.MatchString(t.Rule), "network.term.rule", "rule")
	refuse(strings.TrimSpace(t.Value) == "" || len(t.Value) > Longest, "network.term.value", "value", "most", Longest)
	refuse(!readable(t.From), "network.claim.date", "from", "date", t.From)
	refuse(!readable(t.To), "network.claim.date", "to", "date", t.To)
	refuse(readable(t.From) && readable(t.To) && t.To != "" && firstDay(t.From) > lastDay(t.To), "network.claim.order", "to", "from", t.From, "to", t.To)
	refuse(strings.TrimSpace(t.Source) == "" || len(t.Source) > Longest, "network.claim.source", "source", "most", Longest)
	return wrong.Err()
}

var rulePattern = regexp.MustCompile(`^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$`)

// Charter is the rules of one network, with all their past values.
type Charter []Term

// On returns the rule as it holds on a day.
//
// Rule network.charter: a number that a network lays down is read from its
// charter, in the value that holds on the day in question: the one that began
// last, unless it has ended.
func (c Charter) On(rule, day string) (Term, bool) {
	var held Term
	found := false
	for _, t := range c {
		if t.Rule == rule && firstDay(t.From) <= day && (!found || firstDay(held.From) <= firstDay(t.From)) {
			held, found = t, true
		}
	}
	if found && held.To != "" && lastDay(held.To) < day {
		return Term{}, false
	}
	return held, found
}

// At returns the value of a rule that begins on a day, as the day is written.
func (c Charter) At(rule, from string) (Term, bool) {
	i := slices.IndexFunc(c, func(t Term) bool { return t.Rule == rule && t.From == from })
	if i < 0 {
		return Term{Rule: rule}, false
	}
	return c[i], true
}

// Number returns the value of a rule that is a number, or a fault that names
// the rule which the charter lacks.
func (c Charter) Number(rule, day string) (int, error) {
	term, found := c.On(rule, day)
	n, err := strconv.Atoi(term.Value)
	if !found || err != nil {
		return 0, fault.New(fault.Missing, "network.charter.lacks", "rule", rule, "day", day)
	}
	return n, nil
}

// Holding returns the terms that hold on a day, by rule.
func (c Charter) Holding(day string) Charter {
	var held Charter
	for _, t := range c {
		if now, found := c.On(t.Rule, day); found && now == t {
			held = append(held, t)
		}
	}
	slices.SortFunc(held, func(a, b Term) int { return cmp.Compare(a.Rule, b.Rule) })
	return held
}
