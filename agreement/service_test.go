package agreement

import (
	"context"
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
	kitlang "pesnet/kit/lang"
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

// Tests rules agreement.change, agreement.party-signed, agreement.end.
func TestAnAgreementFromTheDraftToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, halina, stranger := t.Context(), d.as("representative"), d.as("analyst")
		jutrzena, gintara := d.organisation("AUR-JUTRZENA"), d.organisation("AUR-GINTARA")
		draft := Agreement{Title: kitlang.Text{"en": "Youth"}, Exchange: "vacancies", Source: "minutes", Parties: []Party{{Organisation: gintara}}}
		if _, err := d.Add(ctx, halina, d.aurora, draft); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a representative writes an agreement of others: %v", err)
		}
		draft.Parties[0].Organisation = jutrzena
		a, err := d.Add(ctx, halina, d.aurora, draft)
		d.must(err)
		if err := d.Sign(ctx, halina, d.aurora, Agreement{No: a.No, Signed: "2026-11-20", Version: 1}); fault.Of(err).ID != "agreement.sign" {
			t.Errorf("it is signed by one party: %v", err)
		}
		if err := d.AddParty(ctx, stranger, d.aurora, a.No, Party{Organisation: gintara}); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("a stranger adds a party: %v", err)
		}
		d.must(d.AddParty(ctx, halina, d.aurora, a.No, Party{Organisation: gintara, Contact: "EURES office"}))
		if err := d.AddParty(ctx, halina, d.aurora, a.No, Party{Organisation: gintara}); fault.Of(err).ID != "agreement.party.there" {
			t.Errorf("a party is added twice: %v", err)
		}
		allowed := func() bool {
			_, ok, err := d.Allowed(ctx, d.aurora, jutrzena, gintara, "vacancies")
			d.must(err)
			return ok
		}
		if allowed() {
			t.Error("a draft allows an exchange")
		}
		d.must(d.Sign(ctx, halina, d.aurora, Agreement{No: a.No, Signed: "2026-11-20", Version: 1}))
		if !allowed() {
			t.Error("a signed agreement allows nothing")
		}
		f, err := d.Agreement(ctx, network.Who{}, d.aurora, a.No)
		d.must(err)
		if err := d.RemoveParty(ctx, halina, d.aurora, a.No, f.Parties[1].ID); fault.Of(err).ID != "agreement.party-signed" {
			t.Errorf("a party of a signed agreement is taken out: %v", err)
		}
		changed := f.Agreement
		changed.Title, changed.Version = kitlang.Text{"lt": "Jaunimas"}, 1
		if err := d.Change(ctx, halina, d.aurora, changed); fault.Of(err).ID != "network.changed-meanwhile" {
			t.Errorf("an old version is taken: %v", err)
		}
		changed.Version = 2
		d.must(d.Change(ctx, halina, d.aurora, changed))
		d.must(d.Did(ctx, halina, d.aurora, a.No, Activity{Day: "2026-11-21", Kind: "visit", Title: "A visit"}))
		if err := d.End(ctx, halina, d.aurora, Agreement{No: a.No, Ended: "2026-11-19", Version: 3}); fault.Of(err).ID != "agreement.end" {
			t.Errorf("it ends before it was signed: %v", err)
		}
		d.must(d.End(ctx, halina, d.aurora, Agreement{No: a.No, Ended: "2026-11-20", Version: 3}))
		if allowed() {
			t.Error("an agreement that has ended allows an exchange")
		}
		if f, err = d.Agreement(ctx, halina, d.aurora, a.No); err != nil || f.Title.In("en") != "Youth" || f.Title.In("lt") != "Jaunimas" || len(f.Activities) != 1 || !f.MayChange {
			t.Errorf("in the end it is %+v, %v", f, err)
		}
	})
}

func TestTheRegisterOfTheLithuanianServiceSaysOnlyWhatIsDocumented(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		n, err := d.networks.Network(t.Context(), network.Who{}, "PES-NETWORK")
		d.must(err)
		all, err := d.Register(t.Context(), network.Who{}, n)
		d.must(err)
		if len(all.Agreements) != 10 {
			t.Errorf("%d agreements, want the ten partners that the page names", len(all.Agreements))
		}
		for _, a := range all.Agreements {
			if a.On("2026-11-21") != Documented || a.Signed+a.From+a.To != "" || a.Exchange != "" || a.Source != "uzt-page" || len(a.Parties) != 2 || a.Parties[1].Contact != "" {
				t.Errorf("%s says more than its source: %+v", a.Title.In("en"), a)
			}
		}
	})
}

func TestTheEndOfAnAgreementIsOwedToBeSettled(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		owed := map[string]bool{}
		d.must(d.db.Read(t.Context(), func(tx *db.Tx) error {
			all, err := d.Owes(t.Context(), tx, d.aurora, "2026-11-21")
			for _, o := range all {
				owed[o.Person] = o.Day == "2026-12-31" && o.Kind == "agreement.owed.renewal"
			}
			return err
		}))
		if len(owed) != 2 || !owed[d.as("secretariat").ID] || !owed[d.as("representative").ID] {
			t.Errorf("renewal is asked of %v, want of the secretariat and the representative of Jutrzena", owed)
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

// Tests rule agreement.document.
func TestAgreementsOnTheirPages(t *testing.T) {
	d, ask := doors(t)
	page := ask("", "GET", "/en/pes-network/agreements", nil).Body.String()
	for _, want := range []string{"Labour office of Sokółka", "known from a source", "not known", "10 agreements"} {
		if !strings.Contains(page, want) {
			t.Errorf("the register lacks %q", want)
		}
	}
	if page := ask("", "GET", "/lt/aurora/agreements?party=aur-liepava", nil).Body.String(); !strings.Contains(page, "Bendra pasienio darbo rinka") || strings.Contains(page, "Darbuotojų mainai") {
		t.Error("the filter by party shows others, or not its own")
	}
	w := ask("secretariat", "POST", "/en/aurora/agreements/new", url.Values{"title": {"Fairs"}, "first": {d.organisation("AUR-SAVINA")}, "source": {"Letter"}, "exchange": {"vacancies"}, "themes": {"youth", "projects"}})
	at, _, _ := strings.Cut(w.Header().Get("Location"), "?")
	if w.Code != 303 {
		t.Fatalf("adding answers %d: %s", w.Code, w.Body)
	}
	for _, step := range []struct {
		to   string
		form url.Values
		want int
	}{
		{"/sign", url.Values{"signed": {"2026-11-20"}, "version": {"1"}}, 422},
		{"/parties", url.Values{"office": {"Zavod"}, "country": {"XX"}}, 422},
		{"/parties", url.Values{"office": {"Zavod"}, "country": {"ME"}, "contact": {"Head office"}}, 303},
		{"/activities", url.Values{"day": {"2030-01-01"}, "kind": {"visit"}, "what": {"x"}}, 422},
		{"/activities", url.Values{"day": {"2026-11-20"}, "kind": {"visit"}, "what": {"Study visit"}, "link": {"https://example.org"}}, 303},
		{"/documents", url.Values{"paper": {"Text"}, "at": {"no address"}}, 422},
		{"/documents", url.Values{"paper": {"Text"}, "at": {"https://example.org/text.pdf"}}, 303},
		{"/sign", url.Values{"signed": {"2026-11-20"}, "version": {"1"}}, 303},
		{"/edit", url.Values{"title": {"Late"}, "source": {"Letter"}, "signed": {"2026-11-20"}, "version": {"1"}}, 422},
		{"/end", url.Values{"ended": {"2026-11-20"}, "version": {"2"}}, 303},
	} {
		if w := ask("secretariat", "POST", at+step.to, step.form); w.Code != step.want {
			t.Errorf("%s %v answers %d, want %d", step.to, step.form, w.Code, step.want)
		}
	}
	page = ask("", "GET", at, nil).Body.String()
	for _, want := range []string{"Zavod", "Montenegro", "Study visit", "text.pdf", "Fairs"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the agreement lacks %q", want)
		}
	}
	if w := ask("", "GET", "/en/aurora/agreements.xlsx", nil); w.Code != 200 || w.Body.Len() < 4000 {
		t.Errorf("the workbook answers %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestAgreementsForPrograms(t *testing.T) {
	_, ask := doors(t)
	if w := ask("", "GET", "/api/v1/networks/AURORA/agreements", nil); w.Code != 200 || !strings.Contains(w.Body.String(), `"state":"expired"`) {
		t.Errorf("the register answers %d: %s", w.Code, w.Body)
	}
	for to, want := range map[string]string{"AUR-LIEPAVA": `"allowed":true`, "AUR-SAVINA": `"allowed":false`} {
		if w := ask("", "GET", "/api/v1/networks/AURORA/agreements/exchange?from=AUR-GINTARA&what=vacancies&to="+to, nil); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("to %s answers %d: %s", to, w.Code, w.Body)
		}
	}
}
