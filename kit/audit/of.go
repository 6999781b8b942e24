package audit

import "pesnet/kit/db"

// Of returns what was done to a subject in a network, the first deed first.
// The details are left out: they are for those who read the whole record.
func Of(tx *db.Tx, network, subject string) ([]Deed, error) {
	return db.All(tx, func(d *Deed) []any { return []any{&d.No, db.At(&d.At), &d.Who, &d.Action, &d.Subject} },
		`SELECT no, at, who, action, subject FROM audit WHERE network_id = ? AND subject = ? ORDER BY no`, network, subject)
}
