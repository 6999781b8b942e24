package account

import (
	"slices"

	"pesnet/network"
)

// acting returns the roles that count for whoever has chosen to act for one
// organisation, and that organisation while the choice holds.
//
// Rule account.acts-for: who acts for one organisation has, until they
// choose again, none of the roles that they have for others. The choice ends
// with the last role for that organisation.
func acting(roles []network.Role, organisation string) ([]network.Role, string) {
	if organisation == "" || !slices.ContainsFunc(roles, func(r network.Role) bool { return r.Organisation == organisation }) {
		return roles, ""
	}
	return slices.DeleteFunc(slices.Clone(roles), func(r network.Role) bool { return r.Organisation != "" && r.Organisation != organisation }), organisation
}

// organisationsOf returns the ids of the organisations for which somebody has
// a role.
func organisationsOf(roles []network.Role) (ids []string) {
	for _, r := range roles {
		if r.Organisation != "" && !slices.Contains(ids, r.Organisation) {
			ids = append(ids, r.Organisation)
		}
	}
	return ids
}
