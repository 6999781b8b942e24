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
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return "", err
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
		p, err := personByLogin(tx, i.Person.Login)
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
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
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
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err := personByLogin(tx, login)
		if err == db.ErrNone {
			return fault.New(fault.Missing, "network.person.unknown", "login", login)
		}
		if err != nil {
			return err
		}
		if link, err = s.makeLink(tx, p); err != nil {
			return err
		}
		return s.record(tx, who, Network{}, "network.link", "person "+p.ID, nil)
	})
	return link, err
}

// LinkFor returns whom a one-time link is for. It is open to all who have the
// link.
func (s *Service) LinkFor(ctx context.Context, secret string) (p Person, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = personOfLink(tx, secret, s.now())
		return err
	})
	return p, err
}

func personOfLink(tx *db.Tx, secret string, now time.Time) (Person, error) {
	p, err := personByLink(tx, hashToken(secret), now)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "network.link.used")
	}
	return p, err
}

// SetPassword sets the password of the person for whom a one-time link was
// made, and ends every session of theirs. It is open to all who have the link.
//
// Rule network.link: a link works once, for a day, and only the last one made.
func (s *Service) SetPassword(ctx context.Context, secret, password string) error {
	p, err := s.LinkFor(ctx, secret)
	if err != nil {
		return err
	}
	if err := checkPassword(password, p.Login); err != nil {
		return err
	}
	hash := hashPassword(password) // slow: not while others wait to write
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if p, err = personOfLink(tx, secret, s.now()); err != nil {
			return err
		}
		if _, err := useLink(tx, hashToken(secret)); err != nil {
			return err
		}
		if err := setPassword(tx, p.ID, hash); err != nil {
			return err
		}
		if err := deleteSessionsOf(tx, p.ID); err != nil {
			return err
		}
		return s.record(tx, Who{Person: p}, Network{}, "network.set-password", "person "+p.ID, nil)
	})
}

// Attempt is somebody at the door.
type Attempt struct {
	Login, Password string
	Address         string // from where
}

// SignIn begins a session and returns the secret for the cookie. It is open
// to all. Who is not known and who has another password get the same answer,
// after the same work.
func (s *Service) SignIn(ctx context.Context, a Attempt) (secret string, p Person, err error) {
	key := search.Fold(a.Login) + " " + a.Address
	if err := s.tries.take(key, s.now()); err != nil {
		return "", p, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = personByLogin(tx, a.Login)
		if err == db.ErrNone {
			err = nil
		}
		return err
	})
	if err != nil {
		return "", p, err
	}
	if !samePassword(p.password, a.Password) {
		return "", p, fault.New(fault.Invalid, "network.sign-in.wrong").On("login")
	}
	s.tries.forget(key)
	secret, err = s.begin(ctx, p, "network.sign-in")
	return secret, p, err
}

// SignInAs begins a session as one of the invented people, in a demonstration.
// It is open to all there.
func (s *Service) SignInAs(ctx context.Context, login string) (secret string, p Person, err error) {
	if !s.options.Demo {
		return "", p, fault.New(fault.Missing, "network.person.unknown", "login", login)
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = personByLogin(tx, login)
		if err == db.ErrNone || err == nil && !p.Fictional {
			err = fault.New(fault.Missing, "network.person.unknown", "login", login)
		}
		return err
	})
	if err != nil {
		return "", p, err
	}
	secret, err = s.begin(ctx, p, "network.sign-in-as")
	return secret, p, err
}

func (s *Service) begin(ctx context.Context, p Person, action string) (string, error) {
	secret, hash := newToken()
	return secret, s.db.Write(ctx, func(tx *db.Tx) error {
		if err := deleteDeadSessions(tx, s.now()); err != nil {
			return err
		}
		if err := insertSession(tx, session{Token: hash, Person: p.ID, Created: s.now(), Seen: s.now()}); err != nil {
			return err
		}
		return s.record(tx, Who{Person: p}, Network{}, action, "person "+p.ID, nil)
	})
}

// SignOut ends a session. It is open to all who have its secret.
func (s *Service) SignOut(ctx context.Context, secret string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return deleteSession(tx, hashToken(secret)) })
}

// Session returns who is signed in by the secret of a cookie, with the roles
// of today; nobody, where the session has ended. It is open to all.
func (s *Service) Session(ctx context.Context, secret string) (who Who, err error) {
	now := s.now()
	var seen time.Time
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err := sessionByToken(tx, hashToken(secret))
		if err == db.ErrNone || err == nil && !found.alive(now) {
			return nil
		}
		if err != nil {
			return err
		}
		who.Person, seen = found.Who, found.Seen
		who.Roles, err = rolesOn(tx, found.Person, now.UTC().Format(time.DateOnly))
		return err
	})
	if err == nil && who.SignedIn() && now.Sub(seen) >= seenEach {
		err = s.db.Write(ctx, func(tx *db.Tx) error { return touchSession(tx, hashToken(secret), now) })
		if fault.Of(err).Kind == fault.Closed {
			err = nil // nothing can be written for now, yet pages can be read
		}
	}
	return who, err
}

// DemoPeople returns the invented people by whom one may sign in, in a
// demonstration, with their roles. It is open to all there.
func (s *Service) DemoPeople(ctx context.Context) (all []Holder, err error) {
	if !s.options.Demo {
		return nil, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = demoHolders(tx)
		return err
	})
	return all, err
}
