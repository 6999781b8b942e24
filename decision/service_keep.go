package decision

import (
	"context"

	"pesnet/kit/db"
	"pesnet/meeting"
	"pesnet/network"
)

// Keeping is what the table of permission is asked about the minutes and
// decisions of a body, in a transaction of the caller: with the body only where
// it keeps its own. It tells as well whether the charter says who does.
func Keeping(tx *db.Tx, n network.Network, bodyID, day string) (on network.Resource, laid bool, err error) {
	on = network.Resource{Network: n.ID}
	kind, err := kindOf(tx, n, bodyID)
	if err != nil {
		return on, false, err
	}
	charter, err := network.CharterOf(tx, n.ID)
	own, laid := KeptByBody(charter, kind, day)
	if own {
		on.Body = bodyID
	}
	return on, laid, err
}

// Keep says whose decisions are meant: by the first that is given.
type Keep struct {
	Meeting  string // code
	Decision string // code
	Action   string // code
	Body     string // id
}

// MayKeep refuses whoever does not keep the decisions and action points of a
// body.
func (s *Service) MayKeep(ctx context.Context, who network.Who, n network.Network, of Keep) error {
	office := network.May(who, "decision.keep", network.Resource{Network: n.ID})
	if office.Allowed || len(who.Seats) == 0 {
		return office.Err()
	}
	var on network.Resource
	err := s.db.Read(ctx, func(tx *db.Tx) error {
		bodyID, err := s.bodyOf(tx, n, of)
		if err != nil {
			return err
		}
		on, _, err = Keeping(tx, n, bodyID, s.today(n))
		return err
	})
	if err != nil {
		return err
	}
	return network.May(who, "decision.keep", on).Err()
}

// bodyOf is the body whose decisions are meant; nothing for the whole network.
func (s *Service) bodyOf(tx *db.Tx, n network.Network, of Keep) (string, error) {
	switch {
	case of.Meeting != "":
		m, err := meeting.ByCode(tx, n.ID, of.Meeting)
		return m.Body, err
	case of.Decision != "":
		d, err := ByCode(tx, n.ID, of.Decision)
		return d.Body, err
	case of.Action != "":
		a, err := s.action(tx, n, of.Action)
		if err != nil || a.Meeting == "" {
			return "", err
		}
		m, err := meeting.Find(tx, n.ID, a.Meeting)
		return m.Body, err
	}
	return of.Body, nil
}
