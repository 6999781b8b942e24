package stat_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pesnet/kit/stat"
)

func TestNiceScale(t *testing.T) {
	for _, c := range []struct {
		name      string
		low, high float64
		n         int
		ticks     []float64
		decimals  int
	}{
		{"round hundred", 0, 100, 5, []float64{0, 20, 40, 60, 80, 100}, 0},
		{"up to the next tick", 0, 53.3, 4, []float64{0, 20, 40, 60}, 0},
		{"without zero", 41, 81, 4, []float64{40, 50, 60, 70, 80, 90}, 0},
		{"fractions", 0, .3, 3, []float64{0, .1, .2, .3}, 1},
		{"across zero", -3, 8, 3, []float64{-5, 0, 5, 10}, 0},
		{"small steps", 2.01, 2.09, 4, []float64{2, 2.02, 2.04, 2.06, 2.08, 2.1}, 2},
		{"all the same", 7, 7, 4, []float64{0, 2, 4, 6, 8}, 0},
		{"all zero", 0, 0, 4, []float64{0, .5, 1}, 1},
		{"large counts", 0, 2.9e6, 3, []float64{0, 1e6, 2e6, 3e6}, 0},
	} {
		scale := stat.Nice(c.low, c.high, c.n)
		if got := scale.Ticks(); !slices.Equal(got, c.ticks) || scale.Decimals() != c.decimals {
			t.Errorf("%s: %v with %d decimals, want %v with %d", c.name, got, scale.Decimals(), c.ticks, c.decimals)
		}
	}
}

// Eight published series of ten years, one value of which is 108.9: European
// Commission, Joint Assessment Framework, PA3.S5, 2014 to 2023, as of 20
// October 2025.
var published = []float64{
	11.1, 13.2, 12.9, 14.1, 12.9, 10.5, 108.9, 12.7, 11.5, 6.7,
	4.2, 4.9, 16.1, 34.3, 41.3, 53.3, 42.7, 49.5, 52.5, 43.7,
	29.0, 26.8, 27.5, 28.7, 32.7, 35.4, 29.4, 31.2, 34.3, 33.0,
	6.4, 3.7, 5.2, 6.1, 6.4, 5.4, 5.1, 5.6, 5.0, 8.7,
	17.3, 22.7, 25.3, 28.5, 30.6, 29.9, math.NaN(), math.NaN(), 46.5, 45.8,
	2.9, 3.5, 4.5, 4.6, 4.2, 4.9, 3.7, math.NaN(), math.NaN(), math.NaN(),
	40.6, 42.1, 41.0, 41.2, 39.8, 32.7, 26.8, 24.9, 25.5, 23.5,
	23.4, 26.5, 28.9, 32.9, 34.1, 33.5, 46.3, 43.9, 48.6, 49.3,
}

func TestAxisLeavesTheFarValueBeyond(t *testing.T) {
	scale := stat.Axis(published, 4)
	if want := (stat.Scale{Min: 0, Max: 60, Step: 20}); scale != want {
		t.Errorf("scale %v, want %v", scale, want)
	}
	if scale.Beyond(108.9) != 1 || scale.Beyond(53.3) != 0 || scale.Beyond(-1) != -1 || scale.Beyond(60) != 0 {
		t.Error("which values lie beyond the scale")
	}
	if got := scale.Share(15); got != .25 {
		t.Errorf("15 lies at %v", got)
	}
}

func TestAxisKeepsZeroWhereItIsCheap(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		want   stat.Scale
	}{
		{"from a third of the highest", []float64{19, 58}, stat.Scale{Min: 0, Max: 60, Step: 20}},
		{"not for values close together", []float64{41, 81}, stat.Scale{Min: 40, Max: 90, Step: 10}},
		{"below zero too", []float64{-58, -19}, stat.Scale{Min: -60, Max: 0, Step: 20}},
		{"of nothing", nil, stat.Scale{Min: 0, Max: 1, Step: .5}},
	} {
		if got := stat.Axis(c.values, 4); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWithoutFar(t *testing.T) {
	ramp := func(n int, more ...float64) []float64 {
		var values []float64
		for i := range n {
			values = append(values, float64(i))
		}
		return append(values, more...)
	}
	for _, c := range []struct {
		name   string
		values []float64
		left   int
	}{
		{"the highest, half the span above the rest", ramp(31, 46), 1},
		{"not quite so far", ramp(31, 44), 0},
		{"the lowest", ramp(31, -16), 1},
		{"one at each end", ramp(31, -40, 80), 2},
		{"two together are left among a hundred", ramp(101, 160, 161), 2},
		{"but are data among thirty", ramp(31, 90, 91), 0},
		{"few values are all data", ramp(10, 500), 0},
		{"values without spread are no measure", append(make([]float64, 30), 5), 0},
	} {
		if got := len(c.values) - len(stat.WithoutFar(c.values)); got != c.left {
			t.Errorf("%s: %d left out, want %d", c.name, got, c.left)
		}
	}
}

func TestScaleHoldsItsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e12, 1e12).Draw(t, "low")
		high := low + rapid.Float64Range(0, 1e9).Draw(t, "span")
		n := rapid.IntRange(1, 10).Draw(t, "n")
		scale := stat.Nice(low, high, n)
		if scale.Beyond(low) != 0 || scale.Beyond(high) != 0 {
			t.Fatalf("%v does not hold %v to %v", scale, low, high)
		}
		ticks := scale.Ticks()
		if len(ticks) < 2 || len(ticks) > n+3 {
			t.Fatalf("%d ticks for %d intervals: %v", len(ticks), n, ticks)
		}
		for i := 1; i < len(ticks); i++ {
			if ticks[i] <= ticks[i-1] {
				t.Fatalf("ticks do not rise: %v", ticks)
			}
		}
	})
}
