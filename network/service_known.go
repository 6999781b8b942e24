package network

import (
	"time"

	"pesnet/kit/db"
)

// WhoIs returns a person with what they may do today, as if they asked
// themselves, in a transaction of the caller: for what is done in their name,
// such as a letter or a feed. db.ErrNone where there is no such person.
func WhoIs(tx *db.Tx, person string, now time.Time) (Who, error) {
	p, err := PersonByID(tx, person)
	if err != nil {
		return Who{}, err
	}
	if p.Suspended != "" {
		return Who{Person: p, Waits: Suspended}, nil
	}
	var roles []Role
	err = tx.Unwalled(func() (err error) { // nobody asks yet
		roles, err = rolesOn(tx, person, now.UTC().Format(time.DateOnly))
		return err
	})
	return Who{Person: p, Roles: roles}, err
}

// All returns every network, in a transaction of the caller.
func All(tx *db.Tx) ([]Network, error) { return networks(tx) }
