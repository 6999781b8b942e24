package network

import "slices"

// inPerson are the actions that are for people themselves, beside those for
// which they show again who they are.
var inPerson = []string{"network.sign-in", "network.act", "network.enrol", "account.end-access", "privacy.special", "privacy.rotate"}

// forToken tells whether a token can be for an action.
func forToken(action string) bool {
	return Known(action) && !slices.Contains(inPerson, action) && !slices.Contains(sensitive, action)
}

// inScope tells whether the token by which somebody asks is for an action.
//
// Rule network.token-scope: a program that asks by a token may do what was
// chosen when the token was made, as far as its person may do it today; beyond
// that it is a stranger. It never does what people confirm, nor what concerns
// their ways in, whatever was chosen.
func (w Who) inScope(action string) bool { return forToken(action) && slices.Contains(w.Scope, action) }

// outside decides about a token that is not for an action: what is open to
// everybody is open to it, too.
func outside(action string, on Resource) Decision {
	if d := May(Who{}, action, on); d.Allowed {
		return d
	}
	if !forToken(action) {
		return Decision{Reason: "network.may.in-person"}
	}
	return Decision{Reason: "network.may.token-scope"}
}

// Narrowed is somebody with the roles alone that they have in one network, or
// for one organisation in it. A role for the whole installation counts in the
// network.
func (w Who) Narrowed(network, organisation string) Who {
	if network == "" {
		return w
	}
	var kept []Role
	for _, r := range w.Roles {
		if r.Network == "" {
			r.Network = network
		}
		if r.Network == network && (organisation == "" || r.Organisation == organisation) {
			kept = append(kept, r)
		}
	}
	w.Roles, w.Seats = kept, nil
	return w
}

// Grantable returns the actions for which somebody may make a token: what they
// may do themselves, today and somewhere, and strangers may not.
//
// Rule network.token-grant: nobody makes a token for what they may not do
// themselves.
func (w Who) Grantable() (actions []string) {
	for _, action := range Actions() {
		if forToken(action) && slices.ContainsFunc(w.places(), func(on Resource) bool {
			return May(w, action, on).Allowed && !May(Who{}, action, on).Allowed
		}) {
			actions = append(actions, action)
		}
	}
	return actions
}

// places are what the roles and seats of somebody are about.
func (w Who) places() (all []Resource) {
	for _, r := range w.Roles {
		all = append(all, Resource{Network: r.Network}, Resource{Network: r.Network, Organisation: r.Organisation})
	}
	for _, s := range w.Seats {
		all = append(all, Resource{Body: s.Body, Organisation: s.Organisation})
	}
	return all
}
