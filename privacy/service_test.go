package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pesnet/account"
	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
	"pesnet/network/networktest"
	"pesnet/second"
)

// demo is the service on the demonstration, without requests and consents.
type demo struct {
	*Service
	*networktest.World
	accounts *account.Service
	seconds  *second.Service
}

func open(w *networktest.World) *demo {
	w.Helper()
	d := &demo{New(w.DB, w.Clock.Now, w.Networks, w.Jobs()), w, account.New(w.DB, w.Clock.Now, w.Networks, account.Options{Demo: true}), second.New(w.DB, w.Clock.Now, w.Networks)}
	d.seconds.Asks(d.Twofold())
	d.KeyFile = filepath.Join(w.TempDir(), "keys", "pesnet.key")
	w.Networks.OnRead = d.Read
	return d
}

var each = networktest.Each(open)

func TestARequestFromTheFormToTheDecision(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, analyst, eva := t.Context(), d.As("analyst"), d.As("secretariat")
		d.Clock.Set(time.Date(2027, 1, 30, 23, 30, 0, 0, time.UTC)) // in Brussels it is the 31st
		r, err := d.Ask(ctx, analyst, d.Aurora, Request{Kind: "access", Lang: "lt"})
		if err != nil || r.No != 1 || r.AskedOn != "2027-01-31" || r.Due != "2027-02-28" {
			t.Fatalf("%+v, %v; want number 1 of 31 January, due on 28 February", r, err)
		}
		if err := d.Decide(ctx, eva, d.Aurora, 1, Decision{Outcome: "granted"}); fault.ID(err) != "privacy.request.identity" {
			t.Errorf("decided before it is sure who asks: %v", err)
		}
		if err := d.CheckIdentity(ctx, analyst, d.Aurora, 1, "signed-in"); fault.ID(err) != "network.may.data-office" {
			t.Errorf("the person checks the own identity: %v", err)
		}
		d.Must(d.CheckIdentity(ctx, eva, d.Aurora, 1, "signed-in"))
		d.Must(d.Extend(ctx, eva, d.Aurora, 1, "many files"))
		w, err := d.Pending(ctx, eva, d.Aurora)
		if err != nil || len(w.Requests) != 1 || w.Requests[0].Due != "2027-04-30" {
			t.Errorf("pending: %+v, %v, want one request due on 2027-04-30", w, err)
		}
		if w, _ := d.Pending(ctx, d.As("employers"), d.Aurora); len(w.Requests) != 0 {
			t.Error("somebody else sees what waits")
		}
		if _, err := d.Request(ctx, d.As("employers"), d.Aurora, 1); fault.ID(err) != "network.may.data-office" {
			t.Errorf("somebody else reads the request: %v", err)
		}
		d.Must(d.Decide(ctx, eva, d.Aurora, 1, Decision{Outcome: "refused", Exception: "12-5", Reason: "asked daily"}))
		got, err := d.Request(ctx, analyst, d.Aurora, 1)
		if err != nil || got.State != Decided || got.Exception != "12-5" || got.DecidedBy != eva.ID {
			t.Errorf("%+v, %v; want it refused by the secretariat", got, err)
		}
	})
}

func TestErasureMakesAPersonNameless(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, eva := t.Context(), d.As("careers"), d.As("secretariat")
		if _, _, err := d.accounts.SignInAs(ctx, "careers"); err != nil {
			t.Fatal(err)
		}
		d.Must(d.GiveConsent(ctx, ioana, Consenting{Categories: []string{"skills"}, Destinations: []string{"SE"}}))
		d.Writing(func(tx *db.Tx) error {
			return d.Pass(tx, Passed{Person: ioana.ID, Network: d.Aurora.ID, Category: "skills", Destination: "SE", Recipient: "AUR-NORRLJUS"})
		})
		_, err := d.Ask(ctx, ioana, d.Aurora, Request{Kind: "erasure"})
		d.Must(err)
		d.Must(d.CheckIdentity(ctx, eva, d.Aurora, 1, "document"))
		d.Must(d.Decide(ctx, eva, d.Aurora, 1, Decision{Outcome: "granted"}))
		d.twoErase(eva, d.As("auditor"))
		d.Writing(func(tx *db.Tx) error {
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
		holders, err := d.Networks.People(ctx, eva, d.Aurora)
		d.Must(err)
		for _, h := range holders {
			if h.Person.ID == ioana.ID {
				t.Errorf("the erased person still has the role %s", h.Role.Role)
			}
		}
	})
}

func TestAConsentIsGivenAndWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, dario := t.Context(), d.As("careers"), d.As("auditor")
		pass := func() (err error) {
			d.db.Write(ctx, func(tx *db.Tx) error {
				err = d.Pass(tx, Passed{Person: ioana.ID, Network: d.Aurora.ID, Category: "skills", Destination: "SE", Recipient: "AUR-NORRLJUS"})
				return err
			})
			return err
		}
		if err := pass(); fault.ID(err) != "privacy.consent-needed" {
			t.Errorf("without a consent: %v", err)
		}
		d.Must(d.GiveConsent(ctx, ioana, Consenting{Categories: []string{"skills"}, Destinations: []string{"SE", "IT"}, Words: "I allow", Lang: "en"}))
		if err := pass(); err != nil {
			t.Errorf("with a consent: %v", err)
		}
		d.Must(d.WithdrawConsent(ctx, ioana, "skills", ""))
		if err := pass(); fault.ID(err) != "privacy.consent-needed" {
			t.Errorf("after it was withdrawn: %v", err)
		}
		o, err := d.Office(ctx, dario, d.Aurora)
		if err != nil || len(o.Notices) != 1 || o.Notices[0].Recipient != "AUR-NORRLJUS" || o.Notices[0].What != "withdrawn" {
			t.Fatalf("%+v, %v; want the one recipient to be told", o.Notices, err)
		}
		d.Must(d.NoticeDone(ctx, dario, d.Aurora, o.Notices[0].ID)) // sent
		d.Must(d.NoticeDone(ctx, dario, d.Aurora, o.Notices[0].ID)) // acknowledged
		if err := d.NoticeDone(ctx, dario, d.Aurora, o.Notices[0].ID); fault.ID(err) != "privacy.changed" {
			t.Errorf("a third time: %v", err)
		}
		if w, _ := d.Pending(ctx, dario, d.Aurora); w.Notices != 0 {
			t.Errorf("%d notices wait, want none", w.Notices)
		}
	})
}

func TestAConsentThatIsOverReachesItsRecipients(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana := t.Context(), d.As("careers")
		d.Must(d.GiveConsent(ctx, ioana, Consenting{Categories: []string{"skills"}, Destinations: []string{"SE"}}))
		d.Writing(func(tx *db.Tx) error {
			return d.Pass(tx, Passed{Person: ioana.ID, Network: d.Aurora.ID, Category: "skills", Destination: "SE", Recipient: "AUR-NORRLJUS"})
		})
		notices := func() int {
			w, err := d.Pending(ctx, d.As("auditor"), d.Aurora)
			d.Must(err)
			return w.Notices
		}
		sweep := func() {
			_, err := d.Sweep(ctx, network.Operator, false)
			d.Must(err)
		}
		d.Clock.AddDate(1, 0, -1)
		sweep()
		if notices() != 0 {
			t.Error("on the last day somebody is told already")
		}
		d.Clock.AddDate(0, 0, 1)
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
		ctx, ruta, eva := t.Context(), d.As("analyst"), d.As("secretariat")
		for range 2 {
			if _, err := d.Networks.People(ctx, eva, d.Aurora); err != nil {
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
		if _, err := d.Networks.People(closed, eva, d.Aurora); err == nil {
			t.Error("what cannot be recorded is shown")
		}
	})
}

func TestReadingTooMuchRingsOnce(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, dario := t.Context(), d.As("secretariat"), d.As("auditor")
		persons := func(count int) (ids []string) {
			for i := range count {
				ids = append(ids, strings.Repeat("p", i+1))
			}
			return ids
		}
		alarms := func() []Alarm {
			o, err := d.Office(ctx, dario, d.Aurora)
			d.Must(err)
			return o.Alarms
		}
		d.Must(d.Read(ctx, eva, d.Aurora, "people", persons(100)))
		if got := alarms(); len(got) != 0 {
			t.Errorf("100 persons in an hour ring: %v", got)
		}
		d.Must(d.Read(ctx, eva, d.Aurora, "people", persons(101)))
		d.Must(d.Read(ctx, eva, d.Aurora, "people", persons(120)))
		got := alarms()
		if len(got) != 1 || got[0].Count != 120 || got[0].Name != eva.Name {
			t.Fatalf("%+v, want one alarm about 120 persons", got)
		}
		d.Must(d.CloseAlarm(ctx, dario, d.Aurora, got[0].ID))
		d.Clock.Add(time.Hour)
		d.Must(d.Read(ctx, eva, d.Aurora, "people", persons(90)))
		if got := alarms(); len(got) != 0 {
			t.Errorf("the next hour with 90 persons rings: %v", got)
		}
	})
}

func TestTheExportHasEverythingOfAPersonAndNothingOfOthers(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ioana, ruta := t.Context(), d.As("careers"), d.As("analyst")
		for _, who := range []network.Who{ioana, ruta} {
			canary := "canary-" + who.Login
			_, err := d.Ask(ctx, who, d.Aurora, Request{Kind: "objection", Text: canary + "-request"})
			d.Must(err)
			d.Must(d.GiveConsent(ctx, who, Consenting{Categories: []string{"courses"}, Destinations: []string{"FI"}}))
			d.Writing(func(tx *db.Tx) error {
				return d.Pass(tx, Passed{Person: who.ID, Network: d.Aurora.ID, Category: "courses", Destination: "FI", Recipient: canary + "-recipient"})
			})
			d.Must(d.WithdrawConsent(ctx, who, "", ""))
			d.allows(who.ID, "o", "health")
			d.Must(d.PutSpecial(ctx, network.Operator, Special{Person: who.ID, Network: d.Aurora.ID, Organisation: "o", Category: "health", Purpose: "safety", Until: "2026-12-31", Text: canary + "-health"}))
		}
		text := func(w Wanted) string {
			all, err := d.MyExport(ctx, ioana, w)
			d.Must(err)
			b, err := json.Marshal(all)
			d.Must(err)
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
