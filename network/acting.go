package network

import "slices"

// acting returns the roles that count for whoever has chosen to act for one
// organisation, and that organisation while the choice holds.
//
// Rule networksignin.acts-for: who acts for one organisation has, until they
// choose again, none of the roles that they have for others. The choice ends
// with the last role for that organisation.
func acting(roles []Role, organisation string) ([]Role, string) {
	if organisation == "" || !slices.ContainsFunc(roles, func(r Role) bool { return r.Organisation == organisation }) {
		return roles, ""
	}
	return slices.DeleteFunc(slices.Clone(roles), func(r Role) bool { return r.Organisation != "" && r.Organisation != organisation }), organisation
}

// organisationsOf returns the ids of the organisations for which somebody has
// a role.
func organisationsOf(roles []Role) (ids []string) {
	for _, r := range roles {
		if r.Organisation != "" && !slices.Contains(ids, r.Organisation) {
			ids = append(ids, r.Organisation)
		}
	}
	return ids
}
