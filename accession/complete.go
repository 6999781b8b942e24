package accession

import (
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Rules is what the charter of a network lays down of accession.
type Rules struct {
	Open        bool
	Documents   []string
	Points      int  // of the self-check; 0 = none is asked for
	Task        bool // the representative's task is written down
	Coordinator int  // persons of its own that the coordinator names, at least
	Changes     int  // of representatives in twelve months without a warning; below 0 = no warning
	Days        int  // after which an applicant is reminded
	Terms       network.Charter
}

// remindAfter is how many days an applicant has for the next step before a
// reminder, where the charter has no accession.reminder_days.
const remindAfter = 14

// rulesOn reads the rules of a charter as they hold on a day.
func rulesOn(c network.Charter, day string) (r Rules) {
	value := func(rule string) string {
		t, found := c.On(rule, day)
		if found {
			r.Terms = append(r.Terms, t)
		}
		return t.Value
	}
	number := func(rule string, otherwise int) int {
		value(rule)
		if n, err := c.Number(rule, day); err == nil {
			return n
		}
		return otherwise
	}
	r.Open = value("accession.open") == "yes"
	r.Documents = strings.Fields(value("accession.documents"))
	r.Points = min(number("accession.self_check_points", 0), len(Points))
	r.Task = value("representative.written_task") == "yes"
	r.Coordinator = number("network.beneficiary_seats_min", 0)
	r.Changes = number("representative.changes_warned", -1)
	r.Days = number("accession.reminder_days", remindAfter)
	return r
}

// points are those of the self-check that count.
func (r Rules) points() []string { return Points[:r.Points] }

// Known is what is there of an application.
type Known struct {
	Documents   []Document
	Answers     []Answer
	Nominees    []Nominee
	Coordinator int // persons whom the coordinator has named
}

// missing says what an application still lacks: kinds of words, with the
// document where it is one.
//
// Rule accession.complete: an organisation becomes a member only when every
// document that the charter names is signed, every point of the self-check is
// answered, it has nominated a representative and, where the charter asks for
// it, written down the representative's task and role, and the coordinator has
// named its own people. (SPUNE working procedure.)
func (r Rules) missing(k Known) (all []Missing) {
	for _, d := range r.Documents {
		if !slices.ContainsFunc(k.Documents, func(one Document) bool { return one.Document == d }) {
			all = append(all, Missing{"document", d})
		}
	}
	for _, p := range r.points() {
		if !slices.ContainsFunc(k.Answers, func(one Answer) bool { return one.Point == p }) {
			all = append(all, Missing{What: "self_check"})
			break
		}
	}
	switch {
	case len(k.Nominees) == 0:
		all = append(all, Missing{What: "representative"})
	case r.Task && strings.TrimSpace(k.Nominees[len(k.Nominees)-1].Task) == "":
		all = append(all, Missing{What: "task"})
	}
	if !r.coordinated(k.Coordinator) {
		all = append(all, Missing{What: "coordinator"})
	}
	return all
}

// coordinated tells whether the coordinator has named enough of its own.
//
// Rule accession.coordinator: the coordinator of a network names at least as
// many persons of its own as the charter says. (SPUNE working procedure.)
func (r Rules) coordinated(named int) bool { return named >= r.Coordinator }

// Missing is one thing that an application lacks.
type Missing struct{ What, Document string }

// before are the things that must be there before a decision; the
// representative is nominated afterwards.
func before(all []Missing) (early []Missing) {
	for _, m := range all {
		if m.What == "document" || m.What == "self_check" {
			early = append(early, m)
		}
	}
	return early
}

// lacks refuses by naming each thing that is missing.
func lacks(all []Missing) error {
	var wrong fault.Many
	for _, m := range all {
		wrong = append(wrong, fault.New(fault.Invalid, "accession.missing."+m.What, "document", m.Document).On(m.What))
	}
	return wrong.Err()
}

// signed tells whether every document is there.
func (r Rules) signed(k Known) bool {
	return !slices.ContainsFunc(r.missing(k), func(m Missing) bool { return m.What == "document" })
}
