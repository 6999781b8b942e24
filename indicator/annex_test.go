package indicator

import (
	"math"
	"testing"

	"pesnet/kit/fault"
)

// example is the worked example: twelve month-end stocks of 10,000 and the
// flows of a year.
func example(code, period string) (float64, string, bool) {
	if code == "registered" && len(period) == len("2025-01") && period[:4] == "2025" {
		return 10_000, "", true
	}
	n, ok := map[string]float64{"exits-job": 7200, "exits-job-6": 4320, "exits-job-12": 6120, "exits": 9600, "entries": 9500, "entries-inactive": 1900}[code]
	return n, "", ok && period == "2025"
}

// Tests rule indicator.annex.
func TestIndicatorsOfTheAnnex(t *testing.T) {
	monthly := func(code, period string) (float64, string, bool) {
		n, flags, ok := example(code, "2025")
		if len(period) == len("2025-01") && ok {
			return n / 12, flags, period[:4] == "2025"
		}
		return example(code, period)
	}
	for _, test := range []struct {
		code string
		want float64
	}{
		{"q1a", 72.0}, {"q1b", 96.0}, {"q2a-6", 60.0}, {"q2a-12", 85.0}, {"q2b", 20.0}, {"q1a-monthly", 6.0},
	} {
		d, _ := defined(own, test.code)
		for name, count := range map[string]Count{"flows of the year": example, "flows of the months": monthly} {
			if got, _, err := d.Compute(2025, count); err != nil || math.Abs(got-test.want) > 1e-9 {
				t.Errorf("%s from %s: %v, %v, want %v", test.code, name, got, err, test.want)
			}
		}
	}
}

// Tests rule indicator.annex.
func TestAShareMayExceedAHundred(t *testing.T) {
	d, _ := defined(own, "q1a")
	got, _, err := d.Compute(2025, func(code, period string) (float64, string, bool) {
		if code == "exits-job" {
			return 11_000, "p", period == "2025"
		}
		return example(code, period)
	})
	if err != nil || got != 110 {
		t.Errorf("11,000 transitions from a mean stock of 10,000: %v, %v, want 110", got, err)
	}
}

// Tests rule indicator.annex.
func TestAGapIsNotAZero(t *testing.T) {
	d, _ := defined(own, "q1a")
	_, _, err := d.Compute(2025, func(code, period string) (float64, string, bool) {
		n, flags, ok := example(code, period)
		return n, flags, ok && period != "2025-07"
	})
	if fault.Of(err).ID != "indicator.annex.lacks" {
		t.Errorf("a year without the stock of July: %v, want a refusal", err)
	}
}

// Every file of the catalogue is whole; a new one is tested by being there.
func TestCatalogue(t *testing.T) {
	for _, d := range Defined() {
		if d.Group == "" || d.Basis == "" || d.Unit == "" {
			t.Errorf("%s: incomplete %+v", d.Code, d)
		}
		for _, count := range []string{d.Of, d.Over, d.Open} {
			if c, ok := defined(own, count); count != "" && (!ok || c.Group != "count") {
				t.Errorf("%s is made of %s, which is no count of the catalogue", d.Code, count)
			}
		}
	}
}
