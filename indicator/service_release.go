package indicator

import (
	"context"
	"fmt"

	"pesnet/indicator/disclosure"
	"pesnet/indicator/figure"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// released is the source of a batch that releases another.
const released = "release"

// Release lets a network see the figures that a member has delivered: they
// move from the drafts of the member to the figures of the network, as a batch
// of its own, which can be undone. What waits for a second person is returned
// as it was.
//
// Figures that would tell about single people stay hidden: others see that there
// is one, and the member goes on seeing it among its drafts.
//
// Rule indicatorupload.no-release: a member's own figures are seen by the member alone
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
		return b, fault.New(fault.Conflict, "indicatorupload.no-release", "batch", fmt.Sprint(no))
	}
	b = Batch{Owner: Owner{Network: from.Network, Organisation: from.Organisation}, Source: released, Files: from.Files, Vintage: from.Vintage, Who: who.ID,
		State: Loading, Given: Given{Of: no}, Began: s.now(), Changed: s.now(), Holder: holder(), Place: Place{Before: map[string]bool{}, Scope: map[string]bool{}}}
	hide, err := s.beginRelease(ctx, who, from, &b)
	if err != nil {
		return b, err
	}
	if b.No == 0 {
		return from, nil // waits for a second person
	}
	l := &load{s: s, b: &b, known: map[int64]bool{}, hide: hide}
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

// tries is how often a release is planned again because other deliveries of the
// member came in between.
const tries = 3

// beginRelease makes the batch of a release, with what it hides, and keeps in
// the same transaction what it tells. It returns the drafts that are hidden.
func (s *Service) beginRelease(ctx context.Context, who network.Who, from Batch, b *Batch) (hide map[point]bool, err error) {
	for range tries {
		h, err := s.hiding(ctx, from)
		if err != nil {
			return nil, err
		}
		moved := false
		err = s.db.Write(ctx, func(tx *db.Tx) error {
			if err := tx.Lock("indicator_batch"); err != nil {
				return err
			}
			now, err := momentOf(tx, from.Owner)
			if moved = now != h.at; err != nil || moved {
				return err
			}
			left, err := draftFigures(tx, from.No, 1)
			if err == nil && len(left) == 0 {
				return fault.New(fault.Conflict, "indicatorupload.no-release", "batch", fmt.Sprint(from.No))
			}
			if err != nil {
				return err
			}
			if now, err := s.second(tx, who, from); err != nil || !now {
				return err
			}
			b.Given.Hidden = h.Reasons
			if err := insertBatch(tx, b); err != nil {
				return err
			}
			for block, ledger := range h.ledgers {
				if err := keepLedger(tx, from.Owner, block, ledger.Released(b.No)); err != nil {
					return err
				}
			}
			return s.record(tx, b, "indicator.release")
		})
		if err != nil || !moved {
			return h.points, err
		}
	}
	return nil, fault.New(fault.Conflict, "indicatorhide.moved", "batch", fmt.Sprint(from.No))
}

// release moves some of the drafts of a batch, and tells whether there may be
// more. Of a figure that is hidden its mark alone goes to the network.
func (l *load) release(tx *db.Tx, no int64) (more bool, err error) {
	some, err := draftFigures(tx, no, batchSize)
	if err != nil || len(some) == 0 {
		return false, err
	}
	before := l.b.Counts
	l.figures, l.ids = l.figures[:0], map[*figure.Series]int64{}
	var past, kept []any
	for i := range some {
		f := &some[i]
		past = append(past, l.b.No, f.at.series, f.at.period, valueOf(&f.Figure), f.Flags, no)
		if l.hide[f.at] {
			marked := figure.Flags(f.Flags + disclosure.Hidden)
			kept = append(kept, f.at.series, f.at.period, valueOf(&f.Figure), marked, l.b.No)
			f.Value, f.Missing, f.Flags = 0, true, marked
		}
		l.figures = append(l.figures, f.Figure)
	}
	if err := l.put(tx); err != nil {
		l.b.Counts = before
		return false, err
	}
	if err := insertPast(tx, past); err != nil {
		return false, err
	}
	if err := replaceObservations(tx, kept); err != nil {
		return false, err
	}
	if err := deleteReleased(tx, no, l.b.No); err != nil {
		return false, err
	}
	return len(some) == batchSize, updateBatch(tx, l.b, l.s.now())
}
