package account

import (
	"regexp"
	"slices"
	"strings"

	"pesnet/kit/fault"
	"pesnet/kit/search"
	"pesnet/network"
)

// Provider is who else vouches for people, by OpenID Connect: the service of a
// member for its staff, or one for everybody, such as EU Login.
type Provider struct {
	ID           string // short: part of the address to which it sends back
	Name         string
	Issuer       string
	Client       string
	Secret       string // where it is kept: env:NAME or file:/path
	Organisation string // id; empty = it vouches for everybody
	Claim        string // that must equal the username when a person is linked
	Strong       string // values of acr that mean two factors
	To           string // last day of its use
}

var (
	providerID    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,30}$`)
	secretKeeping = regexp.MustCompile(`^(env:[A-Z][A-Z0-9_]*|file:/.+)?$`)
)

// Check finds what cannot be taken of a provider.
func (p Provider) Check() error {
	var wrong fault.Many
	refuse := func(bad bool, id, field string) {
		if bad {
			wrong = append(wrong, fault.New(fault.Invalid, id).On(field))
		}
	}
	refuse(!providerID.MatchString(p.ID), "account.provider.code", "code")
	refuse(strings.TrimSpace(p.Name) == "" || len(p.Name) > network.Longest, "account.provider.name", "name")
	refuse(p.Client == "", "account.provider.client", "client")
	refuse(!secretKeeping.MatchString(p.Secret), "account.provider.secret", "secret")
	return wrong.Err()
}

// vouchesFor refuses whom a provider cannot vouch for.
//
// Rule account.vouches: the provider of an organisation vouches for
// those alone who have a role for it today.
func (p Provider) vouchesFor(roles []network.Role) error {
	if p.Organisation == "" || slices.ContainsFunc(roles, func(r network.Role) bool { return r.Organisation == p.Organisation }) {
		return nil
	}
	return fault.New(fault.Forbidden, "account.vouches", "provider", p.Name)
}

// links refuses to link a person with what a provider says of somebody.
//
// Rule account.link: a person is linked by the one-time link that was
// made for them, never by an address of e-mail; where the provider has a claim
// that holds the username, it must be the same.
func (p Provider) links(person network.Person, claims map[string]any) error {
	if p.Claim == "" {
		return nil
	}
	if said, _ := claims[p.Claim].(string); search.Fold(said) != person.Login || claims[p.Claim+"_verified"] == false {
		return fault.New(fault.Invalid, "account.link", "provider", p.Name)
	}
	return nil
}

// isStrong tells whether a level of assurance means two factors.
func (p Provider) isStrong(acr string) bool {
	return acr != "" && slices.Contains(strings.Fields(p.Strong), acr)
}
