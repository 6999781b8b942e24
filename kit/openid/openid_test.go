package openid_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"pesnet/kit/fault"
	"pesnet/kit/openid"
	"pesnet/kit/openid/openidtest"
)

var at = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func now() time.Time { return at }

// Tests rule openid.refused.
func TestAnAnswerIsTakenOnlyWhenEverythingIsRight(t *testing.T) {
	set := func(name string, value any) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) {
			p.Bend = func(claims map[string]any) {
				claims[name] = value
				if value == nil {
					delete(claims, name)
				}
			}
		}
	}
	sign := func(how string) func(*openidtest.Provider) { return func(p *openidtest.Provider) { p.Sign = how } }
	back := func(name, value string) func(*openidtest.Provider) {
		return func(p *openidtest.Provider) { p.Back = func(q url.Values) { q.Set(name, value) } }
	}
	honest := func(*openidtest.Provider) {}
	for _, test := range []struct {
		name string
		bend func(*openidtest.Provider)
		want string
	}{
		{"as it should be", honest, ""},
		{"for several, and for us", set("azp", "pesnet"), ""},
		{"another state", back("state", "forged"), "openid.refused"},
		{"no state", back("state", ""), "openid.refused"},
		{"from another issuer", back("iss", "https://evil.example"), "openid.refused"},
		{"the person said no", back("error", "access_denied"), "openid.declined"},
		{"another code", back("code", "guessed"), "openid.refused"},
		{"another nonce", set("nonce", "forged"), "openid.refused"},
		{"no nonce", set("nonce", nil), "openid.refused"},
		{"for another", set("aud", "somebody"), "openid.refused"},
		{"for several, without saying for whom", set("aud", []string{"pesnet", "somebody"}), "openid.refused"},
		{"for another party", set("azp", "somebody"), "openid.refused"},
		{"of another issuer", set("iss", "https://evil.example"), "openid.refused"},
		{"run out", set("exp", at.Add(-time.Hour).Unix()), "openid.refused"},
		{"without an end", set("exp", nil), "openid.refused"},
		{"not yet", set("nbf", at.Add(time.Hour).Unix()), "openid.refused"},
		{"from the future", set("iat", at.Add(time.Hour).Unix()), "openid.refused"},
		{"of nobody", set("sub", ""), "openid.refused"},
		{"not signed", sign("none"), "openid.refused"},
		{"signed by another key", sign("other"), "openid.refused"},
		{"signed by what we share", sign("hmac"), "openid.refused"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := openidtest.Start(t, now)
			test.bend(p)
			c := openid.New(now)
			who := openid.Provider{Issuer: p.Issuer, Client: p.Client, Secret: p.Secret, Redirect: "https://pes.example/back"}
			address, errand, err := c.Begin(t.Context(), who, false)
			if err != nil {
				t.Fatal(err)
			}
			answer := p.SignIn(t, address)
			found, err := c.Finish(t.Context(), who, errand, answer)
			if got := fault.ID(err); got != test.want || err == nil && found.Subject != "subject-1" {
				t.Errorf("got %q (%v) and %v, want %q", got, err, found, test.want)
			}
			if err == nil {
				if _, err := c.Finish(t.Context(), who, errand, answer); fault.ID(err) != "openid.refused" {
					t.Errorf("the same code once more: %v", err)
				}
			}
		})
	}
}

// Tests rule openid.refused.
func TestAProviderSaysThatASessionHasEnded(t *testing.T) {
	set := func(name string, value any) func(map[string]any) {
		return func(claims map[string]any) {
			claims[name] = value
			if value == nil {
				delete(claims, name)
			}
		}
	}
	for _, test := range []struct {
		name, sign string
		bend       func(map[string]any)
		want       string
	}{
		{"as it should be", "", nil, ""},
		{"of a session alone", "", func(c map[string]any) { c["sid"] = "s-1"; delete(c, "sub") }, ""},
		{"of nobody", "", set("sub", nil), "openid.refused"},
		{"not signed", "none", nil, "openid.refused"},
		{"signed by another key", "other", nil, "openid.refused"},
		{"signed by what we share", "hmac", nil, "openid.refused"},
		{"of another issuer", "", set("iss", "https://evil.example"), "openid.refused"},
		{"for another", "", set("aud", "somebody"), "openid.refused"},
		{"run out", "", set("exp", at.Add(-time.Hour).Unix()), "openid.refused"},
		{"from the future", "", set("iat", at.Add(time.Hour).Unix()), "openid.refused"},
		{"without a name", "", set("jti", nil), "openid.refused"},
		{"a token by which somebody signs in", "", func(c map[string]any) { delete(c, "events"); c["nonce"] = "n" }, "openid.refused"},
		{"with a nonce", "", set("nonce", "n"), "openid.refused"},
		{"of another event", "", set("events", map[string]any{"http://schemas.openid.net/event/other": map[string]any{}}), "openid.refused"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := openidtest.Start(t, now)
			p.Sign = test.sign
			said, err := openid.New(now).HasEnded(t.Context(), openid.Provider{Issuer: p.Issuer, Client: p.Client}, p.Ending(test.bend))
			if got := fault.ID(err); got != test.want || err == nil && (said.ID == "" || said.Subject+said.Session == "") {
				t.Errorf("got %q (%v) and %+v, want %q", got, err, said, test.want)
			}
		})
	}
}

func TestAnotherBrowserCannotUseACode(t *testing.T) {
	p, c := openidtest.Start(t, now), openid.New(now)
	who := openid.Provider{Issuer: p.Issuer, Client: p.Client, Secret: p.Secret, Redirect: "https://pes.example/back"}
	address, _, _ := c.Begin(t.Context(), who, false)
	answer := p.SignIn(t, address)
	_, other, _ := c.Begin(t.Context(), who, false)
	answer.Set("state", other.State) // the attacker's errand with the victim's code
	if _, err := c.Finish(t.Context(), who, other, answer); fault.ID(err) != "openid.refused" {
		t.Errorf("a code without its verifier: %v", err)
	}
}

func TestTheProviderIsAskedAgain(t *testing.T) {
	p, c := openidtest.Start(t, now), openid.New(now)
	p.Claims = map[string]any{"acr": "low", "auth_time": at.Add(-time.Hour).Unix()}
	who := openid.Provider{Issuer: p.Issuer, Client: p.Client, Secret: p.Secret, Redirect: "https://pes.example/back", Levels: []string{"high"}}
	address, errand, _ := c.Begin(t.Context(), who, true)
	if !strings.Contains(address, "prompt=login") || !strings.Contains(address, "acr_values=high") {
		t.Errorf("the provider is asked by %s", address)
	}
	if _, err := c.Finish(t.Context(), who, errand, p.SignIn(t, address)); fault.ID(err) != "openid.refused" {
		t.Errorf("a check of an hour ago: %v", err)
	}
	address, errand, _ = c.Begin(t.Context(), who, false)
	if found, err := c.Finish(t.Context(), who, errand, p.SignIn(t, address)); err != nil || found.Level != "" {
		t.Errorf("a level that is too low counts as %q, %v", found.Level, err)
	}
}

func TestOnlyGuardedProvidersAreAsked(t *testing.T) {
	for _, issuer := range []string{"http://issuer.example", "ftp://issuer.example", "https://", "nothing", "https://user@issuer.example"} {
		if err := openid.New(now).Try(t.Context(), issuer); fault.ID(err) != "openid.issuer" {
			t.Errorf("%s: %v", issuer, err)
		}
	}
	if err := openid.New(now).Try(t.Context(), "http://127.0.0.1:1"); fault.ID(err) != "openid.away" {
		t.Errorf("one that does not answer: %v", err)
	}
}
