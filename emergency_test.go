package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/db/dbtest"
	"pesnet/network"
)

// Tests rule account.emergency-read.
func TestAnEmergencyStandsOnTheDeskOfTheAdministrator(t *testing.T) {
	h, end, err := openHouse(t.Context(), dbtest.Open(t))
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	if _, err := h.app.accounts.BreakGlass(t.Context(), network.Operator, "analyst", "nobody else can act"); err != nil {
		t.Fatal(err)
	}
	for login, want := range map[string]bool{"administrator": true, "secretariat": false, "auditor": false} {
		got := h.get(t, login, "/en/aurora/desk")
		if got.status != http.StatusOK || strings.Contains(got.body, "nobody else can act") != want {
			t.Errorf("the desk of %s: %d, with the emergency: %v, want %v", login, got.status, !want, want)
		}
	}
	until := regexp.MustCompile(`name="until" value="([^"]+)"`).FindStringSubmatch(h.get(t, "administrator", "/en/account").body)
	if until == nil {
		t.Fatal("the account does not offer to confirm it")
	}
	form := url.Values{"until": {until[1]}}
	if got := h.post(t, "secretariat", "/en/account/emergencies/read", form); got.status != http.StatusForbidden {
		t.Errorf("the secretariat confirms: %d", got.status)
	}
	if got := h.post(t, "administrator", "/en/account/emergencies/read", form); got.status != http.StatusSeeOther {
		t.Errorf("the administrator confirms: %d", got.status)
	}
	if strings.Contains(h.get(t, "administrator", "/en/account").body, `name="until"`) {
		t.Error("it is still to be confirmed")
	}
	if !strings.Contains(h.get(t, "administrator", "/en/aurora/desk").body, "nobody else can act") {
		t.Error("it is gone from the desk while it lasts")
	}
}
