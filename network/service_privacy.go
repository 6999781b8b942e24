package network

import (
	"context"
	"time"

	"pesnet/kit/db"
)

// Looked is told whose data somebody is about to see, and what of it.
type Looked func(ctx context.Context, who Who, n Network, what string, persons []string) error

// look tells whose data somebody is about to see. What cannot be recorded is
// not shown.
func (s *Service) look(ctx context.Context, who Who, n Network, what string, holders []Holder) error {
	if s.OnRead == nil || len(holders) == 0 {
		return nil
	}
	ids := make([]string, len(holders))
	for i, h := range holders {
		ids[i] = h.Person.ID
	}
	return s.OnRead(ctx, who, n, what, ids)
}

// PersonByLogin returns a person, in a transaction of the caller, who has
// asked whether it may be known; db.ErrNone where there is none.
func PersonByLogin(tx *db.Tx, login string) (Person, error) { return personByLogin(tx, login) }

// PersonKept is what is kept of a person in this area.
type PersonKept struct {
	Login string     `json:"login"`
	Name  string     `json:"name"`
	Lang  string     `json:"language"`
	Roles []RoleKept `json:"roles"`
}

// RoleKept is a role that a person has or had.
type RoleKept struct {
	Network      string `json:"network,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Role         string `json:"role"`
	From         string `json:"from,omitempty"`
	To           string `json:"to,omitempty"`
}

// Kept returns what is kept of a person, in a transaction of the caller, who
// has asked whether it may be known.
func Kept(tx *db.Tx, person string) (any, error) {
	found, err := PersonsByID(tx, []string{person})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	p := found[0]
	k := PersonKept{Login: p.Login, Name: p.Name, Lang: p.Lang, Roles: []RoleKept{}}
	roles, err := rolesEver(tx, person)
	if err != nil {
		return nil, err
	}
	all, err := networks(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		one := RoleKept{Role: r.Role, From: r.From, To: r.To}
		for _, n := range all {
			if n.ID == r.Network {
				one.Network = n.Code
			}
		}
		if r.Organisation != "" {
			of, err := OrganisationsByID(tx, r.Organisation)
			if err != nil {
				return nil, err
			}
			if len(of) > 0 {
				one.Organisation = of[0].Code
			}
		}
		k.Roles = append(k.Roles, one)
	}
	return k, nil
}

// Forget makes a person nameless: roles end, the name is taken out. The caller
// has asked whether that may be done.
func Forget(tx *db.Tx, person string, now time.Time) error {
	if err := endRolesOf(tx, person, now.UTC().AddDate(0, 0, -1).Format(time.DateOnly)); err != nil {
		return err
	}
	return forgetPerson(tx, person)
}

// PeopleLeft returns the ids of those whose last role ended before a day, in a
// transaction of the caller, who has asked whether they may be known.
func PeopleLeft(tx *db.Tx, day string) ([]string, error) { return personsLeft(tx, day) }

// HadRole tells whether a person has, or ever had, a role, in a transaction of
// the caller, who has asked whether that may be known.
func HadRole(tx *db.Tx, person string) (bool, error) {
	all, err := rolesEver(tx, person)
	return len(all) > 0, err
}

// PersonByID returns a person, in a transaction of the caller, who has asked
// whether it may be known; db.ErrNone where there is none.
func PersonByID(tx *db.Tx, id string) (Person, error) {
	found, err := PersonsByID(tx, []string{id})
	if err == nil && len(found) == 0 {
		err = db.ErrNone
	}
	if err != nil {
		return Person{}, err
	}
	return found[0], nil
}

// RolesOn returns the roles that a person has on a day, in a transaction of
// the caller, who has asked whether they may be known.
func RolesOn(tx *db.Tx, person, day string) ([]Role, error) { return rolesOn(tx, person, day) }

// DemoPeople returns the invented people with every role of theirs. It is open
// to all: outside of a demonstration there are none.
func (s *Service) DemoPeople(ctx context.Context) (all []Holder, err error) {
	err = s.db.Read(db.Unwalled(ctx), func(tx *db.Tx) error {
		all, err = demoHolders(tx)
		return err
	})
	return all, err
}
