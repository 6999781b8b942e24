package accession

import (
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// Passage is that an application reached a state.
type Passage struct {
	Application
	Step Step
}

// Between returns the states that applications of a network reached on the
// days from the first to the last, in a transaction of the caller, who has
// asked whether they may be read.
func Between(tx *db.Tx, networkID, from, to string) (some []Passage, err error) {
	all, err := applications(tx, networkID)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		steps, err := stepsOf(tx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, step := range steps {
			if from <= step.Day && step.Day <= to {
				some = append(some, Passage{a, step})
			}
		}
	}
	return some, nil
}

// SuspendedAt returns the members of a network, by id, whose rights rested at a
// moment, in a transaction of the caller. Whoever counts votes must know it,
// also where the applications themselves are hidden from them.
//
// Rule accession.suspended: a suspension counts from the moment at which it is
// recorded until its end is recorded: what was held before stays as it was.
func SuspendedAt(tx *db.Tx, networkID string, at time.Time) (ids []string, err error) {
	err = tx.Unwalled(func() error {
		ids, err = suspendedAt(tx, networkID, at)
		return err
	})
	return ids, err
}

// InvitesSuspended tells whether a charter lets suspended members be invited
// to meetings, and whether it says so at all.
//
// Rule accession.suspended-invited: whether a suspended member is invited to
// meetings is a value of the charter; where it has none, it is.
func InvitesSuspended(charter network.Charter, day string) (invited, laid bool) {
	term, laid := charter.On("suspension.invited", day)
	return !laid || term.Value != "no", laid
}
