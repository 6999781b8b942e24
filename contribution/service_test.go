package contribution

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/network"
	"pesnet/network/networktest"
)

// demo is the service on the demonstration.
type demo struct {
	*Service
	*networktest.World
}

func open(w *networktest.World) *demo {
	w.Helper()
	d := &demo{New(w.DB, w.Clock.Now, w.Networks), w}
	w.Must(d.Demo(w.Context()))
	return d
}

var each = networktest.Each(open)

// Tests rules contribution.confirmed, contribution.change, contribution.withdraw.
func TestAContributionFromTheLogToTheBalance(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ngo, secretariat := t.Context(), d.As("valea.ngo"), d.As("valea.secretariat")
		of := func() (total, waiting int) {
			y, err := d.Year(ctx, ngo, d.Valea, 2026)
			d.Must(err)
			return y.Total(), y.Waiting
		}
		total, waiting := of()
		e, err := d.Record(ctx, ngo, d.Valea, Entry{Organisation: d.Organisation("VAL-PUNTI"), Responsibility: 8, Day: "2026-11-20", Title: "A debate"})
		d.Must(err)
		if now, waits := of(); e.State != Recorded || now != total || waits != waiting+1 {
			t.Errorf("what a member records is %s; %d counted and %d wait, want %d and %d", e.State, now, waits, total, waiting+1)
		}
		if _, err := d.Record(ctx, ngo, d.Valea, Entry{Organisation: d.Organisation("VAL-UNIV"), Responsibility: 8, Day: "2026-11-20", Title: "Not mine"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative records for another member: %v", err)
		}
		if err := d.Settle(ctx, ngo, d.Valea, Entry{No: e.No, State: Confirmed, Version: 1}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a member confirms its own: %v", err)
		}
		d.Must(d.Settle(ctx, secretariat, d.Valea, Entry{No: e.No, State: Confirmed, Version: 1}))
		if now, _ := of(); now != total+1 {
			t.Errorf("a confirmed contribution makes %d of %d", now, total)
		}
		e.Title = "Another title"
		if err := d.Change(ctx, ngo, d.Valea, e); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a member changes what is confirmed: %v", err)
		}
		if err := d.Change(ctx, secretariat, d.Valea, e); fault.ID(err) != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		if err := d.Settle(ctx, secretariat, d.Valea, Entry{No: e.No, State: Withdrawn, Version: 2}); fault.ID(err) != "contribution.withdraw" {
			t.Errorf("withdrawn without a reason: %v", err)
		}
		d.Must(d.Settle(ctx, secretariat, d.Valea, Entry{No: e.No, State: Withdrawn, Reason: "Recorded twice", Version: 2}))
		if now, _ := of(); now != total {
			t.Errorf("a withdrawn contribution still counts: %d, want %d", now, total)
		}
	})
}

// Tests rules contribution.name, contribution.look.
func TestNamesOfAdministratorsAreKeptWithCare(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretariat, analyst := t.Context(), d.As("valea.secretariat"), d.As("valea.analyst")
		e, err := d.Record(ctx, secretariat, d.Valea, Entry{Organisation: d.Organisation("VAL-CAMERA"), Responsibility: 3, Day: "2026-11-20", Title: "The register"})
		d.Must(err)
		if err := d.AddName(ctx, secretariat, d.Valea, e.No, Name{Company: "A", Name: "B", Source: "register"}); err == nil {
			t.Error("a name is kept without a purpose")
		}
		d.Must(d.AddName(ctx, secretariat, d.Valea, e.No, Name{Company: "A", Name: "B", Purpose: "contact", Source: "register"}))
		if _, _, err := d.Names(ctx, network.Who{}, d.Valea, e.No); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads names: %v", err)
		}
		_, all, err := d.Names(ctx, analyst, d.Valea, e.No)
		d.Must(err)
		f, err := d.Entry(ctx, secretariat, d.Valea, e.No)
		d.Must(err)
		if len(all) != 1 || len(f.Looks) != 1 || f.Looks[0].Who != analyst.ID || f.Looks[0].Names != 1 {
			t.Errorf("%d names were shown, the looks are %v", len(all), f.Looks)
		}
		d.Writing(func(tx *db.Tx) error {
			kept, err := Kept(tx, secretariat.ID)
			text, _ := json.Marshal(kept)
			if !strings.Contains(string(text), "The register") {
				t.Errorf("what is kept of who recorded: %s", text)
			}
			if err == nil {
				err = Forget(tx, secretariat.ID, d.now())
			}
			if gone, failed := SweepNames(tx, d.now().Add(time.Hour)); failed != nil || gone != 3 {
				t.Errorf("%d names went, %v; want 3 with those of the demonstration", gone, failed)
			}
			return err
		})
		if f, err = d.Entry(ctx, secretariat, d.Valea, e.No); err != nil || f.By != "" || f.Named != 0 {
			t.Errorf("after forgetting: by %q, %d names, %v", f.By, f.Named, err)
		}
	})
}

func TestContributionsOnTheirPages(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	page := door.Get("valea.ngo", "/en/valea/contributions").Body.String()
	for _, want := range []string{"Balance of 2026", "pn-chart", "Not yet in the log of this year", "Record a contribution"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the year lacks %q", want)
		}
	}
	if empty := door.Get("analyst", "/en/aurora/contributions").Body.String(); !strings.Contains(empty, "lays down no responsibilities") {
		t.Error("a network without responsibilities does not say so")
	}
	form := url.Values{"member": {d.Organisation("VAL-PUNTI")}, "responsibility": {"1"}, "day": {"2026-11-20"}, "title": {"Open days"}}
	w := door.Post("valea.ngo", "/en/valea/contributions/new", form)
	at, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	if w.Code != 303 {
		t.Fatalf("recording answers %d: %s", w.Code, w.Body)
	}
	form.Set("title", "")
	if w := door.Post("valea.ngo", "/en/valea/contributions/new", form); w.Code != 422 || !strings.Contains(w.Body.String(), "Say what was done") {
		t.Errorf("an entry without a title answers %d", w.Code)
	}
	change := url.Values{"responsibility": {"1"}, "day": {"2026-11-20"}, "title": {"Open week"}, "version": {"1"}}
	if w := door.Post("valea.ngo", at+"/edit", change); w.Code != 303 {
		t.Fatalf("changing answers %d", w.Code)
	}
	change.Set("title", "Mine")
	if w := door.Post("valea.ngo", at+"/edit", change); w.Code != 422 || !strings.Contains(w.Body.String(), "Open week") || !strings.Contains(w.Body.String(), "Mine") {
		t.Errorf("whoever is late sees not both texts: %d", w.Code)
	}
	if w := door.Post("valea.secretariat", at+"/settle", url.Values{"state": {Confirmed}, "version": {"2"}}); w.Code != 303 {
		t.Errorf("confirming answers %d", w.Code)
	}
	if w := door.Get("valea.secretariat", "/en/valea/contributions.xlsx?year=2026"); w.Code != 200 || w.Body.Len() < 4000 {
		t.Errorf("the workbook answers %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestContributionsForPrograms(t *testing.T) {
	d := open(networktest.Open(t))
	door := d.Doors(d)
	w := door.JSON("valea.secretariat", "POST", "/api/v1/networks/VALEA/contributions", `{"member":"VAL-UNIV","responsibility":7,"day":"2026-11-20","title":"A study"}`)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"state":"confirmed"`) {
		t.Fatalf("recording answers %d: %s", w.Code, w.Body)
	}
	for _, year := range []int{2026, 2024} {
		w = door.Get("valea.analyst", "/api/v1/networks/VALEA/contributions?year="+strconv.Itoa(year))
		if has := strings.Contains(w.Body.String(), "A study"); w.Code != 200 || has != (year == 2026) {
			t.Errorf("the log of %d answers %d and has the study: %v", year, w.Code, has)
		}
	}
	if w := door.Get("", "/api/v1/networks/VALEA/contributions"); w.Code != 401 {
		t.Errorf("a stranger is answered %d", w.Code)
	}
}
