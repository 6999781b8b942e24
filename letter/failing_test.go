package letter

import (
	"fmt"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/fault"
	"pesnet/kit/mail"
)

// Tests rule letter.failing.
func TestAnAddressThatTheServerDoesNotKnowStopsLettersUntilItIsMended(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who, office := t.Context(), d.As("analyst"), d.As("secretariat")
		need, urgent := d.inAurora(false), d.inAurora(true)
		d.server.Answer = func(to string) string {
			switch {
			case strings.HasPrefix(to, "analyst"):
				return "550 5.1.1 no such user"
			case strings.HasPrefix(to, "chair"):
				return "550 5.7.1 we take nothing from you"
			}
			return ""
		}
		d.put("analyst", "One", need)
		d.put("chair", "One", need)
		d.deliver()
		fails, err := d.FailingAddresses(ctx, office, d.Aurora)
		d.Must(err)
		if len(fails) != 1 || fails[0].Person != who.ID || fails[0].Address != "analyst@example.org" || fails[0].Name == "" || fails[0].Answer != "550 5.1.1 no such user" {
			t.Fatalf("the secretariat sees %+v; a refusal of who writes is nothing about the address", fails)
		}
		_, err = d.FailingAddresses(ctx, who, d.Aurora)
		d.same("others see the list", fault.ID(err), "network.may.secretariat")
		for login, want := range map[string]Fails{"analyst": {Own: true}, "secretariat": {Others: 1}, "chair": {}} {
			got, err := d.Failing(ctx, d.As(login), d.Aurora)
			d.Must(err)
			d.same("on the desk of "+login, got, want)
		}
		tried := 0
		d.server.Answer = func(string) string { tried++; return "550 5.1.1 no such user" }
		stopped := d.put("analyst", "Two", need)
		d.deliver()
		if got, why := d.state(who.ID, stopped); got != mail.Refused || why != failed || tried != 0 {
			t.Errorf("the next letter is %s, %s, after %d tries", got, why, tried)
		}
		d.put("analyst", "At once", urgent)
		d.deliver()
		d.same("an urgent letter is tried", tried, 1)

		d.server.Answer = nil
		d.same("mended by another", fault.ID(d.TryAddress(ctx, office, d.Valea, who.ID)), "network.may.secretariat")
		d.same("of somebody whose address is well", fault.ID(d.TryAddress(ctx, office, d.Aurora, office.ID)), "letter.unknown")
		d.Must(d.TryOwnAddress(ctx, who))
		d.deliver()
		if got, _ := d.state(who.ID, stopped); got != mail.Sent {
			t.Errorf("tried again the letter is %s", got)
		}
		m, err := d.Mine(ctx, who)
		d.Must(err)
		d.same("in the end it fails", m.Fails.Address, "")
	})
}

// inAurora is a change of a letter: for those in AURORA, at once or not.
func (d *demo) inAurora(urgent bool) func(*mail.Letter) {
	return func(l *mail.Letter) { l.Need, l.Urgent = []string{"network.read-roles", d.Aurora.ID}, urgent }
}

// state is what became of a letter to a person, and why.
func (d *demo) state(person, id string) (state, why string) {
	d.Helper()
	d.Reading(func(tx *db.Tx) error {
		all, err := mail.Of(tx, person, 10)
		for _, l := range all {
			if l.ID == id {
				state, why = l.State, l.Reason
			}
		}
		return err
	})
	return state, why
}

func TestAnotherAddressIsWellAndWhatFailsIsForgottenWithItsPerson(t *testing.T) {
	each(t, func(t *testing.T, d *demo) {
		ctx, who, need := t.Context(), d.As("analyst"), d.inAurora(false)
		d.server.Answer = func(string) string { return "550 unknown" }
		d.put("analyst", "Three", need)
		d.deliver()
		d.Address = func(*db.Tx, string) (string, error) { return "new@example.org", nil }
		if m, err := d.Mine(ctx, who); err != nil || m.Fails.Address != "" {
			t.Errorf("another address fails: %+v, %v", m.Fails, err)
		}
		d.server.Answer = nil
		last := d.put("analyst", "Four", need)
		d.deliver()
		if got, _ := d.state(who.ID, last); got != mail.Sent {
			t.Errorf("to another address the letter is %s", got)
		}
		d.server.Answer = func(string) string { return "550 unknown" }
		d.put("analyst", "Five", need)
		d.deliver()
		given := func() (text string) {
			d.Reading(func(tx *db.Tx) error {
				kept, err := Kept(tx, who.ID)
				text = fmt.Sprintf("%+v", kept)
				return err
			})
			return text
		}
		if strings.Contains(given(), "Failing:<nil>") {
			t.Error("that the address fails is not given to its person")
		}
		d.Writing(func(tx *db.Tx) error { return Forget(tx, who.ID, d.now()) })
		if !strings.Contains(given(), "Failing:<nil>") {
			t.Error("that the address fails is not forgotten")
		}
	})
}

func TestWhoseMailDoesNotArriveIsToldOnTheirPage(t *testing.T) {
	d := openDoors(t)
	d.server.Answer = func(string) string { return "550 5.1.1 no such user" }
	d.put("analyst", "One", func(l *mail.Letter) { l.Need = []string{"network.read-roles", d.Aurora.ID} })
	d.deliver()
	if page := d.door.Get("analyst", "/en/my-mail").Body.String(); !strings.Contains(page, "Your email does not arrive") || !strings.Contains(page, "analyst@example.org") {
		t.Error("the page of the person says nothing of it")
	}
	if page := d.door.Get("secretariat", "/lt/aurora/letters").Body.String(); !strings.Contains(page, "analyst@example.org") {
		t.Error("the secretariat does not see it")
	}
	if w := d.door.Get("secretariat", "/api/v1/networks/AURORA/failing-addresses"); !strings.Contains(w.Body.String(), `"analyst@example.org"`) {
		t.Errorf("programs: %d %s", w.Code, w.Body)
	}
	d.server.Answer = nil
	if w := d.door.Post("secretariat", "/en/aurora/letters/"+d.As("analyst").ID+"/address", nil); w.Code != 303 {
		t.Errorf("the secretariat lets it be tried again: %d", w.Code)
	}
	d.deliver()
	if page := d.door.Get("analyst", "/en/my-mail").Body.String(); strings.Contains(page, "Your email does not arrive") {
		t.Error("it is mended, and the page says that it fails")
	}
	if w := d.door.Post("analyst", "/en/my-mail/address", nil); w.Code != 303 {
		t.Errorf("trying an address that is well: %d", w.Code)
	}
}
