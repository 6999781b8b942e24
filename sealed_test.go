package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

// Through the doors, with the wall as in use: the person allows, the
// counsellor keeps and opens, the person sees it and withdraws.
func TestASealedNoteFromTheConsentToItsEnd(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, end, err := openHouse(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		defer end()
		h.app.privacies.KeyFile = filepath.Join(t.TempDir(), "keys")
		says := func(login, path, want string) string {
			t.Helper()
			got := h.get(t, login, "/en"+path)
			if got.status != http.StatusOK || !strings.Contains(got.body, want) {
				t.Errorf("%s as %s: %d, without %q", path, login, got.status, want)
			}
			return got.body
		}
		goes := func(login, path string, form url.Values) {
			t.Helper()
			if got := h.post(t, login, "/en"+path, form); got.status != http.StatusSeeOther {
				t.Errorf("%s as %s: %d, want it done", path, login, got.status)
			}
		}
		org := regexp.MustCompile(`name="organisation" type="checkbox" value="([^"]+)"`).FindStringSubmatch(says("analyst", "/my-data/consents", "What career counsellors may keep about me"))
		if org == nil {
			t.Fatal("no organisation has a counsellor")
		}
		goes("analyst", "/my-data/consents/special", url.Values{"special": {"health"}, "organisation": {org[1]}})
		says("analyst", "/my-data/consents", "until a last day")
		ruta := h.person(t, "analyst")
		at := "/aurora/privacy/special"
		says("careers", at, at+"/"+ruta)
		goes("careers", at, url.Values{"person": {ruta}, "special": {"health"}, "purpose": {"adjustment"}, "until": {"2026-12-31"}, "note": {"marked"}})
		says("careers", at+"/"+ruta, "marked")
		for _, login := range []string{"secretariat", "auditor", "employers", "valea.analyst"} {
			if got := h.get(t, login, "/en"+at+"/"+ruta); got.status != http.StatusForbidden || strings.Contains(got.body, "marked") {
				t.Errorf("opened as %s: %d", login, got.status)
			}
		}
		says("analyst", "/my-data", "special categories")
		if body := says("analyst", "/my-data/all.json", "{"); strings.Contains(body, "marked") {
			t.Error("it is in an export that nobody asked to hold it")
		}
		says("analyst", "/my-data/all.json?special=1", "marked")
		goes("analyst", "/my-data/consents/withdraw", url.Values{"category": {"health"}})
		if got := h.get(t, "careers", "/en"+at+"/"+ruta); got.status != http.StatusForbidden {
			t.Errorf("after the consent: %d", got.status)
		}
		if body := says("analyst", "/my-data/all.json?special=1", `"special": null`); strings.Contains(body, "marked") {
			t.Error("it is kept after the consent")
		}
	})
}
