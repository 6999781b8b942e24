package body

import (
	"context"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/once"
	"pesnet/network"
)

// PreviewFormula reckons what each member would pay under a formula, beside
// what it pays by the one that holds. Nothing is kept.
func (s *Service) PreviewFormula(ctx context.Context, who network.Who, n network.Network, f Formula) (p Preview, err error) {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return p, err
	}
	if err := checkBands(f.Bands); err != nil {
		return p, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err := bands(tx, n.ID)
		if err != nil {
			return err
		}
		if _, err := replaces(all, f.From(), s.thisYear(n)); err != nil {
			return err
		}
		p, err = previewOf(tx, n, all, f)
		return err
	})
	return p, err
}

func (s *Service) thisYear(n network.Network) string { return s.networks.Today(n)[:len("2026")] }

func previewOf(tx *db.Tx, n network.Network, all []Band, f Formula) (p Preview, err error) {
	p.From = f.From()
	if p.Year, err = yearOfBases(tx, n.ID, p.From); err != nil || p.Year == "" {
		return p, err
	}
	list, err := bases(tx, n.ID, p.Year)
	if err != nil {
		return p, err
	}
	for i := range list {
		list[i].Year = p.From
	}
	now, err := feesOf(tx, list, all)
	if err != nil {
		return p, err
	}
	for _, one := range now {
		p.Changes = append(p.Changes, FeeChange{Now: one, Then: feeOf(one.Base, f.Bands)})
	}
	return p, nil
}

// PutFormula adds the formula of fees that holds from a year on; the earlier
// ones stay with their years. One whose year has not begun is written anew,
// by whoever has read it as it is.
func (s *Service) PutFormula(ctx context.Context, who network.Who, n network.Network, f Formula) (p Preview, err error) {
	if err := network.May(who, "body.change", network.Resource{Network: n.ID}).Err(); err != nil {
		return p, err
	}
	if err := checkBands(f.Bands); err != nil {
		return p, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		p, err = once.Do(tx, s.now(), func() (Preview, error) { return s.putFormula(tx, who, n, f) })
		return err
	})
	return p, err
}

func (s *Service) putFormula(tx *db.Tx, who network.Who, n network.Network, f Formula) (p Preview, err error) {
	if err := tx.Lock("fees " + n.ID); err != nil {
		return p, err
	}
	all, err := bands(tx, n.ID)
	if err != nil {
		return p, err
	}
	before := latest(all)
	if f.Edition != edition(before) {
		return p, fault.New(fault.Conflict, "network.changed-meanwhile")
	}
	instead, err := replaces(all, f.From(), s.thisYear(n))
	if err != nil {
		return p, err
	}
	if p, err = previewOf(tx, n, all, f); err != nil {
		return p, err
	}
	if instead {
		if err := deleteBands(tx, n.ID, f.From()); err != nil {
			return p, err
		}
	}
	if err := insertBands(tx, n.ID, f.Bands); err != nil {
		return p, err
	}
	return p, s.record(tx, who, n, "body.put-formula", "fees "+f.From(), map[string]any{"before": before, "after": f.Bands, "instead": instead})
}
