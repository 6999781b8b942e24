package accession

import (
	"slices"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/network"
)

// Tests rules accession.suspended, accession.registered.
func TestTheRightsOfASuspendedMemberRest(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretary := t.Context(), d.As("secretariat")
		before, err := d.Unregistered(ctx, secretary, d.Aurora)
		d.Must(err)
		if len(before) != 30 {
			t.Errorf("%d members joined before, want 30", len(before))
		}
		_, err = d.Register(ctx, d.As("representative"), d.Aurora, "AUR-GINTARA")
		d.Want(err, "network.may.secretariat")
		a, err := d.Register(ctx, secretary, d.Aurora, "AUR-GINTARA")
		d.Must(err)
		if a.State != Active || a.Person == secretary.ID || a.AppliedOn == "" || a.Organisation != d.Organisation("AUR-GINTARA") {
			t.Errorf("taken up as %+v", a)
		}
		for _, code := range []string{"AUR-GINTARA", "VAL-PUNTI", "NONE"} {
			_, err = d.Register(ctx, secretary, d.Aurora, code)
			d.Want(err, "accession.registered")
		}
		resting := func(at time.Time) (ids []string) {
			d.Reading(func(tx *db.Tx) (err error) {
				ids, err = SuspendedAt(tx, d.Aurora.ID, at)
				return err
			})
			return ids
		}
		began := d.Clock.Now()
		d.Clock.Set(began.Add(time.Hour))
		d.Must(d.Suspend(ctx, secretary, d.Aurora, a.No, Decision{Source: "D 1/2026", Grounds: "Fees were not paid."}))
		ended := d.Clock.Now().Add(time.Hour)
		d.Clock.Set(ended)
		d.Must(d.Resume(ctx, secretary, d.Aurora, a.No, Decision{Source: "D 2/2026"}))
		for at, want := range map[time.Time]bool{began: false, began.Add(time.Hour): true, ended.Add(-time.Minute): true, ended: false} {
			if got := slices.Contains(resting(at), a.Organisation); got != want {
				t.Errorf("at %s its rights rest: %v, want %v", at, got, want)
			}
		}
	})
}

// Tests rule accession.suspended-invited.
func TestTheCharterSaysWhetherSuspendedMembersAreInvited(t *testing.T) {
	for value, want := range map[string]bool{"": true, "yes": true, "no": false} {
		var charter network.Charter
		if value != "" {
			charter = network.Charter{{Rule: "suspension.invited", Value: value}}
		}
		if invited, laid := InvitesSuspended(charter, "2026-11-21"); invited != want || laid != (value != "") {
			t.Errorf("%q: invited %v, laid down %v", value, invited, laid)
		}
	}
}
