package programme

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
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

// demo is a service on the demonstration, with its network AURORA.
type demo struct {
	*Service
	networks *network.Service
	aurora   network.Network
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
	x.aurora, err = networks.Network(t.Context(), network.Who{}, "AURORA")
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

// Tests rules programme.year, programme.lead, programme.answer.
func TestAProgrammeFromTheDraftToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, halina, analyst := t.Context(), d.as("secretariat"), d.as("representative"), d.as("analyst")
		if err := d.Begin(ctx, eva, d.aurora, Plan{Year: 2025}); fault.Of(err).ID != "programme.year" {
			t.Errorf("a programme of last year begins: %v", err)
		}
		if err := d.Begin(ctx, eva, d.aurora, Plan{Year: 2026}); fault.Of(err).ID != "programme.year.there" {
			t.Errorf("a second programme of a year begins: %v", err)
		}
		if err := d.Begin(ctx, halina, d.aurora, Plan{Year: 2028}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative begins a programme: %v", err)
		}
		d.must(d.Begin(ctx, eva, d.aurora, Plan{Year: 2028}))
		jutrzena := d.organisation("AUR-JUTRZENA")
		item := Item{Objective: "Fairs", Theme: "initiative-b", Deliverable: "Six fairs", Lead: jutrzena, Starts: "2028-01-01", Due: "2028-06-30", State: Planned}
		if _, err := d.PutItem(ctx, halina, d.aurora, 2028, item); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative writes a draft: %v", err)
		}
		item, err := d.PutItem(ctx, eva, d.aurora, 2028, item)
		d.must(err)
		step := func(to Plan) {
			t.Helper()
			to.Year = 2028
			d.must(d.Step(ctx, eva, d.aurora, to))
		}
		if _, err := d.Plan(ctx, network.Who{}, d.aurora, 2028); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads a draft: %v", err)
		}
		step(Plan{State: Consulted, Consult: "2026-12-01", Version: 1})
		d.must(d.Say(ctx, halina, d.aurora, 2028, Comment{Organisation: jutrzena, Item: 1, Text: "Eight would be better"}))
		if err := d.Say(ctx, analyst, d.aurora, 2028, Comment{Organisation: d.organisation("AUR-GINTARA"), Text: "no"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("an analyst speaks for a member: %v", err)
		}
		w, err := d.Plan(ctx, halina, d.aurora, 2028)
		d.must(err)
		d.must(d.Answer(ctx, eva, d.aurora, 2028, Comment{ID: w.Comments[0].ID, Answer: "Eight, then"}))
		if err := d.Answer(ctx, eva, d.aurora, 2028, Comment{ID: w.Comments[0].ID, Answer: "Or nine"}); fault.Of(err).ID != "programme.answer" {
			t.Errorf("a comment is answered twice: %v", err)
		}
		item.Deliverable = "Eight fairs"
		item, err = d.PutItem(ctx, eva, d.aurora, 2028, item)
		d.must(err)
		step(Plan{State: Adopted, Decision: "AURORA-B-2026-4/2", Adopted: "2026-11-20", Version: 2})
		if w, err = d.Plan(ctx, network.Who{}, d.aurora, 2028); err != nil || w.Versions[0].Items[0].Deliverable != "Six fairs" || w.Versions[1].Items[0].Deliverable != "Eight fairs" {
			t.Errorf("the versions of the adopted programme: %+v, %v", w.Versions, err)
		}
		item = w.Items[0]
		item.Deliverable = "Nine fairs"
		if _, err := d.PutItem(ctx, eva, d.aurora, 2028, item); fault.Of(err).ID != "programme.adopted" {
			t.Errorf("an adopted item is written anew: %v", err)
		}
		item = w.Items[0]
		item.State, item.Progress = Running, 30
		if _, err := d.PutItem(ctx, analyst, d.aurora, 2028, item); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("somebody who does not lead says how far it is: %v", err)
		}
		if _, err := d.PutItem(ctx, halina, d.aurora, 2028, item); err != nil {
			t.Errorf("who leads an item cannot say how far it is: %v", err)
		}
		if _, err := d.PutItem(ctx, eva, d.aurora, 2028, item); fault.Of(err).ID != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		step(Plan{State: Running, Version: 3})
		step(Plan{State: Closed, Version: 4})
		item.Version = 3
		if _, err := d.PutItem(ctx, eva, d.aurora, 2028, item); fault.Of(err).ID != "programme.closed" {
			t.Errorf("an item of a closed programme is changed: %v", err)
		}
		d.must(d.db.Write(ctx, func(tx *db.Tx) error {
			kept, err := Kept(tx, halina.ID)
			if text, _ := json.Marshal(kept); !strings.Contains(string(text), "Eight would be better") {
				t.Errorf("what is kept of who commented: %s", text)
			}
			if err == nil {
				err = Forget(tx, halina.ID, d.now())
			}
			return err
		}))
	})
}

// Tests rule programme.raise.
func TestAProblemBecomesARecommendation(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, eva, halina := t.Context(), d.as("secretariat"), d.as("representative")
		jutrzena := d.organisation("AUR-JUTRZENA")
		if _, err := d.Put(ctx, halina, d.aurora, Matter{Register: Problems, Organisation: d.organisation("AUR-GINTARA"), Title: "Not mine", Begun: "2026-11-20"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a problem is raised for another member: %v", err)
		}
		if _, err := d.Put(ctx, halina, d.aurora, Matter{Register: Requests, Kind: "opinion", Requester: "own", Title: "Not mine", Begun: "2026-11-20"}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative writes a request: %v", err)
		}
		m, err := d.Put(ctx, halina, d.aurora, Matter{Register: Problems, Organisation: jutrzena, Title: "No buses", Begun: "2026-11-01", Due: "2026-11-10"})
		d.must(err)
		m.Title = "No buses at night"
		m, err = d.Put(ctx, halina, d.aurora, m)
		d.must(err)
		version := int64(2)
		for _, step := range []Step{{State: "discussed", Day: "2026-11-05", Text: "At the meeting"}, {State: "solved", Day: "2026-11-06", Text: "Two lines"}, {State: "recommended", Day: "2026-11-12", Text: "Two lines", Decision: "4/1"}, {State: "sent", Day: "2026-11-13"}, {State: "answered", Day: "2026-11-20", Text: "One line"}} {
			d.must(d.Move(ctx, eva, d.aurora, Matter{Register: Problems, No: m.No, Addressee: "Council", Version: version}, step))
			version++
			if step.State == "discussed" {
				m.Version = version
				if _, err := d.Put(ctx, halina, d.aurora, m); fault.Of(err).Kind != fault.Forbidden {
					t.Errorf("a member changes a problem that was discussed: %v", err)
				}
			}
		}
		got, _, err := d.Matter(ctx, halina, d.aurora, Problems, m.No)
		d.must(err)
		if got.State != "answered" || got.Addressee != "Council" || len(got.Steps) != 6 || got.Reached("sent") != "2026-11-13" {
			t.Errorf("in the end it is %+v", got)
		}
		if _, _, err := d.Matter(ctx, network.Who{}, d.aurora, Problems, m.No); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("a stranger reads a problem: %v", err)
		}
		d.must(d.db.Read(ctx, func(tx *db.Tx) error {
			all, err := MattersBetween(tx, d.aurora.ID, "2026-11-13", "2026-11-13")
			if len(all) != 1 || all[0].Title != "No buses at night" {
				t.Errorf("on the day of sending something happened to %+v", all)
			}
			items, failed := Between(tx, d.aurora.ID, "2026-01-01", "2026-12-31")
			if failed != nil || len(items) != 9 {
				t.Errorf("%d items are due in 2026, %v; want 9", len(items), failed)
			}
			return err
		}))
	})
}

func TestWhatIsOwedIsToldToWhomItConcerns(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		owed := map[string][]string{}
		d.must(d.db.Read(t.Context(), func(tx *db.Tx) error {
			all, err := d.Owes(t.Context(), tx, d.aurora, "2026-11-21")
			for _, o := range all {
				owed[o.Person] = append(owed[o.Person], o.Kind+" "+o.Day)
			}
			return err
		}))
		halina, eva := strings.Join(owed[d.as("representative").ID], "; "), strings.Join(owed[d.as("secretariat").ID], "; ")
		if halina != "programme.owed.consultation 2026-12-04; programme.owed.item 2026-12-20" {
			t.Errorf("the representative owes %s", halina)
		}
		if !strings.Contains(eva, "programme.owed.request 2026-10-31") || strings.Contains(eva, "consultation") {
			t.Errorf("the secretariat owes %s", eva)
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

func TestWorkOnItsPages(t *testing.T) {
	d, ask := doors(t)
	page := ask("", "GET", "/en/aurora/work", nil).Body.String()
	for want, there := range map[string]bool{"Work programme 2026": true, "pn-chart": true, "How services reach people far from work": false, "Work programme 2027": false} {
		if strings.Contains(page, want) != there {
			t.Errorf("a stranger sees %q: %v", want, !there)
		}
	}
	if page := ask("representative", "GET", "/lt/aurora/work/2027", nil).Body.String(); !strings.Contains(page, "Narių pastabos") || !strings.Contains(page, "Pateikti pastabą") {
		t.Error("a representative cannot comment on a draft")
	}
	if page := ask("", "GET", "/en/aurora/requests", nil).Body.String(); !strings.Contains(page, "How services reach people") || strings.Contains(page, "Matching by machine") {
		t.Error("strangers see what is not published, or not what is")
	}
	jutrzena := d.organisation("AUR-JUTRZENA")
	item := url.Values{"objective": {"A course"}, "theme": {"initiative-b"}, "deliverable": {"Course"}, "lead": {jutrzena}, "starts": {"2027-01-01"}, "due": {"2027-02-01"}, "state": {"planned"}, "progress": {"0"}}
	for _, step := range []struct {
		who, to string
		form    url.Values
		want    int
	}{
		{"secretariat", "/work", url.Values{"year": {"1999"}}, 422}, {"secretariat", "/work", url.Values{"year": {"2028"}, "intro": {"More"}}, 303},
		{"secretariat", "/work/2027/items/new", item, 303}, {"secretariat", "/work/2027/items/new", url.Values{"objective": {""}}, 422},
		{"representative", "/work/2027/comments", url.Values{"member": {jutrzena}, "item": {"0"}, "comment": {"Good"}}, 303},
		{"secretariat", "/work/2027/state", url.Values{"state": {"adopted"}, "version": {"1"}}, 422},
		{"secretariat", "/work/2027/state", url.Values{"state": {"adopted"}, "decision": {"4/1"}, "adopted": {"2026-11-20"}, "version": {"1"}}, 303},
		{"representative", "/work/2026/items/9", url.Values{"state": {"running"}, "progress": {"20"}, "version": {"1"}}, 303},
		{"representative", "/work/2026/items/9", url.Values{"state": {"running"}, "progress": {"30"}, "version": {"1"}}, 422},
		{"secretariat", "/requests/new", url.Values{"kind": {"opinion"}, "requester": {"own"}, "question": {"Pay"}, "begun": {"2026-11-20"}, "drafters": {jutrzena}}, 303},
		{"secretariat", "/requests/4/steps", url.Values{"state": {"drafting"}, "day": {"2026-11-21"}, "version": {"1"}}, 303},
		{"secretariat", "/requests/4/steps", url.Values{"state": {"adopted"}, "day": {"2026-11-21"}, "version": {"2"}}, 422},
		{"representative", "/problems/new", url.Values{"member": {jutrzena}, "question": {"Forms"}, "begun": {"2026-11-20"}}, 303},
		{"representative", "/problems/2/edit", url.Values{"question": {"Long forms"}, "version": {"7"}}, 422},
		{"representative", "/problems/2/edit", url.Values{"question": {"Long forms"}, "version": {"1"}}, 303},
		{"representative", "/problems/2/steps", url.Values{"state": {"discussed"}, "day": {"2026-11-21"}, "outcome": {"x"}, "version": {"2"}}, 403},
	} {
		if w := ask(step.who, "POST", "/en/aurora"+step.to, step.form); w.Code != step.want {
			t.Errorf("%s %v answers %d, want %d", step.to, step.form, w.Code, step.want)
		}
	}
	for at, want := range map[string]string{"/work/2026/items/9": "Exchange of staff", "/problems/2": "Long forms", "/requests/4": "being written", "/work/2026?version=1": "Version 1", "/problems/2/edit": "Long forms", "/requests/new": "European Parliament"} {
		if w := ask("secretariat", "GET", "/en/aurora"+at, nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d without %q", at, w.Code, want)
		}
	}
	for _, at := range []string{"/work/2026/items.xlsx", "/requests.xlsx", "/problems.xlsx"} {
		if w := ask("secretariat", "GET", "/en/aurora"+at, nil); w.Code != 200 || w.Body.Len() < 4000 {
			t.Errorf("%s answers %d with %d bytes", at, w.Code, w.Body.Len())
		}
	}
}

func TestWorkForPrograms(t *testing.T) {
	_, ask := doors(t)
	for at, want := range map[string]string{"/work/2026": `"late":true`, "/requests": `"state":"published"`, "/problems": "[]"} {
		if w := ask("", "GET", "/api/v1/networks/AURORA"+at, nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s answers %d: %s", at, w.Code, w.Body)
		}
	}
	if w := ask("", "GET", "/api/v1/networks/AURORA/work/2027", nil); w.Code != 401 {
		t.Errorf("a draft answers a stranger %d", w.Code)
	}
}
