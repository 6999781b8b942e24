package network

import (
	"context"
	"errors"
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
			p.ID, p.Fictional, p.password = db.ID(), false, ""
			if err = insertPerson(tx, p); err == nil {
				link, err = s.makeLink(tx, p)
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

// makeLink makes the one-time link of a person: the address of the page on
// which to choose a password.
func (s *Service) makeLink(tx *db.Tx, p Person) (string, error) {
	secret, hash := newToken()
	link := strings.TrimSuffix(s.options.URL, "/") + "/" + p.Lang + "/sign-in/link?token=" + secret
	return link, insertLink(tx, hash, p.ID, s.now().Add(linkLife))
}

// FirstAdministrator makes the person who runs the installation, and returns
// the one-time link by which to choose a password.
//
// Rule network.first-administrator: the first administrator is named by
// whoever has the database in hand, and only while there is none who can sign
// in.
func (s *Service) FirstAdministrator(ctx context.Context, who Who, login, lang string) (link string, err error) {
	if err := May(who, "network.add", Resource{}).Err(); err != nil {
		return "", err
	}
	p := Person{ID: db.ID(), Login: search.Fold(login), Name: login, Lang: lang}
	if !loginPattern.MatchString(p.Login) {
		return "", fault.New(fault.Invalid, "network.person.login").On("login")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if n, err := administrators(tx); err != nil || n > 0 {
			if err == nil {
				err = fault.New(fault.Conflict, "network.first-administrator")
			}
			return err
		}
		known, err := personByLogin(tx, login)
		if err == nil {
			p = known
		} else if err = insertPerson(tx, p); err != nil {
			return err
		}
		if err := insertRole(tx, p.ID, Role{ID: db.ID(), Role: Administrator, From: s.now().UTC().Format(time.DateOnly)}); err != nil {
			return err
		}
		if link, err = s.makeLink(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, Network{}, "network.first-administrator", "person "+p.ID, nil)
	})
	return link, err
}

// Link makes a one-time link for somebody who cannot sign in.
func (s *Service) Link(ctx context.Context, who Who, login string) (link string, err error) {
	if err := May(who, "network.add", Resource{}).Err(); err != nil {
		return "", err
	}
	return s.linkAgain(ctx, who, login, false)
}

// Reset makes a one-time link for somebody who has lost their second factor,
// and takes out whatever they came in by.
//
// Rule networksignin.reset: a second factor that is lost is taken out by whoever
// has the database in hand, never by mail and by nobody who is signed in.
func (s *Service) Reset(ctx context.Context, who Who, login string) (link string, err error) {
	if err := May(who, "network.break-glass", Resource{}).Err(); err != nil {
		return "", err
	}
	return s.linkAgain(ctx, who, login, true)
}

func (s *Service) linkAgain(ctx context.Context, who Who, login string, reset bool) (link string, err error) {
	action := "network.link"
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := personByLogin(tx, login)
		if err == db.ErrNone {
			return fault.New(fault.Missing, "network.person.unknown", "login", login)
		}
		if err != nil {
			return err
		}
		if reset {
			action = "network.reset"
			if err := errors.Join(deleteFactors(tx, p.ID), deleteSessionsOf(tx, p.ID)); err != nil {
				return err
			}
		}
		if link, err = s.makeLink(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, Network{}, action, "person "+p.ID, nil)
	})
	return link, err
}
