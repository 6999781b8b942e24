package network

import (
	"pesnet/kit/db"
	"pesnet/kit/search"
)

// HoldersOn returns who has a role in a network on a day, in a transaction of
// the caller, who has asked whether they may be known.
func HoldersOn(tx *db.Tx, networkID, day string) ([]Holder, error) {
	return holdersOn(tx, networkID, day)
}

// CharterOf returns every rule of a network, in a transaction of the caller.
func CharterOf(tx *db.Tx, networkID string) (Charter, error) { return charter(tx, networkID) }

// AddPerson adds somebody who can be named, in a transaction of the caller,
// who has asked whether that may be done; one whose login is known is returned
// as known. The person cannot sign in until a link is made.
func AddPerson(tx *db.Tx, p Person) (Person, error) {
	known, err := personByLogin(tx, p.Login)
	if err != db.ErrNone {
		return known, err
	}
	p.ID, p.Login = db.ID(), search.Fold(p.Login)
	return p, insertPerson(tx, p)
}

// AddRole gives a person a role, in a transaction of the caller, who has asked
// whether that may be done.
func AddRole(tx *db.Tx, person string, r Role) error {
	r.ID = db.ID()
	return insertRole(tx, person, r)
}

// RolesEver returns every role that a person has or had, in a transaction of
// the caller, who has asked whether they may be known.
func RolesEver(tx *db.Tx, person string) ([]Role, error) { return rolesEver(tx, person) }
