package indicator

import (
	"context"
	"fmt"

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
	if err := s.db.Write(ctx, func(tx *db.Tx) error {
		left, err := draftFigures(tx, no, 1)
		if err == nil && len(left) == 0 {
			return fault.New(fault.Conflict, "indicatorupload.no-release", "batch", fmt.Sprint(no))
		}
		if err != nil {
			return err
		}
		if now, err := s.second(tx, who, from); err != nil || !now {
			return err
		}
		if err := insertBatch(tx, &b); err != nil {
			return err
		}
		return s.record(tx, &b, "indicator.release")
	}); err != nil {
		return b, err
	}
	if b.No == 0 {
		return from, nil // waits for a second person
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
	l.figures, l.ids = l.figures[:0], map[*figure.Series]int64{}
	var past []any
	for i := range some {
		f := &some[i]
		l.figures = append(l.figures, f.Figure)
		past = append(past, l.b.No, f.at.series, f.at.period, valueOf(&f.Figure), f.Flags, no)
	}
	if err := l.put(tx); err != nil {
		l.b.Counts = before
		return false, err
	}
	if err := insertPast(tx, past); err != nil {
		return false, err
	}
	if err := deleteReleased(tx, no, l.b.No); err != nil {
		return false, err
	}
	return len(some) == batchSize, updateBatch(tx, l.b, l.s.now())
}
