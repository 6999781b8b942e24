package once

import (
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

// Tests rule once.other-request.
func TestARequestIsDoneOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		done := 0
		ask := func(who, key, what string) (int, error) {
			ctx, err := With(t.Context(), who, key, what)
			if err != nil {
				t.Fatal(err)
			}
			var answer int
			err = d.Write(ctx, func(tx *db.Tx) error {
				answer, err = Do(tx, time.Now(), func() (int, error) { done++; return done, nil })
				return err
			})
			return answer, err
		}
		for _, test := range []struct {
			name, who, key, what string
			want                 int
			refused              bool
		}{
			{"the first time", "ona", "k", "add", 1, false},
			{"again", "ona", "k", "add", 1, false},
			{"another request under the same key", "ona", "k", "end", 0, true},
			{"the same key of somebody else", "jonas", "k", "end", 2, false},
			{"without a key", "ona", "", "add", 3, false},
			{"without a key again", "ona", "", "add", 4, false},
		} {
			got, err := ask(test.who, test.key, test.what)
			if got != test.want || (err != nil) != test.refused || err != nil && fault.Of(err).ID != "once.other-request" {
				t.Errorf("%s: %d, %v; want %d", test.name, got, err, test.want)
			}
		}
	})
}
