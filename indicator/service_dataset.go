package indicator

import (
	"context"

	"pesnet/kit/db"
	"pesnet/network"
)

// Dataset is a collection of released figures as anybody may take it away.
type Dataset struct {
	Code       string
	Source     string // code of the importer that brought it
	Vintage    string // day on which the source published it, or on which it came
	Indicators int64
	Series     int64
	Own        bool // of this network, not of a public source
}

// Datasets returns the collections of released figures of a network. A
// fictional network has its own alone: no invented figure stands beside a
// real one.
func (s *Service) Datasets(ctx context.Context, who network.Who, n network.Network) (all []Dataset, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	public := ""
	if n.Fictional {
		public = n.ID
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = datasets(tx, n.ID, public)
		return err
	})
	return all, err
}
