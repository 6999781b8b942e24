package meeting

import (
	"slices"
	"time"

	"pesnet/accession"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Find returns a meeting of a network by its id, for areas that hang on it.
func Find(tx *db.Tx, network, id string) (Meeting, error) {
	return known(byID(tx, network, id))
}

// ByCode returns a meeting of a network by its code.
func ByCode(tx *db.Tx, network, code string) (Meeting, error) {
	return known(byCode(tx, network, code))
}

func known(m Meeting, err error) (Meeting, error) {
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "meeting.unknown")
	}
	return m, err
}

// Items returns the agenda of a meeting in its order.
func Items(tx *db.Tx, meeting string) ([]Item, error) { return itemsOf(tx, meeting) }

// Presences returns who is invited to a meeting, with replies and attendance.
func Presences(tx *db.Tx, m Meeting) ([]Presence, error) { return attending(tx, m) }

// attending returns who is invited to a meeting, and marks those who come for
// a member whose rights rest when it begins.
func attending(tx *db.Tx, m Meeting) ([]Presence, error) {
	all, err := presencesOf(tx, m.ID)
	if err != nil {
		return nil, err
	}
	resting, err := accession.SuspendedAt(tx, m.Network, m.Starts)
	for i := range all {
		all[i].Suspended = slices.Contains(resting, all[i].Organisation)
	}
	return all, err
}

// Between returns the meetings of a network that begin at the earliest at from
// and before to, the first one first.
func Between(tx *db.Tx, network string, from, to time.Time) ([]Meeting, error) {
	return between(tx, network, from, to)
}

// Before returns the last meeting of the same body that was held before this
// one, or fault meeting.unknown.
func Before(tx *db.Tx, m Meeting) (Meeting, error) { return known(before(tx, m)) }

// SetState moves a meeting on, in the transaction of the deed that does it; a
// state that does not follow is refused.
func SetState(tx *db.Tx, m Meeting, state string, now time.Time) error {
	if err := Passes(m.State, state); err != nil {
		return err
	}
	return network.Changed(setState(tx, m, state, now))
}
