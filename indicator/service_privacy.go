package indicator

import (
	"time"

	"pesnet/kit/db"
)

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	kept := struct {
		Deliveries []deliveryKept `json:"deliveries"`
		Groups     []groupKept    `json:"groups"`
	}{[]deliveryKept{}, []groupKept{}}
	deliveries, err := deliveriesOf(tx, person)
	if err != nil {
		return nil, err
	}
	groups, err := groupsOf(tx, person)
	kept.Deliveries, kept.Groups = append(kept.Deliveries, deliveries...), append(kept.Groups, groups...)
	return kept, err
}

// Forget deletes the groups of peers of a person; figures are the member's and
// stay.
func Forget(tx *db.Tx, person string, _ time.Time) error { return deleteGroupsOf(tx, person) }

// SweepRejected deletes the rows that were not taken by imports before a time.
func SweepRejected(tx *db.Tx, before time.Time) (int64, error) { return deleteRejected(tx, before) }
