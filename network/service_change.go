package network

import (
	"context"
	"slices"
	"strings"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
)

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
