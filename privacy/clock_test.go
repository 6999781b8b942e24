package privacy

import (
	"testing"

	"pesnet/kit/fault"
)

// Tests rule privacy.request-due.
func TestWhenAnAnswerIsDue(t *testing.T) {
	for _, test := range []struct {
		name, asked string
		months      int
		want        string
	}{
		{"the day of the same number", "2026-11-21", 1, "2026-12-21"},
		{"over the end of the year", "2026-12-15", 1, "2027-01-15"},
		{"31 January in a common year", "2027-01-31", 1, "2027-02-28"},
		{"31 January in a leap year", "2028-01-31", 1, "2028-02-29"},
		{"30 January in a leap year", "2028-01-30", 1, "2028-02-29"},
		{"29 January in a leap year", "2028-01-29", 1, "2028-02-29"},
		{"28 February does not become the last of March", "2027-02-28", 1, "2027-03-28"},
		{"31 August", "2026-08-31", 1, "2026-09-30"},
		{"three months from 30 November", "2026-11-30", 3, "2027-02-28"},
		{"three months are counted from the first day, not in steps", "2026-12-31", 3, "2027-03-31"},
	} {
		if got, err := due(test.asked, test.months); got != test.want || err != nil {
			t.Errorf("%s: %s, %v, want %s", test.name, got, err, test.want)
		}
	}
	if _, err := due("yesterday", 1); err == nil {
		t.Error("a day that is none is taken")
	}
}

// Tests rule privacy.request-longer.
func TestTwoMoreMonths(t *testing.T) {
	asked := Request{State: Checked, AskedOn: "2026-11-21", Due: "2026-12-21"}
	longer, decided := asked, asked
	longer.Longer, decided.State = "many files", Decided
	for _, test := range []struct {
		name, today, reason string
		of                  Request
		want, refused       string
	}{
		{"on the last day of the first month", "2026-12-21", "many files", asked, "2027-02-21", ""},
		{"a day after it", "2026-12-22", "many files", asked, "", "privacy.request-longer"},
		{"without a reason", "2026-12-01", "", asked, "", "privacy.request.reason"},
		{"a second time", "2026-12-01", "more files", longer, "", "privacy.request-longer"},
		{"after the decision", "2026-12-01", "many files", decided, "", "privacy.request.closed"},
	} {
		if got, err := test.of.longer(test.today, test.reason); got != test.want || fault.ID(err) != test.refused {
			t.Errorf("%s: %s, %v, want %s%s", test.name, got, err, test.want, test.refused)
		}
	}
}
