package account

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/lang"
	"pesnet/network"
)

// Tests rules account.suspend and account.suspended.
func TestWhoIsSuspendedDoesNotComeIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d, Options{URL: "https://pes.example"})
		ctx, n := t.Context(), s.must(t, "AURORA")
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst, Organisation: "AUR-GINTARA"})
		secret, who := come(t, s, jonas)
		const why = "has left without notice"
		if err := s.Suspend(ctx, who, n, who.ID, why); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("an analyst suspends: %v", err)
		}
		if err := s.Suspend(ctx, secretary(n), n, who.ID, "gone"); fault.ID(err) != "account.suspend.why" {
			t.Errorf("without a reason: %v", err)
		}
		self := secretary(n)
		self.ID = who.ID
		if err := s.Suspend(ctx, self, n, who.ID, why); fault.ID(err) != "account.suspend.self" {
			t.Errorf("oneself: %v", err)
		}
		valea := s.must(t, "VALEA")
		if err := s.Suspend(ctx, secretary(valea), valea, who.ID, why); fault.ID(err) != "account.access.unknown" {
			t.Errorf("by another network: %v", err)
		}
		link, err := s.Link(ctx, network.Operator, jonas)
		if err == nil {
			err = s.Suspend(ctx, secretary(n), n, who.ID, why)
		}
		if err != nil || in(t, s, secret).ID != "" {
			t.Fatalf("the session goes on: %v", err)
		}
		if _, _, err := s.SignIn(ctx, Attempt{jonas, good, "1"}); fault.ID(err) != "account.suspended" {
			t.Errorf("by the password: %v", err)
		}
		if _, _, err := s.SignIn(ctx, Attempt{jonas, "wrong", "1"}); fault.ID(err) != "account.sign-in.wrong" {
			t.Errorf("by a wrong password it is told who is suspended: %v", err)
		}
		if err := s.SetPassword(ctx, token(t, link), good); fault.ID(err) != "account.suspended" {
			t.Errorf("by a link: %v", err)
		}
		if glass, err := s.BreakGlass(ctx, network.Operator, jonas, "nobody else is there"); err != nil {
			t.Error(err)
		} else if _, err := s.UseGlass(ctx, token(t, glass)); fault.ID(err) != "account.suspended" {
			t.Errorf("in an emergency: %v", err)
		}
		if err := s.Resume(ctx, secretary(n), n, who.ID); err != nil {
			t.Fatal(err)
		}
		if _, who := come(t, s, jonas); !who.SignedIn() {
			t.Error("who was let in again does not come in")
		}
		wantRecorded(t, s, "account.suspend", "account.resume")
	})
}

// Tests rule account.suspend.
func TestTheSecretariatSuspendsItsOwnPeopleAlone(t *testing.T) {
	n := network.Network{ID: "aurora"}
	admin := network.Who{Person: network.Person{ID: "a"}, Roles: []network.Role{{Role: network.Administrator}}}
	ona := network.Person{ID: "ona"}
	inside, elsewhere := []network.Role{{Network: "aurora"}}, []network.Role{{Network: "aurora"}, {Network: "valea"}}
	for name, test := range map[string]struct {
		who   network.Who
		roles []network.Role
		want  string
	}{
		"one of theirs":                         {secretary(n), inside, ""},
		"one with a role in another network":    {secretary(n), elsewhere, "account.suspend"},
		"one who runs the installation":         {secretary(n), []network.Role{{Network: "aurora"}, {}}, "account.suspend"},
		"anybody, for who runs it":              {admin, elsewhere, ""},
		"anybody, for the operator":             {network.Operator, elsewhere, ""},
		"themselves, though they run it":        {network.Who{Person: ona, Roles: admin.Roles}, inside, "account.suspend.self"},
		"an administrator, for another of them": {admin, []network.Role{{}}, ""},
	} {
		if got := fault.ID(maySuspend(test.who, n, ona, test.roles)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestOthersAreSignedOutEverywhere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d, Options{})
		ctx, n := t.Context(), s.must(t, "AURORA")
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst, Organisation: "AUR-GINTARA"})
		one, who := come(t, s, jonas)
		two, _ := come(t, s, jonas)
		looked := 0
		s.networks.OnRead = func(_ context.Context, _ network.Who, _ network.Network, what string, persons []string) error {
			looked++
			return nil
		}
		a, err := s.Access(ctx, secretary(n), n, who.ID)
		if err != nil || len(a.Sessions) != 2 || a.MaySuspend != nil || looked != 1 {
			t.Errorf("%+v, %v, looked at %d times", a, err, looked)
		}
		if err := s.EndAccess(ctx, who, n, who.ID); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("an analyst ends: %v", err)
		}
		valea := s.must(t, "VALEA")
		if err := s.EndAccess(ctx, secretary(valea), valea, who.ID); fault.ID(err) != "account.access.unknown" {
			t.Errorf("another network ends: %v", err)
		}
		if err := s.EndAccess(ctx, secretary(n), n, who.ID); err != nil || in(t, s, one).ID+in(t, s, two).ID != "" {
			t.Errorf("the sessions go on: %v", err)
		}
		if err := s.EndAccess(ctx, network.Operator, network.Network{}, who.ID); err != nil {
			t.Errorf("the operator: %v", err)
		}
		wantRecorded(t, s, "account.end-access")
	})
}

func TestTheSecretariatSuspendsOnAPage(t *testing.T) {
	s, door := site(t, Options{Demo: true, URL: "http://localhost:8080"})
	analyst, b := &browser{t: t, door: door}, &browser{t: t, door: door}
	analyst.as("analyst")
	b.as("secretariat")
	at := regexp.MustCompile(`/en(/aurora/people/([\w-]+)/access)">[^<]*Rūta`).FindStringSubmatch(b.get("/en/aurora/people").Body.String())
	if at == nil {
		t.Fatal("the list of people does not lead to the ways in")
	}
	for _, code := range lang.All.Codes() {
		wantPage(t, b, code, at[1], http.StatusOK)
	}
	if w := analyst.get("/en" + at[1]); w.Code != http.StatusForbidden {
		t.Errorf("the analyst looks: %d", w.Code)
	}
	if w := b.ask(http.MethodPost, "/en"+at[1]+"/suspend", url.Values{"why": {""}}); w.Code != 422 || !strings.Contains(w.Body.String(), "#why") {
		t.Errorf("without a reason: %d", w.Code)
	}
	b.leads("/en"+at[1]+"/suspend", url.Values{"why": {"has left without notice"}}, "/en"+at[1])
	if w := analyst.get("/en/account"); w.Code != http.StatusSeeOther {
		t.Errorf("who is suspended reads on: %d", w.Code)
	}
	if _, _, err := s.SignInAs(t.Context(), "analyst"); fault.ID(err) != "account.suspended" {
		t.Errorf("who is suspended comes in: %v", err)
	}
	b.leads("/en"+at[1]+"/resume", nil, "/en"+at[1])
	analyst.as("analyst")
	b.leads("/en"+at[1]+"/end", nil, "/en"+at[1])
	if w := analyst.get("/en/account"); w.Code != http.StatusSeeOther {
		t.Errorf("whose sessions were ended reads on: %d", w.Code)
	}
}
