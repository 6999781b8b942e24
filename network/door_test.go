package network

import (
	"slices"
	"testing"
)

// Whoever may do something in a network comes through its doors, and whoever
// comes through might do it.
func TestADoorOpensToWhoeverMightDoSomethingBehindIt(t *testing.T) {
	for _, action := range Actions() {
		for _, role := range append(slices.Clone(Roles), "none") {
			for _, organisation := range []string{"", "gintara"} {
				who := Who{Person: Person{ID: "ona"}, Stale: true, Roles: []Role{{Network: "aurora", Organisation: organisation, Role: role}}, Seats: []Seat{{Network: "aurora", Body: "board", Role: "chair"}}}
				for n, body := range map[string]string{"aurora": "board", "valea": "council"} {
					might := false
					for _, on := range []Resource{{Network: n}, {Network: n, Organisation: "gintara"}, {Network: n, Body: body}, {Network: n, Person: "ona"}} {
						might = might || May(who, action, on).Allowed || May(who, sameDoor[action], on).Allowed
					}
					if d := CouldIn(who, action, n); d.Allowed != might || d.Confirm {
						t.Errorf("%s as %s for %q in %s: %+v, want %v", action, role, organisation, n, d, might)
					}
				}
			}
		}
	}
	for reason, who := range map[string]Who{"network.may.sign-in": {}, "network.may.secretariat": {Person: Person{ID: "ona"}}} {
		if d := CouldIn(who, "network.change", "aurora"); d.Reason != reason {
			t.Errorf("a door says %s, the table %s", d.Reason, reason)
		}
	}
}
