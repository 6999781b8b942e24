package job

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"pesnet/kit/db"
	"pesnet/kit/fault"
)

// engine is River on one of the two databases.
type engine interface {
	start(context.Context) error
	stop(context.Context) error
	add(*db.Tx, task) error
}

// task is what River keeps: which job is to be run.
type task struct {
	Job string `json:"job"`
}

// Kind names the task to River.
func (task) Kind() string { return "job" }

// waits is after how long a job is tried again for which there was no room.
var waits = 2 * time.Second

type worker struct {
	river.WorkerDefaults[task]
	runner *Runner
}

// Work does one job.
func (w *worker) Work(ctx context.Context, t *river.Job[task]) error {
	err := w.runner.run(db.Unwalled(ctx), t.Args.Job)
	if err != nil && ctx.Err() != nil {
		return river.JobSnooze(0) // cut off by a stop: no attempt that failed
	}
	if err != nil && fault.Of(err).Kind == fault.Closed {
		return river.JobSnooze(waits)
	}
	return err
}

// Timeout lets an import of millions of rows take its time.
func (w *worker) Timeout(*river.Job[task]) time.Duration { return -1 }

func newEngine(ctx context.Context, d *db.DB, r *Runner) (engine, error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{runner: r})
	config := &river.Config{
		Logger:               slog.New(quiet{r.log.Handler()}),
		Workers:              workers,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 8, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 500 * time.Millisecond}},
		MaxAttempts:          3,
		RescueStuckJobsAfter: time.Minute,
		SoftStopTimeout:      5 * time.Second,
	}
	if pool := d.Lite(); pool != nil {
		driver := riversqlite.New(pool)
		if err := migrate(ctx, driver, config.Logger); err != nil {
			return nil, err
		}
		client, err := river.NewClient(driver, config)
		return liteEngine{client}, err
	}
	driver := riverpgxv5.New(d.Postgres())
	if err := migrate(ctx, driver, config.Logger); err != nil {
		return nil, err
	}
	client, err := river.NewClient(driver, config)
	return pgEngine{client}, err
}

type liteEngine struct{ client *river.Client[*sql.Tx] }

func (e liteEngine) start(ctx context.Context) error { return e.client.Start(ctx) }
func (e liteEngine) stop(ctx context.Context) error  { return e.client.Stop(ctx) }
func (e liteEngine) add(tx *db.Tx, t task) error {
	_, err := e.client.InsertTx(tx.Context(), tx.Lite(), t, nil)
	return err
}

type pgEngine struct{ client *river.Client[pgx.Tx] }

func (e pgEngine) start(ctx context.Context) error { return e.client.Start(ctx) }
func (e pgEngine) stop(ctx context.Context) error  { return e.client.Stop(ctx) }
func (e pgEngine) add(tx *db.Tx, t task) error {
	_, err := e.client.InsertTx(tx.Context(), tx.Postgres(), t, nil)
	return err
}

// quiet lets through only what an operator must see.
type quiet struct{ slog.Handler }

func (q quiet) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
func (q quiet) WithAttrs(a []slog.Attr) slog.Handler             { return quiet{q.Handler.WithAttrs(a)} }
func (q quiet) WithGroup(name string) slog.Handler               { return quiet{q.Handler.WithGroup(name)} }
