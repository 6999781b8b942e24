package job

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

func TestAJobThatIsCutOffByAStopGoesOnAtTheNextStart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		started := make(chan bool, 8)
		first, err := New(t.Context(), d, time.Now, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		first.Handle("long", func(ctx context.Context, _ Job, _ Progress) (any, error) {
			started <- true
			<-ctx.Done()
			return nil, ctx.Err()
		})
		if err := first.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		id := add(t, d, first, "long")
		<-started
		began := time.Now()
		if err := first.Stop(context.Background()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 9*time.Second {
			t.Errorf("it took %v to stop", took)
		}
		runnerOn(t, d, map[string]Work{"long": func(context.Context, Job, Progress) (any, error) { return "again", nil }})
		if j := awaited(t, d, id, Job.Ended); j.State != Done || j.Result != `"again"` {
			t.Errorf("got %s %s, want it taken up again", j.State, j.Result)
		}
	})
}

func TestAJobForWhichThereIsNoRoomWaitsAndGoesOn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		waits = 50 * time.Millisecond
		tries := 0
		r := runnerOn(t, d, map[string]Work{"count": func(context.Context, Job, Progress) (any, error) {
			if tries++; tries < 5 { // more often than a job that fails is tried
				return nil, fault.New(fault.Closed, "db.full")
			}
			return tries, nil
		}})
		if j := awaited(t, d, add(t, d, r, "count"), Job.Ended); j.State != Done || j.Result != "5" {
			t.Errorf("got %s %s, want it done when there was room", j.State, j.Result)
		}
	})
}
