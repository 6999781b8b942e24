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
		demo  bool
		want  string
	}{
		{"the secretariat with a password alone", session{Means: byPassword}, false, staff, false, network.WaitsForFactor},
		{"the secretariat with an app, before the code", session{Means: byPassword}, true, staff, false, network.WaitsForCode},
		{"the secretariat after the code", session{Means: byCode, Strong: true}, true, staff, false, ""},
		{"the secretariat with a passkey", session{Means: byPasskey, Strong: true}, true, staff, false, ""},
		{"the secretariat from a provider that asks for one factor", session{Means: byProvider}, false, staff, false, network.WaitsForFactor},
		{"an analyst without", session{Means: byPassword}, false, others, false, ""},
		{"an analyst who has one", session{Means: byPassword}, true, others, false, network.WaitsForCode},
		{"the secretariat of a demonstration, signed in as", session{Means: byDemonstration}, false, staff, true, ""},
		{"the secretariat of a demonstration, with a password", session{Means: byPassword}, false, staff, true, ""},
	} {
		if got := wanting(test.s, test.has, test.roles, test.demo); got != test.want {
			t.Errorf("%s: waits for %q, want %q", test.name, got, test.want)
		}
	}
}
