package account

import (
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/network"
)

// open refuses a person to whom everything is closed.
//
// Rule account.suspended: whoever is suspended does not come in, by whatever
// means, and is told since when; sessions end at once, tokens are dead, links
// do not work.
func open(p network.Person) error {
	if p.Suspended != "" {
		return fault.New(fault.Forbidden, "account.suspended", "day", p.Suspended)
	}
	return nil
}

// maySuspend refuses whoever may not close everything to a person.
//
// Rule account.suspend: whoever runs the installation suspends anybody but
// themselves; the secretariat of a network those who have no role elsewhere. A
// reason in words is recorded.
func maySuspend(who network.Who, n network.Network, p network.Person, roles []network.Role) error {
	elsewhere := slices.ContainsFunc(roles, func(r network.Role) bool { return r.Network != n.ID })
	switch {
	case who.ID == p.ID:
		return fault.New(fault.Forbidden, "account.suspend.self")
	case elsewhere && !network.May(who, "account.suspend", network.Resource{}).Allowed:
		return fault.New(fault.Forbidden, "account.suspend")
	}
	return nil
}

// checkWhy refuses what is closed to somebody without a reason.
func checkWhy(why string) error {
	if len([]rune(strings.TrimSpace(why))) < shortestReason || len(why) > network.Longest {
		return fault.New(fault.Invalid, "account.suspend.why", "least", shortestReason).On("why")
	}
	return nil
}
