package privacy

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pesnet/lang"
	"pesnet/network"
	"pesnet/network/networktest"
)

// doors are the pages and the API of the area, on the demonstration.
type doors struct {
	*demo
	door *networktest.Doors
}

func openDoors(t *testing.T) doors {
	t.Helper()
	d := open(networktest.Open(t))
	d.Must(d.Demo(t.Context()))
	return doors{d, d.Doors(d)}
}

func (d doors) says(login, path string, wanted ...string) {
	d.Helper()
	w := d.door.Get(login, path)
	for _, want := range wanted {
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			d.Errorf("%s as %s: %d, without %q: %.3000s", path, login, w.Code, want, w.Body)
		}
	}
}

func TestEveryPageOpensInEveryLanguage(t *testing.T) {
	d := openDoors(t)
	for _, code := range lang.All.Codes() {
		for path, login := range map[string]string{
			"/my-data": "careers", "/my-data/all": "careers", "/my-data/consents": "careers", "/my-data/ask": "careers", "/privacy/retention": "administrator", "/audit": "administrator",
			"/aurora/audit?verify=1": "auditor", "/aurora/privacy/records": "", "/aurora/privacy/records/edit?code=exchange": "auditor", "/aurora/privacy/office": "auditor",
			"/aurora/privacy/requests/1": "auditor", "/aurora/privacy/requests/2": "secretariat", "/aurora/privacy/requests/2/letter": "careers",
		} {
			w := d.door.Get(login, "/"+code+path)
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "⟦") {
				t.Errorf("/%s%s as %q: %d: %.2000s", code, path, login, w.Code, w.Body)
			}
		}
	}
}

func TestLettersSayTheirDaysInTheLanguageOfTheRequest(t *testing.T) {
	d := openDoors(t)
	at := "/aurora/privacy/requests/2"
	for path, form := range map[string]url.Values{"/longer": {"longer": {"Trebuie consultate mai multe arhive."}}} {
		if w := d.door.Post("secretariat", "/en"+at+path, form); w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	d.says("careers", "/ro"+at+"/letter?of=longer", "Ioana Zoreanu-Vale", "25 ianuarie 2027", "Trebuie consultate")
	if w := d.door.Post("secretariat", "/en"+at+"/decide", url.Values{"outcome": {"refused"}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "names the exception") {
		t.Errorf("a refusal without an exception: %d %s", w.Code, w.Body)
	}
	d.door.Post("secretariat", "/en"+at+"/decide", url.Values{"outcome": {"granted"}})
	for code, want := range map[string]string{"lt": "patenkinome", "ro": "Am admis", "en": "We have granted", "it": "Abbiamo accolto", "sv": "Vi har beviljat"} {
		d.says("careers", "/"+code+at+"/letter?of=decided", want)
	}
	d.says("careers", "/en/my-data", "Your data are not used for what you objected to")
}

func TestSomebodyAsksAllowsAndWithdraws(t *testing.T) {
	d := openDoors(t)
	if w := d.door.Post("employers", "/en/my-data/consents", url.Values{"category": {"skills"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a consent without a country: %d", w.Code)
	}
	d.door.Post("employers", "/en/my-data/consents", url.Values{"category": {"skills"}, "destination": {"SE", "FI"}})
	d.says("employers", "/en/my-data/consents", "Finland, Sweden", "20 November 2027")
	d.door.Post("employers", "/en/my-data/consents/withdraw", url.Values{"category": {"skills"}})
	d.says("employers", "/en/my-data/consents", "nothing leaves")
	w := d.door.Post("employers", "/en/my-data/ask", url.Values{"network": {"AURORA"}, "kind": {"access"}})
	if got := w.Header().Get("Location"); !strings.HasPrefix(got, "/en/aurora/privacy/requests/3") {
		t.Errorf("asked: %d to %s", w.Code, got)
	}
	d.says("employers", "/en/aurora/privacy/requests/3", "21 December 2026")
	if w := d.door.Get("careers", "/en/aurora/privacy/requests/3"); w.Code != http.StatusForbidden {
		t.Errorf("somebody else reads the request: %d", w.Code)
	}
	d.says("employers", "/en/my-data/all.json", "Tomas", `"consents"`)
}

func TestTheRecordOfTheRecord(t *testing.T) {
	d := openDoors(t)
	d.door.Post("employers", "/en/my-data/ask", url.Values{"network": {"AURORA"}, "kind": {"access"}})
	d.says("auditor", "/en/aurora/audit?action=privacy.ask", "Tomas", "request 3")
	d.says("auditor", "/en/aurora/audit.csv?action=privacy.ask", "no,at,who,name,action,subject,detail", "privacy.ask")
	d.says("auditor", "/en/aurora/audit?verify=1", "The record is whole")
	d.says("auditor", "/en/aurora/audit?action=audit.export", "audit.export")
	w := d.door.Get("auditor", "/en/aurora/audit.json?who=employers")
	var deeds []deedView
	if err := json.Unmarshal(w.Body.Bytes(), &deeds); err != nil || len(deeds) != 1 || deeds[0].Action != "privacy.ask" {
		t.Errorf("%s, %v; want the one deed", w.Body, err)
	}
	if w := d.door.Get("auditor", "/en/aurora/audit?from=yesterday"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", w.Code)
	}
	for _, path := range []string{"/en/aurora/audit", "/en/aurora/audit.csv", "/en/aurora/audit.json", "/en/audit", "/api/v1/networks/aurora/audit"} {
		for _, login := range []string{"secretariat", "analyst", "valea.secretariat"} {
			if w := d.door.Get(login, path); w.Code != http.StatusForbidden {
				t.Errorf("%s as %s: %d, want 403", path, login, w.Code)
			}
		}
	}
}

func TestPersonalDataForPrograms(t *testing.T) {
	d := openDoors(t)
	d.says("careers", "/api/v1/me/consents", `"category":"education"`, `"live":true`)
	d.says("careers", "/api/v1/me/data", "Ioana Zoreanu-Vale")
	d.says("", "/api/v1/networks/aurora/privacy/records", `"basis":"6-1-a"`, `"dpia":"needed"`)
	d.says("", "/api/v1/privacy/retention", `"class":"session"`)
	if w := d.door.Get("", "/api/v1/me/data"); w.Code != http.StatusUnauthorized {
		t.Errorf("nobody asks for own data: %d", w.Code)
	}
}

func TestARecordAndAScheduleAreChangedOnTheirPages(t *testing.T) {
	d := openDoors(t)
	all, err := d.Activities(t.Context(), network.Who{}, d.Aurora, "2026-11-21")
	d.Must(err)
	a := all[slices.IndexFunc(all, func(a Activity) bool { return a.Code == "feedback" })]
	form := url.Values{"code": {a.Code}, "name": {"Feedback, renamed"}, "purpose": {"To answer"}, "controller": {a.Controller}, "basis": {a.Basis}, "law": {a.Law}, "data": a.Data.Codes(), "persons": a.Persons.Codes(),
		"recipients": a.Recipients.Codes(), "safeguards": {"roles"}, "class": {a.Class}, "dpia": {"done"}, "from": {a.From}, "version": {"1"}}
	if w := d.door.Post("auditor", "/en/aurora/privacy/records/edit", form); w.Code != http.StatusSeeOther {
		t.Fatalf("changed: %d %s", w.Code, w.Body)
	}
	d.says("", "/en/aurora/privacy/records", "Feedback, renamed", "To answer")
	d.says("", "/sv/aurora/privacy/records", "Synpunkter på sidorna")
	if w := d.door.Post("secretariat", "/en/aurora/privacy/records/edit", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "in the meantime") {
		t.Errorf("with the version of before: %d", w.Code)
	}
	if w := d.door.Post("secretariat", "/en/privacy/retention", url.Values{"class": {"session"}, "days": {"7"}}); w.Code != http.StatusForbidden {
		t.Errorf("the secretariat changes the schedule: %d", w.Code)
	}
	if w := d.door.Post("administrator", "/en/privacy/retention", url.Values{"class": {"session"}, "days": {"0"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no day at all: %d", w.Code)
	}
	d.door.Post("administrator", "/en/privacy/retention", url.Values{"class": {"session"}, "days": {"7"}})
	d.says("", "/en/privacy/retention", "7 days")
}
