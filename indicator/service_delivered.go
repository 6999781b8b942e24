package indicator

import (
	"context"
	"fmt"

	"pesnet/indicator/figure"
	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/network"
)

// Delivered is a batch with what its page shows.
type Delivered struct {
	Batch
	Member     network.Organisation // whose figures they are; nobody's for public ones
	Upload     int64                // where the file still is; 0 = nowhere
	Job        job.Job
	Warnings   []figure.Warning
	History    []audit.Deed
	People     map[string]string // names by id
	ReleasedBy int64
	Mine       bool // may be stopped, undone
	Releasable bool
}

// Delivered returns a batch with everything that is known of it.
func (s *Service) Delivered(ctx context.Context, who network.Who, n network.Network, no int64) (d Delivered, err error) {
	d.Batch, err = s.Batch(ctx, who, no)
	if err != nil {
		return d, err
	}
	if d.Network != n.ID && (d.Network != "" || n.Fictional) || d.State == Preview {
		return d, fault.New(fault.Missing, "indicator.import.no-batch", "batch", fmt.Sprint(no))
	}
	d.Mine = network.May(who, importing(d.Owner), d.resource()).Allowed
	err = s.db.Read(ctx, func(tx *db.Tx) error { return d.read(tx) })
	d.Releasable = d.Draft && d.State == Done && d.ReleasedBy == 0 && network.May(who, "indicator.release", d.resource()).Allowed
	return d, err
}

func (d *Delivered) read(tx *db.Tx) error {
	u, err := uploadOf(tx, d.No)
	if orNothing(err) != nil {
		return err
	}
	if err == nil {
		d.Upload = u.No
		if u.Job != "" {
			if d.Job, err = job.Find(tx, u.Job); orNothing(err) != nil {
				return err
			}
		}
	}
	if d.Warnings, err = warningsOf(tx, d.No); err != nil {
		return err
	}
	if d.ReleasedBy, err = releasedBy(tx, d.No); err != nil {
		return err
	}
	if d.Organisation != "" {
		orgs, err := network.OrganisationsByID(tx, d.Organisation)
		if err != nil {
			return err
		}
		if len(orgs) == 1 {
			d.Member = orgs[0]
		}
	}
	if d.History, err = audit.Of(tx, d.Network, fmt.Sprintf("batch %d", d.No)); err != nil || !d.Mine {
		d.History = nil
		return err
	}
	ids := []string{d.Who}
	for _, deed := range d.History {
		ids = append(ids, deed.Who)
	}
	d.People, err = network.NamesOf(tx, ids...)
	return err
}

// Imports is the imports of a network that somebody may see.
type Imports struct {
	Uploads []Upload
	Batches []Batch
	More    int64                           // number before which there are more; 0 = none
	People  map[string]string               // names by id, of those who imported for the own member
	Members map[string]network.Organisation // by id
	Owners  []Owner                         // for whom one may import
}

// mostListed is how many imports stand on one page.
const mostListed = 30

// Imports returns the imports of a network, the latest first: those of public
// figures, and every one of the own members.
func (s *Service) Imports(ctx context.Context, who network.Who, n network.Network, before int64) (i Imports, err error) {
	if err := network.May(who, "indicator.read", network.Resource{Network: n.ID}).Err(); err != nil {
		return i, err
	}
	owners := []string{}
	for _, org := range who.ActsFor(n.ID) {
		o := Owner{Network: n.ID, Organisation: org, Draft: true}
		if network.May(who, importing(o), o.resource()).Allowed {
			i.Owners, owners = append(i.Owners, o), append(owners, org)
		}
	}
	if o := (Owner{Network: n.ID}); network.May(who, importing(o), o.resource()).Allowed {
		i.Owners, owners = append(i.Owners, o), append(owners, "")
	}
	if before == 0 {
		before = 1 << 62
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error { return i.read(tx, n, owners, before) })
	return i, err
}

func (i *Imports) read(tx *db.Tx, n network.Network, owners []string, before int64) (err error) {
	if before == 1<<62 {
		if i.Uploads, err = openUploads(tx, n.ID, owners); err != nil {
			return err
		}
	}
	if i.Batches, err = seenBatches(tx, pools(n), append(owners, ""), before, mostListed+1); err != nil {
		return err
	}
	if len(i.Batches) > mostListed {
		i.Batches = i.Batches[:mostListed]
		i.More = i.Batches[mostListed-1].No
	}
	var people, orgs []string
	for _, o := range i.Owners {
		orgs = append(orgs, o.Organisation)
	}
	for _, b := range i.Batches {
		if orgs = append(orgs, b.Organisation); i.owns(b.Owner) {
			people = append(people, b.Who)
		}
	}
	if i.People, err = network.NamesOf(tx, people...); err != nil {
		return err
	}
	i.Members = map[string]network.Organisation{}
	all, err := network.OrganisationsByID(tx, orgs...)
	for _, o := range all {
		i.Members[o.ID] = o
	}
	return err
}

func (i *Imports) owns(o Owner) bool {
	for _, mine := range i.Owners {
		if mine.Organisation == o.Organisation {
			return true
		}
	}
	return false
}

// membersAt returns whom a network has had as members.
func (s *Service) membersAt(ctx context.Context, n network.Network) (all []network.Member, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = network.Claims(tx, n.ID)
		return err
	})
	return all, err
}

// jobOf returns the long work on an upload, if there is any.
func (s *Service) jobOf(ctx context.Context, u Upload) (j job.Job, err error) {
	if u.Job == "" {
		return j, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		j, err = job.Find(tx, u.Job)
		return orNothing(err)
	})
	return j, err
}
