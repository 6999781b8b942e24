package account

import (
	"slices"
	"testing"

	"pesnet/network"
)

// Tests rule account.acts-for.
func TestForWhomSomebodyActs(t *testing.T) {
	all := []network.Role{{Network: "n", Organisation: "a", Role: network.Analyst}, {Network: "n", Organisation: "b", Role: network.Analyst}, {Network: "n", Role: network.Secretariat}}
	for _, test := range []struct {
		name, chosen, want string
		figures            []string
	}{
		{"nothing chosen", "", "", []string{"a", "b"}},
		{"one of two", "a", "a", []string{"a"}},
		{"one that has ended", "c", "", []string{"a", "b"}},
	} {
		roles, now := acting(all, test.chosen)
		who := network.Who{Roles: roles}
		if now != test.want || !slices.Equal(who.ActsFor("n"), test.figures) || !who.Has("n", network.Secretariat) {
			t.Errorf("%s: acts for %q with %v", test.name, now, roles)
		}
	}
	if len(organisationsOf(all)) != 2 {
		t.Error("two organisations have been counted otherwise")
	}
}
