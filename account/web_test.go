package account

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/cli"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/ui"
	"pesnet/kit/web"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
	assets "pesnet/web"
)

// demoWorld is a service on the networks of the demonstration.
func demoWorld(t *testing.T, d *db.DB, o Options) (*Service, *networktest.Clock) {
	t.Helper()
	c := networktest.NewClock()
	s := serviceOn(d, c, o)
	if err := s.networks.Demo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, c
}

// keyFile holds the keys of the tests.
var keyFile string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "pesnet-account-")
	if err != nil {
		panic(err)
	}
	keyFile = filepath.Join(folder, "keys")
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

func serviceOn(d *db.DB, c *networktest.Clock, o Options) *Service {
	networks := network.New(d, c.Now)
	o.KeyFile = keyFile
	s := New(d, c.Now, networks, o)
	networks.NewLink = s.NewLink
	return s
}

func (s *Service) must(t *testing.T, code string) network.Network {
	t.Helper()
	n, err := s.networks.Network(t.Context(), network.Who{}, code)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// secretary is somebody of the secretariat of a network.
func secretary(n network.Network) network.Who {
	return network.Who{Person: network.Person{ID: "secretary"}, Roles: []network.Role{{Network: n.ID, Role: network.Secretariat}}}
}

// site serves the pages of the area, and of networks, on the demo world.
func site(t *testing.T, o Options) (*Service, http.Handler) {
	t.Helper()
	s, _ := demoWorld(t, dbtest.Open(t), o)
	templates, err := ui.Load(s.networks.Pages(), s.Pages())
	if err != nil {
		t.Fatal(err)
	}
	door := &web.Site{Languages: lang.All, Who: s.Identify, Known: network.Known,
		May: func(ctx context.Context, policy, _ string) error {
			return network.Could(network.From(ctx), policy).Err()
		},
		Frame: func(_ *web.Request, v web.View) ui.Frame {
			return ui.Frame{Assets: ui.Assets{CSS: assets.CSS(), JS: assets.JS(), Icon: assets.Icon()}, Title: v.Title, Problems: v.Problems, Crumbs: v.Crumbs}
		},
		Pages: templates, Metrics: web.NewMetrics(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	people, err := door.Handler(append(s.networks.Routes(), s.Routes()...))
	if err != nil {
		t.Fatal(err)
	}
	return s, people
}

// browser is somebody who reads pages, with the cookie that was given last.
type browser struct {
	t      *testing.T
	door   http.Handler
	cookie *http.Cookie
	header http.Header
}

func (b *browser) ask(method, path string, form url.Values) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	for name, values := range b.header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	b.door.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookie = c
	}
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.ask(http.MethodGet, path, nil)
}

// as signs in as one of the invented people.
func (b *browser) as(login string) {
	b.t.Helper()
	if w := b.ask(http.MethodPost, "/en/sign-in/as", url.Values{"login": {login}}); w.Code != http.StatusSeeOther {
		b.t.Fatalf("sign in as %s: %d", login, w.Code)
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
	for _, of := range regexp.MustCompile(`⟦(account|network|once|web)[^⟧]*⟧|\{[a-z]+\}|<no value>`).FindAllString(body, -1) {
		t.Errorf("%s %s shows %s", code, path, of)
	}
}

func TestThePagesToSignInInFiveLanguages(t *testing.T) {
	_, door := site(t, Options{Demo: true})
	b := &browser{t: t, door: door}
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/sign-in", http.StatusOK)
		wantPage(t, b, code, "/sign-in/link?token=none", http.StatusNotFound)
	}
}

func TestTheSecretariatInvitesOnAPage(t *testing.T) {
	_, door := site(t, Options{Demo: true, URL: "http://localhost:8080"})
	b := &browser{t: t, door: door}
	b.as("secretariat")
	w := b.ask(http.MethodPost, "/lt/aurora/people", url.Values{"name": {"Jonas"}, "login": {"jonas@example.org"}, "lang": {"lt"}, "role": {"analyst"}, "organisation": {"AUR-GINTARA"}, "from": {"2026-11-21"}})
	link := regexp.MustCompile(`http://localhost:8080(/lt/sign-in/link\?token=[\w-]+)`).FindStringSubmatch(w.Body.String())
	if link == nil {
		t.Fatalf("no link on the page: %d", w.Code)
	}
	jonas := &browser{t: t, door: door}
	wantPage(t, jonas, "lt", strings.TrimPrefix(link[1], "/lt"), http.StatusOK)
	if w := jonas.ask(http.MethodPost, link[1], url.Values{"password": {"jonas"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a weak password: %d", w.Code)
	}
	if w := jonas.ask(http.MethodPost, link[1], url.Values{"password": {good}}); w.Code != http.StatusSeeOther {
		t.Errorf("a good password: %d", w.Code)
	}
	in := jonas.ask(http.MethodPost, "/lt/sign-in", url.Values{"login": {"jonas@example.org"}, "password": {good}, "next": {"//evil.example"}})
	if in.Code != http.StatusSeeOther || in.Header().Get("Location") != "/lt/" {
		t.Errorf("signing in: %d to %s", in.Code, in.Header().Get("Location"))
	}
	if w := jonas.get("/lt/aurora/people"); w.Code != http.StatusOK {
		t.Errorf("the people, to somebody in the network: %d", w.Code)
	}
	if w := jonas.ask(http.MethodPost, "/lt/sign-out", nil); w.Code != http.StatusSeeOther || jonas.cookie.MaxAge >= 0 || w.Header().Get("Clear-Site-Data") != `"cache", "storage"` {
		t.Errorf("signing out: %d, cookie %v", w.Code, jonas.cookie)
	}
}

func TestTheCookieIsForThisSiteAlone(t *testing.T) {
	for address, want := range map[string]string{"https://pes.example": "__Host-pesnet", "http://localhost:8080": "pesnet"} {
		_, door := site(t, Options{Demo: true, URL: address})
		b := &browser{t: t, door: door}
		b.as("analyst")
		c := b.cookie
		if c.Name != want || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != strings.HasPrefix(address, "https") || c.Path != "/" || c.Domain != "" {
			t.Errorf("%s: %v", address, c)
		}
	}
}

func TestWrongAndUnknownGetTheSameAnswer(t *testing.T) {
	_, door := site(t, Options{})
	b := &browser{t: t, door: door}
	answer := func(login string) string {
		w := b.ask(http.MethodPost, "/en/sign-in", url.Values{"login": {login}, "password": {"wrong"}})
		return strings.ReplaceAll(w.Body.String(), login, "")
	}
	if answer("analyst") != answer("nobody-at-all") {
		t.Error("the page tells who is known")
	}
}

func TestOutsideOfADemonstrationNobodyIsOffered(t *testing.T) {
	_, door := site(t, Options{})
	b := &browser{t: t, door: door}
	if w := b.ask(http.MethodPost, "/en/sign-in/as", url.Values{"login": {"administrator"}}); w.Code != http.StatusNotFound {
		t.Errorf("the way in: %d", w.Code)
	}
	if strings.Contains(b.get("/en/sign-in").Body.String(), "Gintvilienė") {
		t.Error("the page offers invented people")
	}
}

func TestCommandsOnAccess(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{Demo: true})
	var b strings.Builder
	out := &cli.Out{Stdout: &b, Stderr: io.Discard, Words: lang.All.In("lt")}
	session, _, err := s.SignInAs(t.Context(), "analyst")
	if err != nil {
		t.Fatal(err)
	}
	run := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	run(signOutCommand{Login: "analyst"}.Run(t.Context(), s, out))
	if in(t, s, session).ID != "" {
		t.Error("the session goes on")
	}
	run(suspendCommand{Login: "analyst", Why: "has left without notice"}.Run(t.Context(), s, out))
	if _, _, err := s.SignInAs(t.Context(), "analyst"); fault.ID(err) != "account.suspended" {
		t.Errorf("after the suspension: %v", err)
	}
	run(resumeCommand{Login: "analyst"}.Run(t.Context(), s, out))
	if _, _, err := s.SignInAs(t.Context(), "analyst"); err != nil {
		t.Errorf("after the end of the suspension: %v", err)
	}
}

func TestCommands(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{URL: "http://localhost:8080"})
	var b strings.Builder
	out := &cli.Out{Stdout: &b, Stderr: io.Discard, Words: lang.All.In("lt")}
	for _, run := range []func() error{
		func() error { return firstCommand{Login: "ona"}.Run(t.Context(), s, out) },
		func() error { return linkCommand{Login: "ona"}.Run(t.Context(), s, out) },
	} {
		b.Reset()
		if err := run(); err != nil || !strings.Contains(b.String(), "/lt/sign-in/link?token=") || strings.Contains(b.String(), "⟦") {
			t.Errorf("want a link, got %v:\n%s", err, b.String())
		}
	}
}
