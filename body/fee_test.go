package body

import (
	"testing"

	"pesnet/kit/fault"
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
	if err := checkBands(formula[3:]); err != nil {
		t.Errorf("a whole formula: %v", err)
	}
	for name, bad := range map[string][]Band{
		"two formulas at once":      formula,
		"a band twice":              {formula[0], formula[1], formula[1], formula[2]},
		"more than can be reckoned": {formula[0], {From: "2020", Basis: "staff", Value: 60_000, Source: "a"}, formula[2]},
		"no unit":                   formula[1:3],
		"no band from nothing":      {formula[0], {From: "2026", Basis: "staff", Least: 10, Value: 1, Source: "a"}, formula[2]},
		"a weight of nothing":       {formula[0], {From: "2026", Basis: "staff", Source: "a"}, formula[2]},
		"a band without a source":   {formula[0], {From: "2026", Basis: "staff", Value: 1}, formula[2]},
		"a formula of no such year": {formula[0], {From: "26", Basis: "staff", Value: 1, Source: "a"}, formula[2]},
	} {
		if err := checkBands(bad); fault.ID(err) != "body.fee-bands" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Tests rule body.fee-later.
func TestAFormulaIsWrittenAnewUntilItsYearBegins(t *testing.T) {
	for _, test := range []struct {
		name, from, today string
		instead           bool
		want              string
	}{
		{"a later year", "2027", "2026", false, ""},
		{"the year has begun", "2026", "2026", false, "body.fee-later"},
		{"the year is to come", "2026", "2025", true, ""},
		{"an earlier year", "2024", "2026", false, "body.fee-later"},
	} {
		if instead, err := replaces(formula, test.from, test.today); instead != test.instead || fault.ID(err) != test.want {
			t.Errorf("%s: %v, %v; want %v, %s", test.name, instead, err, test.instead, test.want)
		}
	}
	if _, err := replaces(nil, "2014", "2026"); err != nil {
		t.Errorf("the first formula begins in any year: %v", err)
	}
}

// Tests rule body.fee-line.
func TestAFormulaIsReadAsItIsWritten(t *testing.T) {
	asked := formulaAsked{Year: "2027", Unit: "1 250,50", Staff: "0 0,5\n\n1 000: 2", GDP: "0=1.25", Source: "a"}
	f, err := asked.formula()
	if err != nil || len(f.Bands) != 4 || f.Bands[0].Value != 125050 || f.Bands[2].Least != 1000 || f.Bands[2].Value != 200 || f.Bands[3].Value != 125 {
		t.Fatalf("%+v, %v", f, err)
	}
	if got := linesOf(f.Bands, "staff", ","); got != "0 0,50\n1000 2,00" {
		t.Errorf("written again: %q", got)
	}
	for _, bad := range []string{"0", "0 1.234", "0 much", "many 1"} {
		asked.Staff = "0 1\n" + bad
		if _, err := asked.formula(); fault.ID(err) != "body.fee-line" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	asked.Staff, asked.Unit = "0 1", "1.250,50"
	if _, err := asked.formula(); fault.ID(err) != "body.fee-bands" {
		t.Errorf("an amount that can be read in two ways: %v", err)
	}
}
