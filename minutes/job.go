package minutes

import (
	"context"
	"encoding/json"

	"pesnet/kit/job"
)

// documentJob makes a PDF.
const documentJob = "minutes.document"

// wanted is which PDF a job makes.
type wanted struct{ Network, Meeting, Lang string }

// work lets the jobs of this area be run.
func (s *Service) work() { s.jobs.Handle(documentJob, s.documentJob) }

// documentJob begun again makes the same document once more.
func (s *Service) documentJob(ctx context.Context, j job.Job, _ job.Progress) (any, error) {
	var w wanted
	if err := json.Unmarshal([]byte(j.With), &w); err != nil {
		return nil, err
	}
	return nil, s.make(ctx, w)
}
