package indicator

import (
	"context"
	"errors"
	"fmt"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/job"
	"pesnet/kit/once"
	"pesnet/network"
)

// Sent is what is said at the last step of an import.
type Sent struct {
	Remove bool   // take away what the delivery no longer has
	Typed  string // how many figures change, where that is much
}

// Commit sends an upload: it becomes a batch, which a job imports.
func (s *Service) Commit(ctx context.Context, who network.Who, u Upload, sent Sent) (b Batch, err error) {
	if err := network.May(who, importing(u.Owner), u.resource()).Err(); err != nil {
		return b, err
	}
	if u.Batch != 0 {
		return s.Batch(ctx, who, u.Batch)
	}
	b = Batch{Owner: u.Owner, Source: u.Source, Files: []Input{{Name: u.Name, Size: u.Size, Hash: u.Hash}}, Given: u.given(), Who: who.ID, State: Loading,
		Vintage: s.now().UTC().Format("2006-01-02"), Began: s.now(), Changed: s.now(), Place: Place{Before: map[string]bool{}, Scope: map[string]bool{}}}
	if sent.Remove {
		b.Given.Gone = "remove"
	}
	b.No, err = s.send(ctx, who, &u, b, sent)
	if err != nil {
		return b, err
	}
	if s.jobs == nil && u.Batch == b.No {
		return s.run(ctx, who, u.No, nil)
	}
	return s.Batch(ctx, who, b.No)
}

// send makes the batch, in the transaction of the job that imports it.
func (s *Service) send(ctx context.Context, who network.Who, u *Upload, b Batch, sent Sent) (no int64, err error) {
	version := u.Version
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		u.Version = version
		if u.Preview != 0 {
			preview, err := batchByNo(tx, u.Preview)
			if err != nil {
				return err
			}
			if err := preview.confirmed(sent.Remove, sent.Typed); err != nil {
				return err
			}
		}
		no, err = once.Do(tx, s.now(), func() (int64, error) { return s.become(tx, who, u, b) })
		return err
	})
	return no, err
}

func (s *Service) become(tx *db.Tx, who network.Who, u *Upload, b Batch) (int64, error) {
	if err := insertBatch(tx, &b); err != nil {
		return 0, err
	}
	if err := s.record(tx, &b, "indicator.import"); err != nil {
		return 0, err
	}
	if err := dropPreviews(tx, *u); err != nil {
		return 0, err
	}
	var err error
	if u.Preview, u.Batch = 0, b.No; s.jobs != nil {
		if u.Job, err = s.ask(tx, who, *u, importJob); err != nil {
			return 0, err
		}
	}
	n, err := updateUpload(tx, u, s.now())
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "fault.conflict")
	}
	return b.No, err
}

// ask asks for long work on an upload.
func (s *Service) ask(tx *db.Tx, who network.Who, u Upload, kind string) (string, error) {
	return s.jobs.Add(tx, job.Job{Kind: kind, Network: u.Network, Who: who.ID}, uploadWork{u.No})
}

// run imports an upload that became a batch; begun again it goes on where the
// batch says. The file is let go when all of it is taken.
func (s *Service) run(ctx context.Context, who network.Who, no int64, seen func(float64, Counts) bool) (b Batch, err error) {
	var u Upload
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = uploadByNo(tx, no); err == nil {
			b, err = batchByNo(tx, u.Batch)
		}
		return err
	})
	if err != nil || b.State != Loading {
		return b, err
	}
	err = s.spooled(ctx, no, u.Name, func(path string) error {
		b, err = s.Import(ctx, who, Batch{Owner: u.Owner, Source: u.Source, Files: []Input{{Name: u.Name, Path: path}}, Given: b.Given}, seen)
		return err
	})
	if err != nil || b.State != Done {
		return b, err
	}
	return b, s.db.Write(ctx, func(tx *db.Tx) error { return deleteParts(tx, no) })
}

// Bring is what a program brings: a file, and what it is.
type Bring struct {
	File
	Source string // auto or empty: recognised
	Key    string // the same request under the same key is done once
}

// Bring takes a file in and imports it, as programs do: what cannot be read
// is rejected.
func (s *Service) Bring(ctx context.Context, who network.Who, f Bring) (b Batch, err error) {
	u, err := s.Upload(ctx, who, f.File)
	if err != nil {
		return b, err
	}
	ctx, err = once.With(ctx, who.ID, f.Key, []any{"import", u.Owner, f.Source, u.Name, u.Hash})
	if err != nil {
		return b, err
	}
	if f.Source != "" && f.Source != "auto" {
		u.Source = f.Source
	}
	if err = s.ready(ctx, &u); err == nil {
		b, err = s.Commit(ctx, who, u, Sent{})
	}
	if err != nil || b.Given.Upload != u.No { // refused, or done before under the same key
		err = errors.Join(err, s.Discard(context.WithoutCancel(ctx), who, u))
	}
	return b, err
}

// ready prepares an upload that nobody looks at.
func (s *Service) ready(ctx context.Context, u *Upload) error {
	if err := u.tell(Told{Source: u.Source}); err != nil {
		return err
	}
	if err := u.undecided(); err != nil {
		return err
	}
	if u.Source == "table" {
		if err := s.suggest(ctx, u); err != nil {
			return err
		}
		if err := u.Mapping.complete(); err != nil {
			return err
		}
	}
	u.About.Confirmed, u.About.Mapped = true, true
	return s.save(ctx, u, nil)
}

// Stop asks the import of a batch to stop; what is written stays, to go on
// with or to be undone.
func (s *Service) Stop(ctx context.Context, who network.Who, no int64) (Batch, error) {
	b, err := s.Batch(ctx, who, no)
	if err != nil {
		return b, err
	}
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return b, err
	}
	return b, s.db.Write(ctx, func(tx *db.Tx) error {
		u, err := uploadOf(tx, no)
		if err != nil || u.Job == "" || s.jobs == nil {
			return none(err)
		}
		return s.jobs.AskToStop(tx, u.Job)
	})
}

// none takes it for no fault that there is no row.
func none(err error) error {
	if err == db.ErrNone {
		return nil
	}
	return err
}

// Resume goes on with a batch that was stopped or cut off.
func (s *Service) Resume(ctx context.Context, who network.Who, no int64) (b Batch, err error) {
	b, err = s.Batch(ctx, who, no)
	if err != nil {
		return b, err
	}
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return b, err
	}
	var u Upload
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		u, err = uploadOf(tx, no)
		if err == db.ErrNone || b.State != Stopped && b.State != Loading {
			return fault.New(fault.Conflict, "indicatorupload.no-resume", "batch", fmt.Sprint(no))
		}
		if err != nil {
			return err
		}
		if err := setState(tx, no, b.State, Loading, s.now()); err != nil {
			return err
		}
		if s.jobs != nil {
			if u.Job, err = s.ask(tx, who, u, importJob); err != nil {
				return err
			}
		}
		if _, err := updateUpload(tx, &u, s.now()); err != nil {
			return err
		}
		return s.record(tx, &b, "indicator.import-resumed")
	})
	if err == nil && s.jobs == nil {
		return s.run(ctx, who, u.No, nil)
	}
	return b, err
}

// released is the source of a batch that releases another.
const released = "release"

// Release lets a network see the figures that a member has delivered: they
// move from the drafts of the member to the figures of the network, as a batch
// of its own, which can be undone.
//
// Rule indicator.release: a member's own figures are seen by the member alone
// until the member releases them.
func (s *Service) Release(ctx context.Context, who network.Who, no int64) (b Batch, err error) {
	from, err := s.Batch(ctx, who, no)
	if err != nil {
		return b, err
	}
	if err := network.May(who, "indicator.release", from.resource()).Err(); err != nil {
		return b, err
	}
	if !from.Draft || from.State != Done {
		return b, fault.New(fault.Conflict, "indicator.release", "batch", fmt.Sprint(no))
	}
	b = Batch{Owner: Owner{Network: from.Network, Organisation: from.Organisation}, Source: released, Files: from.Files, Vintage: from.Vintage, Who: who.ID,
		State: Loading, Given: Given{Of: no}, Began: s.now(), Changed: s.now(), Holder: holder(), Place: Place{Before: map[string]bool{}, Scope: map[string]bool{}}}
	if err := s.db.Write(ctx, func(tx *db.Tx) error {
		left, err := draftFigures(tx, no, 1)
		if err == nil && len(left) == 0 {
			return fault.New(fault.Conflict, "indicator.release", "batch", fmt.Sprint(no))
		}
		if err != nil {
			return err
		}
		if err := insertBatch(tx, &b); err != nil {
			return err
		}
		return s.record(tx, &b, "indicator.release")
	}); err != nil {
		return b, err
	}
	l := &load{s: s, b: &b, known: map[int64]bool{}}
	for more := true; more && err == nil; {
		err = s.db.Write(ctx, func(tx *db.Tx) error {
			more, err = l.release(tx, no)
			return err
		})
	}
	if err != nil {
		return b, err
	}
	return b, s.end(ctx, &b, Done)
}

// release moves some of the drafts of a batch, and tells whether there may be
// more.
func (l *load) release(tx *db.Tx, no int64) (more bool, err error) {
	some, err := draftFigures(tx, no, batchSize)
	if err != nil || len(some) == 0 {
		return false, err
	}
	before := l.b.Counts
	l.figures, l.ids = l.figures[:0], map[*Series]int64{}
	var past []any
	var points []point
	for i := range some {
		f := &some[i]
		l.figures, points = append(l.figures, f.Figure), append(points, f.at)
		past = append(past, l.b.No, f.at.series, f.at.period, valueOf(&f.Figure), f.Flags, no)
	}
	if err := l.put(tx); err != nil {
		l.b.Counts = before
		return false, err
	}
	if err := insertPast(tx, past); err != nil {
		return false, err
	}
	if err := deleteFigures(tx, points); err != nil {
		return false, err
	}
	return len(some) == batchSize, updateBatch(tx, l.b, l.s.now())
}

// Delivered is a batch with what its page shows.
type Delivered struct {
	Batch
	Member     string // code of the member; empty for public figures
	Upload     int64  // where the file still is; 0 = nowhere
	Job        job.Job
	Warnings   []Warning
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
	if none(err) != nil {
		return err
	}
	if err == nil {
		d.Upload = u.No
		if u.Job != "" {
			if d.Job, err = job.Find(tx, u.Job); none(err) != nil {
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
		if d.Member, err = memberCode(tx, d.Organisation); err != nil {
			return err
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

func memberCode(tx *db.Tx, id string) (string, error) {
	orgs, err := network.OrganisationsByID(tx, id)
	if err != nil || len(orgs) == 0 {
		return "", err
	}
	return orgs[0].Code, nil
}

// Listed is the imports of a network that somebody may see.
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

// Imports returns the imports of a network, the latest first: those that are
// released, and every one of the own members.
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
	if i.Batches, err = seenBatches(tx, pools(n), append(owners, "-"), before, mostListed+1); err != nil {
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
