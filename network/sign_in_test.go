package network

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
)

func token(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Query().Get("token") == "" {
		t.Fatalf("the link is %q, %v", link, err)
	}
	return u.Query().Get("token")
}

const good = "plaukiantis debesis virš Nemuno"

// Tests rules network.first-administrator and network.link.
func TestSigningIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := &clock{time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)}
		s := New(d, c.now, Options{URL: "https://pes.example"})
		ctx := t.Context()
		link, err := s.FirstAdministrator(ctx, Operator, "Ona@example.org", "lt")
		if err != nil || !strings.HasPrefix(link, "https://pes.example/lt/sign-in/link?token=") {
			t.Fatalf("%s, %v", link, err)
		}
		if _, err := s.FirstAdministrator(ctx, Who{}, "eve", "en"); err == nil {
			t.Error("somebody unknown names an administrator")
		}
		if err := s.SetPassword(ctx, token(t, link), "short"); id(err) != "network.password.short" {
			t.Errorf("a short password: %v", err)
		}
		if err := s.SetPassword(ctx, token(t, link), good); err != nil {
			t.Fatal(err)
		}
		if err := s.SetPassword(ctx, token(t, link), good+"!"); id(err) != "network.link.used" {
			t.Errorf("the link once more: %v", err)
		}
		if _, err := s.FirstAdministrator(ctx, Operator, "eve", "en"); id(err) != "network.first-administrator" {
			t.Errorf("a second first administrator: %v", err)
		}
		for _, wrong := range []Attempt{{"ona@example.org", "wrong", "1"}, {"nobody", good, "1"}} {
			if _, _, err := s.SignIn(ctx, wrong); id(err) != "network.sign-in.wrong" {
				t.Errorf("%s: %v", wrong.Login, err)
			}
		}
		secret, _, err := s.SignIn(ctx, Attempt{"ONA@example.org", good, "1"})
		if err != nil {
			t.Fatal(err)
		}
		who, err := s.Session(ctx, secret)
		if err != nil || who.SignedIn() || who.Waits != waitsForFactor || len(who.Roles) > 0 {
			t.Fatalf("an administrator with a password alone: %+v, %v", who, err)
		}
		enrol(t, s, c, who)
		wantSession(t, s, c, secret)
	})
}

func wantSession(t *testing.T, s *Service, c *clock, secret string) {
	t.Helper()
	began := c.at
	for _, step := range []struct {
		name string
		at   time.Duration
		in   bool
	}{
		{"at once", 0, true}, {"after seven hours", 7 * time.Hour, true}, {"eight hours after that, less a little", 15*time.Hour - 10*time.Minute, true},
		{"after eight idle hours", 23 * time.Hour, false},
	} {
		c.at = began.Add(step.at)
		who, err := s.Session(t.Context(), secret)
		if err != nil || who.SignedIn() != step.in {
			t.Errorf("%s: signed in %v, %v", step.name, who.SignedIn(), err)
		}
		if step.in && !who.Has("any network", Administrator) {
			t.Errorf("%s: has not the role", step.name)
		}
	}
}

// Tests rule network.session.
func TestASessionEndsAfterSevenDaysHoweverBusy(t *testing.T) {
	now := time.Date(2026, 1, 8, 0, 0, 0, 0, time.UTC)
	busy := session{Created: now.Add(-absolute), Seen: now.Add(-time.Minute)}
	if busy.alive(now) || !busy.alive(now.Add(-time.Minute)) {
		t.Error("a busy session must end after seven days, and not before")
	}
}

func TestSigningOutEndsTheSession(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{Demo: true})
	secret, _, err := s.SignInAs(t.Context(), "analyst")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SignOut(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if who, _ := s.Session(t.Context(), secret); who.SignedIn() {
		t.Error("still signed in")
	}
}

// Tests rule network.tries.
func TestTooManyTries(t *testing.T) {
	s, c := demoWorld(t, dbtest.Open(t), Options{})
	try := func(address string) string {
		_, _, err := s.SignIn(t.Context(), Attempt{"analyst", "wrong", address})
		return id(err)
	}
	for range mostTries[tryPassword].Both {
		if got := try("1"); got != "network.sign-in.wrong" {
			t.Fatalf("within the limit: %s", got)
		}
	}
	if got := try("1"); got != "network.tries" {
		t.Errorf("one too many: %s", got)
	}
	if got := try("2"); got != "network.sign-in.wrong" {
		t.Errorf("from another address: %s", got)
	}
	c.at = c.at.Add(triesFor)
	if got := try("1"); got != "network.sign-in.wrong" {
		t.Errorf("a quarter of an hour later: %s", got)
	}
}

func TestOnlyADemonstrationLetsEverybodyIn(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{})
	if _, _, err := s.SignInAs(t.Context(), "administrator"); err == nil {
		t.Error("signed in as the administrator without a password")
	}
	demo, _ := demoWorld(t, dbtest.Open(t), Options{Demo: true})
	if _, err := demo.FirstAdministrator(t.Context(), Operator, "ona", "lt"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := demo.SignInAs(t.Context(), "ona"); err == nil {
		t.Error("signed in as somebody who is not invented")
	}
}

// Tests rule network.invite.
func TestInvitingSomebody(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{URL: "http://localhost:8080"})
	n := s.must(t, "AURORA")
	invitation := Invitation{Person: Person{Name: "Jonas", Login: "jonas@example.org", Lang: "lt"}, Organisation: "AUR-GINTARA", Role: Analyst, From: "2026-11-21"}
	link, err := s.Invite(t.Context(), secretary(n), n, invitation)
	if err != nil || token(t, link) == "" {
		t.Fatal(err)
	}
	if again, err := s.Invite(t.Context(), secretary(n), n, invitation); err != nil || again != "" {
		t.Errorf("somebody who is known gets another link: %q, %v", again, err)
	}
	invitation.Role = Administrator
	if _, err := s.Invite(t.Context(), secretary(n), n, invitation); id(err) != "network.invite" {
		t.Errorf("the secretariat names an administrator: %v", err)
	}
	people, err := s.People(t.Context(), secretary(n), n)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(people, func(h Holder) bool { return h.Login == "jonas@example.org" })
	if i < 0 {
		t.Fatal("Jonas has no role")
	}
	if err := s.EndRole(t.Context(), secretary(n), n, people[i].Role.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.EndRole(t.Context(), secretary(n), n, people[i].Role.ID); id(err) != "network.role.unknown" {
		t.Errorf("ended twice: %v", err)
	}
}
