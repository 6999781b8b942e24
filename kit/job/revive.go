package job

import (
	"context"
	"time"

	"pesnet/kit/db"
)

// A running job gives a sign of life often; one that is silent for long was
// cut off with its process, and is handed out again.
const (
	beatEvery = 10 * time.Second
	silence   = 3 * beatEvery
)

// beat gives signs of life of a job until the returned function is called.
func (r *Runner) beat(ctx context.Context, id string) (end func()) {
	ctx, end = context.WithCancel(ctx)
	go func() {
		for tick := time.NewTicker(beatEvery); ; {
			select {
			case <-ctx.Done():
				tick.Stop()
				return
			case <-tick.C:
				if err := r.db.Write(ctx, func(tx *db.Tx) error { return touch(tx, id, r.now()) }); err != nil && ctx.Err() == nil {
					r.log.Warn("sign of life", "job", id, "error", err)
				}
			}
		}
	}()
	return end
}

// revive hands out again what was cut off, until the runner stops. River does
// not: it cannot know how long a job without a time limit may take.
func (r *Runner) revive(ctx context.Context) {
	for tick := time.NewTicker(beatEvery); ; {
		if err := r.db.Write(ctx, r.handOutSilent); err != nil && ctx.Err() == nil {
			r.log.Warn("hand out again", "error", err)
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

func (r *Runner) handOutSilent(tx *db.Tx) error {
	ids, err := takeSilent(tx, r.now().Add(-silence), r.now())
	for _, id := range ids {
		if err == nil {
			r.log.Warn("a job was cut off and begins again", "job", id)
			err = r.river.add(tx, task{id})
		}
	}
	return err
}
