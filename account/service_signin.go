package account

import (
	"context"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/search"
	"pesnet/network"
)

// LinkFor returns whom a one-time link is for. It is open to all who have the
// link.
func (s *Service) LinkFor(ctx context.Context, secret string) (p network.Person, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = personOfLink(tx, secret, s.now())
		return err
	})
	return p, err
}

func personOfLink(tx *db.Tx, secret string, now time.Time) (network.Person, error) {
	p, err := personByLink(tx, hashToken(secret), now)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "account.link.used")
	}
	if err == nil {
		err = open(p)
	}
	return p, err
}

// SetPassword sets the password of the person for whom a one-time link was
// made, and ends every session of theirs. It is open to all who have the link.
//
// Rule account.link-once: a link works once, for a day, and only the last one made.
func (s *Service) SetPassword(ctx context.Context, secret, password string) error {
	p, err := s.LinkFor(ctx, secret)
	if err != nil {
		return err
	}
	if err := checkPassword(password, p); err != nil {
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
		return s.record(tx, network.Who{Person: p}, "network.set-password", "person "+p.ID, nil)
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
func (s *Service) SignIn(ctx context.Context, a Attempt) (secret string, p network.Person, err error) {
	t := try{tryPassword, search.Fold(a.Login), a.Address}
	if err := s.take(ctx, t); err != nil {
		return "", p, err
	}
	var hash string
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p, err = network.PersonByLogin(tx, a.Login); err == nil {
			hash, err = passwordOf(tx, p.ID)
		}
		if err == db.ErrNone {
			err = nil
		}
		return err
	})
	if err != nil {
		return "", p, err
	}
	if !samePassword(hash, a.Password) {
		return "", p, s.wrong(ctx, p, byPassword, fault.New(fault.Invalid, "account.sign-in.wrong").On("login"))
	}
	if err := s.forget(ctx, t); err != nil {
		return "", p, err
	}
	secret, err = s.arrive(ctx, arrival{Person: p, Means: byPassword}, "")
	return secret, p, err
}

// wrong records a proof that failed, of whom and by what means; nobody where
// the name is that of nobody here. What was typed is not kept: it may be a
// password in the wrong field. A refusal for another reason is none of these.
func (s *Service) wrong(ctx context.Context, p network.Person, means string, why error) error {
	if fault.Of(why).Kind != fault.Invalid {
		return why
	}
	of := "nobody"
	if p.ID != "" {
		of = "person " + p.ID
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		return s.record(tx, network.Who{}, "network.sign-in-failed", of, map[string]any{"from": visitOf(ctx).Address, "means": means})
	})
	if err != nil {
		return err
	}
	return why
}

// SignInAs begins a session as one of the invented people, in a demonstration.
// It is open to all there.
func (s *Service) SignInAs(ctx context.Context, login string) (secret string, p network.Person, err error) {
	if !s.options.Demo {
		return "", p, fault.New(fault.Missing, "network.person.unknown", "login", login)
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = network.PersonByLogin(tx, login)
		if err == db.ErrNone || err == nil && !p.Fictional {
			err = fault.New(fault.Missing, "network.person.unknown", "login", login)
		}
		return err
	})
	if err != nil {
		return "", p, err
	}
	secret, err = s.arrive(ctx, arrival{Person: p, Means: byDemonstration}, "")
	return secret, p, err
}

// arrival is how a session begins.
type arrival struct {
	Person network.Person
	Means  string
	Strong bool
	Glass  time.Time

	Provider string // by which it began
	Abroad   string // hash of the session's name there
}

// begin begins a session, in place of that of an earlier step, if any.
func (s *Service) begin(tx *db.Tx, a arrival, before string) (secret string, err error) {
	if err := open(a.Person); err != nil {
		return "", err
	}
	if err := deleteDeadSessions(tx, s.now()); err != nil {
		return "", err
	}
	if before != "" {
		if _, err := endSession(tx, a.Person.ID, before); err != nil {
			return "", err
		}
	}
	secret, hash := newToken()
	now := s.now()
	in := session{Token: hash, ID: db.ID(), Person: a.Person.ID, Means: a.Means, Strong: a.Strong, Device: device(visitOf(tx.Context()).Agent),
		Provider: a.Provider, Abroad: a.Abroad, Created: now, Seen: now, Confirmed: now, Glass: a.Glass}
	if isStrange, err := s.arrivedWhere(tx, a); err != nil {
		return "", err
	} else if isStrange && a.Means != byEmergency {
		in.Confirmed = time.Time{}
	}
	if err := insertSession(tx, in); err != nil {
		return "", err
	}
	return secret, s.record(tx, network.Who{Person: a.Person}, "network.sign-in", "person "+a.Person.ID, map[string]any{"means": a.Means})
}

func (s *Service) arrive(ctx context.Context, a arrival, before string) (secret string, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		secret, err = s.begin(tx, a, before)
		return err
	})
	return secret, err
}

// try is a try to get in.
type try struct{ Kind, Subject, Address string }

// hashed keeps names and addresses out of the table.
func (t try) hashed() (subject, address string) { return hashToken(t.Subject), hashToken(t.Address) }

// take counts a try, before it is looked at, and refuses one too many. Every
// node counts in the same table.
func (s *Service) take(ctx context.Context, t try) error {
	subject, address := t.hashed()
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("account_try " + subject); err != nil {
			return err
		}
		before, err := triesSince(tx, t.Kind, subject, address, s.now().Add(-triesFor))
		if err != nil {
			return err
		}
		if err := before.check(t.Kind); err != nil {
			return err
		}
		return insertTry(tx, t.Kind, subject, address, s.now())
	})
}

// forget clears the count after a try that succeeded.
func (s *Service) forget(ctx context.Context, t try) error {
	subject, address := t.hashed()
	return s.db.Write(ctx, func(tx *db.Tx) error { return deleteTries(tx, t.Kind, subject, address, s.now().Add(-triesFor)) })
}

// SignOut ends a session. It is open to all who have its secret.
func (s *Service) SignOut(ctx context.Context, secret string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error { return deleteSession(tx, hashToken(secret)) })
}

// Session returns who is signed in by the secret of a cookie, with the roles
// of today; nobody, where the session has ended. Who has yet to show the second
// factor has no role. It is open to all.
func (s *Service) Session(ctx context.Context, secret string) (who network.Who, err error) {
	now := s.now()
	var found sessionPerson
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		found, err = sessionByToken(tx, hashToken(secret))
		if err == db.ErrNone || err == nil && (!found.alive(now) || open(found.Who) != nil) {
			found, err = sessionPerson{}, nil
			return nil
		}
		if err != nil {
			return err
		}
		roles, err := network.RolesOn(tx, found.Person, now.UTC().Format(time.DateOnly))
		if err != nil {
			return err
		}
		if who = s.whoIn(found, roles); who.SignedIn() && s.networks.Seats != nil {
			who.Seats, err = s.networks.Seats(tx, who.ID, now.UTC().Format(time.DateOnly))
		}
		return err
	})
	if err == nil && who.SignedIn() && now.Sub(found.Seen) >= seenEach {
		err = s.db.Write(ctx, func(tx *db.Tx) error { return touchSession(tx, found.Token, now) })
		if fault.Of(err).Kind == fault.Closed {
			err = nil // nothing can be written for now, yet pages can be read
		}
	}
	return who, err
}

// whoIn is who asks in a session, with the roles of today.
func (s *Service) whoIn(in sessionPerson, roles []network.Role) network.Who {
	who := network.Who{Person: in.Who, Session: in.ID, Waits: wanting(in.session, in.Has, roles, s.options.factors())}
	if who.Waits != "" {
		return who
	}
	who.Roles, who.ActingFor = acting(roles, in.ActsFor)
	who.Stale = !in.fresh(s.now())
	if !in.Glass.IsZero() {
		who.Roles = append(who.Roles, network.Role{Role: network.Administrator})
	}
	return who
}

// DemoPeople returns the invented people by whom one may sign in, in a
// demonstration, with their roles. It is open to all there.
func (s *Service) DemoPeople(ctx context.Context) (all []network.Holder, err error) {
	if !s.options.Demo {
		return nil, nil
	}
	return s.networks.DemoPeople(ctx)
}

// Visit is from where and with what somebody asks.
type Visit struct {
	Address string
	Agent   string // what the browser says of itself
}

type visitKey struct{}

func withVisit(ctx context.Context, v Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, v)
}

func visitOf(ctx context.Context) Visit {
	v, _ := ctx.Value(visitKey{}).(Visit)
	return v
}
