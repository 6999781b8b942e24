package contribution

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
)

// demo is a service on the demonstration, with its network VALEA.
type demo struct {
	*Service
	networks *network.Service
	valea    network.Network
	t        *testing.T
}

func open(t *testing.T, d *db.DB) *demo {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC) }
	networks := network.New(d, now)
	x := &demo{New(d, now, networks), networks, network.Network{}, t}
	x.must(networks.Demo(t.Context()))
	x.must(x.Demo(t.Context()))
	var err error
	x.valea, err = networks.Network(t.Context(), network.Who{}, "VALEA")
	x.must(err)
	return x
}

func (d *demo) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// as is somebody of the demonstration with the roles there.
func (d *demo) as(login string) (who network.Who) {
	d.t.Helper()
	all, err := d.networks.DemoPeople(d.t.Context())
	d.must(err)
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

func (d *demo) organisation(code string) string {
	d.t.Helper()
	o, err := d.networks.Organisation(d.t.Context(), network.Who{}, code)
	d.must(err)
	return o.ID
}

func each(t *testing.T, test func(*testing.T, *demo)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, open(t, d)) })
}

// Tests rules contribution.confirmed, contribution.change, contribution.withdraw.
func TestAContributionFromTheLogToTheBalance(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, ngo, secretariat := t.Context(), d.as("valea.ngo"), d.as("valea.secretariat")
		of := func() (total, waiting int) {
			y, err := d.Year(ctx, ngo, d.valea, 2026)
			d.must(err)
			return y.Total(), y.Waiting
		}
		total, waiting := of()
		e, err := d.Record(ctx, ngo, d.valea, Entry{Organisation: d.organisation("VAL-PUNTI"), Responsibility: 8, Day: "2026-11-20", Title: "A debate"})
		d.must(err)
		if now, waits := of(); e.State != Recorded || now != total || waits != waiting+1 {
			t.Errorf("what a member records is %s; %d counted and %d wait, want %d and %d", e.State, now, waits, total, waiting+1)
		}
		if _, err := d.Record(ctx, ngo, d.valea, Entry{Organisation: d.organisation("VAL-UNIV"), Responsibility: 8, Day: "2026-11-20", Title: "Not mine"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative records for another member: %v", err)
		}
		if err := d.Settle(ctx, ngo, d.valea, Entry{No: e.No, State: Confirmed, Version: 1}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a member confirms its own: %v", err)
		}
		d.must(d.Settle(ctx, secretariat, d.valea, Entry{No: e.No, State: Confirmed, Version: 1}))
		if now, _ := of(); now != total+1 {
			t.Errorf("a confirmed contribution makes %d of %d", now, total)
		}
		e.Title = "Another title"
		if err := d.Change(ctx, ngo, d.valea, e); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a member changes what is confirmed: %v", err)
		}
		if err := d.Change(ctx, secretariat, d.valea, e); fault.Of(err).ID != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		if err := d.Settle(ctx, secretariat, d.valea, Entry{No: e.No, State: Withdrawn, Version: 2}); fault.Of(err).ID != "contribution.withdraw" {
			t.Errorf("withdrawn without a reason: %v", err)
		}
		d.must(d.Settle(ctx, secretariat, d.valea, Entry{No: e.No, State: Withdrawn, Reason: "Recorded twice", Version: 2}))
		if now, _ := of(); now != total {
			t.Errorf("a withdrawn contribution still counts: %d, want %d", now, total)
		}
	})
}

// Tests rules contribution.name, contribution.look.
func TestNamesOfAdministratorsAreKeptWithCare(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, secretariat, analyst := t.Context(), d.as("valea.secretariat"), d.as("valea.analyst")
		e, err := d.Record(ctx, secretariat, d.valea, Entry{Organisation: d.organisation("VAL-CAMERA"), Responsibility: 3, Day: "2026-11-20", Title: "The register"})
		d.must(err)
		if err := d.AddName(ctx, secretariat, d.valea, e.No, Name{Company: "A", Name: "B", Source: "register"}); err == nil {
			t.Error("a name is kept without a purpose")
		}
		d.must(d.AddName(ctx, secretariat, d.valea, e.No, Name{Company: "A", Name: "B", Purpose: "contact", Source: "register"}))
		if _, _, err := d.Names(ctx, network.Who{}, d.valea, e.No); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads names: %v", err)
		}
		_, all, err := d.Names(ctx, analyst, d.valea, e.No)
		d.must(err)
		f, err := d.Entry(ctx, secretariat, d.valea, e.No)
		d.must(err)
		if len(all) != 1 || len(f.Looks) != 1 || f.Looks[0].Who != analyst.ID || f.Looks[0].Names != 1 {
			t.Errorf("%d names were shown, the looks are %v", len(all), f.Looks)
		}
		d.must(d.db.Write(ctx, func(tx *db.Tx) error {
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
		}))
		if f, err = d.Entry(ctx, secretariat, d.valea, e.No); err != nil || f.By != "" || f.Named != 0 {
			t.Errorf("after forgetting: by %q, %d names, %v", f.By, f.Named, err)
		}
	})
}

// doors are the pages and the API of the area, on the demonstration.
func doors(t *testing.T) (*demo, func(login, method, path string, form url.Values) *httptest.ResponseRecorder) {
	t.Helper()
	d := open(t, dbtest.Open(t))
	pages, err := ui.Load(d.Pages())
	d.must(err)
	site := &web.Site{Languages: lang.All, Known: network.Known, Pages: pages, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Who: func(r *http.Request) context.Context {
			if login := r.Header.Get("Login"); login != "" {
				return network.With(r.Context(), d.as(login))
			}
			return r.Context()
		},
		May:   func(ctx context.Context, policy string) error { return network.Could(network.From(ctx), policy).Err() },
		Frame: func(_ *web.Request, v web.View) ui.Frame { return ui.Frame{Title: v.Title, Problems: v.Problems} }}
	people, err := site.Handler(d.Routes())
	d.must(err)
	api := web.NewAPI(site, "test")
	d.API(api)
	programs, err := api.Handler()
	d.must(err)
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	return d, func(login, method, path string, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if strings.HasPrefix(path, "/api/") {
			r = httptest.NewRequest(method, path, strings.NewReader(form.Get("json")))
			r.Header.Set("Content-Type", "application/json")
		}
		r.Header.Set("Login", login)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w
	}
}

func TestContributionsOnTheirPages(t *testing.T) {
	d, ask := doors(t)
	page := ask("valea.ngo", "GET", "/en/valea/contributions", nil).Body.String()
	for _, want := range []string{"Balance of 2026", "pn-chart", "Not yet in the log of this year", "Record a contribution"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the year lacks %q", want)
		}
	}
	if empty := ask("analyst", "GET", "/en/aurora/contributions", nil).Body.String(); !strings.Contains(empty, "lays down no responsibilities") {
		t.Error("a network without responsibilities does not say so")
	}
	form := url.Values{"member": {d.organisation("VAL-PUNTI")}, "responsibility": {"1"}, "day": {"2026-11-20"}, "title": {"Open days"}}
	w := ask("valea.ngo", "POST", "/en/valea/contributions/new", form)
	at, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	if w.Code != 303 {
		t.Fatalf("recording answers %d: %s", w.Code, w.Body)
	}
	form.Set("title", "")
	if w := ask("valea.ngo", "POST", "/en/valea/contributions/new", form); w.Code != 422 || !strings.Contains(w.Body.String(), "Say what was done") {
		t.Errorf("an entry without a title answers %d", w.Code)
	}
	change := url.Values{"responsibility": {"1"}, "day": {"2026-11-20"}, "title": {"Open week"}, "version": {"1"}}
	if w := ask("valea.ngo", "POST", at+"/edit", change); w.Code != 303 {
		t.Fatalf("changing answers %d", w.Code)
	}
	change.Set("title", "Mine")
	if w := ask("valea.ngo", "POST", at+"/edit", change); w.Code != 422 || !strings.Contains(w.Body.String(), "Open week") || !strings.Contains(w.Body.String(), "Mine") {
		t.Errorf("whoever is late sees not both texts: %d", w.Code)
	}
	if w := ask("valea.secretariat", "POST", at+"/settle", url.Values{"state": {Confirmed}, "version": {"2"}}); w.Code != 303 {
		t.Errorf("confirming answers %d", w.Code)
	}
	if w := ask("valea.secretariat", "GET", "/en/valea/contributions.xlsx?year=2026", nil); w.Code != 200 || w.Body.Len() < 4000 {
		t.Errorf("the workbook answers %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestContributionsForPrograms(t *testing.T) {
	_, ask := doors(t)
	w := ask("valea.secretariat", "POST", "/api/v1/networks/VALEA/contributions", url.Values{"json": {`{"member":"VAL-UNIV","responsibility":7,"day":"2026-11-20","title":"A study"}`}})
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"state":"confirmed"`) {
		t.Fatalf("recording answers %d: %s", w.Code, w.Body)
	}
	for _, year := range []int{2026, 2024} {
		w = ask("valea.analyst", "GET", "/api/v1/networks/VALEA/contributions?year="+strconv.Itoa(year), nil)
		if has := strings.Contains(w.Body.String(), "A study"); w.Code != 200 || has != (year == 2026) {
			t.Errorf("the log of %d answers %d and has the study: %v", year, w.Code, has)
		}
	}
	if w := ask("", "GET", "/api/v1/networks/VALEA/contributions", nil); w.Code != 401 {
		t.Errorf("a stranger is answered %d", w.Code)
	}
}
