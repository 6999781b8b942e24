package network

import (
	"context"
	"slices"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// Service is what can be done with networks, their members and people.
type Service struct {
	db  *db.DB
	now func() time.Time

	// MemberFigures shows the figures of a member on its page; an area that
	// has figures sets it.
	MemberFigures Figures
	// OnRead is told whose data somebody is about to see; an area that keeps
	// account of that sets it.
	OnRead Looked
	// Seats returns the seats that a person has in bodies on a day; an area that
	// knows bodies sets it.
	Seats func(tx *db.Tx, person, day string) ([]Seat, error)
	// NewLink makes the one-time link by which somebody who is new comes in; an
	// area by which people sign in sets it.
	NewLink func(tx *db.Tx, p Person) (string, error)
}

// New returns the service of networks.
func New(d *db.DB, now func() time.Time) *Service {
	return &Service{db: d, now: now}
}

// Networks returns every network, by code.
func (s *Service) Networks(ctx context.Context, who Who) (all []Network, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = networks(tx)
		return err
	})
	return all, err
}

// Network returns the network of a code, in capitals or not.
func (s *Service) Network(ctx context.Context, who Who, code string) (n Network, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return n, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		n, err = ByCode(tx, code)
		return err
	})
	return n, err
}

// Today returns the date that it is in the network's time zone. It is open
// to all.
func (s *Service) Today(n Network) string {
	zone, err := time.LoadLocation(n.Zone)
	if err != nil {
		zone = time.UTC
	}
	return s.now().In(zone).Format(time.DateOnly)
}

// MembersOn returns who is listed in a network on a day, disputed claims
// among them.
func (s *Service) MembersOn(ctx context.Context, who Who, n Network, day string) (all []Member, err error) {
	if err := May(who, "network.read", Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	if !Day(day) {
		return nil, fault.New(fault.Invalid, "network.day").On("on")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = MembersOn(tx, n.ID, day)
		return err
	})
	return all, err
}

// Charter returns every rule of a network, with its past values.
func (s *Service) Charter(ctx context.Context, who Who, n Network) (all Charter, err error) {
	if err := May(who, "network.read", Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = charter(tx, n.ID)
		return err
	})
	return all, err
}

// Sources returns the documents that facts rest on.
func (s *Service) Sources(ctx context.Context, who Who) (all Sources, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		list, err := sources(tx)
		all = make(Sources, len(list))
		for _, one := range list {
			all[one.Code] = one
		}
		return err
	})
	return all, err
}

// News returns what happened in a network, the latest first.
func (s *Service) News(ctx context.Context, who Who, n Network) (all []News, err error) {
	if err := May(who, "network.read", Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = news(tx, n.ID)
		return err
	})
	return all, err
}

// Profile is what is known about an organisation.
type Profile struct {
	Organisation
	Above     []Organisation // from the top down
	Below     []Organisation
	Claims    []Membership // in this network
	Elsewhere []Elsewhere  // in other networks
	People    []Holder     // only for those who may see them
	MayPeople Decision
	MayChange Decision
}

// Elsewhere is a claim in another network.
type Elsewhere struct {
	Network    Network
	Membership Membership
}

// Holder is a person with one role.
type Holder struct {
	Person
	Role Role
}

// Member returns what is known about an organisation that is or was in a
// network; people only for those in the network.
func (s *Service) Member(ctx context.Context, who Who, n Network, code string) (p Profile, err error) {
	if err := May(who, "network.read", Resource{Network: n.ID}).Err(); err != nil {
		return p, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = profile(tx, n, code)
		p.MayChange = May(who, "network.change", Resource{Network: n.ID})
		p.MayPeople = May(who, "network.read-roles", Resource{Network: n.ID})
		if err != nil || !p.MayPeople.Allowed {
			return err
		}
		p.People, err = holdersFor(tx, n.ID, p.ID, s.Today(n))
		return err
	})
	if err == nil {
		err = s.look(ctx, who, n, "member", p.People)
	}
	return p, err
}

func profile(tx *db.Tx, n Network, code string) (p Profile, err error) {
	if p.Organisation, err = OrganisationByCode(tx, code); err != nil {
		return p, err
	}
	all, err := claimsOf(tx, p.ID)
	if err != nil {
		return p, err
	}
	others, err := networks(tx)
	if err != nil {
		return p, err
	}
	for _, c := range all {
		if c.Network == n.ID {
			p.Claims = append(p.Claims, c)
			continue
		}
		i := slices.IndexFunc(others, func(o Network) bool { return o.ID == c.Network })
		p.Elsewhere = append(p.Elsewhere, Elsewhere{others[i], c})
	}
	if p.Above, err = above(tx, p.Organisation); err == nil {
		p.Below, err = children(tx, p.ID)
	}
	return p, err
}

// above returns the organisations above one, from the top down.
func above(tx *db.Tx, o Organisation) (all []Organisation, err error) {
	const deepest = 10 // a tree that is deeper has a ring in it
	for o.Parent != "" && len(all) < deepest {
		up, err := OrganisationsByID(tx, o.Parent)
		if err != nil || len(up) == 0 {
			return all, err
		}
		o = up[0]
		all = append([]Organisation{o}, all...)
	}
	return all, nil
}

// Organisation returns an organisation with its claims in all networks.
func (s *Service) Organisation(ctx context.Context, who Who, code string) (p Profile, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return p, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = profile(tx, Network{}, code)
		return err
	})
	return p, err
}

// People returns who has a role in a network today.
func (s *Service) People(ctx context.Context, who Who, n Network) (all []Holder, err error) {
	if err := May(who, "network.read-roles", Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = holdersOn(tx, n.ID, s.Today(n))
		return err
	})
	if err == nil {
		err = s.look(ctx, who, n, "people", all)
	}
	return all, err
}

// Organisations returns every organisation, to choose from.
func (s *Service) Organisations(ctx context.Context, who Who) (all []Organisation, err error) {
	if err := May(who, "network.read", Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = organisations(tx)
		return err
	})
	return all, err
}

// record adds what was done to the record.
func (s *Service) record(tx *db.Tx, who Who, n Network, action, subject string, detail any) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: subject, Detail: detail})
}

// MembersOn returns who is listed in a network on a day, in a transaction of
// the caller, who has asked whether the network may be read.
func MembersOn(tx *db.Tx, network, day string) ([]Member, error) {
	all, err := claims(tx, network)
	return On(all, day), err
}

// ByCode returns the network of a code, in a transaction of the caller, who
// has asked whether it may be read. It is open to all areas.
func ByCode(tx *db.Tx, code string) (Network, error) {
	n, err := networkByCode(tx, strings.ToUpper(code))
	if err == db.ErrNone {
		return n, fault.New(fault.Missing, "network.unknown", "code", code)
	}
	return n, err
}

// OrganisationByCode returns the organisation of a code, in capitals or not,
// in a transaction of the caller.
func OrganisationByCode(tx *db.Tx, code string) (Organisation, error) {
	o, err := organisationByCode(tx, strings.ToUpper(code))
	if err == db.ErrNone {
		return o, fault.New(fault.Missing, "network.organisation.unknown", "code", code)
	}
	return o, err
}

// Claims returns every claim of a network with its organisation, of all time,
// in a transaction of the caller.
func Claims(tx *db.Tx, network string) ([]Member, error) { return claims(tx, network) }
