package network

import (
	"context"
	"html/template"
	"slices"
	"strings"
	"time"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/kit/web"
)

// Options is how an installation differs from others.
type Options struct {
	Demo bool   // everybody may sign in as one of the invented people
	URL  string // public address; with https cookies are for https alone
}

// Service is what can be done with networks, their members and people.
type Service struct {
	db      *db.DB
	now     func() time.Time
	options Options
	tries   tries

	// MemberFigures shows the figures of a member on its page; an area that
	// has figures sets it.
	MemberFigures func(ctx context.Context, r *web.Request, n Network, o Organisation) (template.HTML, error)
}

// New returns the service of networks.
func New(d *db.DB, now func() time.Time, o Options) *Service {
	return &Service{db: d, now: now, options: o}
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
		holders, err := holdersOn(tx, n.ID, s.Today(n))
		p.People = slices.DeleteFunc(holders, func(h Holder) bool { return h.Role.Organisation != p.ID })
		return err
	})
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
		up, err := organisationsByID(tx, []string{o.Parent})
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

// NewMember is an organisation to be listed, with the claim by which it is.
type NewMember struct {
	Organisation Organisation // of a code that is known, only the code counts
	Claim        Membership
	Disagree     bool // it is said that the sources disagree
}

// AddMember lists an organisation in a network by a dated claim; it adds the
// organisation where its code is new.
func (s *Service) AddMember(ctx context.Context, who Who, n Network, add NewMember) (m Member, err error) {
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return m, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		m, err = once.Do(tx, s.now(), func() (Member, error) { return s.addMember(tx, who, n, add) })
		return err
	})
	return m, err
}

func (s *Service) addMember(tx *db.Tx, who Who, n Network, add NewMember) (m Member, err error) {
	add.Organisation.Code = strings.ToUpper(strings.TrimSpace(add.Organisation.Code))
	add.Claim.founded = n.From
	o, err := organisationByCode(tx, add.Organisation.Code)
	switch {
	case err == db.ErrNone:
		o = add.Organisation
		o.ID, o.Verified, o.Fictional = db.ID(), true, n.Fictional
		if err := bothRight(o.Check(), add.Claim.Check()); err != nil {
			return m, err
		}
		if err := insertOrganisations(tx, o); err != nil {
			return m, err
		}
		err = s.record(tx, who, n, "network.add-organisation", "organisation "+o.ID, o)
	case err == nil:
		err = add.Claim.Check()
	}
	if err != nil {
		return m, err
	}
	c := add.Claim
	c.ID, c.Network, c.Organisation, c.Verified, c.Version = db.ID(), n.ID, o.ID, true, 1
	if c.Disputed, err = s.settle(tx, who, n, c, add.Disagree); err != nil {
		return m, err
	}
	if err := insertClaims(tx, c); err != nil {
		return m, err
	}
	o, err = organisationByCode(tx, o.Code)
	if err != nil {
		return m, err
	}
	return Member{o, c}, s.record(tx, who, n, "network.add-member", "membership "+c.ID, c)
}

// bothRight joins what two checks find.
func bothRight(a, b error) error {
	var all fault.Many
	for _, err := range []error{a, b} {
		if err != nil {
			all = append(all, fault.All(err)...)
		}
	}
	return all.Err()
}

// settle marks the claims that disagree with one as disputed, when it is said
// that they do; else it refuses. It tells whether the one is disputed.
func (s *Service) settle(tx *db.Tx, who Who, n Network, c Membership, disagree bool) (bool, error) {
	all, err := claimsOf(tx, c.Organisation)
	if err != nil {
		return false, err
	}
	against := c.Disagrees(all)
	if len(against) > 0 && !disagree {
		return false, fault.New(fault.Conflict, "network.disagree", "source", against[0].Source).On("disagree")
	}
	for _, other := range against {
		if other.Disputed {
			continue
		}
		if err := markDisputed(tx, other.ID); err != nil {
			return false, err
		}
		if err := s.record(tx, who, n, "network.dispute", "membership "+other.ID, map[string]any{"by": c.ID}); err != nil {
			return false, err
		}
	}
	return len(against) > 0, nil
}

// ChangeClaim changes what is said of a membership: its dates, its source. The
// claim has the version that was read.
func (s *Service) ChangeClaim(ctx context.Context, who Who, n Network, c Membership, disagree bool) error {
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := ownClaim(tx, n, c.ID)
		if err != nil {
			return err
		}
		c.Network, c.Organisation, c.founded, c.Verified = before.Network, before.Organisation, n.From, true
		if err := c.Check(); err != nil {
			return err
		}
		if c.Disputed, err = s.settle(tx, who, n, c, disagree); err != nil {
			return err
		}
		if err := changed(updateClaim(tx, c)); err != nil {
			return err
		}
		return s.record(tx, who, n, "network.change-member", "membership "+c.ID, map[string]any{"before": before, "after": c})
	})
}

// EndClaim sets the last day of a membership.
func (s *Service) EndClaim(ctx context.Context, who Who, n Network, end Membership) (c Membership, err error) {
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return c, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if c, err = ownClaim(tx, n, end.ID); err != nil {
			return err
		}
		before := c
		c.To, c.Version = end.To, end.Version
		if end.Source != "" {
			c.Source = end.Source
		}
		if end.To == "" {
			return fault.New(fault.Invalid, "network.claim.end").On("to")
		}
		if err := c.Check(); err != nil {
			return err
		}
		if err := changed(updateClaim(tx, c)); err != nil {
			return err
		}
		c.Version++
		return s.record(tx, who, n, "network.end-member", "membership "+c.ID, map[string]any{"before": before, "after": c})
	})
	return c, err
}

// ownClaim reads a claim of this network and of no other.
func ownClaim(tx *db.Tx, n Network, id string) (Membership, error) {
	c, err := claimByID(tx, id)
	if err == db.ErrNone || err == nil && c.Network != n.ID {
		return c, fault.New(fault.Missing, "network.claim.unknown")
	}
	return c, err
}

// changed refuses where nothing was written because the version is another.
//
// Rule network.changed-meanwhile: whoever changes a record has seen its latest
// state; else both texts are shown, and nothing is lost.
func changed(rows int64, err error) error {
	if err == nil && rows == 0 {
		return fault.New(fault.Conflict, "network.changed-meanwhile")
	}
	return err
}

// ChangeOrganisation changes the facts of an organisation in the network. The
// organisation has the version that was read.
func (s *Service) ChangeOrganisation(ctx context.Context, who Who, n Network, o Organisation) error {
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := profile(tx, n, o.Code)
		if err != nil {
			return err
		}
		if len(before.Claims) == 0 {
			return fault.New(fault.Forbidden, "network.organisation.elsewhere", "network", n.Code)
		}
		o.ID = before.ID
		if err := o.Check(); err != nil {
			return err
		}
		if o.Parent != "" {
			if err := underItself(tx, o); err != nil {
				return err
			}
		}
		if err := changed(updateOrganisation(tx, o)); err != nil {
			return err
		}
		return s.record(tx, who, n, "network.change-organisation", "organisation "+o.ID, map[string]any{"before": before.Organisation, "after": o})
	})
}

// underItself refuses a parent that stands below.
//
// Rule network.tree: no organisation stands above itself.
func underItself(tx *db.Tx, o Organisation) error {
	ups, err := above(tx, o)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(ups, func(up Organisation) bool { return up.ID == o.ID }) {
		return fault.New(fault.Invalid, "network.tree").On("parent")
	}
	return nil
}

// PutTerm adds a rule to the charter, or another value of it from a day on;
// with the version that was read it changes the value that begins on that day.
func (s *Service) PutTerm(ctx context.Context, who Who, n Network, t Term) error {
	if err := May(who, "network.change", Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	if err := t.Check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if t.Version > 0 {
			if err := changed(updateTerm(tx, n.ID, t)); err != nil {
				return err
			}
			return s.record(tx, who, n, "network.change-term", "term "+t.Rule, t)
		}
		all, err := charter(tx, n.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(old Term) bool { return old.Rule == t.Rule && old.From == t.From }) {
			return fault.New(fault.Conflict, "network.term.there", "rule", t.Rule).On("from")
		}
		if err := insertTerms(tx, n.ID, t); err != nil {
			return err
		}
		return s.record(tx, who, n, "network.add-term", "term "+t.Rule, t)
	})
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

// OrganisationsByID returns organisations by their ids, in a transaction of
// the caller.
func OrganisationsByID(tx *db.Tx, ids ...string) ([]Organisation, error) {
	return organisationsByID(tx, ids)
}

// Claims returns every claim of a network with its organisation, of all time,
// in a transaction of the caller.
func Claims(tx *db.Tx, network string) ([]Member, error) { return claims(tx, network) }
