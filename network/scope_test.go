package network

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Tests rules network.token-scope and network.token-grant.
func TestATokenDoesAtMostWhatItsPersonMay(t *testing.T) {
	analyst := Who{Person: Person{ID: "ona"}, Roles: []Role{{Network: "aurora", Organisation: "gintara", Role: Analyst}, {Network: "valea", Role: Secretariat}}}
	token := func(scope ...string) Who {
		w := analyst
		w.Token, w.Scope = "t", scope
		return w
	}
	gintara := Resource{Network: "aurora", Organisation: "gintara"}
	for _, test := range []struct {
		name   string
		who    Who
		action string
		on     Resource
		want   string // reason of the refusal
	}{
		{"what was chosen", token("indicator.import"), "indicator.import", gintara, ""},
		{"what was chosen, for another member", token("indicator.import"), "indicator.import", Resource{Network: "aurora", Organisation: "zorile"}, "network.may.own-figures"},
		{"what was not chosen", token("indicator.import"), "indicator.release", gintara, "network.may.token-scope"},
		{"what is open to everybody", token("indicator.import"), "network.read", gintara, ""},
		{"what was chosen before the role ended", Who{Person: analyst.Person, Token: "t", Scope: []string{"indicator.import"}}, "indicator.import", gintara, "network.may.own-figures"},
		{"roles, though somebody wrote them into the table", token("network.change-roles"), "network.change-roles", Resource{Network: "valea"}, "network.may.in-person"},
		{"another token", token("account.make-token"), "account.make-token", Resource{}, "network.may.in-person"},
		{"a password", token("network.change-factors"), "network.change-factors", Resource{}, "network.may.in-person"},
		{"the desk", token("network.act"), "network.act", Resource{}, "network.may.in-person"},
	} {
		d := May(test.who, test.action, test.on)
		if got := d.Reason; d.Allowed != (test.want == "") || !d.Allowed && got != test.want {
			t.Errorf("%s: %v (%s), want %q", test.name, d.Allowed, got, test.want)
		}
	}
	if Could(token("indicator.import"), "network.change").Allowed {
		t.Error("a door opens to a token that is not for it")
	}
	got := analyst.Grantable()
	for _, action := range []string{"indicator.import", "network.change"} {
		if !slices.Contains(got, action) {
			t.Errorf("%s cannot be chosen", action)
		}
	}
	for _, action := range []string{"privacy.retention", "network.change-roles", "account.make-token", "network.act", "network.read"} {
		if slices.Contains(got, action) {
			t.Errorf("%s can be chosen", action)
		}
	}
	if narrow := analyst.Narrowed("aurora", "gintara"); May(narrow, "network.change", Resource{Network: "valea"}).Allowed || !May(narrow, "indicator.import", gintara).Allowed {
		t.Error("a token for one organisation reaches further")
	}
}

// Whatever is chosen and whatever the roles are: a token is allowed nothing
// that its person is not, and nothing outside of its scope that strangers are
// not.
func TestNoTokenReachesFurther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := []string{"", "aurora", "valea"}
		one := func(name string) string { return rapid.SampledFrom(ids).Draw(t, name) }
		w := Who{Person: Person{ID: "ona"}}
		for range rapid.IntRange(0, 3).Draw(t, "roles") {
			w.Roles = append(w.Roles, Role{Network: one("network"), Organisation: one("organisation"), Role: rapid.SampledFrom(Roles).Draw(t, "role")})
		}
		token := w.Narrowed(one("only network"), one("only organisation"))
		token.Token, token.Scope = "t", rapid.SliceOf(rapid.SampledFrom(Actions())).Draw(t, "scope")
		action, on := rapid.SampledFrom(Actions()).Draw(t, "action"), Resource{Network: one("on"), Organisation: one("of")}
		stranger, own := May(Who{}, action, on), May(w, action, on)
		got := May(token, action, on)
		if got.Allowed && !stranger.Allowed && (!own.Allowed || !slices.Contains(token.Scope, action)) || got.Confirm {
			t.Fatalf("%s: the token %+v, its person %+v, a stranger %+v", action, got, own, stranger)
		}
	})
}
