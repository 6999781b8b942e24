package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/web"
)

// onTheWeb is the doors of a house whose public address is https.
func onTheWeb(t *testing.T, contact string) http.Handler {
	t.Helper()
	a := *shared(t).app
	a.url, a.contact = "https://pes.example/", contact
	h, err := a.handler()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func answerOf(h http.Handler, method, path string) *httptest.ResponseRecorder {
	got := httptest.NewRecorder()
	h.ServeHTTP(got, httptest.NewRequest(method, path, nil))
	return got
}

// Whatever answers, and whatever it answers, the browser is told what it may
// do with it.
func TestEveryAnswerIsGuarded(t *testing.T) {
	h := onTheWeb(t, "")
	for _, path := range []string{
		"/", "/en/", "/en/aurora", "/en/aurora/members/", "/en/desk", "/en/none/none/none", "/none", "/assets/none.css", "/metrics", "/healthz",
		"/readyz", "/api/openapi.json", "/api/v1/networks", "/api/v1/none", "/api/none", "/.well-known/security.txt", "/en/%2e%2e/none", "/en//aurora",
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete, http.MethodTrace} {
			got := answerOf(h, method, path)
			for name, want := range map[string]string{
				"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
				"Permissions-Policy": "camera=()", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
				"Strict-Transport-Security": "max-age=63072000",
			} {
				if !strings.HasPrefix(got.Header().Get(name), want) {
					t.Errorf("%s %s answers %d without %s: %s", method, path, got.Code, name, want)
				}
			}
		}
	}
}

func TestOnlyAPublicAddressWithHTTPSAsksForItAlways(t *testing.T) {
	got, err := shared(t).as(t, "").Get(shared(t).url + "/en/")
	if err != nil {
		t.Fatal(err)
	}
	read(t, got)
	if got.Header.Get("Strict-Transport-Security") != "" {
		t.Error("an address without https tells browsers never to come without")
	}
}

func TestNobodyKeepsThePagesOfSomebodyWhoIsSignedIn(t *testing.T) {
	h := shared(t)
	for login, want := range map[string]string{"": "private, no-cache", "secretariat": "no-store"} {
		for _, path := range []string{"/en/aurora", "/en/aurora/members", "/en/aurora/none", "/api/v1/networks", "/api/v1/networks/aurora/members"} {
			got, err := h.as(t, login).Get(h.url + path)
			if err != nil {
				t.Fatal(err)
			}
			read(t, got)
			if keep := got.Header.Get("Cache-Control"); keep != want {
				t.Errorf("%s as %q may be kept: %q, want %q", path, login, keep, want)
			}
		}
	}
}

func TestToWhomAWeaknessIsReported(t *testing.T) {
	for contact, want := range map[string]string{
		"security@pes.example": "Contact: mailto:security@pes.example\n", "https://pes.example/report": "Contact: https://pes.example/report\n",
		"": "", "http://pes.example": "", "a@b.example\nExpires: never": "", "nobody": "",
	} {
		got := answerOf(onTheWeb(t, contact), http.MethodGet, "/.well-known/security.txt")
		switch body := got.Body.String(); {
		case want == "" && got.Code != http.StatusNotFound:
			t.Errorf("the contact %q is shown: %d %s", contact, got.Code, body)
		case want != "" && (!strings.HasPrefix(body, want) || !strings.Contains(body, "\nExpires: ") || !strings.Contains(body, "\nCanonical: https://pes.example/.well-known/security.txt\n")):
			t.Errorf("the contact %q is shown as %d %s", contact, got.Code, body)
		}
	}
}

// Nothing that a stranger holds open lasts for ever.
func TestTheServerHasLimits(t *testing.T) {
	s := web.Server(http.NotFoundHandler())
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= s.ReadTimeout || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("the server waits without a limit: %+v", s)
	}
}

// The examples show the address of the settings, not one that a stranger
// wrote into the request.
func TestExamplesShowThePublicAddress(t *testing.T) {
	h := shared(t)
	r, err := http.NewRequest(http.MethodGet, h.url+"/en/aurora/open-data", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "evil.example"
	got, err := h.as(t, "").Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if page := read(t, got); strings.Contains(page.body, "evil.example") || !strings.Contains(page.body, h.url+"/api/v1/networks") {
		t.Errorf("the page of open data (%d) shows another address than %s", page.status, h.url)
	}
}

var (
	namedTest = regexp.MustCompile(`\bTest[A-Z]\w+`)
	namedFile = regexp.MustCompile("`([a-z]+(?:/[a-z_]+)*\\.go|(?:kit|web)/[a-z/]+)`")
)

// What docs/security.md gives as proof is there.
func TestTheProofsOfSecurityAreThere(t *testing.T) {
	page, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	var tests strings.Builder
	for _, s := range sources() {
		if strings.HasSuffix(s.name, "_test.go") {
			tests.WriteString(s.text)
		}
	}
	for _, name := range namedTest.FindAllString(string(page), -1) {
		if !strings.Contains(tests.String(), "func "+name+"(") {
			t.Errorf("docs/security.md names %s, which is no test", name)
		}
	}
	for _, m := range namedFile.FindAllStringSubmatch(string(page), -1) {
		if _, err := os.Stat(m[1]); err != nil {
			t.Errorf("docs/security.md names %s, which is not there", m[1])
		}
	}
}
