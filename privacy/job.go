package privacy

import (
	"context"
	"log/slog"
	"time"

	"pesnet/kit/job"
	"pesnet/network"
)

// retentionJob deletes what is older than the schedules say.
const retentionJob = "privacy.retention"

// work lets the jobs of this area be run.
func (s *Service) work() { s.jobs.Handle(retentionJob, s.retentionJob) }

// retentionJob begun again only finds less to delete.
func (s *Service) retentionJob(ctx context.Context, _ job.Job, _ job.Progress) (any, error) {
	return s.Sweep(ctx, network.Operator, false)
}

const lookEach = time.Hour

// Daily begins the sweep of each day, until ctx ends. It is open to all: only
// the program itself calls it.
func (s *Service) Daily(ctx context.Context) {
	tick := time.NewTicker(lookEach)
	defer tick.Stop()
	for {
		if err := s.AskToSweep(ctx, network.Operator); err != nil && ctx.Err() == nil {
			slog.Error("retention", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
