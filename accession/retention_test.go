package accession

import (
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rule accession.retention.
func TestApplicationsThatCameToNothingGoByTheirSchedule(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, mihai := t.Context(), d.As("valea.secretariat")
		a, key, err := d.Apply(ctx, network.Who{}, d.Valea, applying)
		d.Must(err)
		door := Door{No: a.No, Key: key}
		d.Must(d.CheckSelf(ctx, network.Who{}, d.Valea, door, answers()))
		d.Must(d.Refuse(ctx, mihai, d.Valea, a.No, Decision{Grounds: "Not now."}))
		applicants := func() (there bool) {
			d.Reading(func(tx *db.Tx) error {
				_, err := network.PersonByLogin(tx, "dan@cultura-frasinel.example")
				there = err == nil
				return nil
			})
			return there
		}
		sweep := func(want int64) {
			t.Helper()
			d.Writing(func(tx *db.Tx) error {
				if gone, err := SweepRefused(tx, d.Clock.Now().AddDate(0, 0, -1095)); err != nil || gone != want {
					t.Errorf("%d applications go, want %d: %v", gone, want, err)
				}
				return nil
			})
		}
		sweep(0)
		if !applicants() {
			t.Error("who applied is forgotten before the time")
		}
		before, err := d.Applications(ctx, mihai, d.Valea)
		d.Must(err)
		d.Clock.Set(d.Clock.Now().AddDate(3, 0, 2))
		sweep(2) // one was refused in the demonstration
		sweep(0)
		if applicants() {
			t.Error("who applied is known for ever")
		}
		after, err := d.Applications(ctx, d.As("valea.secretariat"), d.Valea)
		if err != nil || len(after) != len(before)-2 {
			t.Errorf("%d of %d applications are left, want all but two: %v", len(after), len(before), err)
		}
		if _, err := d.Application(ctx, d.As("valea.secretariat"), d.Valea, Door{No: a.No}); fault.Of(err).Kind != fault.Missing {
			t.Errorf("what is refused is still there: %v", err)
		}
	})
}
