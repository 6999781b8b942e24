package decision

import (
	"testing"

	"pgregory.net/rapid"

	"pesnet/kit/fault"
	"pesnet/network"
)

// Tests rules decision.majority, decision.quorum.
func TestAMajorityIsCounted(t *testing.T) {
	board := Tally{Present: 27, Entitled: 31}
	with := func(yes, no, abstained int) Tally {
		c := board
		c.For, c.Against, c.Abstained = yes, no, abstained
		return c
	}
	few := Tally{For: 15, Present: 15, Entitled: 31}
	for name, c := range map[string]struct {
		terms Terms
		tally Tally
		want  string
	}{
		"more for than against":                              {Terms{Majority: Simple}, with(25, 0, 2), Adopted},
		"a tie adopts nothing":                               {Terms{Majority: Simple}, with(10, 10, 7), Rejected},
		"one more is enough":                                 {Terms{Majority: Simple}, with(11, 10, 6), Adopted},
		"abstentions alone adopt nothing":                    {Terms{Majority: Simple}, with(0, 0, 27), Rejected},
		"the absent count for neither side":                  {Terms{Majority: Simple}, with(2, 1, 0), Adopted},
		"two thirds exactly":                                 {Terms{Majority: TwoThirds}, with(18, 9, 0), Adopted},
		"one short of two thirds":                            {Terms{Majority: TwoThirds}, with(17, 9, 1), Rejected},
		"two thirds of those who took a side":                {Terms{Majority: TwoThirds}, with(2, 1, 24), Adopted},
		"two thirds of nothing":                              {Terms{Majority: TwoThirds}, with(0, 0, 27), Rejected},
		"more than half of all entitled":                     {Terms{Majority: Absolute}, with(16, 11, 0), Adopted},
		"half of those present is no absolute majority":      {Terms{Majority: Absolute}, with(15, 0, 12), Rejected},
		"half of an even number is no absolute majority":     {Terms{Majority: Absolute}, Tally{For: 15, Present: 30, Entitled: 30}, Rejected},
		"nobody against":                                     {Terms{Majority: Unanimous}, with(20, 0, 7), Adopted},
		"one against":                                        {Terms{Majority: Unanimous}, with(26, 1, 0), Rejected},
		"nobody for and nobody against":                      {Terms{Majority: Unanimous}, with(0, 0, 27), Rejected},
		"fifteen of thirty-one are no quorum":                {Terms{Majority: Simple, Quorum: Simple}, few, NoQuorum},
		"sixteen are":                                        {Terms{Majority: Simple, Quorum: Simple}, Tally{For: 9, Present: 16, Entitled: 31}, Adopted},
		"two thirds of thirty-one are twenty-one":            {Terms{Majority: Simple, Quorum: "2/3"}, Tally{For: 20, Present: 20, Entitled: 31}, NoQuorum},
		"a number is a quorum":                               {Terms{Majority: Simple, Quorum: "15"}, few, Adopted},
		"where the charter names none, nobody must be":       {Terms{Majority: Simple}, Tally{For: 1, Present: 1, Entitled: 31}, Adopted},
		"who declared a conflict counts for the quorum":      {Terms{Majority: Simple, Quorum: Simple}, Tally{For: 10, Conflicted: 6, Present: 16, Entitled: 31}, Adopted},
		"a majority that nobody knows adopts nothing at all": {Terms{Majority: "some"}, with(27, 0, 0), Rejected},
	} {
		if got := c.terms.Result(c.tally); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// One more vote for never turns what was adopted into what was not, and one
// more against never the other way round.
func TestMajoritiesAreMonotonous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := Terms{Majority: rapid.SampledFrom(Majorities).Draw(t, "majority"), Quorum: rapid.SampledFrom([]string{"", Simple, "2/3", "7", "60%"}).Draw(t, "quorum")}
		entitled := rapid.IntRange(1, 40).Draw(t, "entitled")
		present := rapid.IntRange(0, entitled).Draw(t, "present")
		yes := rapid.IntRange(0, present).Draw(t, "for")
		no := rapid.IntRange(0, present-yes).Draw(t, "against")
		c := Tally{For: yes, Against: no, Abstained: present - yes - no, Present: present, Entitled: entitled}
		before := terms.Result(c)
		if c.Abstained == 0 {
			return
		}
		more := c
		more.Abstained, more.For = c.Abstained-1, c.For+1
		if before == Adopted && terms.Result(more) != Adopted {
			t.Fatalf("%+v is adopted, and one more for is not", c)
		}
		less := c
		less.Abstained, less.Against = c.Abstained-1, c.Against+1
		if before != Adopted && terms.Result(less) == Adopted {
			t.Fatalf("%+v is not adopted, and one more against is", c)
		}
	})
}

// Tests rule decision.type.
func TestTheTypeOfADecisionIsATermOfTheCharter(t *testing.T) {
	charter := network.Charter{
		{Rule: "decision.work_programme", Value: "majority", From: "2014", Source: "aurora-charter", Place: "6"},
		{Rule: "decision.rules_of_procedure", Value: "unanimity", From: "2014", To: "2025-12-31"},
		{Rule: "decision.rules_of_procedure", Value: "two_thirds", From: "2026-01-01"},
		{Rule: "decision.elections", Value: "absolute secret", From: "2014"},
		{Rule: "decision.written_days", Value: "10", From: "2014"},
		{Rule: "decision.odd", Value: "acclamation", From: "2014"},
		{Rule: "board.quorum", Value: "majority", From: "2014"},
		{Rule: "decision.quorum", Value: "5", From: "2014"},
	}
	for name, c := range map[string]struct {
		code, kind, day string
		want            Terms
		refused         string
	}{
		"as the charter says":                     {"work_programme", "board", "2026-11-20", Terms{Majority: Simple, Quorum: "majority", Source: "aurora-charter", Place: "6"}, ""},
		"before the charter was changed":          {"rules_of_procedure", "board", "2025-06-01", Terms{Majority: Unanimous, Quorum: "majority"}, ""},
		"since it was changed":                    {"rules_of_procedure", "board", "2026-06-01", Terms{Majority: TwoThirds, Quorum: "majority"}, ""},
		"by ballot":                               {"elections", "board", "2026-06-01", Terms{Majority: Absolute, Quorum: "majority", Secret: true}, ""},
		"another body has the quorum of all":      {"work_programme", "assembly", "2026-06-01", Terms{Majority: Simple, Quorum: "5", Source: "aurora-charter", Place: "6"}, ""},
		"what is not named: by simple majority":   {"", "board", "2026-06-01", Terms{Majority: Simple, Quorum: "majority"}, ""},
		"a type that the charter does not name":   {"budget", "board", "2026-06-01", Terms{}, "decision.type"},
		"a number of days is no type":             {"written_days", "board", "2026-06-01", Terms{}, "decision.type"},
		"a majority that the house does not know": {"odd", "board", "2026-06-01", Terms{}, "decision.majority"},
	} {
		got, err := TermsOf(charter, c.code, c.kind, c.day)
		if c.refused != "" {
			if fault.ID(err) != c.refused {
				t.Errorf("%s: %v, want %s", name, err, c.refused)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, c.want)
		}
	}
	if got := Types(charter, "2026-06-01"); len(got) != 4 {
		t.Errorf("the charter names the types %v, want 4", got)
	}
}
