package body

import (
	"testing"

	"pesnet/network"
)

var formula = []Band{
	{From: "2020", Basis: "unit", Value: 90000, Source: "a"}, {From: "2020", Basis: "staff", Value: 100, Source: "a"}, {From: "2020", Basis: "gdp", Value: 100, Source: "a"},
	{From: "2026", Basis: "unit", Value: 120050, Source: "a", Verified: true}, {From: "2026", Basis: "staff", Least: 1000, Value: 200, Source: "a", Verified: true}, {From: "2026", Basis: "staff", Value: 50, Source: "a", Verified: true},
	{From: "2026", Basis: "gdp", Value: 75, Source: "a", Verified: true}, {From: "2026", Basis: "gdp", Least: 40000, Value: 133, Source: "a", Verified: true},
}

// Tests rules body.fee, body.fee-bands.
func TestFees(t *testing.T) {
	for _, test := range []struct {
		name       string
		year       string
		staff, gdp int64
		want       int64
		known      bool
	}{
		{"a small service of a poorer country", "2026", 999, 39999, 45019, true}, // 450.1875
		{"a band begins at its number", "2026", 1000, 40000, 319333, true},
		{"the year before has the earlier formula", "2025", 5000, 80000, 90000, true},
		{"before the first formula nothing is known", "2019", 5000, 80000, 0, false},
	} {
		f := feeOf(Base{Organisation: network.Organisation{}, Year: test.year, Staff: test.staff, GDP: test.gdp}, formula)
		if f.Amount != test.want || f.Known != test.known {
			t.Errorf("%s: %d cents, known %v; want %d, %v", test.name, f.Amount, f.Known, test.want, test.known)
		}
	}
	if err := checkBands(formula); err != nil {
		t.Errorf("a whole formula: %v", err)
	}
	for name, bad := range map[string][]Band{
		"no unit":                   formula[1:3],
		"no band from nothing":      {formula[0], {From: "2026", Basis: "staff", Least: 10, Value: 1, Source: "a"}, formula[2]},
		"a weight of nothing":       {formula[0], {From: "2026", Basis: "staff", Source: "a"}, formula[2]},
		"a band without a source":   {formula[0], {From: "2026", Basis: "staff", Value: 1}, formula[2]},
		"a formula of no such year": {formula[0], {From: "26", Basis: "staff", Value: 1, Source: "a"}, formula[2]},
	} {
		if err := checkBands(bad); id(err) != "body.fee-bands" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
