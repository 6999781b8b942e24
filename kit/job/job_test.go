package job

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

func runnerOn(t *testing.T, d *db.DB, works map[string]Work) *Runner {
	t.Helper()
	r, err := New(t.Context(), d, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for kind, work := range works {
		r.Handle(kind, work)
	}
	if err := r.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Stop(context.Background()) })
	return r
}

func add(t *testing.T, d *db.DB, r *Runner, kind string) string {
	t.Helper()
	var id string
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		id, err = r.Add(tx, Job{Kind: kind, Who: "ona"}, map[string]int{"n": 3})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func awaited(t *testing.T, d *db.DB, id string, until func(Job) bool) Job {
	t.Helper()
	for range 400 {
		var j Job
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			j, err = Find(tx, id)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if until(j) {
			return j
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the job did not get there")
	return Job{}
}

func TestAJobRunsAndTellsItsResult(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := runnerOn(t, d, map[string]Work{"count": func(_ context.Context, j Job, seen Progress) (any, error) {
			seen(1, 2)
			return map[string]string{"given": j.With}, nil
		}})
		j := awaited(t, d, add(t, d, r, "count"), Job.Ended)
		if j.State != Done || j.Result != `{"given":"{\"n\":3}"}` || j.Total != 2 {
			t.Errorf("got %+v, want it done with its result", j)
		}
	})
}

func TestAJobStopsWhenAsked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := runnerOn(t, d, map[string]Work{"endless": func(ctx context.Context, _ Job, seen Progress) (any, error) {
			for n := int64(0); !seen(n, 0); n++ {
				time.Sleep(5 * time.Millisecond)
			}
			return nil, nil
		}})
		id := add(t, d, r, "endless")
		awaited(t, d, id, func(j Job) bool { return j.Done > 2 })
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return r.AskToStop(tx, id) }); err != nil {
			t.Fatal(err)
		}
		if j := awaited(t, d, id, Job.Ended); j.State != Stopped {
			t.Errorf("got %s, want stopped", j.State)
		}
	})
}

func TestAJobThatIsRefusedSaysWhy(t *testing.T) {
	d := dbtest.Open(t)
	r := runnerOn(t, d, map[string]Work{"refused": func(context.Context, Job, Progress) (any, error) {
		return nil, fault.New(fault.Invalid, "club.full", "most", 12)
	}})
	j := awaited(t, d, add(t, d, r, "refused"), Job.Ended)
	if j.State != Failed || j.Refused().ID != "club.full" || len(j.Refused().Args) != 2 {
		t.Errorf("got %s, %+v, want the refusal with its values", j.State, j.Refused())
	}
}

func TestAJobOfATransactionThatFailsNeverRuns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := make(chan bool, 1)
		r := runnerOn(t, d, map[string]Work{"never": func(context.Context, Job, Progress) (any, error) {
			ran <- true
			return nil, nil
		}})
		broken := errors.New("broken")
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if _, err := r.Add(tx, Job{Kind: "never"}, nil); err != nil {
				return err
			}
			return broken
		})
		if err != broken {
			t.Fatal(err)
		}
		select {
		case <-ran:
			t.Error("the job ran although its transaction failed")
		case <-time.After(700 * time.Millisecond):
		}
	})
}

func TestAJobThatWasCutOffBeginsAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		old := Job{ID: db.ID(), Kind: "count", State: Running, With: `{}`, Asked: time.Now().Add(-time.Hour)}
		begun := Job{ID: db.ID(), Kind: "count", State: Running, With: `{}`, Asked: time.Now()}
		if _, err := New(t.Context(), d, time.Now, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return errors.Join(insert(tx, old), insert(tx, begun)) }); err != nil {
			t.Fatal(err)
		}
		runnerOn(t, d, map[string]Work{"count": func(context.Context, Job, Progress) (any, error) { return 7, nil }})
		if j := awaited(t, d, old.ID, Job.Ended); j.State != Done || j.Result != "7" {
			t.Errorf("got %+v", j)
		}
		if j := awaited(t, d, begun.ID, func(Job) bool { return true }); j.State != Running {
			t.Errorf("a job that another process runs is taken from it: %+v", j)
		}
	})
}
