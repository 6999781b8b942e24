package network

import (
	"slices"

	"pesnet/kit/fault"
)

// officeRoles are those by which a network is run and watched over: they see
// or change what belongs to every member.
var officeRoles = []string{Administrator, Secretariat, Auditor, DataOfficer}

// Whom the table of permission opens what is a member's alone to.
var (
	ownPeople = ofMember("network.may.own-people", Representative, MemberAdmin)
	ownData   = ofMember("network.may.own-data", DataOfficer)
	ownRecord = ofMember("network.may.own-data", Auditor, DataOfficer)
)

// ofMember opens an action to roles for the organisation that it is about.
func ofMember(reason string, roles ...string) grant {
	return grant{reason, func(w Who, on Resource) bool {
		return on.Organisation != "" && slices.Contains(w.ActsFor(on.Network, roles...), on.Organisation)
	}}
}

// runs are the roles of an organisation in a network by which it is its
// office.
var runs = []string{"secretariat", "coordinator", "beneficiary"}

// reaches tells whether a role counts in the whole network, or only for the
// organisation that it is held for.
//
// Rule network.office: the secretariat, the auditor, the data protection
// officer and the administrator of a network are those who hold the role for
// the network itself or for the organisation that runs it; held for another
// member, the role counts for that member alone.
func (r Role) reaches() bool {
	return r.Organisation == "" || r.Office || !slices.Contains(officeRoles, r.Role)
}

// asOffice is somebody whose every role counts as held for the network.
func (w Who) asOffice() Who {
	w.Roles = slices.Clone(w.Roles)
	for i := range w.Roles {
		w.Roles[i].Office = true
	}
	return w
}

// Runs tells whether a claim makes its organisation the office of the network
// on a day. What another source disputes gives nobody power.
func (m Membership) Runs(day string) bool {
	return slices.Contains(runs, m.Role) && !m.Disputed && m.Kind != "former" && m.Kind != "none" && m.Holds(day)
}

// heldForOffice tells whether the organisation of a role runs the network.
func (r Role) heldForOffice(claims []Membership, day string) bool {
	return r.Organisation != "" && slices.ContainsFunc(claims, func(m Membership) bool {
		return m.Network == r.Network && m.Organisation == r.Organisation && m.Runs(day)
	})
}

// given are the roles that somebody who has one of the first gives in their
// own organisation.
var given = map[string][]string{
	Representative: {Representative, MemberAdmin, Analyst, "employer_counsellor", Counsellor, "trainer", Auditor, DataOfficer},
	MemberAdmin:    {MemberAdmin, Analyst, "employer_counsellor", Counsellor, "trainer"},
}

// Gives returns the roles that somebody may give for an organisation of a
// network; empty is the network itself. run tells whether it is its office.
//
// Rule network.grant: nobody gives what reaches further than themselves: the
// secretariat of a network gives the roles in it; a representative and an
// administrator of a member those of their own organisation's staff, and none
// of the network. Nobody gives a role to themselves.
func (w Who) Gives(network, organisation string, run bool) (roles []string) {
	if network == "" {
		return nil // those who run the installation are named by its operator
	}
	if May(w, "network.change-roles", Resource{Network: network}).Allowed {
		return slices.DeleteFunc(slices.Clone(Roles), func(r string) bool { return r == Administrator })
	}
	on := Resource{Network: network, Organisation: organisation}
	if !May(w, "network.change-own-roles", on).Allowed {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(Roles), func(role string) bool {
		own := slices.ContainsFunc(w.Roles, func(r Role) bool {
			return r.Network == network && r.Organisation == organisation && slices.Contains(given[r.Role], role)
		})
		return !own || run && slices.Contains(officeRoles, role)
	})
}

// gives refuses a role that somebody may not give to a person, or end.
func (w Who) gives(r Role, person string) error {
	d := May(w, "network.change-roles", Resource{Network: r.Network})
	if !d.Allowed && r.Organisation != "" {
		d = May(w, "network.change-own-roles", Resource{Network: r.Network, Organisation: r.Organisation})
	}
	if err := d.Err(); err != nil {
		return err
	}
	if w.ID == person || !slices.Contains(w.Gives(r.Network, r.Organisation, r.Office), r.Role) {
		return fault.New(fault.Forbidden, "network.grant").On("role")
	}
	return nil
}

// staff returns the ids of the organisations whose staff somebody gives roles,
// and the answer whether they may.
func (w Who) staff(network string) (orgs []string, answer Decision) {
	for _, org := range w.ActsFor(network) {
		if d := May(w, "network.change-own-roles", Resource{Network: network, Organisation: org}); d.Allowed {
			orgs, answer = append(orgs, org), d
		}
	}
	return orgs, answer
}

// staffs tells whether somebody gives the roles of an organisation of theirs.
func (w Who) staffs(network string) bool {
	_, answer := w.staff(network)
	return answer.Allowed
}
