package network

import (
	"slices"
	"testing"
)

// Tests rule networksignin.acts-for.
func TestForWhomSomebodyActs(t *testing.T) {
	all := []Role{{Network: "n", Organisation: "a", Role: Analyst}, {Network: "n", Organisation: "b", Role: Analyst}, {Network: "n", Role: Secretariat}}
	for _, test := range []struct {
		name, chosen, want string
		figures            []string
	}{
		{"nothing chosen", "", "", []string{"a", "b"}},
		{"one of two", "a", "a", []string{"a"}},
		{"one that has ended", "c", "", []string{"a", "b"}},
	} {
		roles, now := acting(all, test.chosen)
		who := Who{Roles: roles}
		if now != test.want || !slices.Equal(who.ActsFor("n"), test.figures) || !who.Has("n", Secretariat) {
			t.Errorf("%s: acts for %q with %v", test.name, now, roles)
		}
	}
	if len(organisationsOf(all)) != 2 {
		t.Error("two organisations have been counted otherwise")
	}
}
