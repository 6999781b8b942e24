package stat_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"pesnet/kit/stat"
)

var gap = math.NaN()

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance {
		t.Errorf("%s: got %.12g, want %.12g", what, got, want)
	}
}

func TestQuantileIsType7(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		p      float64
		want   float64
	}{
		{"first quarter of four", []float64{1, 2, 3, 4}, .25, 1.75},
		{"in any order", []float64{4, 1, 3, 2}, .25, 1.75},
		{"third quarter of ten", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, .75, 7.75},
		{"median of an even number", []float64{7, 1, 3, 10}, .5, 5},
		{"median of an odd number", []float64{33, 43.7, 8.7, 45.8, 23.5}, .5, 33},
		{"the lowest", []float64{5, 2, 9}, 0, 2},
		{"the highest", []float64{5, 2, 9}, 1, 9},
		{"missing ones are left out", []float64{gap, 2, 4, gap}, .5, 3},
		{"infinite ones too", []float64{math.Inf(1), 2, 4}, .5, 3},
		{"of one", []float64{8}, .9, 8},
		{"of none", nil, .5, gap},
		{"a share that is none", []float64{1, 2}, 1.5, gap},
	} {
		near(t, c.name, stat.Quantile(c.values, c.p), c.want, 1e-12)
	}
}

// The z scores of eight proportions, winsorised at the 10 % and 90 % quantiles of
// type 7, have the mean square 3.204528227; the same figure comes from R.
func TestQuantileWinsorisesAsR(t *testing.T) {
	n := []float64{120, 340, 85, 900, 410, 60, 1500, 230}
	x := []float64{41, 95, 31, 247, 150, 10, 435, 88}
	const pooled = .3009602195
	z := make([]float64, len(n))
	for i := range n {
		z[i] = (x[i]/n[i] - pooled) / math.Sqrt(pooled*(1-pooled)/n[i])
	}
	low, high, squares := stat.Quantile(z, .1), stat.Quantile(z, .9), 0.0
	for _, v := range z {
		v = min(max(v, low), high)
		squares += v * v
	}
	near(t, "mean square", squares/float64(len(z)), 3.204528227, 1e-8)
}

// Certified values of the NIST Statistical Reference Datasets, univariate.
func TestMeanAndDeviationMeetNIST(t *testing.T) {
	alternating := func(first, a, b float64, n int) []float64 {
		values := []float64{first}
		for len(values) < n {
			values = append(values, a, b)
		}
		return values
	}
	for _, c := range []struct {
		name            string
		values          []float64
		mean, deviation float64
	}{
		{"NumAcc1", []float64{10000001, 10000003, 10000002}, 10000002, 1},
		{"NumAcc2", alternating(1.2, 1.1, 1.3, 1001), 1.2, .1},
		{"NumAcc3", alternating(1000000.2, 1000000.1, 1000000.3, 1001), 1000000.2, .1},
		{"NumAcc4", alternating(10000000.2, 10000000.1, 10000000.3, 1001), 10000000.2, .1},
	} {
		near(t, c.name+" mean", stat.Mean(c.values), c.mean, 1e-14*c.mean)
		near(t, c.name+" deviation", stat.Deviation(c.values), c.deviation, 1e-8)
	}
	near(t, "deviation of one", stat.Deviation([]float64{3}), gap, 0)
	near(t, "mean of none", stat.Mean(nil), gap, 0)
}

func TestChangeIsInPerCentOfTheFirst(t *testing.T) {
	for _, c := range []struct {
		name           string
		from, to, want float64
	}{
		{"half more", 10, 15, 50},
		{"less", 11.5, 6.7, -41.7391304348},
		{"to nothing", 4, 0, -100},
		{"from nothing there is no per cent", 0, 4, gap},
		{"nor from below zero", -2, 4, gap},
		{"nor from a gap", gap, 4, gap},
	} {
		near(t, c.name, stat.Change(c.from, c.to), c.want, 1e-9)
	}
}

func TestQuantilesStayInOrderAndInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e9, 1e9), 1, 60).Draw(t, "values")
		p, q := rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Float64Range(0, 1).Draw(t, "q")
		low, high, _ := stat.Span(values)
		a, b := stat.Quantile(values, min(p, q)), stat.Quantile(values, max(p, q))
		if dust := 1e-6; a > b+dust || a < low-dust || b > high+dust {
			t.Fatalf("quantiles %v and %v of values in %v to %v", a, b, low, high)
		}
	})
}
