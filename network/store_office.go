package network

import (
	"slices"

	"pesnet/kit/db"
)

// markOffice marks the roles of a day that are held for the organisation that
// runs their network. It asks the database only where that makes a difference.
func markOffice(tx *db.Tx, day string, roles ...*Role) error {
	roles = slices.DeleteFunc(roles, func(r *Role) bool { return r.Organisation == "" || !slices.Contains(officeRoles, r.Role) })
	if len(roles) == 0 {
		return nil
	}
	claims, err := db.Kept(tx, claimPlaces, `SELECT `+claimColumns+` FROM network_membership c JOIN network n ON n.id = c.network_id
		WHERE c.role IN (`+db.Marks(len(runs))+`)`, db.Args(runs)...)
	for _, r := range roles {
		r.Office = r.heldForOffice(claims, day)
	}
	return err
}

// each returns a part of each thing.
func each[T, P any](all []T, part func(*T) *P) (parts []*P) {
	for i := range all {
		parts = append(parts, part(&all[i]))
	}
	return parts
}
