package letter

import (
	"context"
	"log/slog"
	"time"

	"pesnet/kit/job"
	"pesnet/network"
)

// reminderJob writes the reminders of a day.
const reminderJob = "letter.remind"

// work lets the jobs of this area be run.
func (s *Service) work() { s.jobs.Handle(reminderJob, s.reminderJob) }

// reminderJob begun again finds what has been reminded of and leaves it.
func (s *Service) reminderJob(ctx context.Context, _ job.Job, _ job.Progress) (any, error) {
	return s.Remind(ctx, network.Operator)
}

const (
	lookEach = 6 * time.Hour // for what is owed: no day is missed in any time zone
	sendEach = 5 * time.Second
)

// Run sends what is due and begins the reminders of each day, until ctx ends.
// It is open to all: only the program itself calls it.
func (s *Service) Run(ctx context.Context) {
	go s.Sender.Run(ctx, sendEach)
	tick := time.NewTicker(lookEach)
	defer tick.Stop()
	for {
		if err := s.AskToRemind(ctx, network.Operator); err != nil && ctx.Err() == nil {
			slog.Error("reminders", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
