package body

import (
	"bytes"
	"image/png"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rule privacy.took.
func TestTheDirectoryIsReadAndTakenOut(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, halina, dario := t.Context(), d.As("representative"), d.As("auditor")
		all, err := d.Directory(ctx, halina, d.Aurora, Query{})
		d.Must(err)
		if len(all) < 62 {
			t.Errorf("%d people, want at least a member and an alternate of each of 31 services", len(all))
		}
		one, err := d.Directory(ctx, halina, d.Aurora, Query{Words: "gintariene"})
		if err != nil || len(one) != 1 || one[0].Email != "egle.gintariene@gintara.example" {
			t.Fatalf("found %+v, %v", one, err)
		}
		egle := d.As("egle.gintariene@gintara.example")
		mine, err := d.privacies.Mine(ctx, egle)
		if err != nil || len(mine.Readings) == 0 || mine.Readings[0].Name != "Halina Zorzycka" || mine.Readings[0].What != "directory" {
			t.Errorf("who has looked at Eglė: %+v, %v", mine.Readings, err)
		}
		before, err := d.privacies.Office(ctx, dario, d.Aurora)
		d.Must(err)
		if _, err := d.TakeDirectory(ctx, halina, d.Aurora, Query{Words: "gintariene"}); err != nil {
			t.Fatal(err)
		}
		after, err := d.privacies.Office(ctx, dario, d.Aurora)
		if err != nil || len(after.Alarms) != len(before.Alarms)+1 {
			t.Errorf("%d alarms after an export, %d before, %v", len(after.Alarms), len(before.Alarms), err)
		}
		if _, err := d.Card(ctx, d.As("valea.ngo"), d.Aurora, egle.ID); fault.ID(err) != "network.may.in-network" {
			t.Errorf("a card for another network: %v", err)
		}
		if _, err := d.Card(ctx, d.As("valea.ngo"), d.Valea, egle.ID); fault.ID(err) != "body.person.unknown" {
			t.Errorf("a person of another network by the door of the own one: %v", err)
		}
	})
}

func TestAPersonKeepsTheOwnContactData(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, egle := t.Context(), d.As("egle.gintariene@gintara.example")
		own, err := d.Contact(ctx, egle)
		d.Must(err)
		var file bytes.Buffer
		d.Must(png.Encode(&file, picture(80, 60)))
		own.Phone, own.Topics = "+370 600 11111", "digital"
		d.Must(d.PutContact(ctx, egle, NewContact{Reached: own, File: file.Bytes()}))
		if err := d.PutContact(ctx, egle, NewContact{Reached: own}); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("a second with the old version: %v", err)
		}
		shown, err := d.Photo(ctx, d.As("representative"), d.Aurora, egle.ID)
		if err != nil || len(shown) == 0 || bytes.Equal(shown, file.Bytes()) {
			t.Errorf("the picture: %d bytes, %v; want one that was drawn anew", len(shown), err)
		}
		if _, err := d.Photo(ctx, network.Who{}, d.Aurora, egle.ID); fault.ID(err) != "network.may.sign-in" {
			t.Errorf("the picture for nobody known: %v", err)
		}
		own, err = d.Contact(ctx, egle)
		d.Must(err)
		if own.Photo != photoKind || own.Phone != "+370 600 11111" {
			t.Errorf("kept: %+v", own)
		}
		d.Must(d.PutContact(ctx, egle, NewContact{Reached: own, NoPhoto: true}))
		if _, err := d.OwnPhoto(ctx, egle); fault.ID(err) != "body.photo.none" {
			t.Errorf("a picture that was taken out: %v", err)
		}
		kept := func() (gave any) {
			d.Reading(func(tx *db.Tx) (err error) { gave, err = Kept(tx, egle.ID); return err })
			return gave
		}
		if kept() == nil {
			t.Error("nothing is given of a person with seats")
		}
		d.Writing(func(tx *db.Tx) error { return Forget(tx, egle.ID, time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)) })
		d.Reading(func(tx *db.Tx) error {
			address, err := AddressOf(tx, egle.ID)
			seats, wrong := SeatsOf(tx, egle.ID, "2026-11-21")
			if address != egle.Login || len(seats) != 0 || wrong != nil {
				t.Errorf("after forgetting: address %q, %d seats", address, len(seats))
			}
			return err
		})
		d.Writing(func(tx *db.Tx) error {
			nobody, err := SweepContacts(tx, time.Date(2025, 11, 21, 0, 0, 0, 0, time.UTC))
			if err != nil || nobody != 0 {
				t.Errorf("%d contacts of people who are still here went, %v", nobody, err)
			}
			sjoerd, err := network.PersonByLogin(tx, "sjoerd.waterhuis@waterlicht.example")
			if err != nil {
				return err
			}
			if err := endSeatsOf(tx, sjoerd.ID, "2024-12-31"); err != nil {
				return err
			}
			if err := network.Forget(tx, sjoerd.ID, time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)); err != nil {
				return err
			}
			gone, err := SweepContacts(tx, time.Date(2025, 11, 21, 0, 0, 0, 0, time.UTC))
			if gone != 1 {
				t.Errorf("%d contacts went, want that of the one who left", gone)
			}
			return err
		})
	})
}

func TestFeesOfTheDemonstration(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		f, err := d.Fees(t.Context(), network.Who{}, d.Aurora, "2026")
		d.Must(err)
		if len(f.Members) != 31 {
			t.Errorf("%d fees, want 31", len(f.Members))
		}
		for _, one := range f.Members {
			if !one.Known || one.Amount != (one.Unit*one.ByStaff.Value*one.ByGDP.Value+5000)/10000 {
				t.Errorf("%s: %+v", one.Organisation.Code, one)
			}
		}
		wapes := d.Network("WAPES")
		f, err = d.Fees(t.Context(), network.Who{}, wapes, "2026")
		if err != nil || !f.Known || len(f.Formula) != 0 || len(f.Members) != 0 {
			t.Errorf("WAPES: %+v, %v; want the basis of the charter and no figure", f, err)
		}
	})
}

// Tests rule body.fee-later with what is kept.
func TestAnotherFormulaIsReckonedBeforeItIsKept(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		before, err := d.Fees(t.Context(), network.Who{}, d.Aurora, "2027")
		d.Must(err)
		asked := formulaAsked{Year: "2027", Unit: "1000", Staff: "0 1", GDP: "0 1\n40000 2", Source: "Decision 3/2026", Edition: before.Edition}
		f, err := asked.formula()
		d.Must(err)
		if _, err := d.PreviewFormula(t.Context(), network.Who{}, d.Aurora, f); err == nil {
			t.Error("somebody unknown sees what a formula would change")
		}
		p, err := d.PreviewFormula(t.Context(), network.Operator, d.Aurora, f)
		d.Must(err)
		if len(p.Changes) != 31 || p.Year != "2026" || p.Changes[0].Now.Amount == p.Changes[0].Then.Amount {
			t.Errorf("%d changes by the figures of %s: %+v", len(p.Changes), p.Year, p.Changes[:1])
		}
		if after, err := d.Fees(t.Context(), network.Who{}, d.Aurora, "2027"); err != nil || after.Edition != before.Edition {
			t.Errorf("looking at it changed it: %v", err)
		}
		_, err = d.PutFormula(t.Context(), network.Operator, d.Aurora, f)
		d.Must(err)
		after, err := d.Fees(t.Context(), network.Who{}, d.Aurora, "2027")
		d.Must(err)
		if len(after.Formula) != 4 || after.Formula[0].From != "2027" || len(after.Years) != 2 {
			t.Errorf("the formula of 2027: %+v", after.Formula)
		}
		if now, err := d.Fees(t.Context(), network.Who{}, d.Aurora, "2026"); err != nil || now.Formula[0].From != "2026" {
			t.Errorf("2026 has lost its formula: %v", err)
		}
		if _, err := d.PutFormula(t.Context(), network.Operator, d.Aurora, f); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("written over what another has kept: %v", err)
		}
		f.Edition, f.Bands = after.Edition, f.Bands[:len(f.Bands)-1]
		_, err = d.PutFormula(t.Context(), network.Operator, d.Aurora, f)
		d.Must(err)
		if after, err = d.Fees(t.Context(), network.Who{}, d.Aurora, "2027"); err != nil || len(after.Formula) != 3 {
			t.Errorf("written anew: %+v, %v", after.Formula, err)
		}
		f.Edition = after.Edition
		for i := range f.Bands {
			f.Bands[i].From = "2026"
		}
		if _, err := d.PutFormula(t.Context(), network.Operator, d.Aurora, f); fault.ID(err) != "body.fee-later" {
			t.Errorf("a formula of a year that has begun: %v", err)
		}
	})
}
