package account

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	chromium "pesnet/kit/browser"
	"pesnet/kit/fault"
	"pesnet/network"
	assets "pesnet/web"
)

// Tests rule account.challenge.
func TestPasskeysInABrowser(t *testing.T) {
	if err := assets.Built(); err != nil && os.Getenv("PESNET_TEST_ALL") == "" {
		t.Skip(err)
	}
	b := chromium.Start(t)
	server := httptest.NewUnstartedServer(nil)
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	address := "http://localhost:" + port
	s, door := site(t, Options{URL: address})
	mux := http.NewServeMux()
	mux.Handle("/", door)
	mux.Handle("GET /assets/", assets.Assets())
	server.Config.Handler = mux
	server.Start()
	t.Cleanup(server.Close)
	newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Secretariat})

	p := b.Open(address + "/en/sign-in?next=/en/aurora/people")
	count := p.Authenticator(true)
	p.Fill("#login", jonas)
	p.Fill("#password", good)
	p.Follow("form[action='/en/sign-in'] button")
	if !strings.Contains(p.URL(), "/en/sign-in/factor") {
		t.Fatalf("after the password: %s", p.URL())
	}
	p.Follow("form[data-passkey=create] button")
	if count() != 1 || strings.Count(p.HTML(), "<code>") != recoveryCount {
		t.Fatalf("%d passkeys, at %s: %s", count(), p.URL(), p.Text("main"))
	}
	p.Visit(address + "/en/aurora/people")
	if p.Status != http.StatusOK {
		t.Errorf("with a passkey the people: %d", p.Status)
	}
	p.Visit(address + "/en/account")
	if !strings.Contains(p.Text("main"), "Chrome") {
		t.Error("the account does not name the passkey")
	}
	answer := signsInByPasskey(t, p, address)
	p.Visit(address + "/en/account")
	if p.Status != http.StatusOK {
		t.Errorf("signed in by the passkey alone: %d", p.Status)
	}
	if _, err := s.SignInByPasskey(t.Context(), network.Who{}, answer); fault.ID(err) != "account.challenge" {
		t.Errorf("the same answer once more: %v", err)
	}
	if said := p.Console(); len(said) > 0 {
		t.Errorf("the console complains: %v", said)
	}
	wantRecorded(t, s, "network.add-passkey", "network.sign-in")
	unwilling(t, b, address)
}

// signsInByPasskey ends the session and begins one without a user name; it
// returns what the browser sent.
func signsInByPasskey(t *testing.T, p *chromium.Page, address string) string {
	t.Helper()
	p.Do(`fetch("/en/sign-out", {method: "POST"}).then(r => r.ok)`)
	p.Visit(address + "/en/sign-in?next=/en/aurora/people")
	p.Do(`(() => { const real = HTMLFormElement.prototype.submit; HTMLFormElement.prototype.submit = function () { sessionStorage.answer = this.elements.answer.value; real.call(this); }; return true })()`)
	p.Follow("form[data-passkey=get] button")
	if !strings.HasSuffix(p.URL(), "/en/aurora/people") {
		t.Fatalf("the passkey leads to %s: %s", p.URL(), p.Text("main"))
	}
	return p.Do(`sessionStorage.answer`)
}

// unwilling is a browser whose owner is not recognised by their device.
func unwilling(t *testing.T, b *chromium.Browser, address string) {
	t.Helper()
	p := b.Open(address + "/en/sign-in")
	p.Authenticator(false)
	const refused = `document.querySelector("[data-refused]").checkVisibility()`
	if p.Do(refused) != "false" {
		t.Error("the page says that a passkey was refused before there was one")
	}
	p.Click("form[data-passkey=get] button")
	p.Wait(refused)
	if !strings.Contains(p.URL(), "/en/sign-in") {
		t.Errorf("refused, yet at %s", p.URL())
	}
}
