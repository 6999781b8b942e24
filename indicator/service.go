package indicator

import (
	"time"

	"pesnet/kit/db"
	"pesnet/kit/job"
)

// Service is what can be done with figures.
type Service struct {
	db   *db.DB
	now  func() time.Time
	jobs *job.Runner
}

// New returns the service of figures.
func New(d *db.DB, now func() time.Time, jobs *job.Runner) *Service {
	return &Service{db: d, now: now, jobs: jobs}
}
