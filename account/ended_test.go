package account

import (
	"net/http"
	"net/url"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
	"pesnet/kit/openid/openidtest"
	"pesnet/network"
)

// Tests rule account.ended.
func TestAProvidersSignOutEndsTheSessionsThatItBegan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, c := demoWorld(t, d, Options{URL: "https://pes.example", Secrets: secrets})
		p := openidtest.Start(t, c.Now)
		ctx, n := t.Context(), s.must(t, "AURORA")
		if err := s.AddProvider(ctx, network.Operator, Provider{ID: "eu-login", Name: "EU Login", Issuer: p.Issuer, Client: p.Client, Secret: "env:X"}); err != nil {
			t.Fatal(err)
		}
		link, err := s.networks.Invite(ctx, secretary(n), n, network.Invitation{Person: network.Person{Login: jonas, Name: "Jonas", Lang: "lt"}, Role: network.Analyst, From: "2026-11-21"})
		if err != nil {
			t.Fatal(err)
		}
		begin := func(w Wish, sid any) string {
			t.Helper()
			p.Claims = map[string]any{"sid": sid}
			secret, err := s.visit(t, p, "eu-login", w)
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		desk, phone, plain := begin(Wish{Link: token(t, link)}, "desk"), begin(Wish{}, "phone"), begin(Wish{}, nil)
		wantIn := func(when string, want map[string]bool) {
			t.Helper()
			for secret, signedIn := range want {
				if got := in(t, s, secret).SignedIn(); got != signedIn {
					t.Errorf("%s somebody is signed in: %v, want %v", when, got, signedIn)
				}
			}
		}
		end := func(token, want string, count int64) {
			t.Helper()
			if ended, err := s.EndedByProvider(ctx, "eu-login", token); ended != count || err == nil && want != "" || err != nil && fault.ID(err) != want {
				t.Errorf("%d end: %v, want %d and %q", ended, err, count, want)
			}
		}
		one := p.Ending(func(claims map[string]any) { claims["sid"] = "phone" })
		end(one, "", 1)
		wantIn("after the end of one session", map[string]bool{desk: true, phone: false, plain: true})
		end(one, "account.ended", 0)
		p.Subject = "somebody else"
		end(p.Ending(nil), "", 0)
		end(p.Ending(func(claims map[string]any) { claims["sid"] = "desk" }), "", 0)
		wantIn("after what concerns somebody else", map[string]bool{desk: true, plain: true})
		p.Subject, p.Sign = "subject-1", "other"
		end(p.Ending(nil), "openid.refused", 0)
		p.Sign = ""
		end(p.Ending(func(claims map[string]any) { delete(claims, "sub"); claims["sid"] = "desk" }), "", 1)
		end(p.Ending(nil), "", 1)
		wantIn("after all", map[string]bool{desk: false, plain: false})
		wantRecorded(t, s, "network.ended-by-provider", "network.provider-refused")
	})
}

// A provider sends what it says as a form, from no page of ours.
func TestAProviderIsAnsweredAsAProgram(t *testing.T) {
	s, b, c := clocked(t, "http://localhost:8080")
	p := openidtest.Start(t, c.Now)
	if err := s.AddProvider(t.Context(), network.Operator, Provider{ID: "eu-login", Name: "EU Login", Issuer: p.Issuer, Client: p.Client, Secret: "env:X"}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		path, token string
		want        int
	}{
		{"eu-login", p.Ending(nil), http.StatusOK},
		{"eu-login", "nothing", http.StatusBadRequest},
		{"eu-login", "", http.StatusBadRequest},
		{"other", p.Ending(nil), http.StatusBadRequest},
	} {
		if w := b.ask(http.MethodPost, "/en/sign-in/ended/"+test.path, url.Values{"logout_token": {test.token}}); w.Code != test.want || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%.20q at %s: %d %s, want %d", test.token, test.path, w.Code, w.Body, test.want)
		}
	}
}
