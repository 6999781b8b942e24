package account

import (
	"context"
	"slices"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Access is what others see of somebody's ways in: those who may end them.
type Access struct {
	Person     network.Person
	Sessions   []session // that hold
	Tokens     []string  // what those that hold are for
	MaySuspend error     // why not
}

// Access returns by what somebody with a role in a network comes in.
func (s *Service) Access(ctx context.Context, who network.Who, n network.Network, person string) (a Access, err error) {
	if err := network.May(who, "account.end-access", network.Resource{Network: n.ID}).Err(); err != nil {
		return a, err
	}
	if err := s.met(ctx, person); err != nil {
		return a, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var roles []network.Role
		if a.Person, roles, err = s.inNetwork(tx, n, person); err != nil {
			return err
		}
		a.MaySuspend = maySuspend(who, n, a.Person, roles)
		if a.Sessions, err = sessionsOf(tx, person); err != nil {
			return err
		}
		if s.TokensHeld != nil {
			a.Tokens, err = s.TokensHeld(tx, person)
		}
		return err
	})
	a.Sessions = slices.DeleteFunc(a.Sessions, func(one session) bool { return !one.alive(s.now()) })
	if err == nil && s.networks.OnRead != nil {
		err = s.networks.OnRead(ctx, who, n, "access", []string{person})
	}
	return a, err
}

// met refuses who is not there for whoever asks: this area reads without the
// wall.
func (s *Service) met(ctx context.Context, person string) error {
	err := s.networks.Met(ctx, person)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "account.access.unknown")
	}
	return err
}

// inNetwork returns a person with all roles of today, one of which is in the
// network; where no network is named, it is the installation, and anybody.
func (s *Service) inNetwork(tx *db.Tx, n network.Network, person string) (p network.Person, roles []network.Role, err error) {
	p, err = network.PersonByID(tx, person)
	if err == nil {
		roles, err = network.RolesOn(tx, person, s.day())
	}
	if err == db.ErrNone || err == nil && n.ID != "" && !slices.ContainsFunc(roles, func(r network.Role) bool { return r.Network == n.ID }) {
		err = fault.New(fault.Missing, "account.access.unknown")
	}
	return p, roles, err
}

// EndAccess ends every session and every token of somebody with a role in a
// network, at once.
func (s *Service) EndAccess(ctx context.Context, who network.Who, n network.Network, person string) error {
	if err := network.May(who, "account.end-access", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if err := s.met(ctx, person); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if _, _, err := s.inNetwork(tx, n, person); err != nil {
			return err
		}
		return s.endAccess(tx, who, n, person)
	})
}

func (s *Service) endAccess(tx *db.Tx, who network.Who, n network.Network, person string) error {
	sessions, err := deleteOtherSessions(tx, person, "")
	if err != nil {
		return err
	}
	tokens := int64(0)
	if s.EndTokens != nil {
		if tokens, err = s.EndTokens(tx, person); err != nil {
			return err
		}
	}
	return s.recordIn(tx, who, n, "account.end-access", "person "+person, map[string]any{"sessions": sessions, "tokens": tokens})
}

// Suspend closes everything to somebody, from now on and until they are let in
// again; why is recorded. Sessions end; tokens are dead while it lasts.
func (s *Service) Suspend(ctx context.Context, who network.Who, n network.Network, person, why string) error {
	if err := network.May(who, "account.suspend", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if err := checkWhy(why); err != nil {
		return err
	}
	if err := s.met(ctx, person); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, roles, err := s.inNetwork(tx, n, person)
		if err == nil {
			err = maySuspend(who, n, p, roles)
		}
		if err == nil {
			err = network.Suspend(tx, person, s.day())
		}
		if err == nil {
			err = deleteSessionsOf(tx, person)
		}
		if err != nil {
			return err
		}
		return s.recordIn(tx, who, n, "account.suspend", "person "+person, map[string]any{"why": strings.TrimSpace(why)})
	})
}

// Resume lets in again somebody who was suspended.
func (s *Service) Resume(ctx context.Context, who network.Who, n network.Network, person string) error {
	if err := network.May(who, "account.suspend", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if err := s.met(ctx, person); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		p, roles, err := s.inNetwork(tx, n, person)
		if err == nil {
			err = maySuspend(who, n, p, roles)
		}
		if err == nil {
			err = network.Suspend(tx, person, "")
		}
		if err != nil {
			return err
		}
		return s.recordIn(tx, who, n, "account.resume", "person "+person, nil)
	})
}

// PersonOf returns the person of a login, to whoever runs the installation.
func (s *Service) PersonOf(ctx context.Context, who network.Who, login string) (p network.Person, err error) {
	if err := network.May(who, "account.end-access", network.Resource{}).Err(); err != nil {
		return p, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = known(tx, login)
		return err
	})
	return p, err
}

// known returns the person of a login, or a refusal.
func known(tx *db.Tx, login string) (network.Person, error) {
	p, err := network.PersonByLogin(tx, login)
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "network.person.unknown", "login", login)
	}
	return p, err
}

// Named returns the person of a login, who may come in, or a refusal, in a
// transaction of the caller, who has asked whether it may be known.
func Named(tx *db.Tx, login string) (network.Person, error) {
	p, err := known(tx, login)
	if err == nil {
		err = open(p)
	}
	return p, err
}
