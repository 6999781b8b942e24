package indicator

import (
	"context"
	"strings"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Groups returns the groups that somebody keeps in a network.
func (s *Service) Groups(ctx context.Context, who network.Who, n network.Network) (all []Group, err error) {
	if err := network.May(who, "indicator.save-group", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = groups(tx, n.ID, who.ID)
		return err
	})
	return all, err
}

// Group returns one of the own groups.
func (s *Service) Group(ctx context.Context, who network.Who, n network.Network, id string) (g Group, err error) {
	if err := network.May(who, "indicator.save-group", network.Resource{Network: n.ID}).Err(); err != nil {
		return g, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		g, err = group(tx, n.ID, who.ID, id)
		return err
	})
	return g, noGroup(err)
}

// SaveGroup keeps a group; one of the same name is replaced.
func (s *Service) SaveGroup(ctx context.Context, who network.Who, n network.Network, g Group) (Group, error) {
	if err := network.May(who, "indicator.save-group", network.Resource{Network: n.ID}).Err(); err != nil {
		return g, err
	}
	g.ID, g.Network, g.Who, g.Name, g.Saved = db.ID(), n.ID, who.ID, strings.TrimSpace(g.Name), s.now()
	if err := g.Check(); err != nil {
		return g, err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		there, err := groups(tx, n.ID, who.ID)
		if err != nil {
			return err
		}
		for _, other := range there {
			if other.Name == g.Name {
				g.ID = other.ID
			}
		}
		if len(there) >= mostGroups {
			return fault.New(fault.Conflict, "indicatorcompare.group.many", "most", mostGroups)
		}
		if err := putGroup(tx, g); err != nil {
			return err
		}
		return s.recordGroup(tx, who, n, "indicator.save-group", g)
	})
	return g, err
}

// DeleteGroup forgets one of the own groups.
func (s *Service) DeleteGroup(ctx context.Context, who network.Who, n network.Network, id string) error {
	if err := network.May(who, "indicator.save-group", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		g, err := group(tx, n.ID, who.ID, id)
		if err != nil {
			return noGroup(err)
		}
		if err := deleteGroup(tx, g); err != nil {
			return err
		}
		return s.recordGroup(tx, who, n, "indicator.delete-group", g)
	})
}

func (s *Service) recordGroup(tx *db.Tx, who network.Who, n network.Network, action string, g Group) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: who.ID, Network: n.ID, Action: action, Subject: "group " + g.ID,
		Detail: map[string]any{"name": g.Name, "members": g.Members}})
}

func noGroup(err error) error {
	if err == db.ErrNone {
		return fault.New(fault.Missing, "indicatorcompare.group.unknown")
	}
	return err
}
