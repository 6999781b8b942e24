package meeting

import (
	"fmt"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/letter"
)

// Tests rule meeting.public of calendars that follow a body.
func TestACalendarFollowsABodyAsFarAsItsPersonMaySee(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary := t.Context(), d.As("secretariat")
		d.prepared(10)
		inner, open := d.beginning(12), d.beginning(14)
		inner.About, open.About, open.Public = "Papers follow.", "Papers follow.", true
		for _, b := range []Beginning{inner, open} {
			m, err := d.Prepare(ctx, secretary, d.Aurora, b)
			d.Must(err)
			_, err = d.Announce(ctx, secretary, d.Aurora, Step{Code: m.Code})
			d.Must(err)
		}
		for login, want := range map[string]string{"representative": "2 true", "secretariat": "2 true", "valea.ngo": "1 false"} {
			d.Reading(func(tx *db.Tx) error {
				events, err := d.EventsOf(ctx, tx, letter.Following{Person: d.As(login).ID, Body: d.board(), Now: d.Clock.Now().Add(time.Minute)})
				if got := fmt.Sprint(len(events), " ", len(events) > 0 && events[0].Text != ""); err != nil || got != want {
					t.Errorf("%s: %s, %v; want %s", login, got, err, want)
				}
				return err
			})
		}
	})
}
