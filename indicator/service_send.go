package indicator

import (
	"context"
	"errors"
	"fmt"

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
		if err := complete(u.Mapping); err != nil {
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
			return orNothing(err)
		}
		return s.jobs.AskToStop(tx, u.Job)
	})
}

// orNothing takes it for no fault that there is no row.
func orNothing(err error) error {
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
