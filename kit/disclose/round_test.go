package disclose

import (
	"errors"
	"fmt"
	"math"
	"testing"
)

func TestTheSamePeopleAreRoundedTheSameWay(t *testing.T) {
	secret := []byte("of the test")
	a, b, c := RecordKey(secret, "a"), RecordKey(secret, "b"), RecordKey(secret, "c")
	if Round(3, CellKey(a, b, c), Base) != Round(3, CellKey(c, a, b), Base) {
		t.Error("the order of the records changes the figure")
	}
	if a == b || a == RecordKey([]byte("another"), "a") {
		t.Error("keys are not of the record and the secret")
	}
}

func TestRoundingIsNearAndAddsNothingOnAverage(t *testing.T) {
	for count := range 23 {
		sum, n := 0.0, 4000
		for i := range n {
			v := int(Round(count, RecordKey([]byte("s"), fmt.Sprint(count, i)), Base))
			if v%Base != 0 || v <= count-Base || v >= count+Base {
				t.Fatalf("%d is rounded to %d", count, v)
			}
			sum += float64(v)
		}
		if mean := sum / float64(n); math.Abs(mean-float64(count)) > 0.2 {
			t.Errorf("%d is rounded to %v on average", count, mean)
		}
	}
}

func TestARateIsOfRoundedCounts(t *testing.T) {
	if got, ok := Rate(15, 60); got != 0.25 || !ok {
		t.Errorf("15 of 60 is %v, %v", got, ok)
	}
	if _, ok := Rate(5, 0); ok {
		t.Error("5 of none has a rate")
	}
}

func TestAFigureIsRoundedOrAmongHiddenCellsButNeverBoth(t *testing.T) {
	table, keys := named(Cross([]float64{7, 8}, 2), "a"), []uint64{1, 2, 3}
	rounded, shown := Ledger{}, Ledger{}
	for range 2 {
		if _, err := rounded.Round(table, keys, Base); err != nil {
			t.Errorf("rounding: %v", err)
		}
		if _, err := shown.Release(table, Rule{Limit: 5}); err != nil {
			t.Errorf("releasing: %v", err)
		}
	}
	if _, err := rounded.Release(table, Rule{Limit: 5}); !errors.Is(err, ErrMixed) {
		t.Errorf("a rounded table among hidden cells: %v", err)
	}
	if _, err := shown.Round(table, keys, Base); !errors.Is(err, ErrMixed) {
		t.Errorf("rounding what was shown: %v", err)
	}
	if _, err := rounded.Round(table, keys[:1], Base); err == nil {
		t.Error("cells without keys are rounded")
	}
}
