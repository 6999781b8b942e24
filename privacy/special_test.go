package privacy

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/lang"
	"pesnet/network"
)

// allows lets a person allow that an organisation keeps special categories,
// for a year.
func (d *demo) allows(person, organisation string, categories ...string) {
	d.Helper()
	d.Must(d.allow(d.Context(), network.Who{Person: network.Person{ID: person}}, Consenting{Categories: categories, Destinations: []string{organisation}}))
}

// Tests rules privacy.special-consent and privacy.special-until.
func TestSpecialCategoriesAreKeptOnlyWhileThePersonAllows(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, ruta := t.Context(), d.As("careers"), d.As("analyst")
		org := ioana.ActsFor(d.Aurora.ID)[0]
		note := Special{Person: ruta.ID, Network: d.Aurora.ID, Organisation: org, Category: "health", Purpose: "adjustment", Until: "2026-12-31", Text: "canary"}
		opened := func() string {
			all, err := d.Special(ctx, ioana, d.Aurora, org, ruta.ID)
			if err != nil {
				return fault.ID(err)
			}
			texts := []string{}
			for _, one := range all {
				texts = append(texts, one.Category+" "+one.Text)
			}
			return strings.Join(texts, ", ")
		}
		if err := d.PutSpecial(ctx, ioana, note); fault.ID(err) != "privacy.special-consent" {
			t.Errorf("kept without a consent: %v", err)
		}
		if got := opened(); got != "privacy.special-consent" {
			t.Errorf("opened without a consent: %q", got)
		}
		if err := d.GiveSpecialConsent(ctx, ruta, Consenting{Categories: []string{"health"}, Destinations: []string{"elsewhere"}}); fault.ID(err) != "privacy.consent" {
			t.Errorf("allowed to an organisation without a counsellor: %v", err)
		}
		d.Must(d.GiveSpecialConsent(ctx, ruta, Consenting{Categories: []string{"health", "union"}, Destinations: []string{org}}))
		for _, until := range []string{"", "2026-11-20", "2027-11-21", "2026-02-30"} {
			wrong := note
			wrong.Until = until
			if err := d.PutSpecial(ctx, ioana, wrong); fault.ID(err) != "privacy.special-until" {
				t.Errorf("until %q: %v", until, err)
			}
		}
		wrong := note
		wrong.Purpose = "curiosity"
		if err := d.PutSpecial(ctx, ioana, wrong); fault.ID(err) != "privacy.special" {
			t.Errorf("without a purpose: %v", err)
		}
		d.Must(d.PutSpecial(ctx, ioana, note))
		member := note
		member.Category, member.Until, member.Text = "union", "2027-11-20", "member"
		d.Must(d.PutSpecial(ctx, ioana, member))
		if got := opened(); got != "health canary, union member" {
			t.Errorf("opened: %q", got)
		}
		stale := ioana
		stale.Stale = true
		if _, err := d.Special(ctx, stale, d.Aurora, org, ruta.ID); fault.ID(err) != "network.step-up" {
			t.Errorf("opened without showing again who one is: %v", err)
		}
		if m, _ := d.Mine(ctx, ruta); len(m.Readings) != 1 || m.Readings[0].Who != ioana.ID || m.Readings[0].What != "special" {
			t.Errorf("%v: the person does not see who opened it", m.Readings)
		}
		all, err := d.Counselled(ctx, ioana, d.Aurora, org)
		if err != nil || len(all) != 1 || all[0].Name != ruta.Name || len(all[0].Categories) != 2 || all[0].Until != "2027-11-20" {
			t.Errorf("who allows it: %+v, %v", all, err)
		}
		d.Clock.AddDate(0, 0, 41) // the first of January
		if got := opened(); got != "union member" {
			t.Errorf("after the last day of one: %q", got)
		}
		if _, err := d.Sweep(ctx, network.Operator, false); err != nil {
			t.Fatal(err)
		}
		if got := d.kept(ruta.ID); len(got) != 1 {
			t.Errorf("after the sweep %d are kept, want 1", len(got))
		}
		d.Must(d.WithdrawConsent(ctx, ruta, "union", ""))
		if got := d.kept(ruta.ID); len(got) != 0 {
			t.Errorf("withdrawn, %d are kept", len(got))
		}
		if got := opened(); got != "" {
			t.Errorf("with the consent about health alone: %q", got)
		}
	})
}

// kept are the things that are kept sealed of a person.
func (d *demo) kept(person string) (all []Special) {
	d.Helper()
	d.Writing(func(tx *db.Tx) (err error) {
		all, err = specialsOf(tx, person)
		return err
	})
	return all
}

func TestACounsellorKeepsANoteOnPages(t *testing.T) {
	d := openDoors(t)
	tomas := d.As("employers").ID
	at := "/aurora/privacy/special"
	for _, code := range lang.All.Codes() {
		for path, login := range map[string]string{at: "careers", at + "/" + tomas: "careers", "/my-data/consents": "employers", "/my-data/all": "employers"} {
			w := d.door.Get(login, "/"+code+path)
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "⟦") {
				t.Errorf("/%s%s as %s: %d: %.2000s", code, path, login, w.Code, w.Body)
			}
		}
	}
	d.says("careers", "/en"+at+"/"+tomas, "una pausa ogni ora", "adjustments at work")
	d.says("employers", "/en/my-data", "special categories", d.As("careers").Name)
	d.says("employers", "/en/my-data/all", `name="special"`)
	d.says("employers", "/en/my-data/all.json?special=1", "una pausa ogni ora")
	if w := d.door.Get("employers", "/en/my-data/all.json"); strings.Contains(w.Body.String(), "una pausa") {
		t.Error("it is in an export that nobody asked to hold it")
	}
	for _, login := range []string{"secretariat", "analyst", "auditor", "employers"} {
		if w := d.door.Get(login, "/en"+at+"/"+tomas); w.Code != http.StatusForbidden {
			t.Errorf("opened as %s: %d", login, w.Code)
		}
	}
	put := url.Values{"person": {tomas}, "special": {"union"}, "purpose": {"safety"}, "until": {"2026-12-31"}, "note": {"marked"}}
	if w := d.door.Post("careers", "/en"+at, put); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "does not allow") {
		t.Errorf("kept without a consent: %d %.500s", w.Code, w.Body)
	}
	org := d.As("careers").ActsFor(d.Aurora.ID)[0]
	if w := d.door.Post("employers", "/en/my-data/consents/special", url.Values{"special": {"union"}, "organisation": {org}}); w.Code != http.StatusSeeOther {
		t.Errorf("allowed: %d %.500s", w.Code, w.Body)
	}
	if w := d.door.Post("careers", "/en"+at, put); w.Code != http.StatusSeeOther {
		t.Errorf("kept: %d %.500s", w.Code, w.Body)
	}
	d.says("careers", "/en"+at+"/"+tomas, "marked")
	for _, one := range d.kept(tomas) {
		if w := d.door.Post("careers", "/en"+at+"/"+tomas+"/end", url.Values{"id": {one.ID}}); w.Code != http.StatusSeeOther {
			t.Errorf("taken out: %d %.500s", w.Code, w.Body)
		}
	}
	if left := d.kept(tomas); len(left) != 0 {
		t.Errorf("%d are left", len(left))
	}
}
