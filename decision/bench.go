package decision

import (
	"slices"

	"pesnet/kit/fault"
)

// Seat is somebody who may vote for an organisation.
type Seat struct {
	Organisation string // id
	Person       string // id
	Alternate    bool
	Present      bool // at the meeting; in a written procedure everybody is
}

// Bench is the organisations that are entitled to a vote, with their people.
type Bench struct {
	Entitled []string // ids of organisations
	Present  []string // ids of those that are represented
	Resting  []string // ids of those that are suspended: they have no vote meanwhile
	Seats    []Seat
}

// here tells whether an organisation is represented.
func (b Bench) here(organisation string) bool { return slices.Contains(b.Present, organisation) }

// Voter is who votes for an organisation: its member, or the alternate where
// the member is absent.
func (b Bench) Voter(organisation string) (Seat, bool) {
	var best Seat
	found := false
	for _, s := range b.Seats {
		if s.Organisation == organisation && s.Present && (!found || best.Alternate && !s.Alternate) {
			best, found = s, true
		}
	}
	return best, found
}

// may refuses a vote that cannot be counted for an organisation.
//
// Rule decision.entitled: each organisation with a seat has one vote, which it
// may change until the decision is closed; who is absent does not vote.
//
// Rule decision.suspended: nobody votes for a member whose rights rest; a vote
// that it gave before is kept and not counted, and it counts neither for the
// quorum nor for the majority. At a meeting those rest that are suspended when
// it begins, in a written procedure those that are when it is closed.
//
// Rule decision.alternate: an alternate votes only when the member of the same
// organisation is absent, never beside the member.
func (b Bench) may(organisation, person string) (Seat, error) {
	if slices.Contains(b.Resting, organisation) {
		return Seat{}, fault.New(fault.Forbidden, "decision.suspended")
	}
	if !slices.Contains(b.Entitled, organisation) {
		return Seat{}, fault.New(fault.Forbidden, "decision.entitled")
	}
	if !b.here(organisation) {
		return Seat{}, fault.New(fault.Conflict, "decision.absent")
	}
	voter, known := b.Voter(organisation)
	if person == "" {
		return voter, nil // the secretary writes down the vote of the organisation
	}
	i := slices.IndexFunc(b.Seats, func(s Seat) bool { return s.Organisation == organisation && s.Person == person })
	switch {
	case i < 0:
		return Seat{}, fault.New(fault.Forbidden, "decision.entitled")
	case !b.Seats[i].Present:
		return Seat{}, fault.New(fault.Conflict, "decision.absent")
	case known && b.Seats[i].Alternate && !voter.Alternate:
		return Seat{}, fault.New(fault.Conflict, "decision.alternate")
	}
	return b.Seats[i], nil
}

// disinterested refuses the vote of an organisation that declared a conflict.
//
// Rule decision.conflict: whoever has declared a conflict of interest does not
// vote on that decision; the declaration stays in the record, and a vote that
// was given before is taken out.
func disinterested(all []Conflict, organisation string) error {
	if slices.ContainsFunc(all, func(c Conflict) bool { return c.Organisation == organisation }) {
		return fault.New(fault.Conflict, "decision.conflict")
	}
	return nil
}

// count sums up the votes.
//
// Rule decision.silence: in a written procedure silence counts as consent only
// where the charter says so; else who is silent has not voted.
func count(d Decision, b Bench, votes []Vote, conflicts []Conflict) Tally {
	votes = slices.DeleteFunc(slices.Clone(votes), func(v Vote) bool { return slices.Contains(b.Resting, v.Organisation) })
	conflicts = slices.DeleteFunc(slices.Clone(conflicts), func(c Conflict) bool { return slices.Contains(b.Resting, c.Organisation) })
	t := Tally{Entitled: len(b.Entitled), Conflicted: len(conflicts)}
	for _, v := range votes {
		switch v.Choice {
		case For:
			t.For++
		case Against:
			t.Against++
		case Abstain:
			t.Abstained++
		}
	}
	if !d.Written() {
		t.Present = len(b.Present)
		return t
	}
	t.Present = len(votes) + len(conflicts)
	t.Silent = t.Entitled - t.Present
	if d.Silence == consent {
		t.For += t.Silent
		t.Present = t.Entitled
	}
	return t
}

// consent is what silence counts for where the charter says so.
const consent = "consent"

// balloted refuses sums of a secret ballot that cannot be.
//
// Rule decision.ballot: of a secret ballot only the sums are kept, and they
// are no more than the organisations that are there without a conflict.
func balloted(t Tally) error {
	if t.For < 0 || t.Against < 0 || t.Abstained < 0 || t.For+t.Against+t.Abstained > t.Present-t.Conflicted {
		return fault.New(fault.Invalid, "decision.ballot", "count", t.Present-t.Conflicted).On("for")
	}
	return nil
}
