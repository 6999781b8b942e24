package account

import (
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
	"pesnet/network/networktest"
)

// enrol sets up an authenticator app for somebody; it returns its secret and
// the recovery codes.
func enrol(t *testing.T, s *Service, c *networktest.Clock, who network.Who) (secret string, recovery []string) {
	t.Helper()
	secret = newCodeSecret()
	recovery, err := s.AddApp(t.Context(), who, secret, codeNow(secret, c))
	if err != nil || len(recovery) != recoveryCount {
		t.Fatalf("%d recovery codes, %v", len(recovery), err)
	}
	return secret, recovery
}

func codeNow(secret string, c *networktest.Clock) string {
	key, _ := base32Text.DecodeString(secret)
	return codeAt(key, stepOf(c.Now()))
}

// newcomer is somebody who has been invited and has chosen a password.
func newcomer(t *testing.T, s *Service, i network.Invitation) network.Person {
	t.Helper()
	n := s.must(t, "AURORA")
	i.Person.Lang, i.Person.Name = "lt", "Jonas"
	if i.From == "" {
		i.From = s.networks.Today(n)
	}
	link, err := s.networks.Invite(t.Context(), secretary(n), n, i)
	if err != nil {
		t.Fatal(err)
	}
	if link == "" {
		return network.Person{}
	}
	p, err := s.LinkFor(t.Context(), token(t, link))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetPassword(t.Context(), token(t, link), good); err != nil {
		t.Fatal(err)
	}
	return p
}

const jonas = "jonas@example.org"

// come signs somebody in by password and returns who that makes them.
func come(t *testing.T, s *Service, login string) (secret string, who network.Who) {
	t.Helper()
	secret, _, err := s.SignIn(t.Context(), Attempt{login, good, "1"})
	if err != nil {
		t.Fatal(err)
	}
	return secret, in(t, s, secret)
}

func in(t *testing.T, s *Service, secret string) network.Who {
	t.Helper()
	who, err := s.Session(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// Tests rules account.second-factor and account.recovery.
func TestTheSecondStep(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		ctx := t.Context()
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Secretariat})
		_, waiting := come(t, s, jonas)
		if waiting.Waits != network.WaitsForFactor {
			t.Fatalf("the secretariat without a second factor waits for %q", waiting.Waits)
		}
		n := s.must(t, "AURORA")
		if _, err := s.networks.People(ctx, waiting, n); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("before the second factor people are seen: %v", err)
		}
		secret, recovery := enrol(t, s, c, waiting)
		before, waiting := come(t, s, jonas)
		if waiting.Waits != network.WaitsForCode {
			t.Fatalf("afterwards the next sign-in waits for %q", waiting.Waits)
		}
		if _, err := s.AddApp(ctx, waiting, newCodeSecret(), "000000"); fault.Of(err).Kind != fault.Unknown {
			t.Errorf("who waits for a code sets up another app: %v", err)
		}
		if _, err := s.SecondStep(ctx, waiting, codeNow(secret, c)); fault.ID(err) != "account.code" {
			t.Errorf("the code of the set-up once more: %v", err)
		}
		c.Add(time.Minute)
		after, err := s.SecondStep(ctx, waiting, codeNow(secret, c))
		if err != nil {
			t.Fatal(err)
		}
		if who := in(t, s, after); !who.SignedIn() || !who.Has(n.ID, network.Secretariat) {
			t.Errorf("after the code: %+v", who)
		}
		if in(t, s, before).ID != "" {
			t.Error("the session that waited goes on beside the new one")
		}
		wantRecovery(t, s, recovery[0])
	})
}

// wantRecovery comes in by a recovery code, once.
func wantRecovery(t *testing.T, s *Service, code string) {
	t.Helper()
	_, waiting := come(t, s, jonas)
	if _, err := s.SecondStep(t.Context(), waiting, code); err != nil {
		t.Errorf("a recovery code: %v", err)
	}
	_, waiting = come(t, s, jonas)
	for range mostTries[tryCode].Both {
		if _, err := s.SecondStep(t.Context(), waiting, code); fault.ID(err) != "account.code" {
			t.Errorf("a recovery code once more: %v", err)
		}
	}
	if _, err := s.SecondStep(t.Context(), waiting, code); fault.ID(err) != "account.tries" {
		t.Errorf("one code too many: %v", err)
	}
}

// Tests rules network.step-up and account.password-change.
func TestSensitiveChangesWantAConfirmation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		ctx := t.Context()
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst})
		elsewhere, _ := come(t, s, jonas)
		secret, _ := come(t, s, jonas)
		c.Add(10 * time.Minute)
		who := in(t, s, secret)
		const next = "kita upė teka pro kalnus"
		if err := s.ChangePassword(ctx, who, good, next); fault.ID(err) != "network.step-up" {
			t.Errorf("ten minutes later: %v", err)
		}
		if err := s.Confirm(ctx, who, "wrong", ""); fault.ID(err) != "account.password.wrong" {
			t.Errorf("confirmed by a wrong password: %v", err)
		}
		if err := s.Confirm(ctx, who, good, ""); err != nil {
			t.Fatal(err)
		}
		who = in(t, s, secret)
		for present, want := range map[string]string{"wrong": "account.password.wrong", good: ""} {
			if err := s.ChangePassword(ctx, who, present, next); fault.ID(err) != want {
				t.Errorf("with the present password %q: %v", present, err)
			}
		}
		if in(t, s, elsewhere).ID != "" || in(t, s, secret).ID == "" {
			t.Error("a change of password ends the other sessions, and not this one")
		}
	})
}

func TestSomebodySeesAndEndsTheirSessions(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := demoWorld(t, d, Options{})
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst})
		one, _ := come(t, s, jonas)
		two, _ := come(t, s, jonas)
		three, who := come(t, s, jonas)
		own, err := s.Account(t.Context(), who)
		if err != nil || len(own.Sessions) != 3 {
			t.Fatalf("%d sessions, %v", len(own.Sessions), err)
		}
		if err := s.EndSession(t.Context(), who, in(t, s, one).Session); err != nil || in(t, s, one).ID != "" {
			t.Errorf("one is ended: %v", err)
		}
		if err := s.EndSession(t.Context(), network.Who{Person: network.Person{ID: "eve"}}, who.Session); fault.ID(err) != "account.session.unknown" {
			t.Errorf("somebody else ends it: %v", err)
		}
		if err := s.EndSessions(t.Context(), who); err != nil || in(t, s, two).ID != "" || in(t, s, three).ID == "" {
			t.Errorf("all others are ended: %v", err)
		}
	})
}

func TestLeavingAnOrganisationEndsAccessAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{})
		ctx, n := t.Context(), s.must(t, "AURORA")
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst, Organisation: "AUR-GINTARA"})
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Analyst, Organisation: "AUR-FJORDLYS"})
		secret, who := come(t, s, jonas)
		both := who.ActsFor(n.ID)
		if len(both) != 2 {
			t.Fatalf("acts for %v", both)
		}
		if err := s.ActFor(ctx, who, "somebody else's"); fault.ID(err) != "account.acts-for" {
			t.Errorf("for somebody else's: %v", err)
		}
		if err := s.ActFor(ctx, who, both[0]); err != nil {
			t.Fatal(err)
		}
		who = in(t, s, secret)
		if got := who.ActsFor(n.ID); len(got) != 1 || got[0] != both[0] || who.ActingFor != both[0] {
			t.Errorf("acts for %v", got)
		}
		if !network.May(who, "indicator.release", network.Resource{Network: n.ID, Organisation: both[0]}).Allowed || network.May(who, "indicator.release", network.Resource{Network: n.ID, Organisation: both[1]}).Allowed {
			t.Error("what was not chosen is in reach")
		}
		if err := s.networks.EndRole(ctx, secretary(n), n, who.Roles[0].ID); err != nil {
			t.Fatal(err)
		}
		if who = in(t, s, secret); network.May(who, "indicator.release", network.Resource{Network: n.ID, Organisation: both[0]}).Allowed || who.ActingFor != "" {
			t.Error("who has left still acts")
		}
		c.Add(time.Hour)
		if len(in(t, s, secret).ActsFor(n.ID)) != 1 {
			t.Error("the other role has gone too")
		}
	})
}

// Tests rule account.emergency.
func TestAnEmergencyAdministrator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		ctx := t.Context()
		const why = "both administrators are ill"
		if _, err := s.BreakGlass(ctx, network.Who{Person: network.Person{ID: "a"}, Roles: []network.Role{{Role: network.Administrator}}}, "analyst", why); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("an administrator breaks the glass: %v", err)
		}
		if _, err := s.BreakGlass(ctx, network.Operator, "analyst", "help"); fault.ID(err) != "account.emergency" {
			t.Errorf("without a reason: %v", err)
		}
		link, err := s.BreakGlass(ctx, network.Operator, "analyst", why)
		if err != nil {
			t.Fatal(err)
		}
		c.Add(10 * time.Minute)
		secret, err := s.UseGlass(ctx, token(t, link))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.UseGlass(ctx, token(t, link)); fault.ID(err) != "account.link.used" {
			t.Errorf("a second time: %v", err)
		}
		who := in(t, s, secret)
		if !who.Has("", network.Administrator) {
			t.Fatalf("no administrator: %+v", who)
		}
		if all, err := s.Emergencies(ctx, who); err != nil || len(all) != 1 || all[0].Why != why || all[0].Used.IsZero() {
			t.Errorf("seen as %v, %v", all, err)
		}
		c.Add(49 * time.Minute)
		if !in(t, s, secret).Has("", network.Administrator) {
			t.Error("it ended before its hour")
		}
		c.Add(time.Minute)
		if in(t, s, secret).ID != "" {
			t.Error("it lasts longer than its hour")
		}
	})
}

// Tests rule account.emergency-read.
func TestAnEmergencyStandsUntilItIsOverAndRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		ctx := t.Context()
		if _, err := s.BreakGlass(ctx, network.Operator, "analyst", "both administrators are ill"); err != nil {
			t.Fatal(err)
		}
		person := func(id string) network.Who {
			return network.Who{Person: network.Person{ID: id}, Roles: []network.Role{{Role: network.Administrator}}}
		}
		waiting := func() int {
			t.Helper()
			all, err := s.EmergenciesWaiting(ctx, person("a"))
			if err != nil {
				t.Fatal(err)
			}
			return len(all)
		}
		all, err := s.Emergencies(ctx, person("a"))
		if err != nil || len(all) != 1 || waiting() != 1 {
			t.Fatalf("%v, %v; want the one emergency to wait", all, err)
		}
		made, own := all[0].Made, all[0].Person.ID
		if got, err := s.EmergenciesWaiting(ctx, network.Who{Person: network.Person{ID: "b"}}); err != nil || len(got) != 0 {
			t.Errorf("somebody else sees %v, %v", got, err)
		}
		if err := s.ReadEmergencies(ctx, network.Who{Person: network.Person{ID: "b"}}, made); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("somebody else confirms: %v", err)
		}
		if err := s.ReadEmergencies(ctx, person("a"), made); err != nil || waiting() != 1 {
			t.Errorf("confirmed while it lasts: %v, %d wait, want 1", err, waiting())
		}
		c.Add(time.Hour)
		if waiting() != 0 {
			t.Error("it waits although it is over and read")
		}
		if _, err := s.BreakGlass(ctx, network.Operator, "analyst", "and again they are ill"); err != nil {
			t.Fatal(err)
		}
		c.Add(2 * time.Hour)
		if err := s.ReadEmergencies(ctx, person(own), c.Now()); err != nil || waiting() != 1 {
			t.Errorf("confirmed by whose it was: %v, %d wait, want 1", err, waiting())
		}
		if err := s.ReadEmergencies(ctx, person("a"), c.Now()); err != nil || waiting() != 0 {
			t.Errorf("confirmed by another: %v, %d wait, want none", err, waiting())
		}
	})
}

// Tests rule account.reset.
func TestWhoHasLostEverythingIsResetByTheOperator(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example"})
		ctx := t.Context()
		newcomer(t, s, network.Invitation{Person: network.Person{Login: jonas}, Role: network.Secretariat})
		secret, who := come(t, s, jonas)
		enrol(t, s, c, who)
		if _, err := s.Reset(ctx, network.Who{Person: network.Person{ID: "a"}, Roles: []network.Role{{Role: network.Administrator}}}, jonas); fault.Of(err).Kind != fault.Forbidden {
			t.Errorf("an administrator resets: %v", err)
		}
		link, err := s.Reset(ctx, network.Operator, jonas)
		if err != nil {
			t.Fatal(err)
		}
		if in(t, s, secret).ID != "" {
			t.Error("the session goes on")
		}
		if err := s.SetPassword(ctx, token(t, link), good); err != nil {
			t.Fatal(err)
		}
		if _, who = come(t, s, jonas); who.Waits != network.WaitsForFactor {
			t.Errorf("afterwards waits for %q, want a new second factor", who.Waits)
		}
		if _, _, err := s.SignIn(ctx, Attempt{jonas, "wrong", "1"}); err == nil {
			t.Error("a wrong password was taken")
		}
		wantRecorded(t, s, "network.reset", "network.add-app", "network.sign-in-failed", "network.set-password", "network.invite")
	})
}
