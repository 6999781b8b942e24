package indicator

import (
	"context"
	"sync"

	"pesnet/kit/db"
	"pesnet/network"
)

// Summary is what a network has, in numbers.
type Summary struct {
	Indicators int64
	Figures    int64
	Latest     string // the latest year, quarter or month with figures
	Published  []Published
}

// Published is a delivery of figures that everybody may see.
type Published struct {
	No  int64
	Day string
	Counts
	Source string
}

// Summary counts what everybody may see in a network. Every figure is counted
// once after each delivery, not for each reader.
func (s *Service) Summary(ctx context.Context, who network.Who, n network.Network) (sum Summary, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return sum, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		at, err := lastDelivery(tx, pools(n))
		if err != nil {
			return err
		}
		kept, ok := s.sums.at(pools(n), at)
		if ok {
			sum = kept
			return nil
		}
		if sum, err = summary(tx, pools(n)); err == nil {
			s.sums.keep(pools(n), at, sum)
		}
		return err
	})
	return sum, err
}

// delivery tells one state of the deliveries of a network from another.
type delivery struct {
	Count, Done, Read int64
	Changed           string
}

// summaries are the summaries of networks, each of one state of deliveries.
type summaries struct {
	mu  sync.Mutex
	all map[[2]string]summed
}

type summed struct {
	delivery
	Summary
}

func (s *summaries) at(pools [2]string, d delivery) (Summary, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, ok := s.all[pools]
	return kept.Summary, ok && kept.delivery == d
}

func (s *summaries) keep(pools [2]string, d delivery, sum Summary) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[[2]string]summed{}
	}
	s.all[pools] = summed{d, sum}
}
