package network

import "testing"

// Tests rules networksignin.vouches and networksignin.link.
func TestForWhomAProviderVouches(t *testing.T) {
	own, all := Provider{Organisation: "lt", Claim: "email", Strong: "high mfa"}, Provider{}
	here, elsewhere := []Role{{Organisation: "lt"}}, []Role{{Organisation: "se"}}
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"its own people", own.vouchesFor(here), ""},
		{"those of others", own.vouchesFor(elsewhere), "networksignin.vouches"},
		{"who has left", own.vouchesFor(nil), "networksignin.vouches"},
		{"one for everybody", all.vouchesFor(nil), ""},
		{"the same name", own.links(Person{Login: "ona@example.org"}, map[string]any{"email": "Ona@example.org"}), ""},
		{"another name", own.links(Person{Login: "ona@example.org"}, map[string]any{"email": "eve@example.org"}), "networksignin.link"},
		{"a name nobody verified", own.links(Person{Login: "ona@example.org"}, map[string]any{"email": "ona@example.org", "email_verified": false}), "networksignin.link"},
		{"no claim asked for", all.links(Person{Login: "ona"}, nil), ""},
	} {
		if got := id(test.err); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if !own.isStrong("mfa") || own.isStrong("low") || own.isStrong("") || all.isStrong("mfa") {
		t.Error("the level of assurance is judged otherwise")
	}
	if err := (Provider{ID: "eu-login", Name: "EU Login", Client: "pesnet", Secret: "env:EU_LOGIN"}).Check(); err != nil {
		t.Error(err)
	}
	if id((Provider{ID: "x", Name: "EU Login", Client: "pesnet"}).Check()) != "networksignin.provider.code" || id((Provider{ID: "eu-login", Name: "EU Login", Client: "pesnet", Secret: "secret"}).Check()) != "networksignin.provider.secret" {
		t.Error("a provider that cannot be taken was taken")
	}
}
