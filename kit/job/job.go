// Package job runs long work in the background: begun in the transaction of
// the deed that asks for it, seen on a page while it runs, stopped on demand,
// taken up again after a crash. River does the running.
package job

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// States of a job.
const (
	Waiting = "waiting"
	Running = "running"
	Done    = "done"
	Stopped = "stopped"
	Failed  = "failed"
)

// Job is one piece of work as people see it.
type Job struct {
	ID      string
	Kind    string // "indicator.import"
	Network string // id of the tenant; may be empty
	Who     string // id of who asked for it
	With    string // JSON: what the work needs to know
	State   string
	Done    int64  // how far it is …
	Total   int64  // … of what; 0 = not known
	Result  string // JSON: what came of it
	Problem string // id of the fault that ended it
	Asked   time.Time
	Changed time.Time
	Stop    bool // somebody asked to stop it
}

// Ended tells whether nothing more will happen.
func (j Job) Ended() bool { return j.State == Done || j.State == Stopped || j.State == Failed }

// Work does a job of one kind. It must bear being begun again: after a crash
// it is, and goes on where its own record says.
type Work func(ctx context.Context, j Job, seen Progress) (result any, err error)

// Progress tells the page how far the work is; true means: stop, as somebody
// asked for it.
type Progress func(done, total int64) (stop bool)

// Runner takes jobs and runs them.
type Runner struct {
	db    *db.DB
	now   func() time.Time
	log   *slog.Logger
	mu    sync.Mutex
	works map[string]Work
	river engine
	end   func() // of looking for jobs that were cut off
}

// New returns a runner for the jobs of a database.
func New(ctx context.Context, d *db.DB, now func() time.Time, log *slog.Logger) (*Runner, error) {
	r := &Runner{db: d, now: now, log: log, works: map[string]Work{}}
	var err error
	r.river, err = newEngine(ctx, d, r)
	return r, db.Closed(err)
}

// Handle says who does the jobs of a kind.
func (r *Runner) Handle(kind string, work Work) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.works[kind] = work
}

// Start begins to run jobs; Stop lets the running ones finish.
func (r *Runner) Start(ctx context.Context) error {
	ctx = db.Unwalled(ctx) // jobs run for nobody in particular
	if err := r.river.start(ctx); err != nil {
		return db.Closed(err)
	}
	alive, end := context.WithCancel(ctx)
	r.end = end
	go r.revive(alive)
	return nil
}

// Stop lets the running jobs end, or cuts them off when ctx ends; they are
// taken up again at the next start.
func (r *Runner) Stop(ctx context.Context) error {
	if r.end != nil {
		r.end()
	}
	return r.river.stop(ctx)
}

// Add asks for a job, in the transaction of the deed that needs it.
func (r *Runner) Add(tx *db.Tx, j Job, with any) (string, error) {
	text, err := json.Marshal(with)
	if err != nil {
		return "", err
	}
	j.ID, j.With, j.State, j.Asked = db.ID(), string(text), Waiting, r.now()
	if err := insert(tx, j); err != nil {
		return "", err
	}
	return j.ID, r.river.add(tx, task{j.ID})
}

// Find returns a job, or db.ErrNone.
func Find(tx *db.Tx, id string) (Job, error) { return find(tx, id) }

// AskToStop asks a job to stop; it does so at its next report.
func (r *Runner) AskToStop(tx *db.Tx, id string) error { return askToStop(tx, id, r.now()) }

// run does one job that River hands out.
func (r *Runner) run(ctx context.Context, id string) error {
	var j Job
	err := r.db.Read(ctx, func(tx *db.Tx) (err error) {
		j, err = find(tx, id)
		return err
	})
	if err == db.ErrNone || err == nil && j.Ended() {
		return nil
	}
	if err != nil {
		return err
	}
	r.mu.Lock()
	work := r.works[j.Kind]
	r.mu.Unlock()
	if work == nil {
		return fmt.Errorf("no work of the kind %s", j.Kind)
	}
	return r.do(ctx, j, work)
}

func (r *Runner) do(ctx context.Context, j Job, work Work) error {
	stopped := false
	seen := func(done, total int64) bool {
		j.Done, j.Total = done, total
		if err := r.change(ctx, &j, Running); err != nil {
			r.log.Warn("progress", "job", j.ID, "error", err)
		}
		stopped = stopped || j.Stop
		return stopped
	}
	defer r.beat(ctx, j.ID)()
	seen(j.Done, j.Total)
	result, err := work(ctx, j, seen)
	if ctx.Err() != nil {
		return ctx.Err() // cut off: River hands it out again
	}
	if err != nil && fault.Of(err).Kind == fault.Closed {
		return err // no room, no database: it waits until there is
	}
	state := Done
	if stopped {
		state = Stopped
	}
	if err != nil {
		state, j.Problem = Failed, problem(err)
		r.log.Error("job", "job", j.ID, "kind", j.Kind, "error", err)
	}
	text, jsonErr := json.Marshal(result)
	if jsonErr != nil {
		return jsonErr
	}
	j.Result = string(text)
	return r.change(ctx, &j, state)
}

func (r *Runner) change(ctx context.Context, j *Job, state string) error {
	j.State, j.Changed = state, r.now()
	return r.db.Write(ctx, func(tx *db.Tx) error { return update(tx, j) })
}
