package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pesnet/network"
)

var inBraces = regexp.MustCompile(`\{[^}]*\}`)

// changes are the pages that change something, with made-up names in their
// addresses.
func (h *house) changes() map[string]string {
	all := map[string]string{}
	for _, r := range h.routes {
		if r.Method == http.MethodPost {
			path := strings.ReplaceAll("/en"+r.Pattern, "{network}", "aurora")
			path = strings.ReplaceAll(path, "{org}", "aur-gintara")
			all[inBraces.ReplaceAllString(path, "1")] = r.Policy
		}
	}
	return all
}

// Nobody changes what is not open to everybody, whatever they send.
func TestNobodyChangesAnything(t *testing.T) {
	h := shared(t)
	for path, policy := range h.changes() {
		if network.May(network.Who{}, policy, network.Resource{}).Allowed {
			continue
		}
		if got := h.post(t, "", path, url.Values{"version": {"1"}}); got.status != http.StatusUnauthorized && got.status != http.StatusForbidden {
			t.Errorf("POST %s as nobody answers %d, want 401 or 403", path, got.status)
		}
	}
}

// A form of another site is refused on every page, whoever is signed in.
//
// Tests rule web.other-site.
func TestOtherSitesChangeNothing(t *testing.T) {
	h := shared(t)
	for path := range h.changes() {
		r, err := http.NewRequest(http.MethodPost, h.url+path, strings.NewReader("a=b"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Origin", "https://evil.example")
		got, err := h.as(t, "secretariat").Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if read(t, got).status != http.StatusForbidden {
			t.Errorf("POST %s from another site answers %d, want 403", path, got.StatusCode)
		}
	}
}

// What is not there, and addresses that nobody should write, get a page of
// the house, never a defect.
func TestStrangeAddresses(t *testing.T) {
	h := shared(t)
	for _, path := range []string{
		"/xx/", "/en/nowhere", "/en/aurora/members/none", "/en/aurora/imports/x", "/en/aurora/imports/99999999", "/en/aurora/indicators/none",
		"/en/aurora/members?on=yesterday", "/en/aurora/members?on=%00", "/en/aurora/compare?indicator=none&me=none&from=x&to=-1&with=what",
		"/en/aurora/compare?me=AUR-GINTARA&peer=" + strings.Repeat("A", 5000), "/en/aurora/search?q=" + strings.Repeat("%25", 500),
		"/en/aurora/search?q=%22%27%3Cscript%3Ealert(1)%3C/script%3E", "/en/aurora/search?q=%F0%9F%98%80+AND+OR+NOT+*", "/en/aurora/imports?before=-5",
		"/en/%2e%2e/%2e%2e/etc/passwd", "/api/v1/none", "/api/v1/networks/none/members", "/assets/none.css",
	} {
		for _, login := range readers {
			got := h.get(t, login, path)
			if got.status >= 500 {
				t.Errorf("%s as %q answers %d: %s", path, login, got.status, first(got.body))
			}
			if strings.Contains(got.body, "<script>alert") {
				t.Errorf("%s writes what it was asked for into the page", path)
			}
		}
	}
}

// The names that scripts and operators rely on.
func TestNamesThatOthersRelyOn(t *testing.T) {
	h := shared(t)
	for path, want := range map[string]string{
		"/healthz": "ok", "/readyz": "ready", "/metrics": "# TYPE", "/api/openapi.json": `"openapi"`, "/api/v1/networks": "AURORA",
	} {
		if got := h.get(t, "", path); got.status != http.StatusOK || !strings.Contains(got.body, want) {
			t.Errorf("%s answers %d without %q", path, got.status, want)
		}
	}
	for accept, want := range map[string]string{"lt": "/lt/", "sv-FI, en;q=0.5": "/sv/", "fr": "/en/", "": "/en/"} {
		r, _ := http.NewRequest(http.MethodGet, h.url+"/", nil)
		r.Header.Set("Accept-Language", accept)
		got, err := h.as(t, "").Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if to := got.Header.Get("Location"); got.StatusCode != http.StatusFound || to != want {
			t.Errorf("/ for a reader of %q answers %d to %s, want %s", accept, got.StatusCode, to, want)
		}
	}
}
