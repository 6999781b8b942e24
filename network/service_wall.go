package network

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"pesnet/kit/db"
)

// Scope is who asks, as the wall of the database needs to know it: the networks
// in which they have a role or a seat, those that they run or watch over, the
// organisations for which they act, and who they are. The operator sees
// everything, nobody what is public. It is open to all.
//
// It is coarser than the table of permission, which decides; the wall hides
// what a query lets through by mistake.
func Scope(ctx context.Context) db.Scope {
	who := From(ctx)
	if who.Operator {
		return db.Whole
	}
	if who.ID == "" {
		return nil
	}
	var networks, offices, organisations []string
	for _, r := range who.Roles {
		in := cmp.Or(r.Network, "*") // of the whole installation
		networks = append(networks, in)
		if slices.Contains(officeRoles, r.Role) && r.reaches() {
			offices = append(offices, in)
		}
		if r.Organisation != "" {
			organisations = append(organisations, r.Organisation)
		}
	}
	for _, s := range who.Seats {
		if s.Network != "" {
			networks = append(networks, s.Network)
		}
	}
	return db.Scope{"person": who.ID, "networks": listed(networks), "offices": listed(offices), "orgs": listed(organisations)}
}

// listed puts ids into one text, each once; every one is "*" alone.
func listed(ids []string) string {
	if slices.Contains(ids, "*") {
		return "*"
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), " ")
}
