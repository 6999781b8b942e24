package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pesnet/lang"
	"pesnet/network"
)

// The world of the table of permission, abstracted: two networks, two members
// and the office of the one and a member of the other, a body of the one, and
// what is hers or looked after by her. Ona is of Gintara in Aurora.
var (
	places = []network.Resource{{}, {Network: "aurora"}, {Network: "valea"}, {Network: "aurora", Organisation: "gintara"},
		{Network: "aurora", Organisation: "zorile"}, {Network: "valea", Organisation: "bradana"}, {Network: "valea", Organisation: "gintara"}, bureau,
		{Network: "aurora", Body: "board"}, {Network: "aurora", Person: "ona"}, {Network: "valea", Person: "ona"}}
	bureau    = network.Resource{Network: "aurora", Organisation: "bureau"}
	roleNames = append(slices.Clone(network.Roles), "no role of the table")
)

const (
	waitsForCode, waitsForFactor = "code", "factor"
)

func signedInAs(roles ...network.Role) network.Who {
	return network.Who{Person: network.Person{ID: "ona"}, Roles: roles}
}

// everyRole is every role at every place where somebody can have it.
func everyRole() (all []network.Role) {
	for _, name := range roleNames {
		for _, p := range places[:8] {
			all = append(all, network.Role{Network: p.Network, Organisation: p.Organisation, Role: name, Office: p == bureau})
		}
	}
	return all
}

// ofOneMember tells whether a role by which networks are run is held for a
// member that does not run it.
func ofOneMember(r network.Role) bool {
	return slices.Contains([]string{"administrator", "secretariat", "auditor", "dpo"}, r.Role) && r.Organisation != "" && !r.Office
}

// without is somebody who has, in place of such roles, some that the table
// does not name.
func without(who network.Who) network.Who {
	who.Roles = slices.Clone(who.Roles)
	for i, r := range who.Roles {
		if ofOneMember(r) {
			who.Roles[i].Role = "no role of the table"
		}
	}
	return who
}

// ofOwnMember are the actions on what a member alone has.
var ofOwnMember = []string{"indicator.read-unreleased", "indicator.import", "indicator.release", "privacy.special", "network.change-own-roles"}

// forEverybody are the actions that nobody need sign in for.
var forEverybody = []string{
	"accession.apply", "accession.read", "agreement.read", "body.read", "decision.read", "discussion.read-public", "hearing.depose", "hearing.read",
	"home.give-feedback", "indicator.export", "indicator.read", "letter.feed", "meeting.list", "minutes.read", "network.read", "network.sign-in",
	"privacy.read-records", "programme.read", "report.read",
}

// breach says what of the policy does not hold of an answer, or nothing.
func breach(who network.Who, action string, on network.Resource) string {
	got := network.May(who, action, on)
	public := slices.Contains(forEverybody, action)
	own := func(r network.Role) bool { return r.Network == on.Network && r.Organisation == on.Organisation }
	here := func(r network.Role) bool { return r.Network == on.Network || r.Network == "" }
	switch {
	case got.Reason == "":
		return "no reason is given"
	case !worded(got.Reason):
		return "the reason " + got.Reason + " is not said in every language"
	case got.Allowed != (got.Err() == nil) && !got.Confirm:
		return "the refusal and the answer differ"
	case got.Allowed && !network.Could(who, action).Allowed:
		return "the door refuses what the service allows"
	case who.Operator:
		return map[bool]string{false: "the operator is refused"}[got.Allowed]
	case !got.Allowed && public:
		return "what is public is refused"
	case !got.Allowed || public:
		return ""
	case who.ID == "":
		return "nobody known is allowed what is not public"
	case slices.Contains(ofOwnMember, action) && (on.Organisation == "" || !slices.ContainsFunc(who.Roles, own)):
		return "what a member alone has is open to others"
	case !slices.ContainsFunc(who.Roles, here) && !network.May(signedInAs(), action, on).Allowed:
		return "a role in one network counts in another"
	case !slices.ContainsFunc(who.Roles, func(r network.Role) bool { return own(r) && ofOneMember(r) }) && !network.May(without(who), action, on).Allowed:
		return "a role of the office that is held for one member counts beyond it"
	}
	return ""
}

// worded tells whether every language has words for a reason.
func worded(reason string) bool {
	if _, ok := reasons[reason]; !ok {
		reasons[reason] = strings.HasPrefix(reason, "network.may") &&
			!slices.ContainsFunc(lang.All.Codes(), func(code string) bool { return !lang.All.In(code).Has(reason) })
	}
	return reasons[reason]
}

// reasons are those that were met, and whether every language has them.
var reasons = map[string]bool{}

// The table of permission holds what it promises for everybody with no role,
// one role and two roles, at every place and for every action.
//
// Tests rules network.may, network.office.
func TestThePolicyHolds(t *testing.T) {
	cases := 0
	holds := func(who network.Who) (allowed []bool) {
		for _, action := range append(network.Actions(), "network.burn") {
			for _, on := range places {
				if wrong := breach(who, action, on); wrong != "" && action != "network.burn" {
					t.Fatalf("%+v, %s on %+v: %s", who.Roles, action, on, wrong)
				}
				allowed = append(allowed, network.May(who, action, on).Allowed)
				cases++
				if action == "network.burn" && allowed[len(allowed)-1] {
					t.Fatalf("%+v may do what the table does not name", who.Roles)
				}
			}
		}
		return allowed
	}
	holds(network.Who{})
	holds(network.Operator)
	none, one := holds(signedInAs()), [][]bool{}
	for _, r := range everyRole() {
		one = append(one, holds(signedInAs(r)))
		if grown := lost(none, one[len(one)-1]); grown >= 0 {
			t.Fatalf("the role %+v takes away what is open to all", r)
		}
	}
	roles := everyRole()
	for i, a := range roles {
		for j, b := range roles[:i] {
			both := holds(signedInAs(a, b))
			for k := range both {
				if both[k] != (one[i][k] || one[j][k]) {
					t.Fatalf("%+v and %+v together: answer %d is %v, apart %v and %v", a, b, k, both[k], one[i][k], one[j][k])
				}
			}
		}
	}
	if cases < 100_000 {
		t.Errorf("%d cases, want 100,000", cases)
	}
	t.Logf("%d cases", cases)
}

// Whatever role somebody gives, whoever gets it can do nothing that the giver
// cannot, but in the giver's own organisation or network.
//
// Tests rule network.grant.
func TestNobodyGivesWhatReachesFurtherThanThemselves(t *testing.T) {
	given := 0
	for _, giver := range everyRole() {
		for _, on := range places {
			runs := on == bureau
			for _, name := range signedInAs(giver).Gives(on.Network, on.Organisation, runs) {
				given++
				got := network.Role{Network: on.Network, Organisation: on.Organisation, Role: name, Office: runs}
				if wrong := reached(giver, got); wrong != "" {
					t.Errorf("%+v gives %+v, which %s", giver, got, wrong)
				}
			}
		}
	}
	if given < 100 {
		t.Errorf("%d roles are given: the test looks at nothing", given)
	}
}

// reached says what a role that was given allows and the giver lacks, outside
// the giver's own; or nothing.
func reached(giver, got network.Role) string {
	runsNetwork := network.May(signedInAs(giver), "network.change-roles", network.Resource{Network: got.Network}).Allowed
	if got.Network == "" && giver.Network != "" || got.Role == network.Administrator {
		return "is of the whole installation"
	}
	for _, action := range network.Actions() {
		for _, at := range places {
			mine := runsNetwork && at.Network == got.Network || at.Network == giver.Network && at.Organisation == giver.Organisation
			if !mine && network.May(signedInAs(got), action, at).Allowed && !network.May(signedInAs(giver), action, at).Allowed {
				return fmt.Sprintf("allows %s on %+v", action, at)
			}
		}
	}
	return ""
}

// lost is the place of an allowance that one has and the other has not, or -1.
func lost(before, after []bool) int {
	for i := range before {
		if before[i] && !after[i] {
			return i
		}
	}
	return -1
}

// However many roles somebody has, and whatever step of the sign-in is open,
// the table holds, and a further role takes nothing away.
func TestThePolicyHoldsForAnybody(t *testing.T) {
	roles := everyRole()
	rapid.Check(t, func(t *rapid.T) {
		who := signedInAs(rapid.SliceOfN(rapid.SampledFrom(roles), 0, 8).Draw(t, "roles")...)
		who.Stale = rapid.Bool().Draw(t, "stale")
		more := who
		more.Roles = append(slices.Clone(who.Roles), rapid.SampledFrom(roles).Draw(t, "one more"))
		waiting := network.Who{Person: who.Person, Waits: rapid.SampledFrom([]string{waitsForCode, waitsForFactor}).Draw(t, "waits")}
		for _, action := range network.Actions() {
			for _, on := range places {
				if wrong := breach(who, action, on); wrong != "" {
					t.Fatalf("%s on %+v: %s", action, on, wrong)
				}
				if network.May(who, action, on).Allowed && !network.May(more, action, on).Allowed {
					t.Fatalf("%s on %+v is lost with one more role", action, on)
				}
				open := slices.Contains(forEverybody, action) || waiting.Waits == waitsForFactor && (action == "network.enrol" || action == "network.change-factors")
				if network.May(waiting, action, on).Allowed != open {
					t.Fatalf("%s on %+v while %s is waited for: %v", action, on, waiting.Waits, !open)
				}
			}
		}
	})
}

// Whom each action is open to, and the reason that is given, is as it was
// reviewed.
func TestThePolicyIsAsReviewed(t *testing.T) {
	var b strings.Builder
	fmt.Fprintln(&b, "# Whom each action is open to: written by the tests, to be reviewed when it changes.")
	fmt.Fprintln(&b, "# Places: no network, own network, other network, own member, other member, member of the other network, own member's name in the other network, the organisation that runs the network, the board, what is the person's own, the same in the other network.")
	fmt.Fprintln(&b, "# + allowed, - refused; then the reason for the own member.")
	for _, action := range network.Actions() {
		for _, p := range reviewed() {
			fmt.Fprintf(&b, "%-26s %-34s ", action, p.name)
			for _, on := range places {
				fmt.Fprint(&b, map[bool]string{true: "+", false: "-"}[network.May(p.who, action, on).Allowed])
			}
			fmt.Fprintln(&b, "", network.May(p.who, action, places[3]).Reason)
		}
	}
	generated(t, "testdata/matrix-policy.golden", b.String())
}

type principal struct {
	name string
	who  network.Who
}

func reviewed() []principal {
	all := []principal{{"nobody", network.Who{}}, {"waiting for a code", network.Who{Person: network.Person{ID: "ona"}, Waits: waitsForCode}},
		{"waiting for a factor", network.Who{Person: network.Person{ID: "ona"}, Waits: waitsForFactor}}, {"signed in", signedInAs()}, {"operator", network.Operator}}
	for _, role := range network.Roles {
		r := network.Role{Network: "aurora", Organisation: "gintara", Role: role}
		switch role {
		case network.Administrator:
			r = network.Role{Role: role}
		case network.Secretariat:
			r.Organisation = ""
		}
		all = append(all, principal{role, signedInAs(r)})
	}
	for _, seat := range []string{"member", "chair", "secretary"} {
		who := signedInAs()
		who.Seats = []network.Seat{{Body: "board", Organisation: "gintara", Role: seat}}
		all = append(all, principal{seat + " of the board", who})
	}
	program := signedInAs(network.Role{Network: "aurora", Organisation: "gintara", Role: network.Representative})
	program.Token, program.Scope = "token", []string{"indicator.read-unreleased"}
	return append(all, principal{"program for one action", program})
}
