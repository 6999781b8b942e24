package network

import "slices"

// What somebody must do who has come through the first door.
const (
	waitsForCode   = "code"   // show the second factor
	waitsForFactor = "factor" // set one up
)

// strongRoles are those that see or change what belongs to others.
var strongRoles = []string{Administrator, Secretariat, Representative, "employer_counsellor", "career_counsellor", "auditor", "dpo", MemberAdmin}

// wanting tells what a session lacks before its person is signed in.
//
// Rule network.second-factor: whoever has a second factor shows it; whoever
// sees or changes what belongs to others sets one up before anything else. A
// passkey is both factors at once. In a demonstration nobody must set one up.
func wanting(s session, has bool, roles []Role, demo bool) string {
	switch {
	case s.Strong || s.Means == byDemonstration:
		return ""
	case has:
		return waitsForCode
	case !demo && slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(strongRoles, r.Role) }):
		return waitsForFactor
	}
	return ""
}
