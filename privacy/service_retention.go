package privacy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/job"
	"pesnet/network"
)

// Schedules returns how long each class of data is kept; everybody may know.
func (s *Service) Schedules(ctx context.Context, who network.Who) (all []Schedule, err error) {
	if err := network.May(who, "privacy.read-records", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = schedules(tx)
		return err
	})
	return all, err
}

// PutSchedule changes how long a class of data is kept.
func (s *Service) PutSchedule(ctx context.Context, who network.Who, changedTo Schedule) error {
	if err := network.May(who, "privacy.retention", network.Resource{}).Err(); err != nil {
		return err
	}
	if err := changedTo.Check(); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := changed(updateSchedule(tx, changedTo)); err != nil {
			return err
		}
		return s.record(tx, who, network.Network{}, "privacy.put-schedule", "class "+changedTo.Class, map[string]any{"days": changedTo.Days})
	})
}

// errDry takes a sweep back that was only to be counted.
var errDry = errors.New("only counted")

// Sweep deletes what is older than the schedules say, each class in a
// transaction of its own, and returns what went by class; dry only counts.
func (s *Service) Sweep(ctx context.Context, who network.Who, dry bool) (gone map[string]int64, err error) {
	if err := network.May(who, "privacy.retention", network.Resource{}).Err(); err != nil {
		return nil, err
	}
	ctx = db.Unwalled(ctx) // what is old goes, whoever's it is
	all, err := s.Schedules(ctx, who)
	if err != nil {
		return nil, err
	}
	gone = map[string]int64{}
	for _, one := range all {
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			rows, err := s.sweep(tx, who, one)
			if err == nil && dry {
				err = errDry
			}
			gone[one.Class] = rows
			return err
		})
		if err != nil && !errors.Is(err, errDry) {
			return gone, fmt.Errorf("sweep %s: %w", one.Class, err)
		}
	}
	return gone, nil
}

// sweep deletes what is old of one class. Consents that are over are closed
// first, so that their recipients are told.
func (s *Service) sweep(tx *db.Tx, who network.Who, one Schedule) (int64, error) {
	sweep := s.sweeps[one.Class]
	if sweep == nil {
		return 0, nil
	}
	now := s.now()
	if one.Class == "consent" {
		over, err := consentsOver(tx, now.UTC().Format(time.DateOnly))
		if err != nil {
			return 0, err
		}
		if err := s.end(tx, over, "expired", now); err != nil {
			return 0, err
		}
		if _, err := deleteSpecialsBefore(tx, now.UTC().Format(time.DateOnly)); err != nil {
			return 0, err
		}
	}
	rows, err := sweep(tx, one.before(now))
	if err != nil {
		return 0, err
	}
	if err := addRun(tx, one.Class, now.UTC().Format(time.DateOnly), now, rows); err != nil || rows == 0 {
		return rows, err
	}
	return rows, s.record(tx, who, network.Network{}, "privacy.sweep", "class "+one.Class, map[string]any{"rows": rows, "before": db.Stamp(one.before(now))})
}

// AskToSweep begins the sweep of the day, unless it was begun; with several
// nodes one does.
func (s *Service) AskToSweep(ctx context.Context, who network.Who) error {
	if err := network.May(who, "privacy.retention", network.Resource{}).Err(); err != nil {
		return err
	}
	today := s.now().UTC().Format(time.DateOnly)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("privacy_run"); err != nil {
			return err
		}
		done, err := ranOn(tx, today)
		if err != nil || done > 0 {
			return err
		}
		if err := deleteRuns(tx, s.now().AddDate(-1, 0, 0).UTC().Format(time.DateOnly)); err != nil {
			return err
		}
		if err := addRun(tx, "consent", today, s.now(), 0); err != nil {
			return err
		}
		_, err = s.jobs.Add(tx, job.Job{Kind: retentionJob, Who: who.ID}, struct{}{})
		return err
	})
}
