package network

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/cli"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	assets "pesnet/web"
)

// site serves the pages and the API of the area alone, on the demo world.
func site(t *testing.T) (*Service, http.Handler) {
	t.Helper()
	s, _ := demoWorld(t, dbtest.Open(t))
	templates, err := ui.Load(s.Pages())
	if err != nil {
		t.Fatal(err)
	}
	door := &web.Site{Languages: lang.All, Who: s.whoAsks(t), Known: Known,
		May: func(ctx context.Context, policy, _ string) error { return Could(From(ctx), policy).Err() },
		Frame: func(_ *web.Request, v web.View) ui.Frame {
			return ui.Frame{Assets: ui.Assets{CSS: assets.CSS(), JS: assets.JS(), Icon: assets.Icon()}, Title: v.Title, Problems: v.Problems, Crumbs: v.Crumbs}
		},
		Pages: templates, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	people, err := door.Handler(s.Routes())
	if err != nil {
		t.Fatal(err)
	}
	api := web.NewAPI(door, "test")
	s.API(api)
	programs, err := api.Handler()
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", people)
	mux.Handle("/api/", programs)
	return s, mux
}

// whoAsks takes the name in a header for who asks, instead of a session: how
// people sign in is the matter of another area.
func (s *Service) whoAsks(t *testing.T) func(r *http.Request) context.Context {
	return func(r *http.Request) context.Context {
		login := r.Header.Get("X-As")
		if login == "" {
			return r.Context()
		}
		all, err := s.DemoPeople(r.Context())
		if err != nil {
			t.Error(err)
		}
		var who Who
		for _, h := range all {
			if h.Login == login {
				who.Person, who.Roles = h.Person, append(who.Roles, h.Role)
			}
		}
		return With(r.Context(), who)
	}
}

// browser is somebody who reads pages.
type browser struct {
	t      *testing.T
	door   http.Handler
	login  string
	header http.Header
}

func (b *browser) ask(method, path string, form url.Values) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("X-As", b.login)
	for name, values := range b.header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	b.door.ServeHTTP(w, r)
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.ask(http.MethodGet, path, nil)
}

// as makes one of the invented people ask.
func (b *browser) as(login string) { b.login = login }

func TestEveryPageInFiveLanguages(t *testing.T) {
	s, door := site(t)
	visitor, secretary := &browser{t: t, door: door}, &browser{t: t, door: door}
	secretary.as("secretariat")
	o, err := s.Member(t.Context(), Who{}, s.must(t, "AURORA"), "AUR-GINTARA")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lang.All.Codes() {
		for _, path := range []string{"/pes-network/about", "/aurora/about?on=2021-01-01", "/wapes/about", "/spune-spo/about", "/valea/about", "/net-pes/about",
			"/pes-network/members", "/wapes/members?on=2015-06-30", "/net-pes/members", "/valea/members", "/aurora/members?q=nobody", "/aurora/members?on=yesterday", "/spune-spo/members",
			"/pes-network/members/ch-seco", "/wapes/members/lt-uzt", "/aurora/members/aur-gintara", "/aurora/members/aur-gintara-marios", "/pes-network/members/lt-uzt"} {
			wantPage(t, visitor, code, path, http.StatusOK)
			wantPage(t, secretary, code, path, http.StatusOK)
		}
		for _, path := range []string{"/aurora/people", "/aurora/members/add", "/aurora/members/aur-gintara/edit", "/aurora/charter/add?rule=meeting.notice_days&from=2022-01-01",
			"/aurora/members/aur-gintara/claims/" + o.Claims[0].ID} {
			wantPage(t, secretary, code, path, http.StatusOK)
			if w := visitor.get("/" + code + path); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "/sign-in?next=") {
				t.Errorf("%s to somebody unknown: %d to %s, want the sign-in", path, w.Code, w.Header().Get("Location"))
			}
		}
		wantPage(t, visitor, code, "/nowhere/members", http.StatusNotFound)
		wantPage(t, visitor, code, "/aurora/members/XX-NONE", http.StatusNotFound)
	}
}

func wantPage(t *testing.T, b *browser, code, path string, status int) {
	t.Helper()
	w := b.get("/" + code + path)
	body := w.Body.String()
	switch {
	case w.Code != status:
		t.Errorf("%s %s: %d, want %d", code, path, w.Code, status)
	case !strings.Contains(body, `<html lang="`+code+`"`):
		t.Errorf("%s %s: the page does not say its language", code, path)
	}
	for _, of := range regexp.MustCompile(`⟦(network|once|web)[^⟧]*⟧|\{[a-z]+\}|<no value>`).FindAllString(body, -1) {
		t.Errorf("%s %s shows %s", code, path, of)
	}
}

func TestTheMemberListOnAPastDate(t *testing.T) {
	_, door := site(t)
	b := &browser{t: t, door: door}
	for path, want := range map[string]bool{"/lt/wapes/members?on=2017-12-31": true, "/lt/wapes/members?on=2018-01-01": false} {
		if got := strings.Contains(b.get(path).Body.String(), "/lt/wapes/members/lt-uzt"); got != want {
			t.Errorf("%s shows Lithuania: %v, want %v", path, got, want)
		}
	}
	body := b.get("/en/wapes/members/lt-uzt").Body.String()
	if !strings.Contains(body, "1991 to 2017") {
		t.Error("the page of Lithuania in WAPES does not say 1991 to 2017")
	}
	body = b.get("/en/pes-network/members").Body.String()
	if !strings.Contains(body, "34 members on") || strings.Count(body, "/en/pes-network/members/ch-seco") < 2 || !strings.Contains(body, "disputed") {
		t.Error("PES-NETWORK: want 34 members, and Switzerland disputed in list and map")
	}
}

func TestDownloads(t *testing.T) {
	_, door := site(t)
	b := &browser{t: t, door: door}
	w := b.get("/sv/wapes/members.csv?on=2015-06-30")
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(rows) != 9 || !strings.Contains(w.Header().Get("Content-Disposition"), "wapes-medlemmar-2015-06-30.csv") {
		t.Errorf("%d rows, %v, %s", len(rows), err, w.Header().Get("Content-Disposition"))
	}
	if x := b.get("/sv/wapes/members.xlsx").Body.String(); !strings.HasPrefix(x, "PK") {
		t.Error("the workbook is no archive")
	}
}

func TestTheSecretariatWorksOnPages(t *testing.T) {
	s, door := site(t)
	b := &browser{t: t, door: door}
	b.as("secretariat")
	wrong := b.ask(http.MethodPost, "/en/aurora/members/add", url.Values{"code": {"x"}, "name": {"<b>Name</b>"}, "membership": {"member"}, "from": {"soon"}})
	body := wrong.Body.String()
	if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "govuk-error-summary") || !strings.Contains(body, `href="#from"`) || !strings.Contains(body, "&lt;b&gt;Name") {
		t.Errorf("a form that cannot be taken: %d", wrong.Code)
	}
	added := b.ask(http.MethodPost, "/en/aurora/members/add", url.Values{"code": {"aur-nova"}, "name": {"Nova"}, "lang": {"en"}, "kind": {"national_pes"}, "country": {"GB"},
		"membership": {"observer"}, "from": {"2026-11"}, "source": {"Board, 12 November"}})
	if added.Code != http.StatusSeeOther || added.Header().Get("Location") != "/en/aurora/members/aur-nova?said=network.said-added" {
		t.Fatalf("adding: %d to %s\n%s", added.Code, added.Header().Get("Location"), added.Body)
	}
	n := s.must(t, "AURORA")
	p, err := s.Member(t.Context(), Who{}, n, "AUR-NOVA")
	if err != nil {
		t.Fatal(err)
	}
	path := "/en/aurora/members/aur-nova/claims/" + p.Claims[0].ID
	change := url.Values{"membership": {"observer"}, "from": {"2026-11"}, "to": {"2027"}, "source": {"Board"}, "version": {"1"}}
	if w := b.ask(http.MethodPost, path, change); w.Code != http.StatusSeeOther {
		t.Errorf("ending: %d", w.Code)
	}
	change.Set("source", "Somebody else")
	late := b.ask(http.MethodPost, path, change)
	if body := late.Body.String(); late.Code != http.StatusConflict || !strings.Contains(body, "Somebody else") || !strings.Contains(body, "Board") || !strings.Contains(body, `name="version" value="2"`) {
		t.Errorf("a change that came late: %d; want both texts", late.Code)
	}
	b.as("analyst")
	if w := b.ask(http.MethodPost, path, change); w.Code != http.StatusForbidden {
		t.Errorf("the analyst changes a membership: %d", w.Code)
	}
}

func TestTheAPI(t *testing.T) {
	_, door := site(t)
	b := &browser{t: t, door: door, header: http.Header{"Accept-Language": {"en"}}}
	for path, want := range map[string]string{
		"/api/v1/networks":                              `"code":"WAPES"`,
		"/api/v1/networks/wapes":                        `"legal_basis":`,
		"/api/v1/networks/WAPES/members?on=2015-06-30":  `"from":"1991","to":"2017"`,
		"/api/v1/networks/PES-NETWORK/members":          `"disputed":1`,
		"/api/v1/networks/AURORA/charter?on=2021-01-01": `"rule":"meeting.notice_days","value":"7"`,
		"/api/v1/organisations/lt-uzt":                  `"children":["LT-UZT-KAUNAS"`,
		"/api/v1/networks/WAPES/members?on=today":       `"rule":"network.day"`,
		"/api/v1/networks/NOBODY":                       `"rule":"network.unknown"`,
		"/api/v1/networks/WAPES/members?kind=observer":  `"observer":1`,
	} {
		if body := b.get(path).Body.String(); !strings.Contains(body, want) {
			t.Errorf("%s: %s, want %s", path, body, want)
		}
	}
}

func TestChangingByTheAPI(t *testing.T) {
	_, door := site(t)
	b := &browser{t: t, door: door, header: http.Header{"Idempotency-Key": {"k1"}}}
	send := func(method, path, body string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		return b.send(r)
	}
	add := `{"code":"LT-UZT","kind":"observer","from":"2026","source":"Minutes"}`
	if w := send(http.MethodPost, "/api/v1/networks/AURORA/memberships", add); w.Code != http.StatusUnauthorized {
		t.Errorf("somebody unknown: %d", w.Code)
	}
	b.as("secretariat")
	var first, again membershipView
	w := send(http.MethodPost, "/api/v1/networks/AURORA/memberships", add)
	json.Unmarshal(w.Body.Bytes(), &first)
	w = send(http.MethodPost, "/api/v1/networks/AURORA/memberships", add)
	json.Unmarshal(w.Body.Bytes(), &again)
	if first.ID == "" || first.ID != again.ID {
		t.Fatalf("the same key twice: %q and %q: %s", first.ID, again.ID, w.Body)
	}
	path := "/api/v1/networks/AURORA/memberships/" + first.ID
	if w := send(http.MethodPatch, path, `{"to":"2027"}`, "If-Match", `"9"`); w.Code != http.StatusConflict {
		t.Errorf("another version: %d %s", w.Code, w.Body)
	}
	if w := send(http.MethodPatch, path, `{"to":"2027"}`, "If-Match", `"1"`); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"version":2`) {
		t.Errorf("the version that was read: %d %s", w.Code, w.Body)
	}
}

func TestCommands(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	var b strings.Builder
	out := &cli.Out{Stdout: &b, Stderr: io.Discard, Words: lang.All.In("lt")}
	if err := (membersCommand{Network: "wapes", On: "2015-06-30", JSON: true}).Run(t.Context(), s, out); err != nil {
		t.Fatal(err)
	}
	var lines []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &lines); err != nil || len(lines) != 8 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, l := range lines {
		if len(l) != 8 {
			t.Errorf("%v has %d fields, want code, name, country, kind, from, to, source, disputed", l, len(l))
		}
		if l["code"] == "LT-UZT" && (l["from"] != "1991" || l["to"] != "2017" || l["disputed"] != false) {
			t.Errorf("Lithuania: %v", l)
		}
	}
	for name, run := range map[string]func() error{
		"34 nariai":          func() error { return membersCommand{Network: "PES-NETWORK"}.Run(t.Context(), s, out) },
		"pasaulinis tinklas": func() error { return listCommand{}.Run(t.Context(), s, out) },
		"Valdybos kvorumas":  func() error { return showCommand{Code: "AURORA"}.Run(t.Context(), s, out) },
	} {
		b.Reset()
		if err := run(); err != nil || !strings.Contains(b.String(), name) {
			t.Errorf("want %q, got %v:\n%s", name, err, b.String())
		}
		if strings.Contains(b.String(), "⟦") {
			t.Errorf("%s shows a missing word:\n%s", name, b.String())
		}
	}
}
