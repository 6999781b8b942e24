package network

import (
	"testing"

	"pesnet/kit/fault"
)

// Tests rule network.charter.
func TestARuleOfTheCharterOnADay(t *testing.T) {
	charter := Charter{
		{Rule: "meeting.notice_days", Value: "5", From: "2014-01-01"},
		{Rule: "meeting.notice_days", Value: "7", From: "2026-01-01"},
		{Rule: "board.meetings_per_year", Value: "two"},
	}
	for _, test := range []struct {
		name, rule, day string
		want            int
		fails           bool
	}{
		{"before the charter", "meeting.notice_days", "2013-12-31", 0, true},
		{"the first value", "meeting.notice_days", "2025-12-31", 5, false},
		{"the value that replaced it", "meeting.notice_days", "2026-01-01", 7, false},
		{"a value that is no number", "board.meetings_per_year", "2026-01-01", 0, true},
		{"a rule that the charter lacks", "meeting.quorum", "2026-01-01", 0, true},
	} {
		got, err := charter.Number(test.rule, test.day)
		if got != test.want || (err != nil) != test.fails {
			t.Errorf("%s: %d, %v; want %d", test.name, got, err, test.want)
		}
	}
	if held := charter.Holding("2026-06-01"); len(held) != 2 || held[1].Value != "7" {
		t.Errorf("holding in June 2026: %v, want both rules, the notice of 7 days", held)
	}
}

// Tests rule network.term.
func TestARuleThatCannotBeTaken(t *testing.T) {
	for _, test := range []struct {
		name string
		term Term
		want string
	}{
		{"right", Term{Rule: "meeting.notice_days", Value: "5", From: "2022", To: "2022", Source: "x"}, ""},
		{"a name like no other", Term{Rule: "Notice!", Value: "5", Source: "x"}, "network.term.rule"},
		{"no value", Term{Rule: "meeting.notice_days", Value: " ", Source: "x"}, "network.term.value"},
		{"a day that is none", Term{Rule: "meeting.notice_days", Value: "5", From: "2022-13", Source: "x"}, "network.claim.date"},
		{"the end first", Term{Rule: "meeting.notice_days", Value: "5", From: "2022", To: "2021", Source: "x"}, "network.claim.order"},
		{"no source", Term{Rule: "meeting.notice_days", Value: "5"}, "network.claim.source"},
	} {
		if got := fault.ID(test.term.Check()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Tests rule network.charter.
func TestARuleThatHasEnded(t *testing.T) {
	c := Charter{{Rule: "a.b", Value: "28", From: "2014", To: "2020-01"}, {Rule: "a.b", Value: "27", From: "2020-03"}}
	for day, want := range map[string]string{"2020-01-31": "28", "2020-02-15": "", "2020-03-01": "27"} {
		if got, _ := c.On("a.b", day); got.Value != want {
			t.Errorf("on %s: %q, want %q", day, got.Value, want)
		}
	}
}
