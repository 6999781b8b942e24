package privacy

import (
	"os"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/seal"
	"pesnet/network"
)

// Tests rule privacy.special.
func TestSpecialCategoriesAreSealed(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, ruta := t.Context(), d.As("careers"), d.As("analyst")
		org := ioana.ActsFor(d.Aurora.ID)[0]
		d.allows(ruta.ID, org, "health", "union")
		d.Must(d.PutSpecial(ctx, ioana, Special{Person: ruta.ID, Network: d.Aurora.ID, Organisation: org, Category: "health", Purpose: "adjustment", Until: "2026-12-31", Text: "canary"}))
		info, err := os.Stat(d.KeyFile)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("the file of keys: %v, %v, want it readable by its owner alone", info, err)
		}
		stored := ""
		d.Writing(func(tx *db.Tx) error {
			all, err := specialsOf(tx, ruta.ID)
			stored = all[0].sealed
			return err
		})
		if strings.Contains(stored, "canary") {
			t.Error("it stands in the database as it is")
		}
		for _, login := range []string{"secretariat", "auditor", "administrator", "analyst"} {
			if _, err := d.Special(ctx, d.As(login), d.Aurora, org, ruta.ID); fault.ID(err) != "network.may.counsellors" {
				t.Errorf("%s reads it: %v", login, err)
			}
		}
		read := func() string {
			all, err := d.Special(ctx, ioana, d.Aurora, org, ruta.ID)
			if err != nil || len(all) != 1 {
				t.Fatalf("the counsellor reads: %v, %v", all, err)
			}
			return all[0].Text
		}
		if got := read(); got != "canary" {
			t.Errorf("%q, want canary", got)
		}
		if m, _ := d.Mine(ctx, ruta); len(m.Readings) != 1 || m.Readings[0].What != "special" {
			t.Errorf("%v: the look is not recorded", m.Readings)
		}
		before, _ := seal.Read(d.KeyFile)
		if n, err := d.RotateKey(ctx, network.Operator); n != 1 || err != nil {
			t.Fatalf("sealed anew: %d, %v, want 1", n, err)
		}
		if now, _ := seal.Read(d.KeyFile); len(now) != 1 || now[0].ID == before[0].ID {
			t.Error("the file still has the earlier key")
		}
		if got := read(); got != "canary" {
			t.Errorf("after a new key: %q, want canary", got)
		}
		d.Writing(func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE privacy_special SET category = 'union'`)
			return err
		})
		if _, err := d.Special(ctx, ioana, d.Aurora, org, ruta.ID); err == nil {
			t.Error("what was moved to another category opens")
		}
		d.Must(before.Write(d.KeyFile))
		if _, err := d.Special(ctx, ioana, d.Aurora, org, ruta.ID); fault.ID(err) != "seal.unknown" {
			t.Errorf("with an earlier file of keys: %v", err)
		}
	})
}

func TestRetentionDeletesWhatIsOldAndADryRunNothing(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx := t.Context()
		if _, _, err := d.accounts.SignInAs(ctx, "analyst"); err != nil {
			t.Fatal(err)
		}
		_, err := d.Networks.People(ctx, d.As("secretariat"), d.Aurora)
		d.Must(err)
		sweep := func(dry bool) map[string]int64 {
			gone, err := d.Sweep(ctx, network.Operator, dry)
			d.Must(err)
			return gone
		}
		d.Clock.AddDate(0, 0, 29)
		if got := sweep(false); got["session"] != 0 {
			t.Errorf("after 29 days: %v", got)
		}
		d.Clock.AddDate(0, 0, 2)
		for range 2 {
			if got := sweep(true); got["session"] != 1 || got["reading"] != 0 {
				t.Errorf("dry after 31 days: %v, want one session", got)
			}
		}
		if got := sweep(false); got["session"] != 1 {
			t.Errorf("after 31 days: %v, want one session", got)
		}
		if got := sweep(false); got["session"] != 0 {
			t.Errorf("again: %v, want nothing", got)
		}
		d.Must(d.PutSchedule(ctx, network.Operator, Schedule{Class: "reading", Days: 10, Version: 1}))
		if got := sweep(false); got["reading"] == 0 {
			t.Errorf("with ten days for readings: %v", got)
		}
		all, err := d.Schedules(ctx, network.Who{})
		for _, one := range all {
			if one.Class == "reading" && (one.Days != 10 || one.Gone == 0 || !one.Last.Equal(d.Clock.Now())) {
				t.Errorf("%+v: the page says not what the last run did, %v", one, err)
			}
		}
		if _, err := d.Sweep(ctx, d.As("secretariat"), true); fault.ID(err) != "network.may.administrator" {
			t.Errorf("the secretariat sweeps: %v", err)
		}
	})
}

func TestPeopleWhoLeftBecomeNameless(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ruta, eva := t.Context(), d.As("analyst"), d.As("secretariat")
		for _, r := range ruta.Roles {
			d.Must(d.Networks.EndRole(ctx, eva, d.Aurora, r.ID))
		}
		name := func() (name string) {
			d.Writing(func(tx *db.Tx) error {
				names, err := network.NamesOf(tx, ruta.ID)
				name = names[ruta.ID]
				return err
			})
			return name
		}
		for _, test := range []struct {
			days int
			want int64
		}{{729, 0}, {2, 1}, {1, 0}} {
			d.Clock.AddDate(0, 0, test.days)
			gone, err := d.Sweep(ctx, network.Operator, false)
			if err != nil || gone["account"] != test.want {
				t.Errorf("after %d more days %d accounts go, %v, want %d", test.days, gone["account"], err, test.want)
			}
		}
		if got := name(); got != "–" {
			t.Errorf("the name is still %q", got)
		}
	})
}

func TestTheRecordIsSearchedAndThatIsRecorded(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, dario, ruta := t.Context(), d.As("auditor"), d.As("analyst")
		_, err := d.Ask(ctx, ruta, d.Aurora, Request{Kind: "access"})
		d.Must(err)
		for _, login := range []string{"analyst", "secretariat", "valea.secretariat"} {
			if _, err := d.Audit(ctx, d.As(login), d.Aurora, Looking{Limit: 10}); fault.ID(err) != "network.may.auditors" {
				t.Errorf("%s reads the record: %v", login, err)
			}
		}
		if _, err := d.Audit(ctx, dario, network.Network{}, Looking{Limit: 10}); fault.ID(err) != "network.may.auditors" {
			t.Errorf("the auditor of a network reads the record of all: %v", err)
		}
		for name, test := range map[string]struct {
			l    Looking
			want int
		}{
			"by whom":                {Looking{Login: "analyst"}, 1},
			"by an area":             {Looking{Action: "privacy."}, 1},
			"by an action":           {Looking{Action: "privacy.ask"}, 1},
			"by part of an action":   {Looking{Action: "privacy.as"}, 0},
			"by subject":             {Looking{Subject: "request 1"}, 1},
			"on the day":             {Looking{Action: "privacy.ask", From: "2026-11-21", To: "2026-11-21"}, 1},
			"on the day before":      {Looking{Action: "privacy.ask", To: "2026-11-20"}, 0},
			"by somebody unknown":    {Looking{Login: "nobody-of-this-name"}, 0},
			"before the first of it": {Looking{Action: "privacy.ask", Before: 1}, 0},
		} {
			test.l.Limit = 10
			got, err := d.Audit(ctx, dario, d.Aurora, test.l)
			if err != nil || len(got) != test.want {
				t.Errorf("%s: %d deeds, %v, want %d", name, len(got), err, test.want)
			}
		}
		if _, err := d.Audit(ctx, dario, d.Aurora, Looking{From: "yesterday"}); fault.ID(err) != "network.day" {
			t.Errorf("a day that is none: %v", err)
		}
		all, err := d.Audit(ctx, dario, d.Aurora, Looking{Action: "audit.read", Login: "auditor", Limit: 100})
		if err != nil || len(all) != 9 || all[0].Name != dario.Name {
			t.Errorf("%d looks are recorded, %v, want 9", len(all), err)
		}
		rows, broken, err := d.Whole(ctx, dario, d.Aurora)
		if err != nil || rows == 0 || broken != 0 {
			t.Errorf("%d rows, broken at %d, %v; want it whole", rows, broken, err)
		}
	})
}

func TestARecordOfProcessingIsChanged(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		d.Must(d.Demo(t.Context()))
		ctx, eva := t.Context(), d.As("secretariat")
		all, err := d.Activities(ctx, network.Who{}, d.Aurora, "2026-11-21")
		if err != nil || len(all) != len(demoActivities) {
			t.Fatalf("%d records, %v, want %d", len(all), err, len(demoActivities))
		}
		a := all[0]
		a.Name = map[string]string{"sv": "Ett nytt namn"}
		if err := d.PutActivity(ctx, d.As("analyst"), d.Aurora, a); fault.ID(err) != "network.may.data-office" {
			t.Errorf("an analyst changes it: %v", err)
		}
		d.Must(d.PutActivity(ctx, eva, d.Aurora, a))
		if err := d.PutActivity(ctx, eva, d.Aurora, a); fault.ID(err) != "privacy.changed" {
			t.Errorf("with the version of before: %v", err)
		}
		all, err = d.Activities(ctx, network.Who{}, d.Aurora, "2026-11-21")
		if err != nil || all[0].Name["sv"] != "Ett nytt namn" || all[0].Name["en"] == "" {
			t.Errorf("%v, %v; want the new name beside the others", all[0].Name, err)
		}
		a.Code, a.Controller, a.Version = "other", "NOBODY", 0
		if err := d.PutActivity(ctx, eva, d.Aurora, a); fault.ID(err) != "network.organisation.unknown" {
			t.Errorf("a controller that nobody knows: %v", err)
		}
	})
}
