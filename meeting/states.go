package meeting

import (
	"slices"

	"pesnet/kit/fault"
)

// The states of a meeting.
const (
	Draft          = "draft"
	Announced      = "announced"
	Postponed      = "postponed" // no date holds; announced again it has one
	Cancelled      = "cancelled"
	Held           = "held"
	MinutesDrafted = "minutes_drafted"
	Circulated     = "circulated" // the minutes are with the members
	Approved       = "approved"
)

// States are all of them, in the order in which a meeting passes through.
var States = []string{Draft, Announced, Postponed, Cancelled, Held, MinutesDrafted, Circulated, Approved}

// follows says which states may follow each.
var follows = map[string][]string{
	Draft:          {Announced, Cancelled},
	Announced:      {Postponed, Cancelled, Held},
	Postponed:      {Announced, Cancelled},
	Held:           {MinutesDrafted},
	MinutesDrafted: {Circulated},
	Circulated:     {MinutesDrafted, Approved},
}

// Passes refuses a state that does not follow.
//
// Rule meeting.state: a draft is announced, what is announced is held or
// postponed, and what is postponed is announced again; until it is held a
// meeting can be cancelled. The minutes of a meeting that was held are
// drafted, circulated and approved, in this order; circulated ones may go back
// to be drafted anew.
func Passes(from, to string) error {
	if slices.Contains(follows[from], to) {
		return nil
	}
	return fault.New(fault.Conflict, "meeting.state", "from", from, "to", to)
}

// Open tells whether the meeting is still to come and may be changed.
func (m Meeting) Open() bool {
	return m.State == Draft || m.State == Announced || m.State == Postponed
}

// Happened tells whether the meeting was held.
func (m Meeting) Happened() bool {
	return slices.Contains([]string{Held, MinutesDrafted, Circulated, Approved}, m.State)
}
