package stat_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"pesnet/kit/stat"
)

func TestZScores(t *testing.T) {
	for _, c := range []struct {
		name         string
		values, want []float64
	}{
		{"mean 5, deviation 2", []float64{3, 5, 7}, []float64{-1, 0, 1}},
		{"a gap stays a gap", []float64{3, gap, 5, 7}, []float64{-1, gap, 0, 1}},
		{"no difference", []float64{4, 4, 4}, []float64{0, 0, 0}},
		{"one alone has no spread", []float64{4}, []float64{gap}},
	} {
		got := stat.ZScores(c.values)
		for i := range c.want {
			near(t, c.name, got[i], c.want[i], 1e-12)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, b    []float64
		atLeast int
		want    float64
		used    int
	}{
		{"three and four", []float64{0, 0}, []float64{3, 4}, 2, 5, 2},
		{"scaled up for a gap, as dist() in R", []float64{1, 2, gap}, []float64{2, 4, 5}, 2, math.Sqrt(7.5), 2},
		{"too few in common", []float64{1, 2, gap}, []float64{2, 4, 5}, 3, gap, 2},
		{"nothing in common", []float64{gap, 2}, []float64{2, gap}, 0, gap, 0},
		{"a shorter row lacks the rest", []float64{1}, []float64{2, 9}, 1, math.Sqrt2, 1},
	} {
		got, used := stat.Distance(c.a, c.b, c.atLeast)
		near(t, c.name, got, c.want, 1e-12)
		if used != c.used {
			t.Errorf("%s: used %d, want %d", c.name, used, c.used)
		}
	}
}

// Both columns have deviation 1 after division by 2 and by 100, so the
// distances can be read off: (1, 1), (1, 0), (2, 1).
func TestNearestStandardisesItsColumns(t *testing.T) {
	table := [][]float64{{10, 500}, {12, 400}, {8, 500}, {gap, 600}}
	got := stat.Nearest(table, 0, 2)
	var order []int
	for _, n := range got {
		order = append(order, n.Row)
	}
	if !slices.Equal(order, []int{2, 1}) {
		t.Fatalf("order %v: want row 2, then row 1, and row 3 left out", order)
	}
	near(t, "row 2", got[0].Distance, 1, 1e-12)
	second := math.Sqrt(1 + 100*100/(2*1e4/3))
	near(t, "row 1", got[1].Distance, second, 1e-12)
	if stat.Nearest(table, 9, 1) != nil {
		t.Error("a row that is not there has neighbours")
	}
}

func TestDistanceIsAMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.Float64Range(-9, 9), 4, 4)
		a, b, c := row.Draw(t, "a"), row.Draw(t, "b"), row.Draw(t, "c")
		ab, _ := stat.Distance(a, b, 1)
		ba, _ := stat.Distance(b, a, 1)
		aa, _ := stat.Distance(a, a, 1)
		ac, _ := stat.Distance(a, c, 1)
		cb, _ := stat.Distance(c, b, 1)
		if ab != ba || aa != 0 || ab > ac+cb+1e-9 {
			t.Fatalf("ab %v ba %v aa %v ac %v cb %v", ab, ba, aa, ac, cb)
		}
	})
}
