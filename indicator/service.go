package indicator

import (
	"context"
	"strings"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/network"
)

// Service is what can be done with figures.
type Service struct {
	db   *db.DB
	now  func() time.Time
	jobs *job.Runner
	sums summaries
}

// New returns the service of figures, and lets its long work be run.
func New(d *db.DB, now func() time.Time, jobs *job.Runner) *Service {
	s := &Service{db: d, now: now, jobs: jobs}
	if jobs != nil {
		s.work()
	}
	return s
}

// Definition returns an indicator by its code: that of pesnet, or that of a
// source, with its dataset before a slash where two sources use the same.
func (s *Service) Definition(ctx context.Context, who network.Who, code string) (d Definition, err error) {
	if err := network.May(who, "indicator.read", network.Resource{}).Err(); err != nil {
		return d, err
	}
	dataset, name, found := strings.Cut(code, "/")
	if !found {
		dataset, name = "", code
	}
	if d, ok := defined(dataset, name); ok {
		return d, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		d, err = listedByCode(tx, dataset, name)
		return err
	})
	if err == db.ErrNone {
		err = fault.New(fault.Missing, "indicator.unknown", "code", code)
	}
	return d, err
}

// Catalogue returns every indicator, those of pesnet first, with the number
// of series that have figures in a network.
func (s *Service) Catalogue(ctx context.Context, who network.Who, n network.Network) (all []Definition, series map[Name]int64, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		rows, err := allListed(tx)
		if err != nil {
			return err
		}
		all = append(append(all, Defined()...), rows...)
		series, err = measured(tx, pools(n))
		return err
	})
	return all, series, err
}

// Lines returns lines of figures that somebody may see in a network: what is
// public, what the network has, and what is unreleased of the own members.
func (s *Service) Lines(ctx context.Context, who network.Who, n network.Network, a Ask) (all []Line, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	a.Pools, a.Drafts = pools(n), nil
	for _, org := range who.ActsFor(n.ID) {
		if network.May(who, "indicator.read-unreleased", network.Resource{Network: n.ID, Organisation: org}).Allowed {
			a.Drafts = append(a.Drafts, org)
		}
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = lines(tx, a)
		return err
	})
	return all, err
}

// pools names whose figures are seen in a network: its own, and public ones
// unless the network is invented.
//
// Rule indicator.invented: no invented figure stands beside a real one. A
// fictional network sees its own figures alone.
func pools(n network.Network) [2]string {
	if n.Fictional {
		return [2]string{n.ID, n.ID}
	}
	return [2]string{n.ID, ""}
}
