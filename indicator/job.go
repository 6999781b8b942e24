package indicator

import (
	"context"
	"encoding/json"

	"pesnet/kit/job"
	"pesnet/network"
)

// The kinds of long work of this area.
const (
	importJob  = "indicator.import"
	analyseJob = "indicator.analyse"
)

// work lets the jobs of this area be run.
func (s *Service) work() {
	s.jobs.Handle(importJob, s.importJob)
	s.jobs.Handle(analyseJob, s.analyseJob)
}

// uploadWork is what a job needs to know.
type uploadWork struct {
	Upload int64 `json:"upload"`
}

// importJob imports an upload; begun again it goes on where its batch says.
func (s *Service) importJob(ctx context.Context, j job.Job, seen job.Progress) (any, error) {
	var w uploadWork
	if err := json.Unmarshal([]byte(j.With), &w); err != nil {
		return nil, err
	}
	b, err := s.run(ctx, onBehalf(j), w.Upload, share(seen))
	return b.Counts, err
}

// analyseJob looks an upload through before it is imported.
func (s *Service) analyseJob(ctx context.Context, j job.Job, seen job.Progress) (any, error) {
	var w uploadWork
	if err := json.Unmarshal([]byte(j.With), &w); err != nil {
		return nil, err
	}
	b, err := s.analyse(ctx, onBehalf(j), w.Upload, share(seen))
	return b.Counts, err
}

// onBehalf is who asked for a job. Whether they may was asked then, in the
// same transaction.
func onBehalf(j job.Job) network.Who {
	return network.Who{Person: network.Person{ID: j.Who}, Operator: true}
}

// share tells a page how far a delivery is, in thousandths.
func share(seen job.Progress) func(float64, Counts) bool {
	return func(done float64, _ Counts) bool { return seen(int64(1000*done), 1000) }
}
