package account

import (
	"slices"

	"pesnet/network"
)

// strongRoles are those that see or change what belongs to others.
var strongRoles = []string{network.Administrator, network.Secretariat, network.Representative, "employer_counsellor", "career_counsellor", "auditor", "dpo", network.MemberAdmin}

// wanting tells what a session lacks before its person is signed in.
//
// Rule account.second-factor: whoever has a second factor shows it; whoever
// sees or changes what belongs to others sets one up before anything else. A
// passkey is both factors at once. In a demonstration nobody must set one up.
func wanting(s session, has bool, roles []network.Role, demo bool) string {
	switch {
	case s.Strong || s.Means == byDemonstration:
		return ""
	case has:
		return network.WaitsForCode
	case !demo && slices.ContainsFunc(roles, func(r network.Role) bool { return slices.Contains(strongRoles, r.Role) }):
		return network.WaitsForFactor
	}
	return ""
}
