package letter

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pesnet/kit/calendar"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/lang"
	"pesnet/network"
)

// Tests rule letter.feed of bodies.
func TestAFeedOfABodyShowsThatBodyAlone(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		who := d.As("analyst")
		d.Feeds = append(d.Feeds, func(context.Context, *db.Tx, string, time.Time) ([]calendar.Event, error) {
			t.Error("the feed of a body asks for the person's own meetings")
			return nil, nil
		})
		d.Bodies = func(_ *db.Tx, who network.Who) ([]Followed, error) {
			if !network.May(who, "network.read-roles", network.Resource{Network: d.Aurora.ID}).Allowed {
				return nil, nil
			}
			return []Followed{{"board", "AURORA", lang.Text{"lt": "Valdyba"}}, {"group", "AURORA", lang.Text{"lt": "Grupė"}}}, nil
		}
		asked := ""
		d.OfBody = func(_ context.Context, _ *db.Tx, f Following) (all []calendar.Event, err error) {
			asked += fmt.Sprint(f.Body, " ", f.Person == who.ID, f.Now.Equal(d.now()))
			for i, start := range []time.Time{f.Now.AddDate(0, 0, 7), f.Now.AddDate(3, 0, 0)} {
				all = append(all, calendar.Event{UID: fmt.Sprint(i), Starts: start, Ends: start.Add(time.Hour), Title: "Board", Stamp: f.Now})
			}
			return all, nil
		}
		_, err := d.MakeFeed(t.Context(), who, "council")
		d.same("a body that cannot be followed", fault.ID(err), "letter.feed.body")
		secret, err := d.MakeFeed(t.Context(), who, "board")
		d.Must(err)
		name, events, err := d.Events(t.Context(), secret)
		d.Must(err)
		d.same("its name and its events", fmt.Sprint(name, len(events)), "AURORA: Valdyba1")
		d.same("asked for", asked, "board true true")
		d.Writing(func(tx *db.Tx) error { return network.Forget(tx, who.ID, d.now()) })
		name, _, err = d.Events(t.Context(), secret)
		d.Must(err)
		d.same("its name once the person has left", name, "Mano posėdžiai")
		m, err := d.Mine(t.Context(), who)
		d.Must(err)
		d.Must(d.EndFeed(t.Context(), who, m.Feeds[0].ID))
		_, _, err = d.Events(t.Context(), secret)
		d.same("when it is ended", fault.ID(err), "letter.unknown")
	})
}
