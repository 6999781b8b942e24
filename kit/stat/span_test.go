package stat_test

import (
	"math"
	"testing"

	"pesnet/kit/stat"
)

func TestSpanAndMiddleThree(t *testing.T) {
	for _, c := range []struct {
		name      string
		values    []float64
		low, high float64
		n         int
		inLow     float64
		inHigh    float64
		inOK      bool
	}{
		{"five years", []float64{53.3, 42.7, 49.5, 52.5, 43.7}, 42.7, 53.3, 5, 43.7, 52.5, true},
		{"a far year moves the span only", []float64{10.5, 108.9, 12.7, 11.5, 6.7}, 6.7, 108.9, 5, 10.5, 12.7, true},
		{"with a gap there is no middle", []float64{29.9, math.NaN(), 46.5, 45.8, 40}, 29.9, 46.5, 4, 0, 0, false},
		{"four have no middle three", []float64{1, 2, 3, 4}, 1, 4, 4, 0, 0, false},
		{"three are their own middle", []float64{3, 1, 2}, 1, 3, 3, 1, 3, true},
		{"nothing", nil, 0, 0, 0, 0, 0, false},
	} {
		low, high, n := stat.Span(c.values)
		if low != c.low || high != c.high || n != c.n {
			t.Errorf("%s: span %v to %v of %d, want %v to %v of %d", c.name, low, high, n, c.low, c.high, c.n)
		}
		low, high, ok := stat.MiddleThree(c.values)
		if low != c.inLow || high != c.inHigh || ok != c.inOK {
			t.Errorf("%s: middle %v to %v (%v), want %v to %v (%v)", c.name, low, high, ok, c.inLow, c.inHigh, c.inOK)
		}
	}
}

func TestLastAndLatest(t *testing.T) {
	series := []float64{4.9, 3.7, math.NaN(), math.NaN()}
	if v, at, ok := stat.Latest(series); v != 3.7 || at != 1 || !ok {
		t.Errorf("latest: %v at %d, %v", v, at, ok)
	}
	if _, _, ok := stat.Latest([]float64{math.NaN()}); ok {
		t.Error("a series of gaps has a latest value")
	}
	if got := stat.Last(series, 3); len(got) != 3 || got[0] != 3.7 {
		t.Errorf("last three: %v", got)
	}
	if got := stat.Last(series, 9); len(got) != 4 {
		t.Errorf("last nine of four: %v", got)
	}
	if _, ok := stat.At(series, 7); ok {
		t.Error("there is a value behind the end")
	}
}
