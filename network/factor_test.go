package network

import "testing"

// Tests rule network.second-factor.
func TestWhoNeedsASecondFactor(t *testing.T) {
	staff, others := []Role{{Role: Secretariat}}, []Role{{Role: Analyst}}
	for _, test := range []struct {
		name  string
		s     session
		has   bool
		roles []Role
		demo  bool
		want  string
	}{
		{"the secretariat with a password alone", session{Means: byPassword}, false, staff, false, waitsForFactor},
		{"the secretariat with an app, before the code", session{Means: byPassword}, true, staff, false, waitsForCode},
		{"the secretariat after the code", session{Means: byCode, Strong: true}, true, staff, false, ""},
		{"the secretariat with a passkey", session{Means: byPasskey, Strong: true}, true, staff, false, ""},
		{"the secretariat from a provider that asks for one factor", session{Means: byProvider}, false, staff, false, waitsForFactor},
		{"an analyst without", session{Means: byPassword}, false, others, false, ""},
		{"an analyst who has one", session{Means: byPassword}, true, others, false, waitsForCode},
		{"the secretariat of a demonstration, signed in as", session{Means: byDemonstration}, false, staff, true, ""},
		{"the secretariat of a demonstration, with a password", session{Means: byPassword}, false, staff, true, ""},
	} {
		if got := wanting(test.s, test.has, test.roles, test.demo); got != test.want {
			t.Errorf("%s: waits for %q, want %q", test.name, got, test.want)
		}
	}
}
