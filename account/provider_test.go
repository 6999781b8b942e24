package account

import (
	"testing"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rules account.vouches and account.link.
func TestForWhomAProviderVouches(t *testing.T) {
	own, all := Provider{Organisation: "lt", Claim: "email", Strong: "high mfa"}, Provider{}
	here, elsewhere := []network.Role{{Organisation: "lt"}}, []network.Role{{Organisation: "se"}}
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"its own people", own.vouchesFor(here), ""},
		{"those of others", own.vouchesFor(elsewhere), "account.vouches"},
		{"who has left", own.vouchesFor(nil), "account.vouches"},
		{"one for everybody", all.vouchesFor(nil), ""},
		{"the same name", own.links(network.Person{Login: "ona@example.org"}, map[string]any{"email": "Ona@example.org"}), ""},
		{"another name", own.links(network.Person{Login: "ona@example.org"}, map[string]any{"email": "eve@example.org"}), "account.link"},
		{"a name nobody verified", own.links(network.Person{Login: "ona@example.org"}, map[string]any{"email": "ona@example.org", "email_verified": false}), "account.link"},
		{"no claim asked for", all.links(network.Person{Login: "ona"}, nil), ""},
	} {
		if got := fault.ID(test.err); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if !own.isStrong("mfa") || own.isStrong("low") || own.isStrong("") || all.isStrong("mfa") {
		t.Error("the level of assurance is judged otherwise")
	}
	if err := (Provider{ID: "eu-login", Name: "EU Login", Client: "pesnet", Secret: "env:EU_LOGIN"}).Check(); err != nil {
		t.Error(err)
	}
	if fault.ID((Provider{ID: "x", Name: "EU Login", Client: "pesnet"}).Check()) != "account.provider.code" || fault.ID((Provider{ID: "eu-login", Name: "EU Login", Client: "pesnet", Secret: "secret"}).Check()) != "account.provider.secret" {
		t.Error("a provider that cannot be taken was taken")
	}
}
