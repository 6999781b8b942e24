package account

import (
	"testing"

	"pesnet/network"
)

// Tests rule account.second-factor.
func TestWhoNeedsASecondFactor(t *testing.T) {
	staff, others := []network.Role{{Role: network.Secretariat}}, []network.Role{{Role: network.Analyst}}
	for _, test := range []struct {
		name  string
		s     session
		has   bool
		roles []network.Role
		must  Factors
		want  string
	}{
		{"the secretariat with a password alone", session{Means: byPassword}, false, staff, ForRoles, network.WaitsForFactor},
		{"the secretariat with an app, before the code", session{Means: byPassword}, true, staff, ForRoles, network.WaitsForCode},
		{"the secretariat after the code", session{Means: byCode, Strong: true}, true, staff, ForRoles, ""},
		{"the secretariat with a passkey", session{Means: byPasskey, Strong: true}, true, staff, ForRoles, ""},
		{"the secretariat from a provider that asks for one factor", session{Means: byProvider}, false, staff, ForRoles, network.WaitsForFactor},
		{"an analyst without", session{Means: byPassword}, false, others, ForRoles, ""},
		{"an analyst who has one", session{Means: byPassword}, true, others, ForRoles, network.WaitsForCode},
		{"an analyst where everybody must", session{Means: byPassword}, false, others, ForEverybody, network.WaitsForFactor},
		{"somebody without a role where everybody must", session{Means: byPassword}, false, nil, ForEverybody, network.WaitsForFactor},
		{"an analyst with a passkey where everybody must", session{Means: byPasskey, Strong: true}, true, others, ForEverybody, ""},
		{"the secretariat of a demonstration, signed in as", session{Means: byDemonstration}, false, staff, ForNobody, ""},
		{"the secretariat of a demonstration, with a password", session{Means: byPassword}, false, staff, ForNobody, ""},
	} {
		if got := wanting(test.s, test.has, test.roles, test.must); got != test.want {
			t.Errorf("%s: waits for %q, want %q", test.name, got, test.want)
		}
	}
}
