package account

import (
	"cmp"
	"slices"

	"pesnet/network"
)

// strongRoles are those that see or change what belongs to others.
var strongRoles = []string{network.Administrator, network.Secretariat, network.Representative, "employer_counsellor", "career_counsellor", "auditor", "dpo", network.MemberAdmin}

// Factors is who must have a second factor.
type Factors string

// Who must have a second factor: nobody in a demonstration.
const (
	ForNobody    Factors = "nobody"
	ForRoles     Factors = "roles"
	ForEverybody Factors = "everybody"
)

// factors is who must have a second factor here.
func (o Options) factors() Factors {
	if o.Demo {
		return ForNobody
	}
	return cmp.Or(o.Factors, ForRoles)
}

// wanting tells what a session lacks before its person is signed in.
//
// Rule account.second-factor: whoever has a second factor shows it; whoever
// sees or changes what belongs to others sets one up before anything else, and
// so does everybody where the installation says so. A passkey is both factors
// at once. In a demonstration nobody must set one up.
func wanting(s session, has bool, roles []network.Role, must Factors) string {
	switch {
	case s.Strong || s.Means == byDemonstration:
		return ""
	case has:
		return network.WaitsForCode
	case must == ForEverybody, must == ForRoles && slices.ContainsFunc(roles, func(r network.Role) bool { return slices.Contains(strongRoles, r.Role) }):
		return network.WaitsForFactor
	}
	return ""
}
