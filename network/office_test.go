package network

import (
	"errors"
	"testing"

	"pesnet/kit/db"
	"pesnet/kit/db/dbtest"
	"pesnet/kit/fault"
)

// Tests rule network.office.
func TestTheOfficeIsWhoRunsTheNetwork(t *testing.T) {
	for _, test := range []struct {
		name  string
		claim Membership
		want  bool
	}{
		{"the secretariat", Membership{Kind: "partner", Role: "secretariat"}, true},
		{"the coordinator of a project", Membership{Kind: "partner", Role: "coordinator", From: "2023-12-01", To: "2026-12"}, true},
		{"the coordinator after the project", Membership{Kind: "partner", Role: "coordinator", To: "2026-10"}, false},
		{"the coordinator before the project", Membership{Kind: "partner", Role: "coordinator", From: "2027"}, false},
		{"the beneficiary of a grant", Membership{Kind: "member", Role: "beneficiary"}, true},
		{"a member in the chair", Membership{Kind: "member", Role: "chair"}, false},
		{"a secretariat that a source disputes", Membership{Kind: "partner", Role: "secretariat", Disputed: true}, false},
		{"one that has left", Membership{Kind: "former", Role: "secretariat"}, false},
		{"another organisation", Membership{Organisation: "other", Kind: "partner", Role: "secretariat"}, false},
		{"the secretariat of another network", Membership{Network: "other", Kind: "partner", Role: "secretariat"}, false},
	} {
		claim := test.claim
		if claim.Network == "" {
			claim.Network = "n"
		}
		if claim.Organisation == "" {
			claim.Organisation = "o"
		}
		r := Role{Network: "n", Organisation: "o", Role: Auditor}
		if got := r.heldForOffice([]Membership{claim}, "2026-11-21"); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
		if r.Office = test.want; r.reaches() != test.want {
			t.Errorf("an auditor of %s reaches the network: %v", test.name, !test.want)
		}
	}
	if chair := (Role{Network: "n", Organisation: "o", Role: "chair"}); !chair.reaches() {
		t.Error("who is in the chair is so for the network, whomever they come from")
	}
}

// Tests rules network.office, network.grant.
func TestAMemberGivesTheRolesOfItsOwnStaff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		s, _ := demoWorld(t, d)
		n := s.must(t, "aurora")
		gintara, wrong := s.Organisation(ctx, Operator, "AUR-GINTARA")
		bureau, bad := s.Organisation(ctx, Operator, "AUR-SECRETARIAT")
		people, err := s.People(ctx, Operator, n)
		if err := errors.Join(wrong, bad, err); err != nil {
			t.Fatal(err)
		}
		as := func(role, org string) Who {
			return Who{Person: Person{ID: db.ID()}, Roles: []Role{{Network: n.ID, Organisation: org, Role: role}}}
		}
		admin, speaks := as(MemberAdmin, gintara.ID), as(Representative, gintara.ID)
		for _, test := range []struct {
			name       string
			who        Who
			role, code string
			want       string
		}{
			{"an administrator of a member invites an analyst", admin, Analyst, gintara.Code, ""},
			{"and nobody who speaks for it", admin, Representative, gintara.Code, "network.grant"},
			{"and nobody of another member", admin, Analyst, "AUR-ZORILE", "network.may.own-people"},
			{"and nobody of the network itself", admin, Analyst, "", "network.may.secretariat"},
			{"a representative invites the member's data protection officer", speaks, DataOfficer, gintara.Code, ""},
			{"and no secretariat", speaks, Secretariat, gintara.Code, "network.grant"},
			{"and none of the Board", speaks, "chair", gintara.Code, "network.grant"},
			{"the office's representative does not make an auditor of the network", as(Representative, bureau.ID), Auditor, bureau.Code, "network.grant"},
			{"an analyst invites nobody", as(Analyst, gintara.ID), Analyst, gintara.Code, "network.may.secretariat"},
			{"a secretariat of one member does not either", as(Secretariat, gintara.ID), Analyst, gintara.Code, "network.may.whole-network"},
			{"the secretariat of the network makes an auditor", as(Secretariat, ""), Auditor, "", ""},
		} {
			i := Invitation{Person: Person{Login: "p-" + db.ID(), Name: "P", Lang: "en"}, Organisation: test.code, Role: test.role, From: "2026-01-01"}
			if _, err := s.Invite(ctx, test.who, n, i); fault.ID(err) != test.want {
				t.Errorf("%s: %v, want %q", test.name, err, test.want)
			}
		}
		for _, h := range people {
			want := map[bool]string{true: "", false: "network.may.own-people"}[h.Role.Organisation == gintara.ID]
			if h.Role.Organisation == "" {
				want = "network.may.secretariat"
			}
			if h.Login == "analyst" || h.Login == "careers" || h.Login == "secretariat" {
				if err := s.EndRole(ctx, admin, n, h.Role.ID); fault.ID(err) != want {
					t.Errorf("the administrator of Gintara ends the role of %s: %v, want %q", h.Login, err, want)
				}
			}
			if h.Login == "auditor" && !h.Role.Office {
				t.Error("the auditor of the secretariat is not of the office")
			}
		}
	})
}
