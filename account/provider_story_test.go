package account

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"pesnet/kit/audit"
	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/openid/openidtest"
	"pesnet/network"
)

// at sends somebody to a provider and back, in one browser.
func (s *Service) visit(t *testing.T, p *openidtest.Provider, id string, w Wish) (secret string, err error) {
	t.Helper()
	address, cookie, err := s.ToProvider(t.Context(), id, w)
	if err != nil {
		return "", err
	}
	secret, _, err = s.FromProvider(t.Context(), Back{Provider: id, Secret: cookie, Query: p.SignIn(t, address)})
	return secret, err
}

func secrets(string) (string, error) { return "kept between us", nil }

// Tests rules account.link, account.vouches and
// account.challenge.
func TestAProviderVouchesForSomebody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example", Secrets: secrets})
		p := openidtest.Start(t, c.Now)
		p.Claims = map[string]any{"email": jonas, "acr": "mfa"}
		ctx, n := t.Context(), s.must(t, "AURORA")
		v := Provider{ID: "gintara", Name: "Gintara", Issuer: p.Issuer, Client: p.Client, Secret: "env:X", Organisation: "AUR-GINTARA", Claim: "email", Strong: "mfa"}
		if err := s.AddProvider(ctx, secretary(n), v); err == nil {
			t.Error("the secretariat adds a provider")
		}
		if err := s.AddProvider(ctx, network.Operator, v); err != nil {
			t.Fatal(err)
		}
		if err := s.AddProvider(ctx, network.Operator, v); fault.ID(err) != "account.provider.there" {
			t.Errorf("twice: %v", err)
		}
		if _, err := s.visit(t, p, "gintara", Wish{}); fault.ID(err) != "account.provider.stranger" {
			t.Errorf("somebody with the address of nobody here: %v", err)
		}
		i := network.Invitation{Person: network.Person{Login: jonas, Name: "Jonas", Lang: "lt"}, Role: network.Representative, Organisation: "AUR-GINTARA", From: "2026-11-21"}
		link, err := s.networks.Invite(ctx, secretary(n), n, i)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.visit(t, p, "gintara", Wish{}); fault.ID(err) != "account.provider.stranger" {
			t.Errorf("by the same address of e-mail alone: %v", err)
		}
		wantLinked(t, s, p, token(t, link))
		who, _ := s.networks.People(ctx, secretary(n), n)
		for _, h := range who {
			if h.Login == jonas {
				if err := s.networks.EndRole(ctx, secretary(n), n, h.Role.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, err := s.visit(t, p, "gintara", Wish{}); fault.ID(err) != "account.vouches" {
			t.Errorf("after leaving the organisation: %v", err)
		}
		if err := s.EndProvider(ctx, network.Operator, "gintara"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.visit(t, p, "gintara", Wish{}); fault.ID(err) != "account.provider.unknown" {
			t.Errorf("after the end of the provider: %v", err)
		}
	})
}

func wantLinked(t *testing.T, s *Service, p *openidtest.Provider, link string) {
	t.Helper()
	ctx := t.Context()
	p.Claims["email"] = "eve@example.org"
	if _, err := s.visit(t, p, "gintara", Wish{Link: link}); fault.ID(err) != "account.link" {
		t.Errorf("somebody else with the link: %v", err)
	}
	p.Claims["email"] = jonas
	secret, err := s.visit(t, p, "gintara", Wish{Link: link})
	if err != nil {
		t.Fatal(err)
	}
	if who := in(t, s, secret); who.Login != jonas || !who.SignedIn() {
		t.Errorf("a strong provider is both factors: %+v", who)
	}
	p.Claims = map[string]any{"email": "changed@example.org", "acr": "low"}
	if secret, err = s.visit(t, p, "gintara", Wish{}); err != nil {
		t.Fatalf("a changed address: %v", err)
	}
	if who := in(t, s, secret); who.Login != jonas || who.Waits != network.WaitsForFactor {
		t.Errorf("a weak sign-in of a representative: %+v", who)
	}
	if _, err := s.visit(t, p, "gintara", Wish{Link: link}); err != nil {
		t.Errorf("who is linked needs no link, even one that is used: %v", err)
	}
	address, cookie, err := s.ToProvider(ctx, "gintara", Wish{})
	if err != nil {
		t.Fatal(err)
	}
	answer := p.SignIn(t, address)
	if _, _, err := s.FromProvider(ctx, Back{"gintara", "another browser", answer}); fault.ID(err) != "account.challenge" {
		t.Errorf("in another browser: %v", err)
	}
	if _, _, err := s.FromProvider(ctx, Back{"gintara", cookie, url.Values{"state": {"forged"}, "code": answer["code"]}}); fault.ID(err) != "openid.refused" {
		t.Errorf("with a forged state: %v", err)
	}
	if _, _, err := s.FromProvider(ctx, Back{"gintara", cookie, answer}); fault.ID(err) != "account.challenge" {
		t.Errorf("an errand twice: %v", err)
	}
	wantRecorded(t, s, "network.link-identity", "network.provider-refused", "network.sign-in", "network.add-provider")
}

func wantRecorded(t *testing.T, s *Service, actions ...string) {
	t.Helper()
	seen := map[string]bool{}
	err := s.db.Read(context.Background(), func(tx *db.Tx) error {
		all, err := db.All(tx, func(a *string) []any { return []any{a} }, `SELECT DISTINCT action FROM audit`)
		for _, a := range all {
			seen[a] = true
		}
		if err == nil {
			_, err = audit.Verify(tx)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range actions {
		if !seen[action] {
			t.Errorf("%s is not in the record", action)
		}
	}
}

func TestTwoNodesCountTriesTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		one, c := demoWorld(t, d, Options{})
		two := serviceOn(d, c, Options{})
		for i := range mostTries[tryPassword].Both {
			node := []*Service{one, two}[i%2]
			if _, _, err := node.SignIn(t.Context(), Attempt{"analyst", "wrong", "1"}); fault.ID(err) != "account.sign-in.wrong" {
				t.Fatalf("try %d: %v", i, err)
			}
		}
		for name, node := range map[string]*Service{"one": one, "two": two} {
			if _, _, err := node.SignIn(t.Context(), Attempt{"analyst", "wrong", "1"}); fault.ID(err) != "account.tries" {
				t.Errorf("on node %s: %v", name, err)
			}
		}
		rows, err := tried(t, d)
		if err != nil || strings.Contains(rows, "analyst") {
			t.Errorf("the table of tries names people: %s, %v", rows, err)
		}
	})
}

func tried(t *testing.T, d *db.DB) (text string, err error) {
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := db.All(tx, func(s *string) []any { return []any{s} }, `SELECT subject FROM account_try`)
		text = strings.Join(all, " ")
		return err
	})
	return text, err
}

// Tests rule account.tries.
func TestLimitsOfTries(t *testing.T) {
	for _, test := range []struct {
		name, kind string
		before     attempts
		want       string
	}{
		{"the tenth of one from one address", tryPassword, attempts{9, 9, 9}, ""},
		{"the eleventh", tryPassword, attempts{10, 10, 10}, "account.tries"},
		{"many people from one address", tryPassword, attempts{0, 0, 50}, "account.tries"},
		{"one from many addresses", tryPassword, attempts{0, 99, 0}, ""},
		{"one from very many addresses", tryPassword, attempts{0, 100, 0}, "account.tries"},
		{"the sixth code", tryCode, attempts{5, 5, 5}, "account.tries"},
	} {
		if got := fault.ID(test.before.check(test.kind)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
