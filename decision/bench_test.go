package decision

import (
	"testing"

	"pesnet/kit/fault"
)

// Tests rules decision.alternate, decision.entitled.
func TestTheAlternateVotesWhenTheMemberIsAbsent(t *testing.T) {
	bench := Bench{Entitled: []string{"oresol", "gintara", "zorile"}, Present: []string{"oresol", "gintara"}, Seats: []Seat{
		{Organisation: "oresol", Person: "mads", Present: true}, {Organisation: "oresol", Person: "freja", Alternate: true, Present: true},
		{Organisation: "gintara", Person: "ruta"}, {Organisation: "gintara", Person: "jonas", Alternate: true, Present: true},
		{Organisation: "zorile", Person: "ioana"},
		{Organisation: "forum", Person: "aoife", Present: true},
	}}
	for name, c := range map[string]struct{ organisation, person, want string }{
		"the member":                        {"oresol", "mads", ""},
		"the alternate beside the member":   {"oresol", "freja", "decision.alternate"},
		"the alternate of an absent member": {"gintara", "jonas", ""},
		"the absent member":                 {"gintara", "ruta", "decision.absent"},
		"nobody is there":                   {"zorile", "", "decision.absent"},
		"an observer":                       {"forum", "aoife", "decision.entitled"},
		"somebody of another organisation":  {"oresol", "jonas", "decision.entitled"},
		"the secretary for an organisation": {"gintara", "", ""},
	} {
		_, err := bench.may(c.organisation, c.person)
		if got := fault.ID(err); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if voter, _ := bench.Voter("oresol"); voter.Person != "mads" {
		t.Errorf("for Øresol votes %s, want its member", voter.Person)
	}
	if voter, _ := bench.Voter("gintara"); voter.Person != "jonas" || !voter.Alternate {
		t.Errorf("for Gintara votes %s, want its alternate", voter.Person)
	}
}

// Tests rules decision.conflict, decision.silence.
func TestVotesAreCounted(t *testing.T) {
	bench := Bench{Entitled: []string{"a", "b", "c", "d", "e"}, Present: []string{"a", "b", "c", "d"}}
	votes := []Vote{{Organisation: "a", Choice: For}, {Organisation: "b", Choice: Abstain}}
	conflicts := []Conflict{{Organisation: "c"}}
	if err := disinterested(conflicts, "c"); fault.ID(err) != "decision.conflict" {
		t.Errorf("who declared a conflict votes: %v", err)
	}
	if err := disinterested(conflicts, "a"); err != nil {
		t.Errorf("who declared none does not: %v", err)
	}
	for name, c := range map[string]struct {
		d    Decision
		want Tally
	}{
		"in a meeting the present count":               {Decision{Meeting: "m"}, Tally{For: 1, Abstained: 1, Conflicted: 1, Present: 4, Entitled: 5}},
		"in writing those who answered":                {Decision{}, Tally{For: 1, Abstained: 1, Conflicted: 1, Silent: 2, Present: 3, Entitled: 5}},
		"silence is consent where the charter says so": {Decision{Silence: consent}, Tally{For: 3, Abstained: 1, Conflicted: 1, Silent: 2, Present: 5, Entitled: 5}},
		"but not in a meeting":                         {Decision{Meeting: "m", Silence: consent}, Tally{For: 1, Abstained: 1, Conflicted: 1, Present: 4, Entitled: 5}},
	} {
		if got := count(c.d, bench, votes, conflicts); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// Tests rule decision.ballot.
func TestABallotHasNoMoreVotesThanVoters(t *testing.T) {
	for name, c := range map[string]struct {
		tally Tally
		want  string
	}{
		"all of them":           {Tally{For: 3, Against: 1, Present: 5, Conflicted: 1}, ""},
		"one more than present": {Tally{For: 4, Against: 1, Present: 5, Conflicted: 1}, "decision.ballot"},
		"fewer than none":       {Tally{For: 3, Against: -1, Present: 5}, "decision.ballot"},
	} {
		if got := fault.ID(balloted(c.tally)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Tests rules decision.written, decision.frozen, decision.text.
func TestAWrittenProcedureRunsToItsLastDay(t *testing.T) {
	d := Decision{State: Open, Day: "2026-11-20", Limit: "2026-11-30"}
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"ten days are enough":           {limited(d, 10, addDays), ""},
		"eleven are not":                {limited(d, 11, addDays), "decision.written"},
		"on the last day it runs":       {d.over("2026-11-30", 1), "decision.running"},
		"unless everybody has answered": {d.over("2026-11-30", 0), ""},
		"the day after it is over":      {d.over("2026-12-01", 5), ""},
		"what is closed is frozen":      {Decision{State: Closed}.open(), "decision.frozen"},
		"what is withdrawn too":         {Decision{State: Withdrawn}.open(), "decision.frozen"},
		"what is open is not":           {d.open(), ""},
		"a decision without words":      {Decision{Text: " "}.Check(), "decision.text"},
		"a decision in words":           {Decision{Text: "The third cycle begins on 1 March 2027."}.Check(), ""},
		"a choice that is none":         {counted("perhaps"), "decision.choice"},
		"a conflict that says nothing":  {Conflict{}.Check(), "decision.conflict.reason"},
	} {
		if got := fault.ID(c.err); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Tests rule decision.action.
func TestAnActionPointSaysWhoDoesWhatUntilWhen(t *testing.T) {
	good := Action{Text: "Plan of site visits", Organisation: "norrljus", Due: "2027-01-15", State: ToDo}
	change := func(f func(*Action)) Action {
		a := good
		f(&a)
		return a
	}
	for name, c := range map[string]struct {
		a    Action
		want string
	}{
		"whole":                    {good, ""},
		"nothing to do":            {change(func(a *Action) { a.Text = "" }), "decision.action"},
		"nobody to do it":          {change(func(a *Action) { a.Organisation = "" }), "decision.action.owner"},
		"no day":                   {change(func(a *Action) { a.Due = "soon" }), "decision.action.due"},
		"a state that is none":     {change(func(a *Action) { a.State = "begun" }), "decision.action.state"},
		"dropped without a reason": {change(func(a *Action) { a.State = Dropped }), "decision.action.reason"},
		"dropped with one":         {change(func(a *Action) { a.State, a.Note = Dropped, "overtaken" }), ""},
		"done":                     {change(func(a *Action) { a.State = Done }), ""},
	} {
		if got := fault.ID(c.a.Check()); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if !good.Late("2027-01-16") || good.Late("2027-01-15") {
		t.Error("an action point is late from the day after its last")
	}
	if no, ok := readActionCode("a-88"); !ok || no != 88 {
		t.Errorf("a-88 is %d, %v", no, ok)
	}
	if year, no, ok := readCode("d-2026-14"); !ok || year != 2026 || no != 14 {
		t.Errorf("d-2026-14 is %d %d, %v", year, no, ok)
	}
	for _, wrong := range []string{"", "D-2026", "14", "D-x-1"} {
		if _, _, ok := readCode(wrong); ok {
			t.Errorf("%q is read as the code of a decision", wrong)
		}
	}
}
