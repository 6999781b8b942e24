package network

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/search"
)

// Invitation gives a person a role in a network.
type Invitation struct {
	Person       Person
	Organisation string // code; empty = of the network itself
	Role         string
	From         string
}

// Invite gives a person a role in a network. Somebody who is new gets a
// one-time link by which to choose a password; it is returned, to be passed on.
func (s *Service) Invite(ctx context.Context, who Who, n Network, i Invitation) (link string, err error) {
	if may := May(who, "network.change-roles", Resource{Network: n.ID}); !may.Allowed && !who.staffs(n.ID) {
		return "", may.Err()
	}
	i.Person.Login = search.Fold(strings.TrimSpace(i.Person.Login))
	role := Role{ID: db.ID(), Network: n.ID, Role: i.Role, From: i.From}
	if err := role.Check(i.Person); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if i.Organisation != "" {
			o, err := OrganisationByCode(tx, i.Organisation)
			if err != nil {
				return err
			}
			role.Organisation = o.ID
		}
		if err := markOffice(tx, s.Today(n), &role); err != nil {
			return err
		}
		p, err := personByLogin(tx, i.Person.Login)
		if refused := who.gives(role, p.ID); refused != nil {
			return refused
		}
		if err == db.ErrNone {
			p = i.Person
			p.ID, p.Fictional = db.ID(), false
			if err = insertPerson(tx, p); err == nil && s.NewLink != nil {
				link, err = s.NewLink(tx, p)
			}
		}
		if err != nil {
			return err
		}
		if err := insertRole(tx, p.ID, role); err != nil {
			return err
		}
		return s.record(tx, who, n, "network.invite", "person "+p.ID, role)
	})
	return link, err
}

// EndRole ends the role of a person in a network today.
func (s *Service) EndRole(ctx context.Context, who Who, n Network, id string) error {
	if may := May(who, "network.change-roles", Resource{Network: n.ID}); !may.Allowed && !who.staffs(n.ID) {
		return may.Err()
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		h, err := holderByRole(tx, n.ID, id)
		if err == db.ErrNone {
			return fault.New(fault.Missing, "network.role.unknown")
		}
		if err == nil {
			err = markOffice(tx, s.Today(n), &h.Role)
		}
		if err == nil {
			err = who.gives(h.Role, "")
		}
		if err != nil {
			return err
		}
		day, _ := time.Parse(time.DateOnly, s.Today(n))
		rows, err := endRole(tx, n.ID, id, day.AddDate(0, 0, -1).Format(time.DateOnly))
		if err == nil && rows == 0 {
			err = fault.New(fault.Missing, "network.role.unknown")
		}
		if err != nil {
			return err
		}
		return s.record(tx, who, n, "network.end-role", "role "+id, nil)
	})
}

// Suspend closes everything to a person from a day on, or opens it again where
// the day is empty, in a transaction of the caller, who has asked whether that
// may be done.
func Suspend(tx *db.Tx, person, day string) error { return suspendPerson(tx, person, day) }

// Administrators returns the ids of the people who run the installation from
// now on, in a transaction of the caller, who has asked whether they may be
// known.
func Administrators(tx *db.Tx) ([]string, error) { return administrators(tx) }

// Appoint makes somebody an administrator from a day on, who becomes known by
// it where they are not, in a transaction of the caller, who has asked whether
// that may be done.
func Appoint(tx *db.Tx, login, lang, from string) (Person, error) {
	p := Person{ID: db.ID(), Login: search.Fold(login), Name: login, Lang: lang}
	if !loginPattern.MatchString(p.Login) {
		return p, fault.New(fault.Invalid, "network.person.login").On("login")
	}
	known, err := personByLogin(tx, login)
	if err == nil {
		p = known
	} else if err == db.ErrNone {
		err = insertPerson(tx, p)
	}
	if err != nil {
		return p, err
	}
	return p, insertRole(tx, p.ID, Role{ID: db.ID(), Role: Administrator, From: from})
}
