package network

import "testing"

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
