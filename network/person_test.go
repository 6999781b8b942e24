package network

import (
	"slices"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

// Tests rule network.invite.
func TestInvitingSomebody(t *testing.T) {
	s, _ := demoWorld(t, dbtest.Open(t))
	s.NewLink = func(_ *db.Tx, p Person) (string, error) { return "for " + p.Login, nil }
	n := s.must(t, "AURORA")
	invitation := Invitation{Person: Person{Name: "Jonas", Login: "jonas@example.org", Lang: "lt"}, Organisation: "AUR-GINTARA", Role: Analyst, From: "2026-11-21"}
	link, err := s.Invite(t.Context(), secretary(n), n, invitation)
	if err != nil || link != "for jonas@example.org" {
		t.Fatalf("%q, %v", link, err)
	}
	if again, err := s.Invite(t.Context(), secretary(n), n, invitation); err != nil || again != "" {
		t.Errorf("somebody who is known gets another link: %q, %v", again, err)
	}
	invitation.Role = Administrator
	if _, err := s.Invite(t.Context(), secretary(n), n, invitation); fault.ID(err) != "network.invite" {
		t.Errorf("the secretariat names an administrator: %v", err)
	}
	people, err := s.People(t.Context(), secretary(n), n)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(people, func(h Holder) bool { return h.Login == "jonas@example.org" })
	if i < 0 {
		t.Fatal("Jonas has no role")
	}
	if err := s.EndRole(t.Context(), secretary(n), n, people[i].Role.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.EndRole(t.Context(), secretary(n), n, people[i].Role.ID); fault.ID(err) != "network.role.unknown" {
		t.Errorf("ended twice: %v", err)
	}
}
