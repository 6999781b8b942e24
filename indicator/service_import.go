package indicator

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// batchSize is how many figures are written in one transaction: well under a
// second on a slow disk, so that no other writer waits long.
const batchSize = 20_000

// mostNotes is how many rejected rows and warnings of a batch are kept; the
// rest is counted.
const mostNotes = 100_000

// Import takes a delivery of figures. What is written stays written: when it
// is cut off, importing the same files again goes on where it ended. seen is
// told how far it is, from 0 to 1, and stops it by answering true.
func (s *Service) Import(ctx context.Context, who network.Who, b Batch, seen func(float64, Counts) bool) (Batch, error) {
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return b, err
	}
	if err := hash(b.Files); err != nil {
		return b, err
	}
	b.Who = who.ID
	if b.State == "" {
		b.State = Loading
	}
	if err := s.begin(ctx, &b); err != nil {
		return b, err
	}
	l := &load{s: s, b: &b, seen: seen}
	err := l.all(ctx)
	if err == nil {
		err = l.derive(ctx)
	}
	if err == nil {
		return b, s.finish(ctx, &b)
	}
	if errors.Is(err, errAskedToStop) {
		return b, s.end(ctx, &b, Stopped)
	}
	if f := fault.Of(err); f.Kind != fault.Defect && f.Kind != fault.Closed {
		// The file itself is at fault: what came before stays, to be undone or mended.
		state := Failed
		if b.State == Preview { // only a look: the record says nothing of it
			state = Preview
		}
		return b, errors.Join(err, s.end(ctx, &b, state))
	}
	return b, err
}

// importing names the action that a delivery of an owner is.
func importing(o Owner) string {
	if o.Organisation == "" {
		return "indicator.import-public"
	}
	return "indicator.import"
}

func (o Owner) resource() network.Resource {
	return network.Resource{Network: o.Network, Organisation: o.Organisation}
}

// hash fills in the size and the hash of the files.
func hash(files []Input) error {
	for i := range files {
		f := &files[i]
		in, err := os.Open(f.Path)
		if err != nil {
			return fault.New(fault.Missing, "indicator.import.no-file", "file", f.Path)
		}
		h := sha256.New()
		f.Size, err = io.Copy(h, in)
		in.Close()
		if err != nil {
			return fault.New(fault.Invalid, "indicator.import.unreadable", "file", f.Path)
		}
		f.Hash = hex.EncodeToString(h.Sum(nil))
		if f.Name == "" {
			f.Name = filepath.Base(f.Path)
		}
	}
	return nil
}

// begin makes a new batch, or takes up one that was cut off.
func (s *Service) begin(ctx context.Context, b *Batch) error {
	me := holder()
	return s.db.Write(ctx, func(tx *db.Tx) error {
		old, err := unfinished(tx, *b)
		if err == nil && b.State == Loading {
			if alive(old.Holder, s.now().Sub(old.Changed)) {
				return fault.New(fault.Conflict, "indicator.import.running", "batch", fmt.Sprint(old.No))
			}
			files := b.Files
			*b = old
			b.Files = files
			b.Holder = me
			return updateBatch(tx, b, s.now())
		}
		if err != nil && err != db.ErrNone {
			return err
		}
		b.Holder, b.Began, b.Changed = me, s.now(), s.now()
		b.Place = Place{Before: map[string]bool{}, Scope: map[string]bool{}}
		if b.Vintage == "" {
			b.Vintage = s.now().UTC().Format("2006-01-02")
		}
		if err := insertBatch(tx, b); err != nil || b.State == Preview {
			return err
		}
		return s.record(tx, b, "indicator.import")
	})
}

func (s *Service) record(tx *db.Tx, b *Batch, action string) error {
	return audit.Record(tx, audit.Deed{At: s.now(), Who: b.Who, Network: b.Network, Action: action,
		Subject: fmt.Sprintf("batch %d", b.No), Detail: map[string]any{"source": b.Source, "files": b.Files, "counts": b.Counts, "state": b.State}})
}

// finish counts what is gone, removes it where that was asked for, and ends
// the batch.
func (s *Service) finish(ctx context.Context, b *Batch) error {
	for scope := range b.Place.Scope {
		dataset, period, indicator := splitScope(scope)
		if !b.Place.Before[dataset] {
			continue
		}
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			n, err := goneCount(tx, goneArgs(b, dataset, period, indicator))
			b.Gone += n
			if err != nil || n == 0 || b.Given.Gone != "remove" || b.State == Preview {
				return err
			}
			return removeGone(tx, b, goneArgs(b, dataset, period, indicator))
		})
		if err != nil {
			return err
		}
	}
	state := Done
	if b.State == Preview {
		state = Preview
	}
	return s.end(ctx, b, state)
}

func (s *Service) end(ctx context.Context, b *Batch, state string) error {
	return s.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		b.State, b.Holder = state, ""
		if err := updateBatch(tx, b, s.now()); err != nil {
			return err
		}
		if err := forgetSeen(tx, b.No); err != nil || state == Preview {
			return err
		}
		return s.record(tx, b, "indicator.import-"+state)
	})
}

// Undo takes a batch back: what it brought goes, what it replaced or removed
// comes again.
//
// Rule indicator.undo: a batch is undone only while no later batch has built
// on its figures; the later one is undone first.
func (s *Service) Undo(ctx context.Context, who network.Who, no int64) (b Batch, err error) {
	b, err = s.Batch(ctx, who, no)
	if err != nil {
		return b, err
	}
	if err := network.May(who, importing(b.Owner), b.resource()).Err(); err != nil {
		return b, err
	}
	for more := int64(1); more > 0; {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			later, err := laterBatch(tx, no)
			if err != nil {
				return err
			}
			if later != 0 {
				return fault.New(fault.Conflict, "indicator.undo", "batch", fmt.Sprint(no), "later", fmt.Sprint(later))
			}
			if more, err = undoSome(tx, no, batchSize); err != nil || more > 0 {
				return err
			}
			b.State, b.Who = Undone, who.ID
			if err := updateBatch(tx, &b, s.now()); err != nil {
				return err
			}
			return s.record(tx, &b, "indicator.undo")
		})
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

// Batch returns a delivery. Its own member and the secretariat see it; one of
// public figures everybody.
func (s *Service) Batch(ctx context.Context, who network.Who, no int64) (b Batch, err error) {
	if err := network.May(who, "indicator.read", network.Resource{}).Err(); err != nil {
		return b, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if b, err = batchByNo(tx, no); err != nil {
			return err
		}
		if b.Organisation == "" {
			return nil
		}
		return network.May(who, "indicator.import", b.resource()).Err()
	})
	if err == db.ErrNone {
		if err = network.May(who, "network.act", network.Resource{}).Err(); err == nil { // strangers sign in first: behind the wall nothing is there for them
			err = fault.New(fault.Missing, "indicator.import.no-batch", "batch", fmt.Sprint(no))
		}
	}
	return b, err
}
