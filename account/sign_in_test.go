package account

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/network"
	"pesnet/network/networktest"
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

// Tests rules account.first-administrator and account.link-once.
func TestSigningIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := networktest.NewClock()
		s := serviceOn(d, c, Options{URL: "https://pes.example"})
		ctx := t.Context()
		link, err := s.FirstAdministrator(ctx, network.Operator, "Ona@example.org", "lt")
		if err != nil || !strings.HasPrefix(link, "https://pes.example/lt/sign-in/link?token=") {
			t.Fatalf("%s, %v", link, err)
		}
		if _, err := s.FirstAdministrator(ctx, network.Who{}, "eve", "en"); err == nil {
			t.Error("somebody unknown names an administrator")
		}
		if err := s.SetPassword(ctx, token(t, link), "short"); fault.ID(err) != "account.password.short" {
			t.Errorf("a short password: %v", err)
		}
		if err := s.SetPassword(ctx, token(t, link), good); err != nil {
			t.Fatal(err)
		}
		if err := s.SetPassword(ctx, token(t, link), good+"!"); fault.ID(err) != "account.link.used" {
			t.Errorf("the link once more: %v", err)
		}
		if _, err := s.FirstAdministrator(ctx, network.Operator, "eve", "en"); fault.ID(err) != "account.first-administrator" {
			t.Errorf("a second first administrator: %v", err)
		}
		for _, wrong := range []Attempt{{"ona@example.org", "wrong", "1"}, {"nobody", good, "1"}} {
			if _, _, err := s.SignIn(ctx, wrong); fault.ID(err) != "account.sign-in.wrong" {
				t.Errorf("%s: %v", wrong.Login, err)
			}
		}
		secret, _, err := s.SignIn(ctx, Attempt{"ONA@example.org", good, "1"})
		if err != nil {
			t.Fatal(err)
		}
		who, err := s.Session(ctx, secret)
		if err != nil || who.SignedIn() || who.Waits != network.WaitsForFactor || len(who.Roles) > 0 {
			t.Fatalf("an administrator with a password alone: %+v, %v", who, err)
		}
		enrol(t, s, c, who)
		wantSession(t, s, c, secret)
	})
}

func wantSession(t *testing.T, s *Service, c *networktest.Clock, secret string) {
	t.Helper()
	began := c.Now()
	for _, step := range []struct {
		name string
		at   time.Duration
		in   bool
	}{
		{"at once", 0, true}, {"after seven hours", 7 * time.Hour, true}, {"eight hours after that, less a little", 15*time.Hour - 10*time.Minute, true},
		{"after eight idle hours", 23 * time.Hour, false},
	} {
		c.Set(began.Add(step.at))
		who, err := s.Session(t.Context(), secret)
		if err != nil || who.SignedIn() != step.in {
			t.Errorf("%s: signed in %v, %v", step.name, who.SignedIn(), err)
		}
		if step.in && !who.Has("any network", network.Administrator) {
			t.Errorf("%s: has not the role", step.name)
		}
	}
}

// Tests rule account.session.
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

// Tests rule account.tries.
func TestTooManyTries(t *testing.T) {
	s, c := demoWorld(t, dbtest.Open(t), Options{})
	try := func(address string) string {
		_, _, err := s.SignIn(t.Context(), Attempt{"analyst", "wrong", address})
		return fault.ID(err)
	}
	for range mostTries[tryPassword].Both {
		if got := try("1"); got != "account.sign-in.wrong" {
			t.Fatalf("within the limit: %s", got)
		}
	}
	if got := try("1"); got != "account.tries" {
		t.Errorf("one too many: %s", got)
	}
	if got := try("2"); got != "account.sign-in.wrong" {
		t.Errorf("from another address: %s", got)
	}
	c.Add(triesFor)
	if got := try("1"); got != "account.sign-in.wrong" {
		t.Errorf("a quarter of an hour later: %s", got)
	}
}

func TestOnlyADemonstrationLetsEverybodyIn(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{})
	if _, _, err := s.SignInAs(t.Context(), "administrator"); err == nil {
		t.Error("signed in as the administrator without a password")
	}
	demo, _ := demoWorld(t, dbtest.Open(t), Options{Demo: true})
	if _, err := demo.FirstAdministrator(t.Context(), network.Operator, "ona", "lt"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := demo.SignInAs(t.Context(), "ona"); err == nil {
		t.Error("signed in as somebody who is not invented")
	}
}

// Every action of the service refuses before it reads, so a policy that is
// gone must stop all of them.
func TestNobodyKnownChangesAnything(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t), Options{URL: "https://pes.example"})
	ctx, nobody := t.Context(), network.Who{}
	_, link := s.Link(ctx, nobody, "analyst")
	_, reset := s.Reset(ctx, nobody, "analyst")
	_, app := s.AddApp(ctx, nobody, "", "")
	_, recovery := s.NewRecovery(ctx, nobody)
	_, offer := s.OfferPasskey(ctx, nobody)
	for name, err := range map[string]error{"link": link, "reset": reset, "app": app, "recovery": recovery, "passkey": offer,
		"act for": s.ActFor(ctx, nobody, ""), "session": s.EndSession(ctx, nobody, ""), "sessions": s.EndSessions(ctx, nobody), "password": s.ChangePassword(ctx, nobody, "", ""),
		"provider": s.AddProvider(ctx, nobody, Provider{}), "no provider": s.EndProvider(ctx, nobody, ""), "no app": s.RemoveApp(ctx, nobody)} {
		if fault.Of(err).Kind != fault.Unknown {
			t.Errorf("%s: %v", name, err)
		}
	}
}
