package network

import (
	"time"

	"pesnet/kit/db"
)

// WhoIs returns a person with what they may do today, by roles and by seats, as
// if they asked themselves, in a transaction of the caller: for what is done in
// their name, such as a letter or a feed. db.ErrNone where there is no such
// person. It is open to all areas.
func (s *Service) WhoIs(tx *db.Tx, person string, now time.Time) (who Who, err error) {
	if who.Person, err = PersonByID(tx, person); err != nil {
		return Who{}, err
	}
	if who.Suspended != "" {
		who.Waits = Suspended
		return who, nil
	}
	day := now.UTC().Format(time.DateOnly)
	err = tx.Unwalled(func() (err error) { // nobody asks yet
		if who.Roles, err = rolesOn(tx, person, day); err != nil || s.Seats == nil {
			return err
		}
		who.Seats, err = s.Seats(tx, person, day)
		return err
	})
	return who, err
}

// All returns every network, in a transaction of the caller.
func All(tx *db.Tx) ([]Network, error) { return networks(tx) }
