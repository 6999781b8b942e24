package account

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"pesnet/kit/openid/openidtest"
	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
)

// clocked is a site whose time can be moved, with somebody of the secretariat
// who has chosen a password.
func clocked(t *testing.T, address string) (*Service, *browser, *networktest.Clock) {
	t.Helper()
	s, door := site(t, Options{URL: address, Secrets: secrets})
	c := networktest.NewClock()
	s.now = c.Now
	newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Secretariat})
	return s, &browser{t: t, door: door}, c
}

// leads checks where a change leads.
func (b *browser) leads(path string, form url.Values, to string) {
	b.t.Helper()
	if w := b.ask(http.MethodPost, path, form); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), to) {
		b.t.Fatalf("%s leads by %d to %q, want %s\n%s", path, w.Code, w.Header().Get("Location"), to, lines(w))
	}
}

func lines(w *httptest.ResponseRecorder) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(w.Body.String(), " ")), " ")
}

var secretField = regexp.MustCompile(`name="version" value="([A-Z2-7]+)"`)

func TestStaffIsLedToASecondFactor(t *testing.T) {
	_, b, c := clocked(t, "http://localhost:8080")
	b.leads("/en/sign-in", url.Values{"login": {jonas}, "password": {good}, "next": {"/en/aurora/people"}}, "/en/sign-in/factor?next=%2Fen%2Faurora%2Fpeople")
	for _, path := range []string{"/en/aurora/people", "/en/account", "/en/confirm"} {
		if w := b.get(path); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/en/sign-in?next=") {
			t.Errorf("%s before the second factor: %d to %s", path, w.Code, w.Header().Get("Location"))
		}
	}
	if w := b.get("/en/sign-in?next=/en/aurora/people"); w.Header().Get("Location") != "/en/sign-in/factor?next=%2Fen%2Faurora%2Fpeople" {
		t.Errorf("the page to sign in leads to %s", w.Header().Get("Location"))
	}
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/sign-in/factor", http.StatusOK)
		wantPage(t, b, code, "/account/app", http.StatusOK)
	}
	field := secretField.FindStringSubmatch(b.get("/en/account/app").Body.String())
	if field == nil {
		t.Fatal("the page of the app has no secret")
	}
	wrong := b.ask(http.MethodPost, "/en/account/app", url.Values{"version": {field[1]}, "code": {"12"}})
	if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), field[1]) {
		t.Errorf("a wrong code: %d, and the secret must stay", wrong.Code)
	}
	shown := b.ask(http.MethodPost, "/en/account/app?next=/en/aurora/people", url.Values{"version": {field[1]}, "code": {codeNow(field[1], c)}})
	codes := regexp.MustCompile(`<code>([a-z2-7-]+)</code>`).FindAllStringSubmatch(shown.Body.String(), -1)
	if shown.Code != http.StatusOK || len(codes) != recoveryCount || !strings.Contains(shown.Body.String(), `href="/en/aurora/people"`) {
		t.Fatalf("the recovery codes: %d, %d of them", shown.Code, len(codes))
	}
	wantPage(t, b, "en", "/aurora/people", http.StatusOK)
	b.leads("/en/sign-out", nil, "/en/")
	b.leads("/lt/sign-in", url.Values{"login": {jonas}, "password": {good}}, "/lt/sign-in/second")
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/sign-in/second", http.StatusOK)
	}
	if w := b.ask(http.MethodPost, "/lt/sign-in/second", url.Values{"code": {"1"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong second step: %d", w.Code)
	}
	b.leads("/lt/sign-in/second?next=/lt/aurora/people", url.Values{"code": {codes[3][1]}}, "/lt/aurora/people")
}

func TestTheAccountOnPages(t *testing.T) {
	s, b, c := clocked(t, "http://localhost:8080")
	secret, waiting := come(t, s, jonas)
	enrol(t, s, c, waiting)
	b.cookie = s.cookie(secret)
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/account", http.StatusOK)
		wantPage(t, b, code, "/confirm", http.StatusOK)
	}
	c.Add(10 * time.Minute)
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/account", http.StatusOK)
	}
	people := b.get("/en/aurora/people").Body.String()
	if strings.Contains(people, `name="login"`) || !strings.Contains(people, "/en/confirm?next=%2Fen%2Faurora%2Fpeople") {
		t.Error("ten minutes later the page of people must ask for a confirmation first")
	}
	b.leads("/en/account/recovery", nil, "/en/confirm?next=%2Fen%2Faccount")
	if w := b.ask(http.MethodPost, "/en/confirm", url.Values{"present": {"wrong"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a wrong password: %d", w.Code)
	}
	b.leads("/en/confirm?next=/en/aurora/people", url.Values{"present": {good}}, "/en/aurora/people")
	if !strings.Contains(b.get("/en/aurora/people").Body.String(), `name="login"`) {
		t.Error("after the confirmation there is no form")
	}
	if w := b.ask(http.MethodPost, "/en/account/recovery", nil); w.Code != http.StatusOK || strings.Count(w.Body.String(), "<code>") != recoveryCount {
		t.Errorf("new recovery codes: %d", w.Code)
	}
	if w := b.ask(http.MethodPost, "/en/account/password", url.Values{"present": {good}, "password": {"short"}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `href="#password"`) {
		t.Errorf("a short password: %d", w.Code)
	}
	b.leads("/en/account/sessions/end", url.Values{"others": {"yes"}}, "/en/account?said=account.said-sessions")
	b.leads("/en/account/app/end", nil, "/en/account?said=account.said-removed")
}

func TestADemonstrationAsksForNothing(t *testing.T) {
	_, door := site(t, Options{Demo: true, URL: "http://127.0.0.1:8080"})
	b := &browser{t: t, door: door}
	b.as("administrator")
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, "/account", http.StatusOK)
	}
	if body := b.get("/en/account").Body.String(); !strings.Contains(body, "not by a number") {
		t.Error("an installation without a name must say why it has no passkeys")
	}
	b.as("secretariat")
	if body := b.get("/en/aurora/people").Body.String(); !strings.Contains(body, `name="login"`) {
		t.Error("a demonstration asks for a confirmation")
	}
}

func TestThePageOfAnEmergency(t *testing.T) {
	s, b, _ := clocked(t, "http://localhost:8080")
	link, err := s.BreakGlass(t.Context(), network.Operator, jonas, "nobody else can act")
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(link, "http://localhost:8080/lt")
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, path, http.StatusOK)
	}
	b.leads("/en"+path, nil, "/en/account")
	if body := b.get("/en/account").Body.String(); !strings.Contains(body, "nobody else can act") {
		t.Error("an administrator does not see the emergency")
	} else if strings.Contains(body, "emergencies/read") {
		t.Error("whose the emergency was may confirm it")
	}
	wantPage(t, b, "en", path, http.StatusNotFound)
}

func TestThroughAProviderOnPages(t *testing.T) {
	s, b, c := clocked(t, "http://localhost:8080")
	p := openidtest.Start(t, c.Now)
	if err := s.AddProvider(t.Context(), network.Operator, Provider{ID: "eu-login", Name: "EU Login", Issuer: p.Issuer, Client: p.Client, Secret: "env:X"}); err != nil {
		t.Fatal(err)
	}
	n := s.must(t, "AURORA")
	link, err := s.networks.Invite(t.Context(), secretary(n), n, network.Invitation{Person: network.Person{Login: "rasa@example.org", Name: "Rasa", Lang: "lt"}, Role: network.Analyst, From: "2026-11-21"})
	if err != nil {
		t.Fatal(err)
	}
	page := b.get(strings.TrimPrefix(link, "http://localhost:8080")).Body.String()
	to := regexp.MustCompile(`href="(/lt/sign-in/with/eu-login[^"]*)"`).FindStringSubmatch(page)
	if to == nil {
		t.Fatal("the page of the link does not offer the provider")
	}
	back := func(path string) *httptest.ResponseRecorder {
		w := b.get(strings.ReplaceAll(path, "&amp;", "&"))
		return b.get("/en/sign-in/back/eu-login?" + p.SignIn(t, w.Header().Get("Location")).Encode())
	}
	if w := back(to[1]); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/lt/" {
		t.Fatalf("by the link: %d to %s", w.Code, w.Header().Get("Location"))
	}
	wantPage(t, b, "lt", "/account", http.StatusOK)
	if w := back("/it/sign-in/with/eu-login?next=/it/account"); w.Header().Get("Location") != "/it/account" {
		t.Errorf("the second time: %d to %s", w.Code, w.Header().Get("Location"))
	}
	p.Subject = "somebody else"
	refused := back("/sv/sign-in/with/eu-login").Header().Get("Location")
	if !strings.HasPrefix(refused, "/sv/sign-in?") {
		t.Fatalf("a stranger is led to %s", refused)
	}
	if body := b.get(refused).Body.String(); !strings.Contains(body, "EU Login känner dig") {
		t.Error("the page does not say why")
	}
	for _, code := range lang.All.Codes() {
		for _, why := range refusals {
			b.cookie = nil
			wantRefused(t, b, code, why)
		}
	}
}

func wantRefused(t *testing.T, b *browser, code, why string) {
	t.Helper()
	w := b.get("/" + code + "/sign-in?" + url.Values{"refused": {why}, "provider": {"EU Login"}}.Encode())
	if body := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "govuk-error-summary") || strings.Contains(body, "⟦") || strings.Contains(body, "{provider}") {
		t.Errorf("%s %s: %d", code, why, w.Code)
	}
}
