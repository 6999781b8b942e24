package network

import "testing"

func TestTheWallIsOpenWhereSomebodyHasARoleOrASeat(t *testing.T) {
	chair := Seat{Network: "valea", Body: "board", Role: "chair"}
	for _, test := range []struct {
		name              string
		who               Who
		networks, offices string
	}{
		{"a role", Who{Person: Person{ID: "ona"}, Roles: []Role{{Network: "aurora", Role: Secretariat}}}, "aurora", "aurora"},
		{"a seat alone", Who{Person: Person{ID: "ona"}, Seats: []Seat{chair}}, "valea", ""},
		{"both", Who{Person: Person{ID: "ona"}, Roles: []Role{{Network: "aurora", Role: Secretariat}}, Seats: []Seat{chair, chair}}, "aurora valea", "aurora"},
		{"a role everywhere", Who{Person: Person{ID: "ona"}, Roles: []Role{{Role: Administrator}}, Seats: []Seat{chair}}, "*", "*"},
		{"a seat of no network", Who{Person: Person{ID: "ona"}, Seats: []Seat{{Body: "board"}}}, "", ""},
	} {
		got := Scope(With(t.Context(), test.who))
		if got["networks"] != test.networks || got["offices"] != test.offices || got["person"] != "ona" {
			t.Errorf("%s: %v, want the networks %q and the offices %q", test.name, got, test.networks, test.offices)
		}
	}
}
