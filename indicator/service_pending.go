package indicator

import (
	"context"

	"pesnet/kit/db"
	"pesnet/network"
)

// Pending is what somebody has to do with the figures of a network.
type Pending struct {
	Running  []Batch // imports that are being read
	Broken   []Batch // imports that were stopped or failed half-way
	Rejected []Batch // imports of which rows were not taken
	Drafts   []Draft // figures that wait for their release
	Begun    []Begun // imports that were begun on screen and not ended
	Gaps     []Gap   // figures that a member lacks
}

// Draft is the unreleased figures of one import.
type Draft struct {
	Batch   int64
	File    string
	Figures int64
}

// Begun is an import between its first step and its last.
type Begun struct {
	Upload int64
	File   string
}

// Gap is how many indicators of a member have a figure for a year, and none
// for the next.
type Gap struct {
	Organisation string // id
	Count        int64
}

// mostPending is how many of the latest deliveries are looked through.
const mostPending = 50

// Pending returns what somebody has to do with the figures of a network:
// those of the own members, and public ones where these are somebody's task.
// year is the last one that is over.
func (s *Service) Pending(ctx context.Context, who network.Who, n network.Network, year int) (p Pending, err error) {
	if err := network.May(who, "network.act", network.Resource{Network: n.ID}).Err(); err != nil {
		return p, err
	}
	var own []string
	for _, id := range who.ActsFor(n.ID) {
		if network.May(who, "indicator.import", network.Resource{Network: n.ID, Organisation: id}).Allowed {
			own = append(own, id)
		}
	}
	if network.May(who, "indicator.import-public", network.Resource{Network: n.ID}).Allowed {
		own = append(own, "")
	}
	if len(own) == 0 {
		return p, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error { return p.read(tx, who, n, own, year) })
	return p, err
}

func (p *Pending) read(tx *db.Tx, who network.Who, n network.Network, own []string, year int) error {
	all, err := ownBatches(tx, n.ID, own)
	if err != nil {
		return err
	}
	p.sort(all)
	if p.Begun, err = begunUploads(tx, n.ID, who.ID); err != nil {
		return err
	}
	files := map[int64]string{}
	for _, b := range all {
		files[b.No] = b.FileName()
	}
	for _, id := range own {
		if id == "" {
			continue
		}
		found, err := draftsOf(tx, n.ID, id)
		if err != nil {
			return err
		}
		for _, d := range found {
			d.File = files[d.Batch]
			p.Drafts = append(p.Drafts, d)
		}
		lacking, err := lacking(tx, n.ID, id, year)
		if err != nil {
			return err
		}
		if lacking > 0 {
			p.Gaps = append(p.Gaps, Gap{id, lacking})
		}
	}
	return nil
}

// sort puts deliveries, the latest first, under what has to be done about
// them. A later delivery of the same file settles the earlier ones.
func (p *Pending) sort(all []Batch) {
	seen := map[string]bool{}
	for _, b := range all {
		key := b.Organisation + "/" + b.Source + "/" + b.FileName()
		if seen[key] || b.State == Undone {
			continue
		}
		seen[key] = true
		switch {
		case b.State == Loading:
			p.Running = append(p.Running, b)
		case b.State == Stopped || b.State == Failed:
			p.Broken = append(p.Broken, b)
		case b.Rejected > 0:
			p.Rejected = append(p.Rejected, b)
		}
	}
}

// FileName is the name of the file of a delivery, the first of several.
func (b Batch) FileName() string {
	if len(b.Files) == 0 {
		return ""
	}
	return b.Files[0].Name
}

// Delivering returns the codes of the organisations that have released figures
// for a year.
func (s *Service) Delivering(ctx context.Context, who network.Who, n network.Network, year int) (codes []string, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		codes, err = delivering(tx, n.ID, year)
		return err
	})
	return codes, err
}
