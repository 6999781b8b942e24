package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/job"
	"pesnet/network"
)

type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// demo is a service on the demonstration, with its network AURORA.
type demo struct {
	*Service
	clock    *clock
	networks *network.Service
	accounts *account.Service
	aurora   network.Network
	t        *testing.T
}

func open(t *testing.T, d *db.DB) *demo {
	t.Helper()
	c := &clock{time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)}
	jobs, err := job.New(t.Context(), d, c.now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	networks := network.New(d, c.now)
	if err := networks.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	s := New(d, c.now, networks, jobs)
	s.KeyFile = filepath.Join(t.TempDir(), "keys", "pesnet.key")
	networks.OnRead = s.Read
	n, err := networks.Network(t.Context(), network.Who{}, "AURORA")
	if err != nil {
		t.Fatal(err)
	}
	return &demo{s, c, networks, account.New(d, c.now, networks, account.Options{Demo: true}), n, t}
}

// as is somebody of the demonstration with the roles there.
func (d *demo) as(login string) (who network.Who) {
	d.t.Helper()
	all, err := d.accounts.DemoPeople(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, h := range all {
		if h.Login == login {
			who.Person, who.Roles = h.Person, append(who.Roles, h.Role)
		}
	}
	if who.ID == "" {
		d.t.Fatalf("nobody is called %s", login)
	}
	return who
}

func (d *demo) write(f func(*db.Tx) error) {
	d.t.Helper()
	if err := d.db.Write(d.t.Context(), f); err != nil {
		d.t.Fatal(err)
	}
}

func (d *demo) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func each(t *testing.T, test func(*testing.T, *demo)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, open(t, d)) })
}

func TestARequestFromTheFormToTheDecision(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, analyst, eva := t.Context(), d.as("analyst"), d.as("secretariat")
		d.clock.at = time.Date(2027, 1, 30, 23, 30, 0, 0, time.UTC) // in Brussels it is the 31st
		r, err := d.Ask(ctx, analyst, d.aurora, Request{Kind: "access", Lang: "lt"})
		if err != nil || r.No != 1 || r.AskedOn != "2027-01-31" || r.Due != "2027-02-28" {
			t.Fatalf("%+v, %v; want number 1 of 31 January, due on 28 February", r, err)
		}
		if err := d.Decide(ctx, eva, d.aurora, 1, Decision{Outcome: "granted"}); id(err) != "privacy.request.identity" {
			t.Errorf("decided before it is sure who asks: %v", err)
		}
		if err := d.CheckIdentity(ctx, analyst, d.aurora, 1, "signed-in"); id(err) != "network.may.data-office" {
			t.Errorf("the person checks the own identity: %v", err)
		}
		d.must(d.CheckIdentity(ctx, eva, d.aurora, 1, "signed-in"))
		d.must(d.Extend(ctx, eva, d.aurora, 1, "many files"))
		w, err := d.Pending(ctx, eva, d.aurora)
		if err != nil || len(w.Requests) != 1 || w.Requests[0].Due != "2027-04-30" {
			t.Errorf("pending: %+v, %v, want one request due on 2027-04-30", w, err)
		}
		if w, _ := d.Pending(ctx, d.as("employers"), d.aurora); len(w.Requests) != 0 {
			t.Error("somebody else sees what waits")
		}
		if _, err := d.Request(ctx, d.as("employers"), d.aurora, 1); id(err) != "network.may.data-office" {
			t.Errorf("somebody else reads the request: %v", err)
		}
		d.must(d.Decide(ctx, eva, d.aurora, 1, Decision{Outcome: "refused", Exception: "12-5", Reason: "asked daily"}))
		got, err := d.Request(ctx, analyst, d.aurora, 1)
		if err != nil || got.State != Decided || got.Exception != "12-5" || got.DecidedBy != eva.ID {
			t.Errorf("%+v, %v; want it refused by the secretariat", got, err)
		}
	})
}

func TestErasureMakesAPersonNameless(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, eva := t.Context(), d.as("careers"), d.as("secretariat")
		if _, _, err := d.accounts.SignInAs(ctx, "careers"); err != nil {
			t.Fatal(err)
		}
		d.must(d.GiveConsent(ctx, ioana, Consenting{Categories: []string{"skills"}, Destinations: []string{"SE"}}))
		d.write(func(tx *db.Tx) error {
			return d.Pass(tx, Passed{Person: ioana.ID, Network: d.aurora.ID, Category: "skills", Destination: "SE", Recipient: "AUR-NORRLJUS"})
		})
		_, err := d.Ask(ctx, ioana, d.aurora, Request{Kind: "erasure"})
		d.must(err)
		d.must(d.CheckIdentity(ctx, eva, d.aurora, 1, "document"))
		d.must(d.Decide(ctx, eva, d.aurora, 1, Decision{Outcome: "granted"}))
		d.twoErase(eva, d.as("auditor"))
		d.write(func(tx *db.Tx) error {
			kept, err := network.Kept(tx, ioana.ID)
			ways, waysErr := account.Kept(tx, ioana.ID)
			text, _ := json.Marshal([]any{kept, ways})
			if strings.Contains(string(text), "Ioana") || strings.Contains(string(text), "careers") || !strings.Contains(string(text), `"sessions":[]`) {
				t.Errorf("after erasure there is still: %s", text)
			}
			told, _ := noticesOf(tx, ioana.ID)
			if len(told) != 2 { // erasure, and the consent that ended with it
				t.Errorf("%d notices, want 2: %v", len(told), told)
			}
			return errors.Join(err, waysErr)
		})
		holders, err := d.networks.People(ctx, eva, d.aurora)
		d.must(err)
		for _, h := range holders {
			if h.Person.ID == ioana.ID {
				t.Errorf("the erased person still has the role %s", h.Role.Role)
			}
		}
	})
}

func TestAConsentIsGivenAndWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, dario := t.Context(), d.as("careers"), d.as("auditor")
		pass := func() (err error) {
			d.db.Write(ctx, func(tx *db.Tx) error {
				err = d.Pass(tx, Passed{Person: ioana.ID, Network: d.aurora.ID, Category: "skills", Destination: "SE", Recipient: "AUR-NORRLJUS"})
				return err
			})
			return err
		}
		if err := pass(); id(err) != "privacy.consent-needed" {
			t.Errorf("without a consent: %v", err)
		}
		d.must(d.GiveConsent(ctx, ioana, Consenting{Categories: []string{"skills"}, Destinations: []string{"SE", "IT"}, Words: "I allow", Lang: "en"}))
		if err := pass(); err != nil {
			t.Errorf("with a consent: %v", err)
		}
		d.must(d.WithdrawConsent(ctx, ioana, "skills", ""))
		if err := pass(); id(err) != "privacy.consent-needed" {
			t.Errorf("after it was withdrawn: %v", err)
		}
		o, err := d.Office(ctx, dario, d.aurora)
		if err != nil || len(o.Notices) != 1 || o.Notices[0].Recipient != "AUR-NORRLJUS" || o.Notices[0].What != "withdrawn" {
			t.Fatalf("%+v, %v; want the one recipient to be told", o.Notices, err)
		}
		d.must(d.NoticeDone(ctx, dario, d.aurora, o.Notices[0].ID)) // sent
		d.must(d.NoticeDone(ctx, dario, d.aurora, o.Notices[0].ID)) // acknowledged
		if err := d.NoticeDone(ctx, dario, d.aurora, o.Notices[0].ID); id(err) != "privacy.changed" {
			t.Errorf("a third time: %v", err)
		}
		if w, _ := d.Pending(ctx, dario, d.aurora); w.Notices != 0 {
			t.Errorf("%d notices wait, want none", w.Notices)
		}
	})
}

func TestAConsentThatIsOverReachesItsRecipients(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana := t.Context(), d.as("careers")
		d.must(d.GiveConsent(ctx, ioana, Consenting{Categories: []string{"skills"}, Destinations: []string{"SE"}}))
		d.write(func(tx *db.Tx) error {
			return d.Pass(tx, Passed{Person: ioana.ID, Network: d.aurora.ID, Category: "skills", Destination: "SE", Recipient: "AUR-NORRLJUS"})
		})
		notices := func() int {
			w, err := d.Pending(ctx, d.as("auditor"), d.aurora)
			d.must(err)
			return w.Notices
		}
		sweep := func() {
			_, err := d.Sweep(ctx, network.Operator, false)
			d.must(err)
		}
		d.clock.at = d.clock.at.AddDate(1, 0, -1)
		sweep()
		if notices() != 0 {
			t.Error("on the last day somebody is told already")
		}
		d.clock.at = d.clock.at.AddDate(0, 0, 1)
		sweep()
		sweep()
		if got := notices(); got != 1 {
			t.Errorf("a day after: %d notices, want 1", got)
		}
	})
}

// Tests rule privacy.reading.
func TestWhoHasLookedIsSeenByThePerson(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ruta, eva := t.Context(), d.as("analyst"), d.as("secretariat")
		for range 2 {
			if _, err := d.networks.People(ctx, eva, d.aurora); err != nil {
				t.Fatal(err)
			}
		}
		m, err := d.Mine(ctx, ruta)
		if err != nil || len(m.Readings) != 1 || m.Readings[0].Name != eva.Name || m.Readings[0].Times != 2 || m.Readings[0].What != "people" {
			t.Errorf("%+v, %v; want that the secretariat looked twice", m.Readings, err)
		}
		if m, _ := d.Mine(ctx, eva); len(m.Readings) != 0 {
			t.Errorf("%v: a look at one's own data counts", m.Readings)
		}
		closed, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := d.networks.People(closed, eva, d.aurora); err == nil {
			t.Error("what cannot be recorded is shown")
		}
	})
}

func TestReadingTooMuchRingsOnce(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, dario := t.Context(), d.as("secretariat"), d.as("auditor")
		persons := func(count int) (ids []string) {
			for i := range count {
				ids = append(ids, strings.Repeat("p", i+1))
			}
			return ids
		}
		alarms := func() []Alarm {
			o, err := d.Office(ctx, dario, d.aurora)
			d.must(err)
			return o.Alarms
		}
		d.must(d.Read(ctx, eva, d.aurora, "people", persons(100)))
		if got := alarms(); len(got) != 0 {
			t.Errorf("100 persons in an hour ring: %v", got)
		}
		d.must(d.Read(ctx, eva, d.aurora, "people", persons(101)))
		d.must(d.Read(ctx, eva, d.aurora, "people", persons(120)))
		got := alarms()
		if len(got) != 1 || got[0].Count != 120 || got[0].Name != eva.Name {
			t.Fatalf("%+v, want one alarm about 120 persons", got)
		}
		d.must(d.CloseAlarm(ctx, dario, d.aurora, got[0].ID))
		d.clock.at = d.clock.at.Add(time.Hour)
		d.must(d.Read(ctx, eva, d.aurora, "people", persons(90)))
		if got := alarms(); len(got) != 0 {
			t.Errorf("the next hour with 90 persons rings: %v", got)
		}
	})
}

func TestTheExportHasEverythingOfAPersonAndNothingOfOthers(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, ruta := t.Context(), d.as("careers"), d.as("analyst")
		for _, who := range []network.Who{ioana, ruta} {
			canary := "canary-" + who.Login
			_, err := d.Ask(ctx, who, d.aurora, Request{Kind: "objection", Text: canary + "-request"})
			d.must(err)
			d.must(d.GiveConsent(ctx, who, Consenting{Categories: []string{"courses"}, Destinations: []string{"FI"}}))
			d.write(func(tx *db.Tx) error {
				return d.Pass(tx, Passed{Person: who.ID, Network: d.aurora.ID, Category: "courses", Destination: "FI", Recipient: canary + "-recipient"})
			})
			d.must(d.WithdrawConsent(ctx, who, "", ""))
			d.allows(who.ID, "o", "health")
			d.must(d.PutSpecial(ctx, network.Operator, Special{Person: who.ID, Network: d.aurora.ID, Organisation: "o", Category: "health", Purpose: "safety", Until: "2026-12-31", Text: canary + "-health"}))
		}
		text := func(w Wanted) string {
			all, err := d.MyExport(ctx, ioana, w)
			d.must(err)
			b, err := json.Marshal(all)
			d.must(err)
			return string(b)
		}
		got := text(Wanted{})
		for _, want := range []string{"canary-careers-request", "canary-careers-recipient", ioana.Name, "career_counsellor", "privacy.ask", `"withdrawn"`, `"special_categories_kept":1`} {
			if !strings.Contains(got, want) {
				t.Errorf("the export lacks %s: %s", want, got)
			}
		}
		if strings.Contains(got, "canary-analyst") || strings.Contains(got, "-health") {
			t.Errorf("the export says too much: %s", got)
		}
		if got := text(Wanted{Special: true}); !strings.Contains(got, "canary-careers-health") || strings.Contains(got, "canary-analyst") {
			t.Errorf("with special categories: %s", got)
		}
		if got := text(Wanted{Portable: true}); !strings.Contains(got, "canary-careers-recipient") || strings.Contains(got, "career_counsellor") {
			t.Errorf("to take along is what rests on consent alone: %s", got)
		}
	})
}
