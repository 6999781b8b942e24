package network

import (
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Join makes an organisation a member of a network from a day on, in a
// transaction of the caller, who has asked whether that may be done and
// records it. An organisation of a new code is added; what it was while it
// joined ends the day before.
func Join(tx *db.Tx, n Network, o Organisation, c Membership) (Organisation, error) {
	known, err := organisationByCode(tx, o.Code)
	switch {
	case err == db.ErrNone:
		o.ID, o.Verified, o.Fictional = db.ID(), true, n.Fictional
		if err := o.Check(); err != nil {
			return o, err
		}
		if err := insertOrganisations(tx, o); err != nil {
			return o, err
		}
		known = o
	case err != nil:
		return o, err
	}
	c.ID, c.Network, c.Organisation, c.Kind, c.Verified, c.founded = db.ID(), n.ID, known.ID, "member", true, n.From
	if err := c.Check(); err != nil {
		return known, err
	}
	all, err := claimsOf(tx, known.ID)
	if err != nil {
		return known, err
	}
	for _, other := range c.Disagrees(all) {
		if other.Kind != "associate" && other.Kind != "observer" && other.Kind != "former" {
			return known, fault.New(fault.Conflict, "network.disagree", "source", other.Source)
		}
		if other.To = dayBefore(c.From); other.first() > other.To {
			other.To = other.first() // it began to join on the very day
			c.From = dayAfter(other.To)
		}
		if err := changed(updateClaim(tx, other)); err != nil {
			return known, err
		}
	}
	return known, insertClaims(tx, c)
}

// Leave ends the membership of an organisation in a network, and the roles
// that people have for it there, in a transaction of the caller, who has asked
// whether that may be done and records it.
func Leave(tx *db.Tx, n Network, organisation, last, source string) error {
	all, err := claimsOf(tx, organisation)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Network != n.ID || !c.Holds(last) || c.Kind == "none" || c.Kind == "former" {
			continue
		}
		if c.To = last; strings.TrimSpace(source) != "" {
			c.Source = source
		}
		if err := c.Check(); err != nil {
			return err
		}
		if err := changed(updateClaim(tx, c)); err != nil {
			return err
		}
	}
	return endRolesFor(tx, n.ID, organisation, last)
}

// EndRolesOf ends the roles that a person has for an organisation in a network,
// in a transaction of the caller, who has asked whether that may be done.
func EndRolesOf(tx *db.Tx, person string, r Role) error {
	return endRolesBy(tx, person, r)
}

func dayBefore(day string) string { return moved(day, -1) }

func dayAfter(day string) string { return moved(day, 1) }

func moved(day string, by int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, by).Format(time.DateOnly)
}
