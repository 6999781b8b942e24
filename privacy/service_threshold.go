package privacy

import (
	"context"

	"pesnet/kit/db"
	"pesnet/network"
)

// Thresholds returns from how many on alarms ring in a network.
func (s *Service) Thresholds(ctx context.Context, who network.Who, n network.Network) (all []Threshold, err error) {
	if err := network.May(who, "privacy.handle", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = thresholdsOf(tx, n.ID)
		return err
	})
	return all, err
}

// PutThresholds changes from how many on alarms ring in a network.
func (s *Service) PutThresholds(ctx context.Context, who network.Who, n network.Network, wanted []Threshold) error {
	if err := network.May(who, "privacy.thresholds", network.Resource{Network: n.ID}).Err(); err != nil {
		return err
	}
	for _, t := range wanted {
		if err := t.Check(); err != nil {
			return err
		}
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		before, err := thresholdsOf(tx, n.ID)
		if err != nil {
			return err
		}
		for _, t := range wanted {
			if err := changed(putThreshold(tx, n.ID, t)); err != nil {
				return err
			}
		}
		return s.record(tx, who, n, "privacy.put-thresholds", "thresholds", map[string]any{"before": before, "after": wanted})
	})
}
