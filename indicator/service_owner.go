package indicator

import (
	"context"
	"strings"

	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// networkOf returns the network that an address or a command names.
func (s *Service) networkOf(ctx context.Context, who network.Who, code string) (n network.Network, err error) {
	if err := network.May(who, "indicator.read", network.Resource{}).Err(); err != nil {
		return n, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		n, err = network.ByCode(tx, code)
		return err
	})
	return n, err
}

// OwnerOf finds whose figures are delivered: those of a network by its code,
// or a member's own, which stay unreleased until they are released.
func (s *Service) OwnerOf(ctx context.Context, who network.Who, networkCode, member string) (o Owner, err error) {
	if err := network.May(who, "indicator.read", network.Resource{}).Err(); err != nil {
		return o, err
	}
	if networkCode == "" && member == "" {
		return o, nil
	}
	if networkCode == "" {
		return o, fault.New(fault.Invalid, "indicator.import.org-needs-network")
	}
	n, err := s.networkOf(ctx, who, networkCode)
	if o.Network = n.ID; err != nil || member == "" {
		return o, err
	}
	o.Organisation, err = s.memberID(ctx, strings.ToUpper(member))
	o.Draft = true
	return o, err
}

// memberID is the id of an organisation by its code.
func (s *Service) memberID(ctx context.Context, code string) (id string, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		o, err := network.OrganisationByCode(tx, code)
		id = o.ID
		return err
	})
	return id, err
}

// subjectOf is whom the figures of an owner may be about.
func (s *Service) subjectOf(ctx context.Context, o Owner) (*subject, error) {
	if o.Organisation == "" {
		return &subject{anybody: true}, nil
	}
	var about subject
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		orgs, err := network.OrganisationsByID(tx, o.Organisation)
		if err != nil || len(orgs) == 0 {
			return err
		}
		below, err := network.Below(tx, o.Organisation)
		about = subjectOf(orgs[0], below)
		return err
	})
	return &about, err
}

// WarningsOf returns what the reader of the files of a batch should look at.
func (s *Service) WarningsOf(ctx context.Context, who network.Who, b Batch) (all []figure.Warning, err error) {
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = warningsOf(tx, b.No)
		return err
	})
	return all, err
}
